/** Searching the LAN for cameras: one search at a time, followed while it runs, cancelled at any instant. */
import { Value } from 'typebox/value'
import type { CameraScan } from '../../protocol/camera.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { runThread } from '../platform/thread.ts'
import { Answered, type Found, foundOf } from './found.ts'
import { type Interface, interfacesWithin, type Network } from './networks.ts'

/** So long devices may take to answer; milliseconds. WS-Discovery lets them wait half a second, cameras take longer. */
const SCAN_MS = 6000
/** What a thread needs to come and go. */
const GRACE_MS = 3000

const THREAD = new URL('./discovery-thread.ts', import.meta.url)

export interface ScanDeps {
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly networks: () => Promise<readonly Network[]>
  readonly interfaces: () => readonly Interface[]
  /** Something was found, or the search ended. */
  readonly changed: () => void
  /** How long devices may take to answer, milliseconds. */
  readonly forMs?: number
}

/** The search as it stands; what is allowed and known already is told by whoever shows it. */
export type Search = Pick<CameraScan, 'state' | 'startedAt' | 'endsAt'> & { readonly found: readonly Found[] }

export type Scan = ReturnType<typeof createScan>

export const createScan = ({ clock, networks, interfaces, changed, forMs = SCAN_MS }: ScanDeps) => {
  let search: Search = { state: 'none', startedAt: null, endsAt: null, found: [] }
  let running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null

  const update = (news: Partial<Search>) => {
    search = { ...search, ...news }
    changed()
  }
  /** The same device answers on each interface, and may answer twice. */
  const heard = (endpoints: Set<string>, answered: Answered) => {
    const found = foundOf(answered)
    const key = `${answered.endpoint} ${found.address}`
    if (endpoints.has(key)) return
    endpoints.add(key)
    update({
      found: [...search.found, found].sort((a, b) => a.address.localeCompare(b.address, 'en', { numeric: true })),
    })
  }
  const run = async (names: readonly string[], signal: AbortSignal): Promise<void> => {
    const endpoints = new Set<string>()
    let left = false
    const order = { interfaces: names, forMs }
    const end = await runThread(clock, THREAD, order, {
      deadlineMs: forMs + GRACE_MS,
      signal,
      onMessage: (message) => {
        if (Value.Check(Answered, message)) heard(endpoints, message)
        else left = Reflect.get(Object(message), 'ended') === true
      },
    })
    running = null
    update({ state: end === 'cancelled' ? 'cancelled' : end === 'done' && left ? 'done' : 'failed' })
  }

  return {
    view: (): Search => search,

    /** Begins a search; one that runs goes on. @throws Failure CAMERA_NO_INTERFACE */
    start: async (): Promise<void> => {
      const names = interfacesWithin(interfaces(), await networks())
      if (names.length === 0) throw new Failure('CAMERA_NO_INTERFACE')
      if (running !== null) return
      const abort = new AbortController()
      const startedAt: Instant = clock.now()
      running = { abort, ended: run(names, abort.signal) }
      update({ state: 'running', startedAt, endsAt: instant(startedAt + forMs), found: [] })
    },

    /** What was found so far stays to be read. Done when nothing runs any more. */
    cancel: async (): Promise<void> => {
      running?.abort.abort()
      await running?.ended
    },
  }
}

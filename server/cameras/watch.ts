/** Looks at every camera about once a minute, less often at those that are away, and tells when one needs somebody. */
import type { CameraView } from '../../protocol/camera.ts'
import type { Findings } from '../fault-watch/trouble.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { Conversations } from './conversation.ts'
import { considered, findingsOf, pauseAfter } from './health.ts'
import type { CameraStore } from './store.ts'

export interface CameraWatchDeps {
  readonly store: Pick<CameraStore, 'watched' | 'find' | 'paired' | 'keep' | 'tidy'>
  readonly conversations: Pick<Conversations, 'read'>
  readonly clock: Pick<Clock, 'now' | 'every'>
  /** Something of this camera was kept. */
  readonly changed: (id: string) => void
  readonly log: { error(details: object, message: string): void }
}

export interface CameraWatch {
  /** Looks at one camera now; done when what it brought is kept. */
  look(id: string): Promise<void>
  /** Looks at every camera that is due; done when all have been looked at. */
  round(): Promise<void>
  /** What needs somebody, as of the last looks; also right after a start, from what was kept. */
  troubles(): Promise<Findings>
  /** Told whenever that has changed. */
  onChange(listen: () => void): Dispose
  start(): void
  /** Looks no more, and waits for the looks under way; end the conversations first. */
  stop(): Promise<void>
}

const ROUND_EVERY_MS = 5000

interface Due {
  readonly at: number
  /** Looks in a row that found it as it is. */
  readonly times: number
}

export const createCameraWatch = ({ store, conversations, clock, changed, log }: CameraWatchDeps): CameraWatch => {
  const due = new Map<string, Due>()
  const looking = new Map<string, Promise<void>>()
  const listeners = new Set<() => void>()
  let known: Findings | null = null
  let rounds: Promise<void> | null = null
  let dispose: Dispose = () => undefined

  const judge = async (): Promise<Findings> => {
    const next = findingsOf(await store.watched())
    const isOther = known !== null && named(next) !== named(known)
    known = next
    if (isOther) for (const listen of listeners) listen()
    return next
  }
  const lookAt = async (camera: CameraView): Promise<void> => {
    const paired = await store.paired(camera.id)
    if (paired === null) return
    const reading = await conversations.read(paired)
    const now = clock.now()
    const after = considered(camera, reading, now)
    const times = after.health.state === camera.health.state ? (due.get(camera.id)?.times ?? 0) + 1 : 1
    due.set(camera.id, { at: now + pauseAfter(after.health, times), times })
    if (!(await store.keep(camera.id, camera.version, after))) return
    changed(camera.id)
    await judge()
  }
  /** One look at a camera at a time; whoever asks meanwhile gets one of their own afterwards. */
  const look = (id: string): Promise<void> => {
    const before = looking.get(id) ?? Promise.resolve()
    const own = before
      .catch(() => undefined)
      .then(async () => {
        const camera = await store.find(id)
        if (camera !== null) await lookAt(camera)
      })
      .finally(() => {
        if (looking.get(id) === own) looking.delete(id)
      })
    looking.set(id, own)
    return own
  }
  const isDue = ({ id, health }: CameraView): boolean => {
    const next = due.get(id)
    const now = clock.now()
    // A clock that was set back must not put looks off by hours.
    return (
      health.state === 'new' || next === undefined || now >= next.at || next.at - now > pauseAfter(health, next.times)
    )
  }
  const roundOnce = async (): Promise<void> => {
    await store.tidy()
    const cameras = await store.watched()
    for (const id of due.keys()) if (!cameras.some((camera) => camera.id === id)) due.delete(id)
    await Promise.all(cameras.filter((camera) => isDue(camera) && !looking.has(camera.id)).map(({ id }) => look(id)))
    await judge()
  }
  const round = (): Promise<void> => {
    rounds ??= roundOnce().finally(() => {
      rounds = null
    })
    return rounds
  }
  const looked = () => {
    round().catch((error: unknown) => log.error({ err: error }, 'the cameras could not be looked at'))
  }

  return {
    look,
    round,
    troubles: async () => known ?? judge(),
    onChange: (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    start: () => {
      looked()
      dispose = clock.every(ROUND_EVERY_MS, looked)
    },
    stop: async () => {
      dispose()
      await Promise.allSettled([...looking.values(), rounds])
    },
  }
}

/** What makes findings others: not how far a clock has drifted since. */
const named = ({ troubles, unjudged }: Findings): string =>
  JSON.stringify([
    troubles.map(({ kind, subject, since, equipmentId, params }) => [
      kind,
      subject.id,
      since,
      equipmentId,
      params.name,
    ]),
    [...unjudged],
  ])

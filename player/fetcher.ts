/** Fetches ahead of time what the plan needs: in order of air time, within a rate the LAN can carry, verified. */
import { sha256 as hashOf } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { Check } from 'typebox/value'
import { MediaManifest, type Rendition, segmentPath } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import type { Instant } from '../protocol/time.ts'
import { evictable, type Need, type Needs, needsOf, type Show } from './agenda.ts'
import { manifestFor, manifestKey, unneededManifests } from './manifest-shelf.ts'
import type { Storage } from './storage.ts'

/** What the fetcher did last. */
export type FetchState =
  | { readonly type: 'idle' }
  | { readonly type: 'fetching'; readonly left: number }
  | { readonly type: 'waiting'; readonly code: 'network' | 'server' | 'hash' | 'full' | 'revision' }

export interface Fetcher {
  /** The manifest of a show, when it is held. */
  manifestOf(show: Show): MediaManifest | null
  /** A verified object: from the device, else from the network. */
  read(sha256: string, signal: AbortSignal): Promise<ArrayBuffer>
  /** Looks at the plan again, now. */
  wake(): void
  state(): FetchState
  stop(): void
}

interface FetcherParts {
  readonly storage: Storage
  readonly plan: () => HeldPlan | null
  readonly now: () => Instant
  readonly token: () => string | null
  /** Megabits per second. */
  readonly rateMbps: () => number
  readonly preferred: Rendition['name'] | null
  /** Whether the server has confirmed the time. */
  readonly trustsClock: () => boolean
  /** True while a start is near: nothing may disturb it. */
  readonly hush: () => boolean
  readonly changed: () => void
}

/** Something could not be fetched; the code says whose turn it is. */
export class FetchFailure extends Error {
  readonly code: 'network' | 'server' | 'hash' | 'full' | 'revision'
  constructor(code: FetchFailure['code'], address: string) {
    super(`${code}: ${address}`)
    this.name = 'FetchFailure'
    this.code = code
  }
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000
const LOOK_AGAIN_MS = 30_000
const TIMEOUT_MS = 20_000

/** How long to rest after `bytes` that took `tookMs`, so that the average stays at the rate. Milliseconds. */
export const restAfter = (bytes: number, tookMs: number, rateMbps: number): number =>
  Math.max(0, (bytes * 8) / (rateMbps * 1000) - tookMs)

/** A programme that can't be had, next week's perhaps, must not keep today's from being fetched. */
const PASS_OVER_MS = 30_000
const POSTER_AGAIN_MS = 10 * 60_000

/** Doubling waits with a random half, so that 300 TVs don't come back at once. `random` is in [0, 1). */
export const backoff = (failures: number, random: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(16, Math.max(0, failures - 1))) * (0.5 + random / 2)

export const createFetcher = async (parts: FetcherParts): Promise<Fetcher> => {
  const { storage } = parts
  const stored = await storage.manifests()
  const manifests = new Map(stored.map((manifest) => [manifestKey(manifest.mediaId, manifest.revision), manifest]))
  /** What the server could not give, and until when (monotonic) it holds up nothing else. */
  const passedOver = new Map<string, number>()
  const stopped = new AbortController()
  let state: FetchState = { type: 'idle' }
  let wakeUp: () => void = () => undefined
  let failures = 0

  const manifestOf = (show: Show): MediaManifest | null => manifestFor(manifests, show)
  const set = (next: FetchState) => {
    state = next
    parts.changed()
  }
  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const fetchManifest = async (show: Show): Promise<void> => {
    const address = `/media/${encodeURIComponent(show.mediaId)}/manifest.json`
    const body = await download(address, parts.token(), stopped.signal)
    const manifest = parsed(body)
    if (!Check(MediaManifest, manifest)) throw new FetchFailure('server', address)
    manifests.set(manifestKey(manifest.mediaId, manifest.revision), manifest)
    await storage.putManifest(manifest)
    if (show.revision !== null && manifest.revision !== show.revision) throw new FetchFailure('revision', address)
  }

  const store = async (sha256: string, data: ArrayBuffer, needs: Needs): Promise<void> => {
    try {
      await storage.putSegment(sha256, data)
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error
      await makeRoom(storage, needs, sha256)
      throw new FetchFailure('full', sha256)
    }
  }

  const fetchObject = async ({ sha256 }: Need, needs: Needs): Promise<void> => {
    const began = performance.now()
    const data = await download(segmentPath(sha256), null, stopped.signal)
    if ((await digest(data)) !== sha256) throw new FetchFailure('hash', sha256)
    await store(sha256, data, needs)
    parts.changed()
    const pause = restAfter(data.byteLength, performance.now() - began, parts.rateMbps())
    if (pause > 0) await rest(pause)
  }

  /**
   * Gives up what the plan does not need any more, so that the device holds two weeks and not a year. By a clock that
   * no server confirmed, a year off perhaps, nothing is old.
   */
  const tidy = async (needs: Needs): Promise<void> => {
    const plan = parts.plan()
    if (plan === null || !parts.trustsClock()) return
    const gone = unneededManifests(manifests, plan)
    for (const key of gone) manifests.delete(key)
    await storage.dropManifests(gone)
    await storage.dropSegments(evictable(storage.held(), needs))
  }

  const isFree = (key: string): boolean => (passedOver.get(key) ?? 0) <= performance.now()
  /** What only this one thing is to blame for is left aside for a while. */
  const passing = async (key: string, work: Promise<void>): Promise<true> => {
    try {
      await work
      passedOver.delete(key)
      return true
    } catch (error) {
      const common = error instanceof FetchFailure && (error.code === 'network' || error.code === 'full')
      if (!common) passedOver.set(key, performance.now() + PASS_OVER_MS)
      throw error
    }
  }

  /** A slate without its picture is no trouble: whatever the reason, it is tried again later. */
  const fetchPoster = async (poster: Need, needs: Needs): Promise<true> => {
    try {
      await fetchObject(poster, needs)
    } catch {
      passedOver.set(poster.sha256, performance.now() + POSTER_AGAIN_MS)
    }
    return true
  }

  /** One step; true when there is more to do. */
  const step = async (): Promise<boolean> => {
    const needs = needsOf(parts.plan(), manifestOf, parts.preferred, parts.now())
    const isMissing = ({ sha256 }: Need): boolean => !storage.held().has(sha256)
    const missing = needs.objects.filter(isMissing)
    const show = needs.manifests.find(({ mediaId }) => isFree(mediaId))
    const object = missing.find(({ sha256 }) => isFree(sha256))
    set(show || object ? { type: 'fetching', left: missing.length + needs.manifests.length } : { type: 'idle' })
    if (show !== undefined) return passing(show.mediaId, fetchManifest(show))
    if (object !== undefined) return passing(object.sha256, fetchObject(object, needs))
    const poster = needs.posters.filter(isMissing).find(({ sha256 }) => isFree(sha256))
    if (poster !== undefined) return fetchPoster(poster, needs)
    if (needs.manifests.length > 0 || missing.length > 0) set({ type: 'waiting', code: 'server' })
    await tidy(needs)
    return false
  }

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        if (parts.hush()) {
          await rest(1000)
          continue
        }
        const more = await step()
        failures = 0
        if (!more) await rest(LOOK_AGAIN_MS)
      } catch (error) {
        if (stopped.signal.aborted) return
        failures++
        set({ type: 'waiting', code: error instanceof FetchFailure ? error.code : 'network' })
        await rest(backoff(failures, Math.random()))
      }
    }
  }
  // Not before the caller holds the fetcher: its callbacks may ask it for manifests.
  setTimeout(() => void run())

  return {
    manifestOf,
    read: async (sha256, signal) => {
      const kept = await storage.segment(sha256)
      if (kept !== null) return kept
      const data = await download(segmentPath(sha256), null, signal)
      if ((await digest(data)) !== sha256) throw new FetchFailure('hash', sha256)
      return data
    },
    wake: () => wakeUp(),
    state: () => state,
    stop: () => {
      stopped.abort()
      wakeUp()
    },
  }
}

/** Null for what is not JSON: a proxy's page, perhaps. */
const parsed = (body: ArrayBuffer): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}

/** Gives up what is not needed; if all of it is, the half that airs last. */
const makeRoom = async (storage: Storage, needs: Needs, wanted: string): Promise<void> => {
  const unneeded = evictable(storage.held(), needs)
  if (unneeded.length > 0) return storage.dropSegments(unneeded)
  const order = needs.objects.map((object) => object.sha256)
  const place = order.indexOf(wanted)
  // A poster is not among them: no programme is given up for a picture of one.
  if (place === -1) return
  const later = order.slice(place + 1).filter((sha256) => storage.held().has(sha256))
  return storage.dropSegments(later.slice(Math.floor(later.length / 2)))
}

const download = async (address: string, token: string | null, signal: AbortSignal): Promise<ArrayBuffer> => {
  const timeout = new AbortController()
  const end = () => timeout.abort()
  const timer = setTimeout(end, TIMEOUT_MS)
  signal.addEventListener('abort', end)
  try {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
    const response = await fetch(address, { signal: timeout.signal, headers })
    if (!response.ok) throw new FetchFailure('server', `${address} ${response.status}`)
    return await response.arrayBuffer()
  } catch (error) {
    throw error instanceof FetchFailure ? error : new FetchFailure('network', `${address} ${String(error)}`)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** Hashed in pieces where the browser has no `crypto.subtle` (plain HTTP), so that a picture that runs is not held up. */
const PIECE_BYTES = 128 * 1024

/** SHA-256 in lower-case hex. */
export const digest = async (data: ArrayBuffer): Promise<string> => {
  if (globalThis.isSecureContext && crypto.subtle !== undefined)
    return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', data)))
  const hash = hashOf.create()
  for (let from = 0; from < data.byteLength; from += PIECE_BYTES) {
    hash.update(new Uint8Array(data, from, Math.min(PIECE_BYTES, data.byteLength - from)))
    await new Promise((resolve) => setTimeout(resolve))
  }
  return bytesToHex(hash.digest())
}

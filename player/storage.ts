/**
 * What a TV keeps through a power cut: IndexedDB, which also works on plain HTTP to a LAN address. A device that can
 * keep nothing plays from memory.
 */
import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { DisplayIdentity } from '../protocol/display.ts'
import { MediaManifest } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import { MediaReference } from '../protocol/plan-parts.ts'
import { Airing } from '../protocol/rundown.ts'
import { Instant } from '../protocol/time.ts'
import { type Database, deviceDatabase, STORES } from './device-database.ts'
import { manifestKey } from './manifest-shelf.ts'
import { memoryStorage } from './memory-storage.ts'
import { type OutboxEntry, OutboxEntrySchema } from './outbox.ts'

const Plan = Type.Object({
  version: Type.Integer(),
  window: Type.Object({ start: Instant, end: Instant }),
  airings: Type.Array(Airing),
  media: Type.Array(MediaReference),
})

/** The single values, each with what it must look like to be believed. */
const STATE = {
  token: Type.String(),
  identity: DisplayIdentity,
  plan: Plan,
  /** Server's time minus this machine's wall clock. */
  wallOffsetMs: Type.Number(),
  /** The leads that the last rehearsals measured, newest last. */
  leads: Type.Array(Type.Number()),
  /** When the watchdog reloaded the page, newest last. */
  reloads: Type.Array(Type.Number()),
} as const satisfies Record<string, TSchema>

export interface State {
  token: string
  identity: DisplayIdentity
  plan: HeldPlan
  wallOffsetMs: number
  leads: readonly number[]
  reloads: readonly number[]
}

export interface Storage {
  /** False: what is put here is gone with the page. */
  readonly lasting: boolean
  /** The value, or null when absent or not of the expected shape. */
  get<Key extends keyof State>(key: Key): Promise<State[Key] | null>
  set<Key extends keyof State>(key: Key, value: State[Key]): Promise<void>
  manifests(): Promise<MediaManifest[]>
  putManifest(manifest: MediaManifest): Promise<void>
  /** By their keys (manifest-shelf.ts). */
  dropManifests(keys: readonly string[]): Promise<void>
  /** Hashes of the segments that are held. */
  held(): ReadonlySet<string>
  segment(sha256: string): Promise<ArrayBuffer | null>
  /** @throws DOMException QuotaExceededError when the device is full */
  putSegment(sha256: string, data: ArrayBuffer): Promise<void>
  dropSegments(hashes: readonly string[]): Promise<void>
  outbox(): Promise<OutboxEntry[]>
  putOutbox(entry: OutboxEntry): Promise<void>
  dropOutbox(airingIds: readonly string[]): Promise<void>
  /** Bytes used on this device; null when the browser doesn't say. */
  usedBytes(): Promise<number | null>
  /** Forgets everything: the TV was unpaired. */
  clear(): Promise<void>
  close(): void
}

/** @param name lets several players share one browser (`?name=`) */
export const openStorage = async (name: string): Promise<Storage> => {
  const address = `nooncast-${name}`
  const held = new Set<string>()
  const device = deviceDatabase(address, async (database) => {
    held.clear()
    for (const sha256 of await database.getAllKeys('segments')) held.add(sha256)
  })
  const token = tokenPlace(`${address}-token`)
  try {
    // What can't be written can't be relied upon.
    await device.use((database) => database.put('state', Date.now(), 'opened'))
  } catch (error) {
    document.documentElement.dataset.storage = String(error)
    device.close()
    const storage = memoryStorage()
    const known = token.read()
    if (known !== null) await storage.set('token', known)
    return withToken(storage, token)
  }
  return withToken(
    {
      lasting: true,
      get: (key) => device.use((database) => readState(database, key)),
      set: async (key, value) => {
        await device.use((database) => database.put('state', value, key))
      },
      manifests: () => device.use((database) => readAll(database, 'manifests', MediaManifest)),
      putManifest: async (manifest) => {
        const key = manifestKey(manifest.mediaId, manifest.revision)
        await device.use((database) => database.put('manifests', manifest, key))
      },
      dropManifests: async (keys) => {
        await device.use(async (database) => {
          for (const key of keys) await database.delete('manifests', key)
        })
      },
      held: () => held,
      segment: async (sha256) => {
        try {
          return (await device.use((database) => database.get('segments', sha256))) ?? null
        } catch {
          // Unreadable on the disk is as good as not there: it is fetched again.
          held.delete(sha256)
          return null
        }
      },
      putSegment: async (sha256, data) => {
        await device.use((database) => database.put('segments', data, sha256))
        held.add(sha256)
      },
      dropSegments: async (hashes) => {
        for (const sha256 of hashes) {
          held.delete(sha256)
          await device.use((database) => database.delete('segments', sha256))
        }
      },
      outbox: () => device.use((database) => readAll(database, 'outbox', OutboxEntrySchema)),
      putOutbox: async (entry) => {
        await device.use((database) => database.put('outbox', entry, entry.report.airingId))
      },
      dropOutbox: async (airingIds) => {
        await device.use(async (database) => {
          for (const airingId of airingIds) await database.delete('outbox', airingId)
        })
      },
      usedBytes,
      clear: async () => {
        held.clear()
        await device.use(async (database) => {
          for (const store of STORES) await database.clear(store)
        })
      },
      close: device.close,
    },
    token,
  )
}

/** The token in a second place: a TV whose database was lost need not be paired again. */
interface TokenPlace {
  read(): string | null
  write(token: string): void
  clear(): void
}

const tokenPlace = (key: string): TokenPlace => {
  /** Refused where a browser keeps no site data at all. */
  const tried = <Result>(work: () => Result): Result | null => {
    try {
      return work()
    } catch {
      return null
    }
  }
  return {
    read: () => tried(() => localStorage.getItem(key)),
    write: (token) => void tried(() => localStorage.setItem(key, token)),
    clear: () => void tried(() => localStorage.removeItem(key)),
  }
}

const withToken = (storage: Storage, place: TokenPlace): Storage => ({
  ...storage,
  get: async (key) => {
    const value = await storage.get(key)
    if (value !== null || key !== 'token') return value
    const known = place.read()
    if (known !== null) await storage.set('token', known)
    return storage.get(key)
  },
  set: async (key, value) => {
    if (key === 'token' && typeof value === 'string') place.write(value)
    await storage.set(key, value)
  },
  clear: async () => {
    place.clear()
    await storage.clear()
  },
})

const readState = async <Key extends keyof State>(database: Database, key: Key): Promise<State[Key] | null> => {
  const value = await database.get('state', key)
  const schema: TSchema = STATE[key]
  return isState(schema, value) ? value : null

  function isState(expected: TSchema, candidate: unknown): candidate is State[Key] {
    return Check(expected, candidate)
  }
}

const readAll = async <Schema extends TSchema>(
  database: Database,
  store: 'manifests' | 'outbox',
  schema: Schema,
): Promise<Static<Schema>[]> => {
  const values: unknown[] = await database.getAll(store)
  return values.filter((value): value is Static<Schema> => Check(schema, value))
}

/** `navigator.storage` exists in secure contexts only. */
const usedBytes = async (): Promise<number | null> => {
  if (!('storage' in navigator) || navigator.storage === undefined) return null
  return (await navigator.storage.estimate()).usage ?? null
}

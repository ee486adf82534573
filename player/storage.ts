/** What a TV keeps through a power cut: IndexedDB, which also works on plain HTTP to a LAN address. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { DisplayIdentity } from '../protocol/display.ts'
import { MediaManifest } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import { MediaReference } from '../protocol/plan-parts.ts'
import { Airing } from '../protocol/rundown.ts'
import { Instant } from '../protocol/time.ts'
import { type OutboxEntry, OutboxEntrySchema } from './outbox.ts'

interface Layout extends DBSchema {
  state: { key: string; value: unknown }
  manifests: { key: string; value: unknown }
  segments: { key: string; value: ArrayBuffer }
  outbox: { key: string; value: unknown }
}

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

interface State {
  token: string
  identity: DisplayIdentity
  plan: HeldPlan
  wallOffsetMs: number
  leads: readonly number[]
  reloads: readonly number[]
}

export interface Storage {
  /** The value, or null when absent or not of the expected shape. */
  get<Key extends keyof State>(key: Key): Promise<State[Key] | null>
  set<Key extends keyof State>(key: Key, value: State[Key]): Promise<void>
  manifests(): Promise<MediaManifest[]>
  putManifest(manifest: MediaManifest): Promise<void>
  dropManifests(keep: (manifest: MediaManifest) => boolean): Promise<void>
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

const VERSION = 1

/** @param name lets several players share one browser (`?name=`) */
export const openStorage = async (name: string): Promise<Storage> => {
  const database = await openDB<Layout>(`nooncast-${name}`, VERSION, {
    upgrade: (opened) => {
      for (const store of ['state', 'manifests', 'segments', 'outbox'] as const) opened.createObjectStore(store)
    },
  })
  const held = new Set(await database.getAllKeys('segments'))
  return {
    get: (key) => readState(database, key),
    set: async (key, value) => {
      await database.put('state', value, key)
    },
    manifests: () => readAll(database, 'manifests', MediaManifest),
    putManifest: async (manifest) => {
      await database.put('manifests', manifest, manifestKey(manifest.mediaId, manifest.revision))
    },
    dropManifests: async (keep) => {
      for (const manifest of await readAll(database, 'manifests', MediaManifest))
        if (!keep(manifest)) await database.delete('manifests', manifestKey(manifest.mediaId, manifest.revision))
    },
    held: () => held,
    segment: async (sha256) => (await database.get('segments', sha256)) ?? null,
    putSegment: async (sha256, data) => {
      await database.put('segments', data, sha256)
      held.add(sha256)
    },
    dropSegments: async (hashes) => {
      for (const sha256 of hashes) {
        held.delete(sha256)
        await database.delete('segments', sha256)
      }
    },
    outbox: () => readAll(database, 'outbox', OutboxEntrySchema),
    putOutbox: async (entry) => {
      await database.put('outbox', entry, entry.report.airingId)
    },
    dropOutbox: async (airingIds) => {
      for (const airingId of airingIds) await database.delete('outbox', airingId)
    },
    usedBytes,
    clear: async () => {
      held.clear()
      for (const store of ['state', 'manifests', 'segments', 'outbox'] as const) await database.clear(store)
    },
    close: () => database.close(),
  }
}

export const manifestKey = (mediaId: string, revision: string): string => `${mediaId}@${revision}`

const readState = async <Key extends keyof State>(
  database: IDBPDatabase<Layout>,
  key: Key,
): Promise<State[Key] | null> => {
  const value = await database.get('state', key)
  const schema: TSchema = STATE[key]
  return isState(schema, value) ? value : null

  function isState(expected: TSchema, candidate: unknown): candidate is State[Key] {
    return Check(expected, candidate)
  }
}

const readAll = async <Schema extends TSchema>(
  database: IDBPDatabase<Layout>,
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

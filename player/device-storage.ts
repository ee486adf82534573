/** A storage in IndexedDB, which also works on plain HTTP to a LAN address. */
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { MediaManifest } from '../protocol/media.ts'
import { type Database, deviceDatabase, isFull, STORES } from './device-database.ts'
import { manifestKey } from './manifest-shelf.ts'
import { OutboxEntrySchema } from './outbox.ts'
import { STATE, type State, type Storage } from './storage.ts'

export interface DeviceStorage extends Storage {
  /**
   * Opens it and tries to write.
   * @throws DOMException when nothing is held and nothing can be
   */
  prove(): Promise<void>
}

/** All of it throws a DOMException when the database is gone and does not come back. */
export const deviceStorage = (name: string): DeviceStorage => {
  const held = new Set<string>()
  const device = deviceDatabase(name, async (database) => {
    const keys = await database.getAllKeys('segments')
    held.clear()
    for (const sha256 of keys) held.add(sha256)
  })
  return {
    prove: async () => {
      try {
        await device.use((database) => database.put('state', Date.now(), 'opened'))
      } catch (error) {
        // A disk that something else has filled still holds noon.
        if (!isFull(error) || held.size === 0) throw error
      }
    },
    lasting: () => true,
    get: (key) => device.use((database) => readState(database, key)),
    set: async (key, value) => {
      await device.use((database) => database.put('state', value, key))
    },
    manifests: () => device.use((database) => readAll(database, 'manifests', MediaManifest)),
    putManifest: async (manifest) => {
      const key = manifestKey(manifest.mediaId, manifest.revision)
      await device.use((database) => database.put('manifests', manifest, key))
    },
    dropManifests: (keys) => device.use((database) => deleteAll(database, 'manifests', keys)),
    held: () => held,
    segment: async (sha256) => {
      const stored = await device.use((database) => readSegment(database, sha256))
      if (stored === null) held.delete(sha256)
      return stored
    },
    putSegment: async (sha256, data) => {
      await device.use((database) => database.put('segments', data, sha256))
      held.add(sha256)
    },
    dropSegments: async (hashes) => {
      for (const sha256 of hashes) held.delete(sha256)
      await device.use((database) => deleteAll(database, 'segments', hashes))
    },
    outbox: () => device.use((database) => readAll(database, 'outbox', OutboxEntrySchema)),
    putOutbox: async (entry) => {
      await device.use((database) => database.put('outbox', entry, entry.report.airingId))
    },
    dropOutbox: (airingIds) => device.use((database) => deleteAll(database, 'outbox', airingIds)),
    usedBytes,
    clear: async () => {
      held.clear()
      await device.use(async (database) => {
        for (const store of STORES) await database.clear(store)
      })
    },
    close: device.close,
  }
}

const readState = async <Key extends keyof State>(database: Database, key: Key): Promise<State[Key] | null> => {
  const value = await database.get('state', key)
  const schema: TSchema = STATE[key]
  return isState(schema, value) ? value : null

  function isState(expected: TSchema, candidate: unknown): candidate is State[Key] {
    return Check(expected, candidate)
  }
}

/** A single one that is unreadable on the disk is as good as not there: it is fetched again. */
const readSegment = async (database: Database, sha256: string): Promise<ArrayBuffer | null> => {
  try {
    const stored: unknown = await database.get('segments', sha256)
    return stored instanceof ArrayBuffer ? stored : null
  } catch (error) {
    if (!(error instanceof DOMException) || !UNREADABLE_VALUE.includes(error.name)) throw error
    return null
  }
}

/** What Chromium and Firefox say of a value whose file is gone. */
const UNREADABLE_VALUE: readonly string[] = ['DataError', 'DataCloneError', 'NotReadableError', 'NotFoundError']

/** Those that are of the expected shape; others, an older player's perhaps, are deleted. */
const readAll = async <Schema extends TSchema>(
  database: Database,
  store: 'manifests' | 'outbox',
  schema: Schema,
): Promise<Static<Schema>[]> => {
  const read = database.transaction(store, 'readwrite')
  const [keys, values] = await Promise.all([read.store.getAllKeys(), read.store.getAll()])
  const believed: Static<Schema>[] = []
  for (const [index, key] of keys.entries()) {
    const value: unknown = values[index]
    if (Check(schema, value)) believed.push(value)
    else await read.store.delete(key)
  }
  await read.done
  return believed
}

const deleteAll = async (
  database: Database,
  store: 'manifests' | 'segments' | 'outbox',
  keys: readonly string[],
): Promise<void> => {
  if (keys.length === 0) return
  const write = database.transaction(store, 'readwrite')
  await Promise.all([...keys.map((key) => write.store.delete(key)), write.done])
}

/** `navigator.storage` exists in secure contexts only. */
const usedBytes = async (): Promise<number | null> => {
  if (!('storage' in navigator) || navigator.storage === undefined) return null
  return (await navigator.storage.estimate()).usage ?? null
}

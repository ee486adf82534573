/**
 * The database on the device, open whenever it is used. Browsers close it on their own (site data cleared, the disk full,
 * another tab with a newer player): the next use opens it again. One that can't be read is deleted and begun anew; the
 * plan and the programmes come again from the server.
 */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'

export interface Layout extends DBSchema {
  state: { key: string; value: unknown }
  manifests: { key: string; value: unknown }
  segments: { key: string; value: ArrayBuffer }
  outbox: { key: string; value: unknown }
}
export type Database = IDBPDatabase<Layout>

export const STORES = ['state', 'manifests', 'segments', 'outbox'] as const
const VERSION = 1

export interface DeviceDatabase {
  /** Runs `work` on the open database; once more on a new connection when the browser closed the one it had. */
  use<Result>(work: (database: Database) => Promise<Result>): Promise<Result>
  close(): void
}

/** @param opened told of each connection before its first use */
export const deviceDatabase = (name: string, opened: (database: Database) => Promise<void>): DeviceDatabase => {
  let opening: Promise<Database> | null = null
  const forget = (): void => {
    opening = null
  }
  const connect = async (): Promise<Database> => {
    const database = await openSound(name, forget)
    await opened(database)
    return database
  }
  const open = (): Promise<Database> => {
    opening ??= connect().catch((error: unknown) => {
      forget()
      throw error
    })
    return opening
  }
  return {
    use: async (work) => {
      const mine = open()
      const database = await mine
      try {
        return await work(database)
      } catch (error) {
        if (!isClosed(error) && opening === mine) throw error
        if (opening === mine) forget()
        return work(await open())
      }
    },
    close: () => {
      opening?.then((database) => database.close(), forget)
      forget()
    },
  }
}

/** @throws DOMException when the device can't keep anything */
const openSound = async (name: string, lost: () => void): Promise<Database> => {
  const open = (): Promise<Database> =>
    openDB<Layout>(name, VERSION, {
      upgrade: (fresh) => {
        for (const store of STORES) fresh.createObjectStore(store)
      },
      // Another tab wants to change or delete it.
      blocking: (_current, _blocked, event) => {
        lost()
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      terminated: lost,
    })
  const anew = async (): Promise<Database> => {
    await deleteDB(name)
    return open()
  }
  const database = await open().catch((error: unknown) => {
    if (isUnreadable(error)) return anew()
    throw error
  })
  if (STORES.every((store) => database.objectStoreNames.contains(store))) return database
  database.close()
  return anew()
}

const isClosed = (error: unknown): boolean => error instanceof DOMException && error.name === 'InvalidStateError'

/** Corrupt on the disk, or left there by a newer player (Indexed Database API 3.0, “open a database connection”). */
const isUnreadable = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'UnknownError' || error.name === 'VersionError')

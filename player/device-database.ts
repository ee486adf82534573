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
/** Some browsers never answer when their profile is damaged. A slow box with a full database takes two seconds. */
const OPEN_WITHIN_MS = 15_000
/** Waits before the second and the third try. */
const TRY_AGAIN_MS: readonly number[] = [0, 1000]

export interface DeviceDatabase {
  /**
   * Runs `work` on the open database; again on a new connection when that fails, but for a full device.
   * @throws DOMException QuotaExceededError and TimeoutError at once; what failed last when the database stays away
   */
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
    const database = await within(OPEN_WITHIN_MS, openSound(name, forget))
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
  /** Only the connection that failed is given up: another use may have a new one already. */
  const giveUp = (failed: Promise<Database>): void => {
    if (opening !== failed) return
    forget()
    failed.then((database) => database.close(), forget)
  }
  const use = async <Result>(
    work: (database: Database) => Promise<Result>,
    waits: readonly number[] = TRY_AGAIN_MS,
  ): Promise<Result> => {
    const mine = open()
    try {
      return await work(await mine)
    } catch (error) {
      const [wait, ...rest] = waits
      if (isFull(error) || isLate(error) || wait === undefined) throw error
      giveUp(mine)
      await new Promise((resolve) => setTimeout(resolve, wait))
      return use(work, rest)
    }
  }
  return {
    use,
    close: () => {
      if (opening !== null) giveUp(opening)
    },
  }
}

/** A connection that comes too late is closed. */
const within = async (milliseconds: number, opening: Promise<Database>): Promise<Database> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      opening.then(
        (database) => database.close(),
        () => undefined,
      )
      reject(new DOMException('the database does not open', 'TimeoutError'))
    }, milliseconds)
  })
  try {
    return await Promise.race([opening, late])
  } finally {
    clearTimeout(timer)
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
  const found = await open().catch((error: unknown) => {
    if (isUnreadable(error)) return null
    throw error
  })
  if (found !== null && (await isSound(found))) return found
  const token = found === null ? null : await tokenIn(found)
  found?.close()
  await deleteDB(name)
  const anew = await open()
  if (token !== null) await anew.put('state', token, 'token')
  return anew
}

/** Can all that a TV needs for its start be read? Chromium keeps large values as files, which may be gone on their own. */
const isSound = async (database: Database): Promise<boolean> => {
  if (!STORES.every((store) => database.objectStoreNames.contains(store))) return false
  try {
    await Promise.all([
      database.getAll('state'),
      database.getAll('manifests'),
      database.getAll('outbox'),
      database.getAllKeys('segments'),
    ])
    return true
  } catch (error) {
    if (isClosed(error)) throw error
    return false
  }
}

/** What alone is worth saving: without it a person has to pair the TV again. */
const tokenIn = (database: Database): Promise<string | null> =>
  database.get('state', 'token').then(
    (token) => (typeof token === 'string' ? token : null),
    () => null,
  )

/** The browser closed the connection, before or during the work. */
const isClosed = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'AbortError')

/** Corrupt on the disk, or left there by a newer player (Indexed Database API 3.0, “open a database connection”). */
const isUnreadable = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'UnknownError' || error.name === 'VersionError')

const isLate = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError'

/** Full is not broken: what is held can still be read. */
export const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError'

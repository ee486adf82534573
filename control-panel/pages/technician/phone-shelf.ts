/** Parcels in the phone's own database (IndexedDB works without a secure origin), those of one link apart from any other's. */
import { type Kept, memoryShelf, type ParcelShelf } from './outbox.ts'

const DATABASE = 'nooncast-technician'
const STORE = 'parcels'

interface Row extends Kept {
  readonly link: string
  /** `link` and key in one. */
  readonly id: string
}

const asked = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
  return asked(request)
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'link' in value && 'parcel' in value && 'key' in value

/** @param link names the visit's link; a browser that keeps nothing gets a shelf of memory */
export const openPhoneShelf = async (link: string): Promise<ParcelShelf> => {
  try {
    const database = await openDatabase()
    const store = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE)
    return {
      all: async () => {
        const rows: unknown[] = await asked(store('readonly').getAll())
        return rows
          .filter(isRow)
          .filter((row) => row.link === link)
          .sort((a, b) => a.key - b.key)
      },
      put: async (kept) => {
        await asked(store('readwrite').put({ ...kept, link, id: `${link} ${kept.key}` }))
      },
      remove: async (key) => {
        await asked(store('readwrite').delete(`${link} ${key}`))
      },
    }
  } catch {
    return memoryShelf()
  }
}

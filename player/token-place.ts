/** The token in a second place: a TV whose database was lost need not be paired again. */
import type { Storage } from './storage.ts'

export interface TokenPlace {
  read(): string | null
  write(token: string): void
  clear(): void
}

/** In `localStorage`, which browsers keep in another file than IndexedDB. */
export const tokenPlace = (key: string): TokenPlace => {
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

/** Whichever of the two knows the token tells the other. */
export const withToken = (storage: Storage, place: TokenPlace): Storage => ({
  ...storage,
  get: async (key) => {
    const value = await storage.get(key)
    if (key !== 'token') return value
    const known = place.read()
    if (typeof value === 'string' && value !== known) place.write(value)
    if (value !== null || known === null) return value
    await storage.set('token', known)
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

/** Which renewals this page has had, kept for as long as its tab lives: a machine that boots loads the newest page anyway. */
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Attempt, Cause } from './renewal.ts'

const KEPT_AS = 'nooncast-renewals'
const MOST = 20
const Notes = Type.Array(Type.Object({ cause: Type.Unsafe<Cause>(Type.String()), at: Type.Number() }))

export interface RenewalNotes {
  attempts(): readonly Attempt[]
  /** Before the page is loaded again. False: it can't be noted, so that it must not be done. */
  note(cause: Cause): boolean
}

export const renewalNotes = (): RenewalNotes => {
  const read = () => {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '[]')
      return Check(Notes, kept) ? kept : []
    } catch {
      // Refused by the browser, or not what was written: then nothing is known.
      return []
    }
  }
  return {
    attempts: () => read().map(({ cause, at }) => ({ cause, agoMs: Date.now() - at })),
    note: (cause) => {
      const notes = JSON.stringify([...read(), { cause, at: Date.now() }].slice(-MOST))
      try {
        sessionStorage.setItem(KEPT_AS, notes)
        return sessionStorage.getItem(KEPT_AS) === notes
      } catch {
        return false
      }
    },
  }
}

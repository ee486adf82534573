/** Which troubles go on, from look to look: what flickers is one trouble, what is over for long enough is none. Pure. */
import type { Instant } from '../../protocol/time.ts'
import type { Patience, PatienceOf } from './patience.ts'
import { type Findings, type Subject, type Trouble, type TroubleKind, troubleKey } from './trouble.ts'

/** A cause that has its case already. */
export interface KnownCause {
  readonly key: string
  readonly kind: TroubleKind
  readonly since: Instant
  /** TVs that it is or was about. */
  readonly members: ReadonlySet<string>
}

export interface Tracked {
  /** As it was seen last. */
  readonly trouble: Trouble
  readonly began: Instant
  readonly lastBad: Instant
  /** Since when nothing is wrong any more; null: it is, or it can't be judged. */
  readonly wellSince: Instant | null
}
/** By `troubleKey`. */
export type Book = ReadonlyMap<string, Tracked>

/** It has lasted long enough to be believed. */
export const isConfirmed = ({ began, lastBad }: Tracked, { openMs }: Patience): boolean => lastBad - began >= openMs

/**
 * The book after another look.
 * @param held keys of what open cases are about: they stay while they can't be judged; what is no case yet begins anew
 */
export const tracked = (
  book: Book,
  { troubles, unjudged }: Findings,
  held: ReadonlySet<string>,
  patienceOf: PatienceOf,
  now: Instant,
): Book => {
  const next = new Map<string, Tracked>()
  for (const trouble of troubles) {
    const key = troubleKey(trouble.kind, trouble.subject)
    const began = book.get(key)?.began ?? trouble.since
    next.set(key, { trouble, began, lastBad: now, wellSince: null })
  }
  for (const [key, entry] of book) {
    if (next.has(key)) continue
    if (unjudged.has(key)) {
      if (held.has(key)) next.set(key, { ...entry, wellSince: null })
      continue
    }
    const wellSince = entry.wellSince ?? now
    if (now - wellSince < patienceOf(entry.trouble.kind).healMs) next.set(key, { ...entry, wellSince })
  }
  return next
}

/** The book after a start: what known causes are about goes on until it is seen to be well. */
export const seeded = (known: readonly KnownCause[], now: Instant): Book =>
  new Map(
    known.flatMap(({ key, kind, since, members }) => {
      const own = ownSubject(key, kind)
      const subjects = own === null ? [...members].map((id): Subject => ({ type: 'tv', id })) : [own]
      return subjects.map((subject): [string, Tracked] => {
        const trouble = { kind, subject, since, params: {} }
        return [troubleKey(kind, subject), { trouble, began: since, lastBad: now, wellSince: null }]
      })
    }),
  )

/** What a cause of one thing that is no TV is about; null: TVs. */
const ownSubject = (key: string, kind: TroubleKind): Subject | null => {
  const [type, id] = key.slice(kind.length + 1).split(/:(.*)/s)
  return (type === 'camera' || type === 'media' || type === 'server') && id !== undefined ? { type, id } : null
}

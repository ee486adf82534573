/** One person's letter put together of what the parts of the server say. Pure. */
import { DIGEST_ORDER, type DigestLine } from '../../protocol/digest-letter.ts'
import type { Letter } from '../../protocol/mail.ts'
import type { SchoolDate } from '../../protocol/time.ts'

export type DigestLetter = Extract<Letter, { readonly kind: 'digest' }>

/** What one source says to one reader. */
export interface Said {
  readonly lines: readonly DigestLine[]
  /** No letter of its own. */
  readonly accompanies: boolean
}

/** Lines of one part; a longer list is read in the panel. */
export const MOST_LINES = 8

export const isLateLine = (line: DigestLine): boolean => {
  switch (line.about) {
    case 'duty':
      return line.late
    case 'fault':
    case 'request':
      return line.why === 'late'
    case 'slip':
    case 'visit':
      return false
    default:
      return line satisfies never
  }
}

/** Null: there is nothing that is worth a letter. */
export const composeDigest = (date: SchoolDate, said: readonly Said[]): DigestLetter | null => {
  if (said.every(({ lines, accompanies }) => accompanies || lines.length === 0)) return null
  const all = said.flatMap(({ lines }) => lines)
  return {
    ...{ kind: 'digest', date, count: all.length, late: all.filter(isLateLine).length },
    parts: DIGEST_ORDER.flatMap((about) => {
      const lines = all.filter((line) => line.about === about)
      const shown = lines.slice(0, MOST_LINES)
      return shown.length === 0 ? [] : [{ about, lines: shown, more: lines.length - shown.length }]
    }),
  }
}

/** What a file's name says about the programme in it: kind, date and title. */
import type { MediaKind } from './media.ts'
import { type SchoolDate, schoolDate } from './time.ts'

export interface NameFacts {
  readonly title: string
  /** `other` when no word of the name tells it. */
  readonly kind: MediaKind
  readonly airDate: SchoolDate | null
}

/** Words for each kind, the more particular kinds first: 「英聽公告」 is a listening recording. */
const KIND_WORDS: readonly (readonly [MediaKind, RegExp])[] = [
  ['listening', /英聽|聽力|(?<![a-z])listening(?![a-z])/],
  ['news', /新聞|(?<![a-z])news(?![a-z])/],
  ['film', /影片|電影|(?<![a-z])(?:film|movie)s?(?![a-z])/],
  ['notice', /公告|通知|宣導|(?<![a-z])notices?(?![a-z])/],
]

/**
 * Ways to write a date, first match first: 2026-11-23 (also with dots, underscores, blanks), 2026年11月23日, 20261123,
 * and the same in years of the Republic (year 1 is 1912): 115年11月23日, 115-11-23, 1151123.
 */
const DATES: readonly { readonly pattern: RegExp; readonly yearZero: number }[] = [
  { pattern: /(?<!\d)(20\d{2})([-._ ])(\d{1,2})\2(\d{1,2})(?!\d)/, yearZero: 0 },
  { pattern: /(?<!\d)(20\d{2}) ?(年) ?(\d{1,2}) ?月 ?(\d{1,2}) ?日?(?!\d)/, yearZero: 0 },
  { pattern: /(?<!\d)(20\d{2})()(\d{2})(\d{2})(?!\d)/, yearZero: 0 },
  { pattern: /(?<!\d)(1\d{2}) ?(年) ?(\d{1,2}) ?月 ?(\d{1,2}) ?日?(?!\d)/, yearZero: 1911 },
  { pattern: /(?<!\d)(1\d{2})([-._ ])(\d{1,2})\2(\d{1,2})(?!\d)/, yearZero: 1911 },
  { pattern: /(?<!\d)(1\d{2})()(\d{2})(\d{2})(?!\d)/, yearZero: 1911 },
]

/** How a name carries facts on purpose: `[news 2026-11-23] 午間新聞.mp4`. */
const LABEL = /^\[(news|film|listening|notice|other)(?: (\d{4}-\d{2}-\d{2}))?\] ?(.+)$/

/** Letters; the panel shows a title on one line. */
const LONGEST_TITLE = 120

/**
 * Reads a file's name.
 * @param fileName without folders; wide digits (２０２６) and decomposed letters, as macOS writes them, are understood
 */
export const readName = (fileName: string): NameFacts => {
  const stem = fileName.normalize('NFC').replace(/\.[A-Za-z0-9]{1,8}$/, '')
  const label = LABEL.exec(stem)
  if (label !== null) return labelled(label)
  const plain = stem.normalize('NFKC').toLowerCase()
  return { title: tidy(stem), kind: kindIn(plain), airDate: dateIn(plain) }
}

const labelled = ([, kind, date, title = '']: RegExpExecArray): NameFacts => ({
  title: tidy(title),
  kind: KIND_WORDS.find(([known]) => known === kind)?.[0] ?? 'other',
  airDate: date !== undefined && isRealDate(date) ? schoolDate(date) : null,
})

/** A date that a calendar has: 2026-02-30 is none. */
const isRealDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const tidy = (text: string): string => {
  const title = text.replaceAll('_', ' ').replace(/\s+/g, ' ').trim()
  return [...(title === '' ? text : title)].slice(0, LONGEST_TITLE).join('')
}

const kindIn = (text: string): MediaKind => KIND_WORDS.find(([, words]) => words.test(text))?.[0] ?? 'other'

const dateIn = (text: string): SchoolDate | null => {
  for (const { pattern, yearZero } of DATES) {
    const [, year, , month = '', day = ''] = pattern.exec(text) ?? []
    const date = `${Number(year) + yearZero}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    if (year !== undefined && isRealDate(date)) return schoolDate(date)
  }
  return null
}

/** Which copies stay. Pure. */
import { Temporal } from 'temporal-polyfill'
import type { BackupCopy } from '../../protocol/backup.ts'

export const DAILY = 14
export const WEEKLY = 8
/** Also of one day: someone who makes a copy before and after an experiment wants both. */
export const LATEST = 3

/**
 * The newest copy of each of the last fourteen dates and eight weeks (Monday to Sunday) that have any, and the last
 * three. Dates without a copy don't count, so that a summer without a server empties nothing.
 * @param copies in any order
 * @returns those to delete
 */
export const outdated = (copies: readonly BackupCopy[], timeZone: string): readonly BackupCopy[] => {
  const newestFirst = [...copies].sort((a, b) => b.madeAt - a.madeAt)
  const dateOf = ({ madeAt }: BackupCopy) =>
    Temporal.Instant.fromEpochMilliseconds(madeAt).toZonedDateTimeISO(timeZone).toPlainDate()
  const weekOf = (copy: BackupCopy) => {
    const date = dateOf(copy)
    return date.subtract({ days: date.dayOfWeek - 1 }).toString()
  }
  const kept = new Set([
    ...newestFirst.slice(0, LATEST),
    ...firstOfEach(newestFirst, (copy) => dateOf(copy).toString(), DAILY),
    ...firstOfEach(newestFirst, weekOf, WEEKLY),
  ])
  return newestFirst.filter((copy) => !kept.has(copy))
}

const firstOfEach = (
  copies: readonly BackupCopy[],
  keyOf: (copy: BackupCopy) => string,
  most: number,
): readonly BackupCopy[] => {
  const firsts = new Map<string, BackupCopy>()
  for (const copy of copies) {
    const key = keyOf(copy)
    if (!firsts.has(key)) firsts.set(key, copy)
  }
  return [...firsts.values()].slice(0, most)
}

/** Dates and sums as schools write them in their lists of property. Pure. */
import { MINGUO_OFFSET } from '../../protocol/minguo.ts'
import { type SchoolDate, schoolDate } from '../../protocol/time.ts'
import { isRealDate } from '../schedule/wall-clock.ts'

const dated = (year: number, month: string, day: string): SchoolDate | null => {
  const text = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isRealDate(text) ? schoolDate(text) : null
}

/**
 * A date: `2026-11-23`, `2026/11/23`, `20261123`, or of the Republic’s years `115/11/23`, `115.11.23`, `1151123`,
 * `民國115年11月23日`. Null: none of these, or no such day.
 */
export const readDate = (written: string): SchoolDate | null => {
  const text = written.normalize('NFKC').replace(/\s/g, '')
  const western = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text)
  if (western !== null) return dated(Number(western[1]), western[3] ?? '', western[4] ?? '')
  const minguo =
    /^(?:民國|ROC)?(\d{2,3})([-/.])(\d{1,2})\2(\d{1,2})$/i.exec(text) ??
    /^(?:民國)?(\d{2,3})(年)(\d{1,2})月(\d{1,2})日?$/.exec(text) ??
    /^(?:民國)?(\d{2,3})()(\d{2})(\d{2})$/.exec(text)
  return minguo === null ? null : dated(Number(minguo[1]) + MINGUO_OFFSET, minguo[3] ?? '', minguo[4] ?? '')
}

/** A sum in whole NT$: `12300`, `12,300`, `NT$12,300`, `12,300元`, `12300.00`. Null: it is none. */
export const readSum = (written: string): number | null => {
  const text = written
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^(?:NT\$?|TWD|\$|新台幣|新臺幣)/i, '')
    .replace(/元整?$/, '')
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$/.test(text)) return null
  const sum = Number(text.replaceAll(',', ''))
  return sum <= 1_000_000_000 ? sum : null
}

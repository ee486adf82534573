/** Dates and times in letters, as Taiwan writes them: `2026年11月27日（五）`, or `115年` where the school counts 民國 years. Pure. */

import { Temporal } from 'temporal-polyfill'
import { MINGUO_OFFSET } from '../../protocol/minguo.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'

export interface DateStyle {
  readonly language: Language
  readonly minguoYears: boolean
  /** IANA. */
  readonly timeZone: string
}

const CHINESE = ['一', '二', '三', '四', '五', '六', '日']
const ENGLISH_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026年11月27日（五）`; in English `Fri 27 Nov 2026`. */
export const writtenDate = (date: SchoolDate, { language, minguoYears }: DateStyle): string => {
  const { year, month, day, dayOfWeek } = Temporal.PlainDate.from(date)
  return language === 'zh-TW'
    ? `${minguoYears ? `民國${year - MINGUO_OFFSET}` : year}年${month}月${day}日（${CHINESE[dayOfWeek - 1]}）`
    : `${ENGLISH_DAYS[dayOfWeek - 1]} ${day} ${ENGLISH_MONTHS[month - 1]} ${year}`
}

/** The date with the time of day to the minute, at the school. */
export const writtenInstant = (at: Instant, style: DateStyle): string => {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(style.timeZone)
  const date = schoolDate(local.toPlainDate().toString())
  return `${writtenDate(date, style)} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

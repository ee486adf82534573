/** Times and dates as the screen says them, in the school's zone. */

const parts = (locale: string, timeZone: string, options: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at)

/** `12:04:00` */
export const clockText = (at: number, timeZone: string): string =>
  parts('en-GB', timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, at)

/** `12:04` */
export const minuteText = (at: number, timeZone: string): string => clockText(at, timeZone).slice(0, 5)

/** `11/23（一）` */
export const dateText = (at: number, timeZone: string): string => {
  const day = parts('en-US', timeZone, { month: 'numeric', day: 'numeric' }, at)
  return `${day}（${parts('zh-TW', timeZone, { weekday: 'narrow' }, at)}）`
}

/** `Monday, 23 November` */
export const englishDateText = (at: number, timeZone: string): string =>
  parts('en-GB', timeZone, { weekday: 'long' }, at) +
  `, ${parts('en-GB', timeZone, { day: 'numeric', month: 'long' }, at)}`

/** The school's calendar date, for comparing days. */
export const dayOf = (at: number, timeZone: string): string => parts('en-CA', timeZone, {}, at)

/** School is out and the room dark: the slate dims from 18:00 to 06:30. */
export const isNight = (at: number, timeZone: string): boolean => {
  const time = clockText(at, timeZone)
  return time >= '18:00' || time < '06:30'
}

/** A copy's file name carries when it was made, in school time: `nooncast-2026-11-26-023000.tar.gz`. Pure. */
import { Temporal } from 'temporal-polyfill'
import { type Instant, instant } from '../../protocol/time.ts'

const NAME = /^nooncast-(\d{4}-\d{2}-\d{2})-(\d{2})(\d{2})(\d{2})\.tar\.gz$/

export const copyName = (at: Instant, timeZone: string): string => {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'second' }).replaceAll(':', '')
  return `nooncast-${local.toPlainDate().toString()}-${time}.tar.gz`
}

/** Null: not a copy's name. Of an hour that a change of clocks repeats, the first. */
export const copyMadeAt = (name: string, timeZone: string): Instant | null => {
  const [, date, hour, minute, second] = NAME.exec(name) ?? []
  if (date === undefined) return null
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${hour}:${minute}:${second}`, { overflow: 'reject' })
    return instant(local.toZonedDateTime(timeZone).epochMilliseconds)
  } catch {
    return null // 2026-02-31
  }
}

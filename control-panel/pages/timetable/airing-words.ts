/** How the timetable's pages speak of an airing. */
import type { TFunction } from 'i18next'
import { slotNameOf } from '../../../protocol/readiness.ts'
import type { PlannedAiring } from '../../queries.ts'
import type { SchoolTime } from '../../school-time.ts'

export const isCancelled = (airing: PlannedAiring): boolean =>
  airing.reasons.some((reason) => reason.code === 'slot-cancelled')

/** Programmes, and the slate in a slot's time. */
export const isWorthShowing = (airing: PlannedAiring): boolean => airing.kind !== 'slate' || airing.slotId !== null

export const nameOf = (airing: PlannedAiring, t: TFunction): string =>
  airing.title || slotNameOf(airing) || t(`kind.${airing.kind}`)

export const timesOf = (airing: PlannedAiring, school: SchoolTime): string =>
  `${school.shortTime(airing.start)}–${school.shortTime(airing.end)}`

/** Begins and ends as minutes of the school's day; what goes on past midnight ends there. */
export const stretchOf = (airing: PlannedAiring, school: SchoolTime) => {
  const from = Math.floor(school.sinceMidnight(airing.start) / 60_000)
  const sameDay = school.date(airing.start) === school.date(airing.end)
  const until = sameDay ? Math.ceil(school.sinceMidnight(airing.end) / 60_000) : 24 * 60
  return { from, until }
}

/** What duties are told of the school: its calendar around today, who is away, who may do them. */

import { Value } from 'typebox/value'
import { may, Role } from '../../protocol/account.ts'
import { type Instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { indexDays } from '../schedule/calendar.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { addDays } from '../schedule/wall-clock.ts'
import { type DutyCalendar, FARTHEST_MOVE_DAYS } from './placing.ts'
import type { Doers } from './responsible.ts'

export interface AlmanacDeps {
  readonly database: Database
  readonly clock: Clock
  readonly schedule: Pick<ScheduleStore, 'days'> & { readonly terms: Pick<ScheduleStore['terms'], 'list'> }
  readonly timeZone: string
}

export interface Away {
  readonly userId: string
  readonly from: SchoolDate
  readonly until: SchoolDate
}

/** All that a view of a duty needs beside the duty. */
export interface Almanac {
  readonly now: Instant
  readonly today: SchoolDate
  readonly calendar: DutyCalendar
  readonly away: readonly Away[]
  readonly doers: Doers
}

export type ReadAlmanac = ReturnType<typeof createAlmanac>

/** A year ahead, so that the next of a yearly duty is known. */
const AHEAD_DAYS = 400
const BACK_DAYS = 2 * FARTHEST_MOVE_DAYS

export const createAlmanac =
  ({ database, clock, schedule, timeZone }: AlmanacDeps) =>
  /** @param from the earliest date that is asked about; left out: about today */
  async (from?: SchoolDate): Promise<Almanac> => {
    const now = clock.now()
    const today = dateAt(now, timeZone)
    const first = addDays(from !== undefined && from < today ? from : today, -BACK_DAYS)
    const [days, terms, absences, users] = await Promise.all([
      schedule.days(first, addDays(today, AHEAD_DAYS + FARTHEST_MOVE_DAYS)),
      schedule.terms.list(),
      database.absence.findMany({ where: { until: { gte: from !== undefined && from < today ? from : today } } }),
      database.user.findMany({
        where: { disabledAt: null },
        select: { id: true, name: true, fullName: true, role: true },
      }),
    ])
    return {
      ...{ now, today, calendar: { days: indexDays(days), terms, timeZone } },
      away: absences.map(({ userId, from: first, until }) => ({
        ...{ userId, from: schoolDate(first), until: schoolDate(until) },
      })),
      doers: new Map(
        users
          .filter(({ role }) => may(Value.Parse(Role, role), 'duties.do'))
          .map(({ id, name, fullName }) => [id, fullName === '' ? name : fullName]),
      ),
    }
  }

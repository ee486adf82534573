/** The demo school's programmes and its Friday booking: a week to look at, clearly labelled. */
import { join } from 'node:path'
import { duration, type SchoolDate, timeOfDay } from '../../protocol/time.ts'
import type { BookingStore } from '../bookings/store.ts'
import { demoProgrammes } from '../media/demo.ts'
import type { Arrival, Intake } from '../media/intake.ts'
import type { Run } from '../media/runner.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { ownValue } from '../platform/settings.ts'
import { NOON_SERIES, type ScheduleStore } from '../schedule/store.ts'
import { addDays, instantOf, weekdayOf } from '../schedule/wall-clock.ts'
import type { DemoPerson } from './people.ts'

export interface DemoWeekDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly mediaDir: string
  readonly run: Run
  /** Font files with Chinese letters, in the order to be tried. */
  readonly fonts: readonly string[]
  readonly intake: Intake
  readonly bookings: Pick<BookingStore, 'create' | 'act'>
  readonly schedule: Pick<ScheduleStore, 'series'>
  /** Who asked for the Friday. */
  readonly teacher: () => Promise<DemoPerson>
}

const DAYS_OF_NEWS = 7
const FRIDAY = 5

/**
 * Makes the programmes and the Friday booking, once; takes a minute or two. Ends early when ffmpeg is stopped; what an earlier
 * start that was cut short has taken in already is not taken in again.
 */
export const demoWeek = async (deps: DemoWeekDeps): Promise<void> => {
  const { database, clock, changes } = deps
  if ((await database.setting.findUnique({ where: { key: 'server.demo-week' } })) !== null) return
  const today = dateAt(clock.now(), deps.timeZone)
  const coming = Array.from({ length: DAYS_OF_NEWS }, (_, days) => addDays(today, days))
  const newsDays = coming.filter((date) => [1, 3, 5].includes(weekdayOf(date)))
  const programmes = await demoProgrammes(deps.run, join(deps.mediaDir, 'work-demo'), newsDays, deps.fonts)
  const episodes: string[] = []
  for (const { file, title, kind, airDate, series } of programmes) {
    const id =
      (await takenIn(database, title, airDate)) ?? (await deps.intake(file, arrivalOf({ title, kind, airDate })))
    if (series !== undefined) episodes.push(id)
  }
  await deps.schedule.series.update(NOON_SERIES, { title: '示範影片 Demo film', episodes })
  const friday = coming.find((date) => weekdayOf(date) === FRIDAY)
  const [film] = episodes
  if (friday !== undefined && film !== undefined) await bookFriday(deps, friday, film)
  await ownValue(database, clock, 'demo-week', () => today)
  changes.publish('schedule')
}

const arrivalOf = ({ title, kind, airDate }: Omit<Arrival, 'originalName'> & { readonly title: string }): Arrival => ({
  ...{ originalName: `${title}.mp4`, title, kind, airDate },
})

/** The programme that an earlier start made; null: there is none. */
const takenIn = async (database: Database, title: string, airDate: SchoolDate | null): Promise<string | null> => {
  const where = { title, airDate, originalName: `${title}.mp4`, archivedAt: null }
  return (await database.media.findFirst({ where, select: { id: true } }))?.id ?? null
}

const PART_MS = duration(15 * 60_000)
const NOON = timeOfDay('12:04')

const NOTE = '示範預約 Demo'

const bookFriday = async (
  { database, bookings, changes, timeZone, teacher }: DemoWeekDeps,
  date: SchoolDate,
  mediaId: string,
): Promise<void> => {
  const earlier = await database.booking.findFirst({ where: { date, note: NOTE }, select: { id: true, state: true } })
  if (earlier !== null && earlier.state !== 'pending') return
  const licence = { kind: 'educational', validFrom: null, validUntil: null } as const
  const input = { date, mediaId, toMs: PART_MS, licence, note: NOTE }
  const start = instantOf(date, NOON, timeZone)
  const deed = { actor: 'approver', by: 'demo', times: { cutOff: start, start, offerMs: duration(0) } } as const
  const { id } = earlier ?? (await bookings.create((await teacher()).id, input, deed))
  await bookings.act({ id, date }, { ...deed, act: { type: 'approve', id } })
  changes.publish('bookings', id)
}

/** A school to look around in: made once, by the same ways in that a person uses, and clearly labelled. */
import { join } from 'node:path'
import type { DisplayFacts } from '../protocol/display.ts'
import { duration, type SchoolDate, timeOfDay } from '../protocol/time.ts'
import type { AccountStore } from './accounts/store.ts'
import type { BookingStore } from './bookings/store.ts'
import type { DisplayStore } from './displays/store.ts'
import { demoProgrammes } from './media/demo.ts'
import type { Intake } from './media/intake.ts'
import type { Run } from './media/runner.ts'
import type { Changes } from './platform/changes.ts'
import { type Clock, dateAt } from './platform/clock.ts'
import type { Database } from './platform/database.ts'
import { newSecret } from './platform/id.ts'
import { ownValue } from './platform/settings.ts'
import { NOON_SERIES, SCHOOL_GROUP, type ScheduleStore } from './schedule/store.ts'
import { addDays, instantOf, weekdayOf } from './schedule/wall-clock.ts'

export interface DemoDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly mediaDir: string
  readonly run: Run
  /** Font files with Chinese letters, in the order to be tried. */
  readonly fonts: readonly string[]
  readonly intake: Intake
  readonly accounts: AccountStore
  readonly displays: DisplayStore
  readonly bookings: BookingStore
  readonly schedule: ScheduleStore
}

const GRADES = [
  { id: 'grade-1', name: '一年級 Grade 1', rooms: ['101', '102'] },
  { id: 'grade-2', name: '二年級 Grade 2', rooms: ['201', '202'] },
  { id: 'grade-3', name: '三年級 Grade 3', rooms: ['301', '302'] },
] as const

const NEVER_SEEN: DisplayFacts = {
  appVersion: 'demo',
  userAgent: '',
  width: 0,
  height: 0,
  secureContext: false,
  serviceWorker: false,
  autoplay: false,
}

export interface DemoTv {
  readonly room: string
  /** Goes behind `/player/?name=…#token=`. */
  readonly token: string
}

/** The rooms, made at the first start. Their tokens are kept, so that every start can print their links. */
export const demoRooms = async ({ database, clock, displays, changes }: DemoDeps): Promise<readonly DemoTv[]> => {
  const known = new Set((await displays.groups()).map(({ id }) => id))
  const rooms: DemoTv[] = []
  for (const grade of GRADES) {
    const fresh = !known.has(grade.id)
    if (fresh) await displays.createGroup(grade.name, SCHOOL_GROUP, grade.id)
    for (const room of grade.rooms) {
      const token = await ownValue(database, clock, `demo-tv-${room}`, newSecret)
      if ((await displays.byToken(token)) === null) await displays.create(room, grade.id, token, NEVER_SEEN)
      rooms.push({ room, token })
    }
  }
  changes.publish('groups')
  return rooms
}

const DAYS_OF_NEWS = 7
const FRIDAY = 5

/** Makes the programmes and the Friday booking, once; takes a minute or two. Ends early when ffmpeg is stopped. */
export const demoWeek = async (deps: DemoDeps): Promise<void> => {
  const { database, clock, changes } = deps
  if ((await database.setting.findUnique({ where: { key: 'server.demo-week' } })) !== null) return
  const today = dateAt(clock.now(), deps.timeZone)
  const coming = Array.from({ length: DAYS_OF_NEWS }, (_, days) => addDays(today, days))
  const newsDays = coming.filter((date) => [1, 3, 5].includes(weekdayOf(date)))
  const programmes = await demoProgrammes(deps.run, join(deps.mediaDir, 'work-demo'), newsDays, deps.fonts)
  const episodes: string[] = []
  for (const { file, title, kind, airDate, series } of programmes) {
    const id = await deps.intake(file, { originalName: `${title}.mp4`, title, kind, airDate })
    if (series !== undefined) episodes.push(id)
  }
  await deps.schedule.series.update(NOON_SERIES, { title: '示範影片 Demo film', episodes })
  const friday = coming.find((date) => weekdayOf(date) === FRIDAY)
  const [film] = episodes
  if (friday !== undefined && film !== undefined) await bookFriday(deps, friday, film)
  await ownValue(database, clock, 'demo-week', () => today)
  changes.publish('schedule')
}

const PART_MS = duration(15 * 60_000)
const NOON = timeOfDay('12:04')

const bookFriday = async ({ accounts, bookings, changes, timeZone }: DemoDeps, date: SchoolDate, mediaId: string) => {
  const teacher = await accounts.create({
    name: 'demo-teacher',
    fullName: '示範老師',
    role: 'teacher',
    password: newSecret(),
    language: 'zh-TW',
  })
  const licence = { kind: 'educational', validFrom: null, validUntil: null } as const
  const input = { date, mediaId, toMs: PART_MS, licence, note: '示範預約 Demo' }
  const start = instantOf(date, NOON, timeZone)
  const deed = { actor: 'approver', by: 'demo', times: { cutOff: start, start, offerMs: duration(0) } } as const
  const booking = await bookings.create(teacher.id, input, deed)
  await bookings.act(booking, { ...deed, act: { type: 'approve', id: booking.id } })
  changes.publish('bookings', booking.id)
}

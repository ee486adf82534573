/** Where a programme was and will be on the air, from the record and from the plan as of now. */
import { Value } from 'typebox/value'
import type { Whereabouts } from '../../protocol/programme.ts'
import { Airing } from '../../protocol/rundown.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { resolveRundown } from '../schedule/resolve.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import type { Library } from './library.ts'
import { sayUses } from './media-uses.ts'
import { airingsOf } from './whereabouts.ts'

export interface WhereaboutsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly schedule: Pick<ScheduleStore, 'inputs'>
  readonly uses: Library['uses']
}

const AHEAD_MS = 14 * 86_400_000
/** Rows of the record looked at; a programme for all groups has one each. */
const MOST_ROWS = 500
const MOST_PAST = 10

export const createWhereabouts =
  ({ database, clock, timeZone, schedule, uses }: WhereaboutsDeps) =>
  async (mediaId: string, language: Language): Promise<Whereabouts | null> => {
    if ((await database.media.findUnique({ where: { id: mediaId }, select: { id: true } })) === null) return null
    const now = clock.now()
    const window = { start: now, end: instant(now + AHEAD_MS) }
    const onDate = (at: Instant) => dateAt(at, timeZone)
    const rows = await database.asRun.findMany({
      where: { mediaId, start: { lte: new Date(now) } },
      orderBy: { start: 'desc' },
      take: MOST_ROWS,
      select: { planned: true },
    })
    const past = airingsOf(
      mediaId,
      rows.map(({ planned }) => Value.Parse(Airing, planned)),
      onDate,
    )
    const coming = airingsOf(mediaId, resolveRundown(await schedule.inputs(window), window).airings, onDate)
    return {
      uses: (await uses(mediaId)).map((use) => sayUses([use], language)),
      past: past.reverse().slice(0, MOST_PAST),
      coming: coming.filter(({ start }) => start > now),
    }
  }

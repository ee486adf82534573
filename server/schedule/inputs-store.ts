/** Everything that decides what is on the air, read from the database at one moment. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { CalendarDay, SlotException } from '../../protocol/calendar.ts'
import { Airing, AiringKind, Notice } from '../../protocol/rundown.ts'
import { duration, instant, schoolDate, type Window } from '../../protocol/time.ts'
import { bookingOf } from '../bookings/booking-row.ts'
import { scheduledMediaOf } from '../media/scheduled-media.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { ScheduleInputs } from './inputs.ts'
import { slotOf, withAudience } from './slot-store.ts'
import { addDays, localDate } from './wall-clock.ts'

export interface InputsStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
}

/** How far before the window stored facts may still matter: a week more than the resolver looks back. */
const MARGIN_DAYS = 10
/** Acts that the resolver tells apart from a plain cut-in. */
const CutInAct = Type.Union([Type.Literal('hold'), Type.Literal('end'), Type.Literal('extend'), Type.Literal('skip')])

export const createInputsStore = ({ database, clock, timeZone }: InputsStoreDeps) => {
  /**
   * Everything that decides what is on the air in a window, as of now.
   * @throws when a stored value no longer has the shape of the protocol
   */
  const inputs = async (window: Window): Promise<ScheduleInputs> => {
    const asOf = clock.now()
    const earliest = addDays(localDate(instant(Math.min(window.start, asOf)), timeZone), -MARGIN_DAYS)
    const since = new Date(Math.min(window.start, asOf) - MARGIN_DAYS * 86_400_000)
    const until = new Date(window.end + MARGIN_DAYS * 86_400_000)
    const [groups, slots, exceptions, terms, days, media, series, bookmarks, bookings, cutIns, aired] =
      await database.$transaction([
        database.group.findMany({ select: { id: true, parentId: true } }),
        database.slot.findMany({ where: { deletedAt: null }, include: withAudience }),
        database.slotException.findMany({ where: { date: { gte: earliest } } }),
        database.term.findMany(),
        database.calendarDay.findMany({ where: { date: { gte: earliest } } }),
        database.media.findMany({ where: { heldFilm: null, archivedAt: null } }),
        database.series.findMany({ include: { episodes: { orderBy: { position: 'asc' } } } }),
        database.bookmark.findMany(),
        database.booking.findMany({ where: { date: { gte: earliest } } }),
        database.cutIn.findMany({ where: { start: { lt: until }, OR: [{ end: null }, { end: { gt: since } }] } }),
        database.asRun.findMany({ where: { start: { lt: until }, end: { gt: since } } }),
      ])
    const cutsFor = new Set(series.flatMap((row) => (row.sceneEnds ? row.episodes.map((each) => each.mediaId) : [])))
    return {
      timeZone,
      asOf,
      groups,
      slots: slots.map(slotOf),
      exceptions: exceptions.map((row) => Value.Parse(SlotException, row)),
      terms: terms.map((row) => ({ ...row, from: schoolDate(row.from), until: schoolDate(row.until) })),
      days: days.map((row) => Value.Parse(CalendarDay, row)),
      media: media.map((row) => scheduledMediaOf(row, cutsFor.has(row.id))),
      series: series.map((row) => ({
        id: row.id,
        title: row.title,
        sceneEnds: row.sceneEnds,
        episodes: row.episodes.map((episode) => episode.mediaId),
      })),
      bookmarks: bookmarks.map((row) => ({
        seriesId: row.seriesId,
        groupId: row.groupId,
        episode: row.episode,
        positionMs: duration(row.positionMs),
        confirmedAt: instant(row.confirmedAt.getTime()),
      })),
      bookings: bookings.map(bookingOf),
      cutIns: cutIns.map((row) => ({
        id: row.id,
        kind: Value.Parse(AiringKind, row.kind),
        title: row.title,
        mediaId: row.mediaId,
        audience: Value.Parse(Type.Array(Type.String()), row.audience),
        emergency: row.emergency,
        ...(Value.Check(CutInAct, row.act) ? { act: row.act } : {}),
        slotId: row.slotId,
        offsetMs: row.offsetMs === null ? null : duration(row.offsetMs),
        series: Value.Parse(Airing.properties.series, row.series),
        notice: row.notice === null ? null : Value.Parse(Notice, row.notice),
        start: instant(row.start.getTime()),
        end: row.end === null ? null : instant(row.end.getTime()),
        createdAt: instant(row.createdAt.getTime()),
      })),
      aired: aired.map((row) => Value.Parse(Airing, row.planned)),
    }
  }

  return { inputs }
}

/** Reading back what happened in one room. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { ActType, Awaited } from '../../protocol/acts.ts'
import { ObservationKind } from '../../protocol/display.ts'
import { isRoomProblem, type RoomEvent, type RoomHistory, type RoomState } from '../../protocol/room-history.ts'
import { Airing } from '../../protocol/rundown.ts'
import { TileState } from '../../protocol/tile.ts'
import { duration, type Instant, instant, type Window } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'

interface Room {
  readonly id: string
  readonly groupId: string | null
}

/** Everything within the window, newest first. @param now airings that are not over are left out: they are the wall's */
export const readRoom = async (database: Database, room: Room, window: Window, now: Instant): Promise<RoomEvent[]> => {
  const parts = await Promise.all([
    states(database, room, window),
    acts(database, room, window),
    orders(database, room, window),
    airings(database, room, window, now),
  ])
  return parts.flat().sort((a, b) => b.at - a.at)
}

/** What its tile said just before an instant; null: not known. */
export const stateBefore = async (database: Database, { id }: Room, at: Instant): Promise<RoomState | null> => {
  const row = await database.roomChange.findFirst({
    where: { displayId: id, at: { lt: new Date(at) } },
    orderBy: { at: 'desc' },
  })
  return row === null ? null : stateOf(row)
}

/** One page of a day's events: those earlier than the cursor; what shares an instant stays together. Pure. */
export const pageOfRoom = (
  events: readonly RoomEvent[],
  { problems, cursor, limit }: { readonly problems: boolean; readonly cursor: number | null; readonly limit: number },
): Pick<RoomHistory, 'items' | 'nextCursor'> => {
  const wanted = events.filter((event) => (!problems || isRoomProblem(event)) && (cursor === null || event.at < cursor))
  const last = wanted[limit - 1]?.at
  if (last === undefined) return { items: wanted, nextCursor: null }
  const items = wanted.filter(({ at }) => at >= last)
  return { items, nextCursor: items.length < wanted.length ? String(last) : null }
}

const during = ({ start, end }: Window) => ({ gte: new Date(start), lt: new Date(end) })

const stateOf = (row: { readonly at: Date; readonly state: string; readonly detail: string }): RoomState => ({
  type: 'state',
  at: instant(row.at.getTime()),
  state: Value.Parse(TileState, row.state),
  detail: row.detail,
})

const states = async (database: Database, { id }: Room, window: Window): Promise<RoomEvent[]> =>
  (await database.roomChange.findMany({ where: { displayId: id, at: during(window) } })).map(stateOf)

const acts = async (database: Database, { id }: Room, window: Window): Promise<RoomEvent[]> => {
  const rows = await database.act.findMany({
    where: { at: during(window) },
    select: {
      ...{ at: true, actor: true, why: true, type: true, awaits: true, undoneBy: true },
      answers: { where: { displayId: id } },
    },
  })
  return rows.flatMap((row): RoomEvent[] => {
    const awaits = Value.Parse(Awaited, row.awaits)
    if (!awaits.displays.includes(id)) return []
    const at = instant(row.at.getTime())
    const [answer] = row.answers
    const byItself = awaits.answered?.includes(id) === true ? at : null
    return [
      {
        ...{ type: 'act', at, act: Value.Parse(ActType, row.type), actor: row.actor, why: row.why },
        answeredAt: answer === undefined ? byItself : instant(answer.at.getTime()),
        undoneBy: row.undoneBy,
      },
    ]
  })
}

const Reload = Type.Object({ confirmed: Type.Boolean() })

/** What was done from the page of the TVs, where it is kept in the audit log alone. */
const orders = async (database: Database, { id }: Room, window: Window): Promise<RoomEvent[]> => {
  const rows = await database.audit.findMany({
    where: { subject: id, at: during(window), action: { in: ['display.reload', 'display.change'] } },
  })
  return rows.map(({ at: date, actor, action, details }): RoomEvent => {
    const at = instant(date.getTime())
    if (action === 'display.change')
      return {
        type: 'set',
        at,
        actor,
        fields: typeof details === 'object' && details !== null ? Object.keys(details) : [],
      }
    const answeredAt = Value.Check(Reload, details) && details.confirmed ? at : null
    return { type: 'act', at, act: 'reload', actor, why: '', answeredAt, undoneBy: null }
  })
}

/** The airings that the TV reported, those of its group that it did not, and what it noticed of its output. */
const airings = async (
  database: Database,
  { id, groupId }: Room,
  window: Window,
  now: Instant,
): Promise<RoomEvent[]> => {
  const rows = await database.asRun.findMany({
    where: { start: during(window), OR: [{ groupId: groupId ?? '' }, { reports: { some: { displayId: id } } }] },
    include: { reports: { where: { displayId: id } }, observations: { where: { displayId: id } } },
  })
  return rows.flatMap(({ planned, reports: [report], observations }): RoomEvent[] => {
    const { title, start, end, offsetMs } = Value.Parse(Airing, planned)
    const observed = observations.map(
      ({ kind, fromMs, toMs }): RoomEvent => ({
        ...{
          type: 'observed',
          at: instant(start + fromMs - offsetMs),
          title,
          kind: Value.Parse(ObservationKind, kind),
        },
        fromMs: duration(fromMs),
        toMs: duration(toMs),
      }),
    )
    if (report === undefined && end > now) return observed
    const firstFrameAt = report?.firstFrameAt ?? null
    return [
      ...observed,
      {
        ...{ type: 'aired', at: start, title, end },
        lateMs: firstFrameAt === null ? null : firstFrameAt.getTime() - start,
        skewMs: report?.skewMs ?? null,
        stalls: report?.stalls ?? 0,
        ended: report?.ended ?? false,
      },
    ]
  })
}

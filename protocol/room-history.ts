/** What happened in one room, told in one line of time: its TV, what it noticed, what was asked of it, what it aired. */
import { type Static, Type } from 'typebox'
import { ActType } from './acts.ts'
import { ObservationKind } from './display.ts'
import { Nullable } from './schema-parts.ts'
import { stateLevel, TileState } from './tile.ts'
import { Duration, Instant } from './time.ts'

/** How long what happened in a room is kept, days. */
export const ROOM_HISTORY_DAYS = 30

/** What the room's tile said from then on; a programme that plays in step counts as `ready`, the as-run tells of it. */
export const RoomState = Type.Object({
  type: Type.Literal('state'),
  at: Instant,
  state: TileState,
  /** How many segments are missing, milliseconds out of step, or the code of the trouble; empty: nothing. */
  detail: Type.String(),
})
export type RoomState = Static<typeof RoomState>

export const RoomEvent = Type.Union([
  RoomState,
  /** The TV noticed something of its own output; positions are the programme's. */
  Type.Object({
    type: Type.Literal('observed'),
    at: Instant,
    title: Type.String(),
    kind: ObservationKind,
    fromMs: Duration,
    toMs: Duration,
  }),
  /** Something was asked of the TV. */
  Type.Object({
    type: Type.Literal('act'),
    at: Instant,
    act: Type.Unsafe<ActType>(ActType),
    actor: Type.String(),
    why: Type.String(),
    /** When the TV was known to have done it; null: it never was. */
    answeredAt: Nullable(Instant),
    undoneBy: Nullable(Type.String()),
  }),
  /** How the TV is set was changed. */
  Type.Object({
    type: Type.Literal('set'),
    at: Instant,
    actor: Type.String(),
    /** Names of what was set, as in the request. */
    fields: Type.Array(Type.String()),
  }),
  /** An airing that was planned for the room; `at` is its planned start. */
  Type.Object({
    type: Type.Literal('aired'),
    at: Instant,
    title: Type.String(),
    end: Instant,
    /** The first picture's instant minus the planned start, milliseconds; null: it was never shown. */
    lateMs: Nullable(Type.Number()),
    skewMs: Nullable(Type.Number()),
    stalls: Type.Integer({ minimum: 0 }),
    ended: Type.Boolean(),
  }),
])
export type RoomEvent = Static<typeof RoomEvent>

/** One school day of a room, newest first. */
export const RoomHistory = Type.Object({
  items: Type.Array(RoomEvent),
  /** What its tile said when the day began; null: not known. */
  before: Nullable(RoomState),
  /** Ask again with it for what is earlier on the same day; null: that was all. */
  nextCursor: Nullable(Type.String()),
})
export type RoomHistory = Static<typeof RoomHistory>

/** A start this late was seen. */
const SEEN_LATE_MS = 2000

/** Is it something that somebody should have looked after? */
export const isRoomProblem = (event: RoomEvent): boolean => {
  switch (event.type) {
    case 'state':
      return stateLevel(event.state) === 'amber'
    case 'observed':
      return true
    case 'act':
      return event.answeredAt === null && event.undoneBy === null
    case 'set':
      return false
    case 'aired':
      return event.lateMs === null || event.lateMs > SEEN_LATE_MS || event.stalls > 0
    default:
      return event satisfies never
  }
}

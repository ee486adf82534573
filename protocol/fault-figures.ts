/** What broke in a span of dates, how long it took and what it cost, and how often each classroom had its noon. */
import { type Static, Type } from 'typebox'
import { Nullable } from './schema-parts.ts'
import { SchoolDate } from './time.ts'

export const FaultGroup = Type.Object({
  /** Of the room, the model or the vendor; empty: none is known. */
  name: Type.String(),
  faults: Type.Integer(),
  closed: Type.Integer(),
  /** Median from report to closing, school hours; null: none was closed. */
  hours: Nullable(Type.Number()),
  /** New Taiwan dollars, of visits to these faults. */
  cost: Type.Integer(),
})
export type FaultGroup = Static<typeof FaultGroup>

export const RoomAvailability = Type.Object({
  displayId: Type.String(),
  room: Type.String(),
  /** Slots of the timetable, each date once, in which a programme was on for its group; those that are over. */
  planned: Type.Integer(),
  /** Of which this TV showed a picture, muted or hidden by a teacher or not. */
  shown: Type.Integer(),
  /** Of those shown: the first picture came more than a minute after the beginning. */
  late: Type.Integer(),
  /** Nothing was reported, and a switch or the network was down: neither shown nor missed. */
  unknown: Type.Integer(),
})
export type RoomAvailability = Static<typeof RoomAvailability>

type Counted = Pick<RoomAvailability, 'planned' | 'shown' | 'unknown'>
/** 0 to 1: shown of what is known; null: nothing is. */
export const shareShown = ({ planned, shown, unknown }: Counted): number | null =>
  planned === unknown ? null : shown / (planned - unknown)

export const FaultFigures = Type.Object({
  from: SchoolDate,
  to: SchoolDate,
  /** Reported in these days, dismissed and merged ones left out. */
  all: FaultGroup,
  /** Median of the hours in which it was the section's turn; null: none was closed. */
  ourHours: Nullable(Type.Number()),
  /** All that visits of these days cost, call-out included. */
  cost: Type.Integer(),
  rooms: Type.Array(FaultGroup),
  models: Type.Array(FaultGroup),
  vendors: Type.Array(FaultGroup),
  availability: Type.Array(RoomAvailability),
})
export type FaultFigures = Static<typeof FaultFigures>

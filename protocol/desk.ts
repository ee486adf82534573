/** The section's own page: everything that waits, for whom and since when; what this term costs. */
import { type Static, Type } from 'typebox'
import { Nullable } from './schema-parts.ts'
import { Instant, SchoolDate } from './time.ts'

export const DeskKind = Type.Union([
  Type.Literal('duty'),
  /** What an office supplies for a duty. */
  Type.Literal('supply'),
  Type.Literal('fault'),
  Type.Literal('slip'),
  Type.Literal('visit'),
  Type.Literal('request'),
  Type.Literal('booking'),
])
export type DeskKind = Static<typeof DeskKind>

/** Whose turn it is. `name` is a person, an office or a vendor; empty: whoever of that kind. */
export const WaitsFor = Type.Object({
  who: Type.Union([
    Type.Literal('section'),
    Type.Literal('person'),
    Type.Literal('office'),
    Type.Literal('vendor'),
    Type.Literal('requester'),
    Type.Literal('approver'),
  ]),
  name: Type.String(),
})
export type WaitsFor = Static<typeof WaitsFor>

export const DeskItem = Type.Object({
  kind: DeskKind,
  id: Type.String(),
  name: Type.String(),
  /** Its number and its room, as far as it has them. */
  detail: Type.String(),
  waitsFor: WaitsFor,
  /** Since when it waits like that. */
  since: Instant,
  dueAt: Nullable(Instant),
  late: Type.Boolean(),
  /** Behind `/#`. */
  path: Type.String(),
})
export type DeskItem = Static<typeof DeskItem>

export const DeskMoney = Type.Object({
  /** The term that is counted; null: none is set, and the calendar year is. */
  term: Nullable(Type.String()),
  from: SchoolDate,
  until: SchoolDate,
  /** New Taiwan dollars: estimates of slips signed, of those that go round, and what visits have cost. */
  estimated: Type.Number(),
  circulating: Type.Number(),
  spent: Type.Number(),
  vendors: Type.Array(Type.Object({ name: Type.String(), cost: Type.Number(), visits: Type.Integer() })),
})
export type DeskMoney = Static<typeof DeskMoney>

export const Desk = Type.Object({
  /** What is late first, then by when it is due. */
  items: Type.Array(DeskItem),
  money: DeskMoney,
})
export type Desk = Static<typeof Desk>

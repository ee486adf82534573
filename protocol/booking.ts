/** A teacher's film for one Friday. */
import { type Static, Type } from 'typebox'
import { AiringView, Reason } from './rundown.ts'
import { Duration, Instant, SchoolDate } from './time.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** Kinds of public-screening licence as Taiwanese distributors sell them. */
export const LicenceKind = Type.Union([
  Type.Literal('unrestricted'),
  Type.Literal('educational'),
  Type.Literal('non-profit'),
  Type.Literal('own-work'),
  Type.Literal('unknown'),
])
export type LicenceKind = Static<typeof LicenceKind>

export const BookingState = Type.Union([
  Type.Literal('pending'),
  Type.Literal('approved'),
  Type.Literal('refused'),
  Type.Literal('withdrawn'),
])
export type BookingState = Static<typeof BookingState>

export const Booking = Type.Object({
  id: Type.String(),
  date: SchoolDate,
  mediaId: Type.String(),
  /** The part that is shown; null: from the start / to the end. */
  fromMs: Duration,
  toMs: Nullable(Duration),
  licence: Type.Object({ kind: LicenceKind, validFrom: Nullable(SchoolDate), validUntil: Nullable(SchoolDate) }),
  /** Groups it is for; empty: everyone in the slot's audience. */
  audience: Type.Array(Type.String()),
  note: Type.String(),
  state: BookingState,
  bookedBy: Type.String(),
  createdAt: Instant,
})
export type Booking = Static<typeof Booking>

export const BookingInput = Type.Object(
  {
    date: SchoolDate,
    mediaId: Type.String(),
    fromMs: Type.Optional(Duration),
    toMs: Type.Optional(Nullable(Duration)),
    licence: Booking.properties.licence,
    audience: Type.Optional(Type.Array(Type.String(), { maxItems: 500 })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type BookingInput = Static<typeof BookingInput>

/** A booking as a list shows it. */
export const BookingView = Type.Object({
  ...Booking.properties,
  /** Of the film. */
  title: Type.String(),
  bookedByName: Type.String(),
  /** Name of the person who approved, refused or withdrew it last. */
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
})
export type BookingView = Static<typeof BookingView>

/** What an approver needs to know: does it fit, may it be shown, and what airs if it is refused? */
export const BookingCheck = Type.Object({
  /** The slot it would be shown in; null: none airs on that date. */
  slot: Nullable(Type.Object({ id: Type.String(), name: Type.String(), start: Instant, end: Instant })),
  /** How much of the film is shown in the slot. */
  shownMs: Duration,
  /** How much of the chosen part the slot has no time for. */
  cutMs: Duration,
  /** Empty: nothing speaks against it. */
  problems: Type.Array(Type.Object({ ...Reason.properties, text: Type.String() })),
  /** What airs at the slot's start if this booking is refused; null without a slot. */
  otherwise: Nullable(AiringView),
})
export type BookingCheck = Static<typeof BookingCheck>

export const BookingDetail = Type.Object({ ...BookingView.properties, check: BookingCheck })
export type BookingDetail = Static<typeof BookingDetail>

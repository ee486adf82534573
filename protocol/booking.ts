/** A teacher's film for one Friday. */
import { type Static, Type } from 'typebox'
import { may, type Role } from './account.ts'
import { AiringView, Reason } from './rundown.ts'
import { Nullable } from './schema-parts.ts'
import { Duration, Instant, SchoolDate } from './time.ts'

/** Kinds of public-screening licence as Taiwanese distributors sell them. */
export const LicenceKind = Type.Union([
  Type.Literal('unrestricted'),
  Type.Literal('educational'),
  Type.Literal('non-profit'),
  Type.Literal('own-work'),
  Type.Literal('unknown'),
])
export type LicenceKind = Static<typeof LicenceKind>

/**
 * `waiting`: on the date's waiting list. `pending`: first in line, an approver decides. `offered`: moved up from the list, to
 * be accepted in time. `lapsed`: not accepted in time, or not decided before its date. The others: what was decided.
 */
export const BookingState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('pending'),
  Type.Literal('offered'),
  Type.Literal('approved'),
  Type.Literal('refused'),
  Type.Literal('withdrawn'),
  Type.Literal('lapsed'),
])
export type BookingState = Static<typeof BookingState>

/** Who approves bookings: the head with the operators, or the head alone. The administrator always may. */
export const Approvers = Type.Union([Type.Literal('office'), Type.Literal('head')])
export type Approvers = Static<typeof Approvers>

/** May a role approve and refuse (rule B10)? */
export const mayApprove = (role: Role, approvers: Approvers): boolean =>
  may(role, 'bookings.approve') && (approvers === 'office' || role !== 'operator')

/** A film that was not in the library when it was asked for, as the teacher described it. */
export const AwaitedFilm = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
    /** Null: the teacher does not know. */
    lengthMs: Nullable(Duration),
    /** Who gave the licence; may be empty. */
    holder: Type.String({ maxLength: 120 }),
    /** How it comes to the broadcast room, and when. */
    arrives: Type.Union([Type.Literal('disc'), Type.Literal('file')]),
    on: SchoolDate,
  },
  { additionalProperties: false },
)
export type AwaitedFilm = Static<typeof AwaitedFilm>

export const Booking = Type.Object({
  id: Type.String(),
  date: SchoolDate,
  /** Null: the film is not in the library yet. */
  mediaId: Nullable(Type.String()),
  /** What was said of a film that was not in the library; kept when it has come. Null: it was there. */
  film: Nullable(AwaitedFilm),
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
    /** Null: not in the library yet, then `film` says what to wait for. */
    mediaId: Nullable(Type.String()),
    film: Type.Optional(Nullable(AwaitedFilm)),
    fromMs: Type.Optional(Duration),
    toMs: Type.Optional(Nullable(Duration)),
    licence: Booking.properties.licence,
    audience: Type.Optional(Type.Array(Type.String(), { maxItems: 500 })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
    /** The teacher it is for, when an approver books for somebody else. */
    userId: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type BookingInput = Static<typeof BookingInput>

/** What can be changed of a booking; another date is another booking. */
const { date: _date, userId: _userId, ...changeable } = BookingInput.properties
export const BookingChange = Type.Object(
  {
    ...changeable,
    /** The version that was before whoever changes it; of another one it is refused (rule B11). Left out: any. */
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
)
export type BookingChange = Static<typeof BookingChange>

/**
 * A film that the teacher brought and that is not in the library. `quarantined`: the booking's, until an approver accepts
 * it. `refused`: let go, and deleted for good at `until` unless it is taken back.
 */
export const HeldFilm = Type.Union([
  Type.Object({ state: Type.Literal('quarantined') }),
  Type.Object({ state: Type.Literal('refused'), until: Instant }),
])
export type HeldFilm = Static<typeof HeldFilm>

/** A booking as a list shows it. */
export const BookingView = Type.Object({
  ...Booking.properties,
  /** Of the film, as the library has it; of an awaited one as the teacher wrote it. */
  title: Type.String(),
  bookedByName: Type.String(),
  /** Name of the person who approved, refused or withdrew it last. */
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  /** Its turn among the bookings of its date, from 1. */
  place: Type.Integer({ minimum: 1 }),
  /** Grows with each change of what is asked for: an approval names the one it saw. */
  version: Type.Integer({ minimum: 1 }),
  /** Until when the offered date can be accepted; null unless offered. */
  offerUntil: Nullable(Instant),
  /** Why it was refused, as the approver put it; may be empty. */
  refusal: Type.String(),
  /** Null: its film is the library's, or still awaited. */
  heldFilm: Nullable(HeldFilm),
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

/** A date of the term on which a film can be booked, or would be but for a holiday. */
export const BookableDate = Type.Object({
  date: SchoolDate,
  /** The slot of that date; null: none airs, for `reasons`. */
  slot: Nullable(Type.Object({ name: Type.String(), start: Instant, end: Instant })),
  reasons: Type.Array(Type.Object({ ...Reason.properties, text: Type.String() })),
  /** From here on only an approver changes anything. */
  cutOff: Instant,
  /** In their order: the holder and who waits; decided ones too. */
  bookings: Type.Array(BookingView),
})
export type BookableDate = Static<typeof BookableDate>

/** An approval is of what its approver saw: of another version it is refused (rule B11). */
export const BookingApproval = Type.Object({ version: BookingView.properties.version }, { additionalProperties: false })
export type BookingApproval = Static<typeof BookingApproval>

/** Somebody for whom a booking can be made. */
export const BookingPerson = Type.Object({ id: Type.String(), name: Type.String() })
export type BookingPerson = Static<typeof BookingPerson>

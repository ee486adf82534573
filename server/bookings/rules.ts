/**
 * The line of one date: who holds it, who waits, and what each act does to it. Pure; the store applies what is answered here.
 * A date has at most one holder (pending, offered or approved). Who waits keeps their place for good.
 */
import type { BookingState } from '../../protocol/booking.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import { type Duration, type Instant, instant } from '../../protocol/time.ts'

/** One booking in the line of its date. */
export interface InLine {
  readonly id: string
  readonly state: BookingState
  /** Its turn, from 1; no two bookings of a date share one. */
  readonly place: number
  /** Until when it can be accepted; null unless offered. */
  readonly offerUntil: Instant | null
}

export type BookingAct =
  /** A new booking asks for the date. */
  | { readonly type: 'ask'; readonly id: string }
  | { readonly type: 'approve' | 'refuse' | 'accept'; readonly id: string }
  /** The teacher's own, or an approver's for them. */
  | { readonly type: 'withdraw' | 'change'; readonly id: string }
  /** Takes a decision back: an approval, a refusal or a withdrawal. */
  | { readonly type: 'undo'; readonly id: string }
  /** Time has passed. */
  | { readonly type: 'tick' }

export interface DateTimes {
  readonly now: Instant
  /** From here on only an approver changes anything. */
  readonly cutOff: Instant
  /** When the film would begin: from here on nothing changes. */
  readonly start: Instant
  /** How long an offered date can be accepted. */
  readonly offerMs: Duration
}

/** Who acts: an approver, or who acts for the broadcast room, is not bound by the cut-off. */
export type Actor = 'teacher' | 'approver' | 'system'

export type Decision =
  | { readonly type: 'done'; readonly line: readonly InLine[] }
  | { readonly type: 'refused'; readonly code: ErrorCode }

const HOLDS: ReadonlySet<BookingState> = new Set(['pending', 'offered', 'approved'])
const OPEN: ReadonlySet<BookingState> = new Set(['waiting', 'pending', 'offered', 'approved'])
/** What a teacher may still do after the cut-off: say yes or no to what was offered, and leave the waiting list. */
const ALWAYS_OWN: ReadonlySet<BookingState> = new Set(['waiting', 'offered'])

export const holdsDate = (state: BookingState): boolean => HOLDS.has(state)
/** Not decided against, and counted in a teacher's quota. */
export const isOpen = (state: BookingState): boolean => OPEN.has(state)

/** From which states each act is possible. */
const FROM = {
  approve: ['pending'],
  refuse: ['waiting', 'pending', 'offered', 'approved'],
  accept: ['offered'],
  withdraw: ['waiting', 'pending', 'offered', 'approved'],
  change: ['waiting', 'pending', 'offered', 'approved'],
  undo: ['approved', 'refused', 'withdrawn'],
} as const satisfies Readonly<Record<Exclude<BookingAct['type'], 'ask' | 'tick'>, readonly BookingState[]>>

/** The line after an act, or why the act is not possible. */
export const decide = (line: readonly InLine[], act: BookingAct, actor: Actor, times: DateTimes): Decision => {
  if (act.type === 'tick') return done(moveUp(lapse(line, times), times))
  if (times.start <= times.now) return refused('BOOKING_DATE_PAST')
  if (act.type === 'ask') {
    if (isLate(actor, times)) return refused('BOOKING_CUT_OFF')
    const place = Math.max(0, ...line.map((each) => each.place)) + 1
    return done(
      moveUp([...lapse(line, times), { id: act.id, state: 'waiting', place, offerUntil: null }], times, act.id),
    )
  }
  const current = lapse(line, times)
  const booking = current.find(({ id }) => id === act.id)
  if (booking === undefined) return refused('NOT_FOUND')
  if (!FROM[act.type].some((state) => state === booking.state)) return refused('BOOKING_DECIDED')
  if (actor === 'teacher' && act.type === 'undo' && booking.state !== 'withdrawn') return refused('NOT_ALLOWED')
  const own = act.type === 'accept' || (act.type === 'withdraw' && ALWAYS_OWN.has(booking.state))
  if (isLate(actor, times) && !own) return refused('BOOKING_CUT_OFF')
  return done(moveUp(acted(current, booking, act.type), times))
}

/** The line with one booking acted on, before anybody moves up. */
const acted = (line: readonly InLine[], booking: InLine, type: keyof typeof FROM): readonly InLine[] => {
  switch (type) {
    case 'approve':
      return put(line, booking.id, 'approved')
    case 'refuse':
      return put(line, booking.id, 'refused')
    case 'withdraw':
      return put(line, booking.id, 'withdrawn')
    case 'accept':
      return put(line, booking.id, 'pending')
    case 'change':
      return booking.state === 'waiting' ? line : put(line, booking.id, 'pending')
    case 'undo':
      return undone(line, booking)
    default:
      return type satisfies never
  }
}

/**
 * A refusal taken back puts its booking where it was: an offer made meanwhile to somebody behind it is taken back too. Who
 * withdrew and thinks again gets the date only if it is still free, and otherwise waits at the old place.
 */
const undone = (line: readonly InLine[], booking: InLine): readonly InLine[] => {
  if (booking.state === 'approved') return put(line, booking.id, 'pending')
  const holder = line.find(({ state }) => HOLDS.has(state))
  const isFirst = line.every(({ state, place }) => state !== 'waiting' || booking.place < place)
  if (holder === undefined) return put(line, booking.id, isFirst ? 'pending' : 'waiting')
  const yields = booking.state === 'refused' && holder.state === 'offered' && holder.place > booking.place
  return yields ? put(put(line, holder.id, 'waiting'), booking.id, 'pending') : put(line, booking.id, 'waiting')
}

/** Offers that were not accepted in time, and what nobody decided before the film would have begun. */
const lapse = (line: readonly InLine[], { now, start }: DateTimes): readonly InLine[] =>
  line.map((each) => {
    const late = each.state === 'offered' && each.offerUntil !== null && each.offerUntil <= now
    const over = start <= now && isOpen(each.state) && each.state !== 'approved'
    return late || over ? { ...each, state: 'lapsed', offerUntil: null } : each
  })

/** A date that nobody holds goes to the first who waits: offered, or at once to who is just asking for it. */
const moveUp = (line: readonly InLine[], { now, start, offerMs }: DateTimes, asking?: string): readonly InLine[] => {
  if (start <= now || line.some(({ state }) => HOLDS.has(state))) return line
  const next = line.filter(({ state }) => state === 'waiting').sort((a, b) => a.place - b.place)[0]
  if (next === undefined) return line
  if (next.id === asking) return put(line, next.id, 'pending')
  const offerUntil = instant(Math.min(now + offerMs, start))
  return line.map((each) => (each.id === next.id ? { ...each, state: 'offered', offerUntil } : each))
}

const put = (line: readonly InLine[], id: string, state: BookingState): readonly InLine[] =>
  line.map((each) => (each.id === id ? { ...each, state, offerUntil: null } : each))

const isLate = (actor: Actor, { now, cutOff }: DateTimes): boolean => actor === 'teacher' && cutOff <= now
const done = (line: readonly InLine[]): Decision => ({ type: 'done', line })
const refused = (code: ErrorCode): Decision => ({ type: 'refused', code })

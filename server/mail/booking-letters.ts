/** Which letters a move in the line of a date causes, and to whom. Pure. */
import type { Permission } from '../../protocol/account.ts'
import type { Letter } from '../../protocol/mail.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { BookingMove } from '../bookings/store.ts'

export interface BookingFacts {
  readonly id: string
  readonly date: SchoolDate
  readonly title: string
  readonly userId: string
  /** The account's name, as `by` of a move has it. */
  readonly userName: string
  /** As a person reads it. */
  readonly bookedBy: string
  readonly note: string
}

export type Reader =
  | { readonly type: 'person'; readonly userId: string }
  | { readonly type: 'those-who-may'; readonly permission: Permission }
  /** The accounts that carry this office, by its id in the settings. */
  | { readonly type: 'office'; readonly office: string }
  /** Whom the school lets approve bookings (rule B10). */
  | { readonly type: 'approvers' }

export interface BookingLetter {
  readonly letter: Letter
  readonly to: Reader
  /** It can still be undone: the letter waits for as long as “Undo” is offered, and some more. */
  readonly waits: boolean
}

/** States that were told to the teacher when they were reached. */
const TOLD: ReadonlySet<BookingMove['from']> = new Set(['approved', 'refused', 'withdrawn', 'offered'])

/** @param takenBack letters of this booking that were still waiting and are not sent any more */
export const lettersOf = (move: BookingMove, booking: BookingFacts, takenBack: number): readonly BookingLetter[] => {
  const told = { bookingId: booking.id, date: booking.date, title: booking.title }
  const isOwn = move.by === booking.userName
  const toTeacher = (letter: Letter, waits = true): BookingLetter => ({
    letter,
    to: { type: 'person', userId: booking.userId },
    waits,
  })
  const toApprovers: BookingLetter = {
    letter: { kind: 'booking-to-decide', ...told, by: booking.bookedBy, note: booking.note },
    to: { type: 'approvers' },
    waits: true,
  }
  switch (move.to) {
    case 'waiting':
    case 'pending': {
      const waiting = move.to === 'waiting'
      const decide = waiting ? [] : [toApprovers]
      if (move.from === null) return [toTeacher({ kind: 'booking-received', ...told, waiting }, false), ...decide]
      if (move.act !== 'undo') return decide
      const knows = TOLD.has(move.from) && takenBack === 0 && !isOwn
      return knows ? [toTeacher({ kind: 'booking-reopened', ...told, waiting })] : []
    }
    case 'offered':
      return [toTeacher({ kind: 'booking-moved-up', ...told, offerUntil: move.offerUntil })]
    case 'approved':
      return [toTeacher({ kind: 'booking-approved', ...told })]
    case 'refused':
      return [toTeacher({ kind: 'booking-refused', ...told, reason: move.refusal })]
    case 'withdrawn':
      return isOwn ? [] : [toTeacher({ kind: 'booking-withdrawn', ...told })]
    case 'lapsed': {
      const { from } = move
      const was = from === 'offered' || from === 'pending' || from === 'waiting' ? from : null
      return was === null ? [] : [toTeacher({ kind: 'booking-lapsed', ...told, was }, false)]
    }
    default:
      return move.to satisfies never
  }
}

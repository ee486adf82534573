/** A slot on a date: when it takes place there, or why it does not (rules T3–T5, S1, S2). */
import type { CalendarDay, ExceptionChange, Slot, SlotException, Term } from '../../protocol/calendar.ts'
import { reason } from '../../protocol/reasons.ts'
import type { Reason } from '../../protocol/rundown.ts'
import type { SchoolDate, TimeOfDay, Window } from '../../protocol/time.ts'
import { dayReasons, inTerm } from './calendar.ts'
import { type LocalDay, localTime, slotWindow } from './wall-clock.ts'

export interface Occurrence extends Window {
  readonly slot: Slot
  readonly date: SchoolDate
  /** False: the slot would be here but for the last of the reasons; its time is slate that says so (rule R6). */
  readonly airs: boolean
  /** Programmes chosen for this date alone (rule S2); null: the slot's own source. */
  readonly replacement: readonly string[] | null
  /** The start as people read it. */
  readonly startText: string
  /** Why the slot is here, and why it does not air. */
  readonly reasons: readonly Reason[]
}

/** A date with what the calendar says of it. */
export interface SchoolDay extends LocalDay {
  readonly day: CalendarDay
  readonly term: boolean
}

export const schoolDay = (local: LocalDay, day: CalendarDay, terms: readonly Term[]): SchoolDay => ({
  ...local,
  day,
  term: inTerm(terms, local.date),
})

/** Why nothing recurring airs on a day; empty when the timetable applies. */
export const offReasons = (day: SchoolDay): Reason[] => {
  const reasons = dayReasons(day.day, day)
  return reasons.length > 0 || day.term ? reasons : [reason('outside-term')]
}

/** Exceptions by slot and date. */
export type ExceptionIndex = ReadonlyMap<string, SlotException>
const exceptionKey = (slotId: string, date: SchoolDate): string => `${slotId}/${date}`
export const indexExceptions = (exceptions: readonly SlotException[]): ExceptionIndex =>
  new Map(exceptions.map((exception) => [exceptionKey(exception.slotId, exception.date), exception]))

type Claim = { readonly reasons: Reason[]; readonly off: Reason[] }

/** Does the timetable put the slot on the day, and does the day let it air? Null: it is not there at all. */
const claimOn = (slot: Slot, day: SchoolDay): Claim | null => {
  if (slot.validFrom !== null && day.date < slot.validFrom) return null
  if (slot.validUntil !== null && day.date > slot.validUntil) return null
  if (slot.dates.includes(day.date)) {
    const suspended = day.day.type === 'suspended'
    return { reasons: [reason('slot-date', { slot: slot.name })], off: suspended ? dayReasons(day.day, day) : [] }
  }
  const weekday = day.day.pattern ?? day.weekday
  if (!slot.weekdays.includes(weekday)) return null
  const reasons = [reason('slot-weekday', { weekday, slot: slot.name })]
  if (weekday !== day.weekday) reasons.unshift(reason('make-up-day', { weekday }))
  const restDay = day.day.type === 'holiday' || day.day.type === 'school'
  return { reasons, off: slot.yearRound && restDay ? [] : offReasons(day) }
}

const noted = (what: Reason, note: string): Reason[] => (note === '' ? [what] : [what, reason('note', { note })])

interface Change {
  readonly startTime: Slot['startTime']
  readonly endTime: Slot['endTime']
  readonly replacement: readonly string[] | null
  readonly cancelled: boolean
  readonly reasons: readonly Reason[]
}

const unchanged = (slot: Slot): Change => ({
  startTime: slot.startTime,
  endTime: slot.endTime,
  replacement: null,
  cancelled: false,
  reasons: [],
})

const changed = (slot: Slot, change: ExceptionChange, note: string): Change => {
  const base = unchanged(slot)
  switch (change.type) {
    case 'cancel':
      return { ...base, cancelled: true, reasons: noted(reason('slot-cancelled'), note) }
    case 'move': {
      const { startTime, endTime } = change
      return {
        ...base,
        startTime,
        endTime,
        reasons: noted(reason('slot-moved', { from: startTime, until: endTime }), note),
      }
    }
    case 'replace':
      return { ...base, replacement: change.mediaIds, reasons: noted(reason('slot-replaced'), note) }
    default:
      return change satisfies never
  }
}

interface SlotTime extends Window {
  readonly startText: string
}
/** A slot's instants on a date. */
export type SlotTimes = (date: SchoolDate, startTime: TimeOfDay, endTime: TimeOfDay) => SlotTime

/** Looks each date and time up once, however many slots share them. */
export const slotTimes = (timeZone: string): SlotTimes => {
  const known = new Map<string, SlotTime>()
  return (date, startTime, endTime) => {
    const key = `${date} ${startTime} ${endTime}`
    const held = known.get(key)
    if (held !== undefined) return held
    const window = slotWindow(date, startTime, endTime, timeZone)
    const time = { ...window, startText: localTime(window.start, timeZone) }
    known.set(key, time)
    return time
  }
}

/** The slot's occurrence on a day; null when the timetable does not put it there or its time does not exist. */
export const occurrenceOn = (
  slot: Slot,
  day: SchoolDay,
  exceptions: ExceptionIndex,
  times: SlotTimes,
): Occurrence | null => {
  const claim = claimOn(slot, day)
  if (claim === null) return null
  const exception = exceptions.get(exceptionKey(slot.id, day.date))
  const change = exception === undefined ? unchanged(slot) : changed(slot, exception.change, exception.note)
  const window = times(day.date, change.startTime, change.endTime)
  if (window.end <= window.start) return null
  const off = claim.off.length > 0
  return {
    slot,
    date: day.date,
    ...window,
    airs: !off && !change.cancelled,
    replacement: change.replacement,
    reasons: off ? [...claim.reasons, ...claim.off] : [...claim.reasons, ...change.reasons],
  }
}

/** Everything the timetable asks for on these days, by start. */
export const occurrencesOn = (
  slots: readonly Slot[],
  days: readonly SchoolDay[],
  exceptions: ExceptionIndex,
  timeZone: string,
): Occurrence[] => {
  const times = slotTimes(timeZone)
  return days
    .flatMap((day) => slots.map((slot) => occurrenceOn(slot, day, exceptions, times)))
    .filter((occurrence) => occurrence !== null)
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.slot.id < b.slot.id ? -1 : 1))
}

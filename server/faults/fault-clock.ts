/** The section's clock on a fault, and by when it is due (rules F3–F5). Pure. */
import { type FaultSeverity, type FaultView, isFaultClockRunning, isFaultOpen } from '../../protocol/fault.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { Instant } from '../../protocol/time.ts'
import { afterSchoolMinutes, minutesOfDay, type SchoolHours, schoolMinutes } from '../schedule/school-hours.ts'

/** What a fault's clock is reckoned with. */
export interface FaultTimes {
  readonly now: Instant
  readonly hours: SchoolHours
  readonly days: Pick<Settings, 'faultDaysHigh' | 'faultDaysNormal' | 'faultDaysLow'>
  /** When the next programme begins that a TV should show; null: none is planned. */
  readonly nextNoon: Instant | null
}

/** Where a fault's clock stands. */
export interface FaultClock {
  /** Minutes of school hours that the section has had it. */
  readonly clockMinutes: number
  /** Up to when they are counted. */
  readonly clockAt: Instant
  readonly dueAt: Instant | null
}

type Timed = Pick<FaultView, 'state' | 'askedAt' | 'severity' | 'clockMinutes' | 'clockAt' | 'dueAt'>

/** How long the section may have a fault, in minutes of school hours; null: until the next noon, whatever the hours. */
export const allowedMinutes = (severity: FaultSeverity, { hours, days }: FaultTimes): number | null => {
  switch (severity) {
    case 'blocks-noon':
      return null
    case 'high':
      return days.faultDaysHigh * minutesOfDay(hours)
    case 'normal':
      return days.faultDaysNormal * minutesOfDay(hours)
    case 'low':
      return days.faultDaysLow * minutesOfDay(hours)
    default:
      return severity satisfies never
  }
}

/** Minutes of a fault's clock at an instant: they stop while others are waited for. */
export const minutesAt = (
  fault: Pick<Timed, 'state' | 'askedAt' | 'clockMinutes' | 'clockAt'>,
  times: FaultTimes,
): number =>
  fault.clockAt !== null && isFaultClockRunning(fault)
    ? fault.clockMinutes + schoolMinutes(fault.clockAt, times.now, times.hours)
    : fault.clockMinutes

/**
 * The clock of a fault that was `before` (null: just reported) and is `after` now. What blocks noon is due when the next
 * programme begins, and noon waits for nobody: that due time stays while it stays so bad.
 */
export const clockAfter = (
  before: Timed | null,
  after: Omit<Timed, 'clockMinutes' | 'clockAt'>,
  times: FaultTimes,
): FaultClock => {
  const clockMinutes = before === null ? 0 : minutesAt(before, times)
  return { clockMinutes, clockAt: times.now, dueAt: dueAt(before, after, clockMinutes, times) }
}

const dueAt = (
  before: Timed | null,
  after: Pick<Timed, 'state' | 'askedAt' | 'severity'>,
  clockMinutes: number,
  times: FaultTimes,
): Instant | null => {
  if (!isFaultOpen(after.state)) return null
  const allowed = allowedMinutes(after.severity, times)
  if (allowed === null) {
    const held = before?.severity === 'blocks-noon' ? before.dueAt : null
    return held ?? times.nextNoon ?? afterSchoolMinutes(times.now, minutesOfDay(times.hours), times.hours)
  }
  if (!isFaultClockRunning(after)) return null
  const left = allowed - clockMinutes
  // What is late already keeps being late: its due time lies before now, as much as it is late by.
  return left > 0 ? afterSchoolMinutes(times.now, left, times.hours) : lateSince(before, times)
}

const lateSince = (before: Timed | null, { now }: FaultTimes): Instant =>
  before?.dueAt !== null && before?.dueAt !== undefined && before.dueAt < now ? before.dueAt : now

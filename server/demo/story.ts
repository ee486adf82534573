/**
 * What happened at the demo school before it was opened: deeds at instants that lie behind, told in the order of time on
 * a clock that stands at each one's instant. So the same stores that people use write a past that looks like one.
 */
import { type Instant, instant, type SchoolDate, timeOfDay } from '../../protocol/time.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import { addDays, instantOf, weekdayOf } from '../schedule/wall-clock.ts'

export interface Deed {
  readonly at: Instant
  readonly act: () => Promise<unknown>
}

export interface StoryClock {
  /** Stands still; nothing that waits for it ever happens. */
  readonly clock: Clock
  /** Does the deeds, the earliest first, those of one instant in their order. What lies ahead of the present is left out. */
  tell(deeds: readonly Deed[]): Promise<void>
}

const nothing = (): void => undefined

export const createStoryClock = (present: Clock): StoryClock => {
  const end = present.now()
  let now = end
  return {
    clock: {
      now: () => now,
      precise: () => now,
      at: () => nothing,
      every: () => nothing,
      monotonic: present.monotonic,
      shifted: present.shifted,
      real: present.real,
    },
    tell: async (deeds) => {
      for (const { at, act } of deeds.filter((deed) => deed.at <= end).sort((a, b) => a.at - b.at)) {
        now = at
        await act()
      }
      now = end
    },
  }
}

/** Days counted from the present by the school's week; Saturdays and Sundays are skipped. */
export interface StoryDays {
  readonly today: SchoolDate
  /** The nth school day before today, 1 or more. */
  back(days: number): SchoolDate
  /** The nth school day after today, 1 or more. */
  ahead(days: number): SchoolDate
  /** That date so many years, months of thirty days or days away. */
  shifted(days: number): SchoolDate
  /** @param time `HH:MM` */
  on(date: SchoolDate, time: string): Instant
  /** So many minutes before the present. */
  ago(minutes: number): Instant
}

const SATURDAY = 6

export const createStoryDays = (now: Instant, timeZone: string): StoryDays => {
  const today = dateAt(now, timeZone)
  const walk = (step: 1 | -1, days: number): SchoolDate => {
    let date = today
    for (let left = days; left > 0; ) {
      date = addDays(date, step)
      if (weekdayOf(date) < SATURDAY) left -= 1
    }
    return date
  }
  return {
    today,
    back: (days) => walk(-1, days),
    ahead: (days) => walk(1, days),
    shifted: (days) => addDays(today, days),
    on: (date, time) => instantOf(date, timeOfDay(time), timeZone),
    ago: (minutes) => instant(now - minutes * 60_000),
  }
}

/** The steps from an empty school to its first noon, and which of them are done. Pure. */
import type { Display } from '../../../protocol/display.ts'

export const STEPS = ['school', 'calendar', 'programme', 'people', 'television'] as const
export type Step = (typeof STEPS)[number]

export interface SchoolSoFar {
  readonly namedInEnglish: boolean
  readonly terms: number
  /** Programmes in the library, whatever their state. */
  readonly programmes: number
  /** Accounts, one's own included. */
  readonly people: number
  readonly displays: readonly Pick<Display, 'status'>[]
}

/** A TV counts once it has been seen: one that was only set up may still be in its box. */
export const stepsDone = (school: SchoolSoFar): ReadonlySet<Step> => {
  const done: Readonly<Record<Step, boolean>> = {
    school: school.namedInEnglish,
    calendar: school.terms > 0,
    programme: school.programmes > 0,
    people: school.people > 1,
    television: school.displays.some(({ status }) => status.state === 'online' || status.since !== null),
  }
  return new Set(STEPS.filter((step) => done[step]))
}

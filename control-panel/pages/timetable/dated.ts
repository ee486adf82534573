import type { SchoolDate } from '../../../protocol/time.ts'

/** A date that the timetable's views share. */
export interface Dated {
  readonly date: SchoolDate
  readonly setDate: (date: SchoolDate) => void
}

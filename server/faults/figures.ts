/** Faults counted by room, model and vendor. Pure. */
import type { FaultGroup } from '../../protocol/fault-figures.ts'

/** One fault as it is counted. */
export interface CountedFault {
  readonly room: string
  readonly model: string
  readonly vendor: string
  /** From report to closing, minutes of school hours; null: it is open. */
  readonly minutes: number | null
  /** While it was the section's turn. */
  readonly ourMinutes: number
  /** New Taiwan dollars. */
  readonly cost: number
}

/** Null of nothing. */
export const medianOf = (values: readonly number[]): number | null => {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Minutes as hours with one decimal. */
const hoursOf = (minutes: number | null): number | null => (minutes === null ? null : Math.round(minutes / 6) / 10)

export const groupOf = (name: string, faults: readonly CountedFault[]): FaultGroup => {
  const closed = faults.flatMap(({ minutes }) => (minutes === null ? [] : [minutes]))
  return {
    ...{ name, faults: faults.length, closed: closed.length, hours: hoursOf(medianOf(closed)) },
    cost: faults.reduce((sum, { cost }) => sum + cost, 0),
  }
}

/** The most faults first. */
export const groupsBy = (faults: readonly CountedFault[], key: 'room' | 'model' | 'vendor'): FaultGroup[] =>
  [...Map.groupBy(faults, (fault) => fault[key])]
    .map(([name, members]) => groupOf(name, members))
    .sort((a, b) => b.faults - a.faults || a.name.localeCompare(b.name, 'zh-Hant', { numeric: true }))

export const ourHoursOf = (faults: readonly CountedFault[]): number | null =>
  hoursOf(medianOf(faults.flatMap(({ minutes, ourMinutes }) => (minutes === null ? [] : [ourMinutes]))))

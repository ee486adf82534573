/** What a vendor promised of a call, and whether it was kept (rule V8). Pure. */
import type { Response } from '../../protocol/vendor.ts'

const HOUR_MS = 3_600_000

/**
 * @param promisedHours school hours; null: nothing was promised
 * @param elapsedMs of school time, from the call to the first arrival, or to now while nobody came
 */
export const responseOf = (promisedHours: number | null, elapsedMs: number, hasCome: boolean): Response => {
  const hours = Math.round((elapsedMs / HOUR_MS) * 10) / 10
  if (promisedHours === null) return { state: 'none', promisedHours, hours }
  const isInTime = elapsedMs <= promisedHours * HOUR_MS
  const state = hasCome ? (isInTime ? 'kept' : 'late') : isInTime ? 'running' : 'overdue'
  return { state, promisedHours, hours }
}

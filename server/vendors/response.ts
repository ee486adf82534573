/** What a vendor promised of a call, and whether it was kept (rule V8). Pure. */
import type { Response } from '../../protocol/vendor.ts'

const MINUTES = 60

/**
 * @param promisedHours school hours; null: nothing was promised
 * @param minutes of school hours, from the call to the first arrival, or to now while nobody came
 */
export const responseOf = (promisedHours: number | null, minutes: number, hasCome: boolean): Response => {
  const hours = Math.round((minutes / MINUTES) * 10) / 10
  if (promisedHours === null) return { state: 'none', promisedHours, hours }
  const isInTime = minutes <= promisedHours * MINUTES
  const state = hasCome ? (isInTime ? 'kept' : 'late') : isInTime ? 'running' : 'overdue'
  return { state, promisedHours, hours }
}

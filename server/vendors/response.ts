/** What a vendor promised of a call, and whether it was kept (rule V8). Pure. */
import type { Response } from '../../protocol/vendor.ts'

const MINUTES = 60
/** A call that is taken back after its time was broken all the same. */
const STATES = {
  came: { inTime: 'kept', late: 'late' },
  withdrawn: { inTime: 'withdrawn', late: 'late' },
  now: { inTime: 'running', late: 'overdue' },
} as const

/**
 * @param promisedHours school hours; null: nothing was promised
 * @param minutes of school hours, from the call to what `until` says
 * @param until somebody `came`, the call was `withdrawn` before anybody did, or the vendor is waited for until `now`
 */
export const responseOf = (
  promisedHours: number | null,
  minutes: number,
  until: 'came' | 'withdrawn' | 'now',
): Response => {
  const hours = Math.round((minutes / MINUTES) * 10) / 10
  if (promisedHours === null) return { state: until === 'withdrawn' ? 'withdrawn' : 'none', promisedHours, hours }
  const isInTime = minutes <= promisedHours * MINUTES
  return { state: STATES[until][isInTime ? 'inTime' : 'late'], promisedHours, hours }
}

/** How a warranty stands on a day. Pure. */
import { WARRANTY_WARNING_DAYS } from '../../../protocol/equipment.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { addDays } from '../../school-time.ts'

export type Warranty = 'unknown' | 'over' | 'ending' | 'good'

/** @param until the last day of it; null: not known */
export const warrantyOn = (until: SchoolDate | null, today: SchoolDate): Warranty => {
  if (until === null) return 'unknown'
  if (until < today) return 'over'
  return until <= addDays(today, WARRANTY_WARNING_DAYS) ? 'ending' : 'good'
}

/** How bad a cause is: whether a noon that is near depends on it (rule W8). Pure. */
import type { FaultSeverity } from '../../protocol/fault.ts'
import { isAskedFor } from '../../protocol/readiness.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Instant } from '../../protocol/time.ts'
import { TROUBLES } from '../../protocol/trouble.ts'
import type { Cause } from './causes.ts'

/** From the afternoon to the next day's noon and a little more: what is further away leaves time. */
export const NEAR_MS = 36 * 3_600_000

export interface Near {
  /** Groups that are to see a programme. */
  readonly groups: ReadonlySet<string>
  /** Programmes that are to be shown. */
  readonly media: ReadonlySet<string>
}

/** @param wanted programmes that a date asks for although the plan can't have them yet */
export const nearOf = (airings: readonly Airing[], wanted: readonly string[], now: Instant): Near => {
  const near = airings.filter((airing) => isAskedFor(airing) && airing.end > now && airing.start < now + NEAR_MS)
  return {
    groups: new Set(near.map(({ group }) => group)),
    media: new Set([...near.flatMap(({ mediaId }) => mediaId ?? []), ...wanted]),
  }
}

/** @param groupOf the group of a TV */
export const severityBy =
  (near: Near, groupOf: (displayId: string) => string | null) =>
  ({ key, code, displayIds }: Cause): FaultSeverity => {
    const { severity, keepsFromPlaying } = TROUBLES[code]
    const misses = keepsFromPlaying && displayIds.some((id) => near.groups.has(groupOf(id) ?? ''))
    const lacks = code === 'preparation-failing' && near.media.has(key.slice(key.indexOf(':') + 1))
    return misses || lacks ? 'blocks-noon' : severity
  }

/** How far a camera's clock is off, as a person says it: in the largest unit that still tells. */

export type Offset =
  | { readonly type: 'right' }
  | {
      readonly type: 'fast' | 'slow'
      readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'
      readonly count: number
    }

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const

/** @param offsetMs the camera's clock less the server's; told to about half a second, so a second is as good as none */
export const offsetOf = (offsetMs: number): Offset => {
  const away = Math.abs(offsetMs)
  if (away < 1500) return { type: 'right' }
  const type = offsetMs > 0 ? 'fast' : 'slow'
  const [unit, length] = UNITS.find(([, each]) => away >= 2 * each) ?? (['seconds', 1000] as const)
  return { type, unit, count: Math.round(away / length) }
}

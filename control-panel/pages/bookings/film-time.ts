/** A place in a film as a person types it: `12`, `12:30` or `1:02:03`; minutes come first unless there are hours. */
import { type Duration, duration } from '../../../protocol/time.ts'

/** Null: nothing was typed. Undefined: it is no time. */
export const filmTime = (text: string): Duration | null | undefined => {
  const trimmed = text.trim().replaceAll('：', ':')
  if (trimmed === '') return null
  if (!/^\d{1,3}(:[0-5]?\d){0,2}$/.test(trimmed)) return undefined
  const parts = trimmed.split(':').map(Number)
  const [hours = 0, minutes = 0, seconds = 0] = parts.length === 3 ? parts : [0, ...parts]
  return duration((hours * 3600 + minutes * 60 + seconds) * 1000)
}

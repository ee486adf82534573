/** When the next programme begins that TVs should show: what a fault that blocks noon is due by (rule F5). Pure. */
import type { Airing } from '../../protocol/rundown.ts'
import type { Instant } from '../../protocol/time.ts'

/** Only what the timetable plans counts, ready or not: a cut-in is no deadline. Null: nothing is planned. */
export const nextNoonIn = (airings: readonly Pick<Airing, 'start' | 'slotId'>[], now: Instant): Instant | null =>
  airings
    .filter(({ start, slotId }) => start > now && slotId !== null)
    .map(({ start }) => start)
    .reduce<Instant | null>((first, start) => (first === null || start < first ? start : first), null)

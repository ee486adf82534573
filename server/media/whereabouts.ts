/** Where a programme was and will be on the air. Pure. */
import type { MediaAiring } from '../../protocol/programme.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'

/** Airings of one programme, those at one instant from one position told once, for all their groups. */
export const airingsOf = (
  mediaId: string,
  airings: readonly Airing[],
  dateAt: (at: Instant) => SchoolDate,
): MediaAiring[] => {
  const together = Map.groupBy(
    airings.filter((airing) => airing.mediaId === mediaId),
    ({ start, end, offsetMs }) => `${start} ${end} ${offsetMs}`,
  )
  return [...together.values()]
    .flatMap(([first, ...others]) => {
      if (first === undefined) return []
      const { start, end, kind, offsetMs } = first
      const groups = [first, ...others].map(({ group }) => group).sort()
      return [{ start, end, kind, offsetMs, date: dateAt(start), groups }]
    })
    .sort((a, b) => a.start - b.start)
}

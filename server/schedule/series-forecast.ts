/** How many times a film series will be on until it is over, for each audience (rule C2). Pure. */

import type { Airing } from '../../protocol/rundown.ts'
import type { SeriesForecast } from '../../protocol/series.ts'
import { type Window, within } from '../../protocol/time.ts'
import type { ScheduleInputs } from './inputs.ts'
import { resolveRundown } from './resolve.ts'
import { localDate } from './wall-clock.ts'

/**
 * Forecast over a window, every airing taken to succeed.
 * @param slotId a slot that is taken to show the series from now on, whatever it shows; null: the timetable as it is
 * @param window not before the inputs' `asOf`
 * @returns audiences whose dates are the same together, the longest first; those that never see it are left out
 */
export const forecastSeries = (
  inputs: ScheduleInputs,
  seriesId: string,
  slotId: string | null,
  window: Window,
): SeriesForecast[] => {
  const slots = inputs.slots.map((slot) =>
    slot.id === slotId ? { ...slot, kind: 'film' as const, source: { type: 'series' as const, seriesId } } : slot,
  )
  const last = (inputs.series.find(({ id }) => id === seriesId)?.episodes.length ?? 0) - 1
  const airings = resolveRundown({ ...inputs, slots }, window).airings.filter(
    ({ series, start }) => series?.id === seriesId && within(window, start),
  )
  const byDates = Map.groupBy(
    [...Map.groupBy(airings, ({ group }) => group)].map(([group, own]) => ({
      group,
      dates: [...new Set(own.map(({ start }) => localDate(start, inputs.timeZone)))],
      finished: own.some((airing) => isOver(airing, last)),
    })),
    ({ dates, finished }) => `${dates.join(' ')} ${finished}`,
  )
  return [...byDates.values()]
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...first, groups: [first, ...others].map(({ group }) => group).sort() }],
    )
    .map(({ groups, dates, finished }): SeriesForecast => ({ groups, dates, finished }))
    .sort((a, b) => b.dates.length - a.dates.length || ((a.groups[0] ?? '') < (b.groups[0] ?? '') ? -1 : 1))
}

const isOver = ({ series, start, end, mediaDurationMs }: Airing, last: number): boolean =>
  series?.episode === last && series.continues === undefined && mediaDurationMs <= end - start

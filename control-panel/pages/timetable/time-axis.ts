/** The week's times that exist, drawn to scale, and what lies between left out. Pure; minutes since midnight. */

export interface Stretch {
  readonly from: number
  readonly until: number
}
interface Band extends Stretch {
  /** CSS pixels from the top of the axis. */
  readonly top: number
  /** CSS pixels a minute. */
  readonly scale: number
}
export interface TimeAxis {
  readonly height: number
  readonly bands: readonly Band[]
  /** Where a minute stands; one that is left out stands at the edge of the next band. */
  y(minute: number): number
  /** The minute at a height, rounded to whole minutes. */
  minuteAt(y: number): number
}

/** Room before and after a band, minutes. */
const MARGIN = 8
/** Bands with less between them are one, minutes. */
const JOINED = 30
/** What the shortest stretch of a band needs to be read, CSS pixels. */
const LEGIBLE = 76
const LEAST_SCALE = 1.5
const MOST_SCALE = 8
/** A week taller than this is drawn smaller, as long as each stretch keeps its line, CSS pixels. */
const COMFORTABLE = 960
/** One line of a block, the least that is drawn of a stretch, CSS pixels. */
export const LINE = 22
/** Between two bands, CSS pixels. */
const BREAK = 20
const DAY = 24 * 60

const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const bands: Stretch[] = []
  for (const { from, until } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = bands.at(-1)
    if (last === undefined || from - last.until > JOINED) bands.push({ from, until })
    else bands[bands.length - 1] = { from: last.from, until: Math.max(last.until, until) }
  }
  return bands
}

/** What a band wants, pixels a minute: room to read its shortest stretch. */
const wantedScale = (stretches: readonly Stretch[]): number => {
  const shortest = Math.min(...stretches.map(({ from, until }) => until - from))
  return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, LEGIBLE / Math.max(1, shortest)))
}

/** The least that lets a line stand for each stretch before the day's next one begins, pixels a minute. */
const leastScale = (days: readonly (readonly Stretch[])[]): number => {
  const pitches = days.flatMap((day) => {
    const starts = [...new Set(day.map(({ from }) => from))].sort((a, b) => a - b)
    return starts.slice(1).map((start, index) => start - (starts[index] ?? start))
  })
  return Math.min(MOST_SCALE, (LINE + 2) / Math.max(1, Math.min(60, ...pitches)))
}

/**
 * An axis on which every stretch can be read; without any, it shows noon. A dense week is drawn smaller, down to one
 * line for each stretch.
 * @param given the stretches of each day
 */
export const timeAxis = (given: readonly (readonly Stretch[])[]): TimeAxis => {
  const days = given.every((day) => day.length === 0) ? [[{ from: 12 * 60, until: 12 * 60 + 30 }]] : given
  const drafts = joined(days.flat()).map(({ from, until }) => {
    const within = days.map((day) => day.filter((each) => each.from >= from && each.until <= until))
    const band = { from: Math.max(0, from - MARGIN), until: Math.min(DAY, until + MARGIN) }
    return { ...band, wanted: wantedScale(within.flat()), least: leastScale(within) }
  })
  const shrink = Math.min(
    1,
    COMFORTABLE / drafts.reduce((sum, each) => sum + (each.until - each.from) * each.wanted, 0),
  )
  const bands: Band[] = []
  let top = 0
  for (const { from, until, wanted, least } of drafts) {
    const scale = Math.min(wanted, Math.max(least, wanted * shrink))
    bands.push({ from, until, top, scale })
    top += (until - from) * scale + BREAK
  }
  const height = top - BREAK
  return {
    height,
    bands,
    y: (minute) => {
      const band = bands.find(({ until }) => minute <= until)
      if (band === undefined) return height
      return band.top + Math.max(0, minute - band.from) * band.scale
    },
    minuteAt: (y) => {
      const band = bands.findLast((each) => each.top <= y) ?? bands[0]
      if (band === undefined) return 0
      return Math.round(Math.min(DAY - 1, Math.max(0, band.from + (y - band.top) / band.scale)))
    },
  }
}

/** Side by side where they overlap: each stretch's lane, and how many lanes its neighbourhood has. */
export const lanesOf = (
  stretches: readonly Stretch[],
): readonly { readonly lane: number; readonly lanes: number }[] => {
  const placed = stretches.map((stretch, index) => ({ ...stretch, index, lane: 0, lanes: 1 }))
  let cluster: typeof placed = []
  let clusterEnd = Number.NEGATIVE_INFINITY
  for (const each of [...placed].sort((a, b) => a.from - b.from || b.until - a.until)) {
    if (each.from >= clusterEnd) cluster = []
    const busy = new Set(cluster.filter(({ until }) => until > each.from).map(({ lane }) => lane))
    while (busy.has(each.lane)) each.lane++
    cluster.push(each)
    clusterEnd = Math.max(...cluster.map(({ until }) => until))
    const lanes = Math.max(...cluster.map(({ lane }) => lane)) + 1
    for (const member of cluster) member.lanes = lanes
  }
  return placed.map(({ lane, lanes }) => ({ lane, lanes }))
}

/** `12:04` of minutes since midnight. */
export const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

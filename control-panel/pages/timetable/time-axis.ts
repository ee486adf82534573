/** The week's times that exist, drawn to scale, and what lies between left out. Pure; minutes since midnight. */

export interface Stretch {
  readonly from: number
  readonly until: number
}
/** A part of the axis on which every minute has the same height. */
interface Part extends Stretch {
  /** CSS pixels from the top of the axis. */
  readonly top: number
  /** CSS pixels a minute. */
  readonly scale: number
}
interface Band extends Stretch {
  /** CSS pixels from the top of the axis. */
  readonly top: number
  /** CSS pixels a minute, where the fewest. */
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
/** A week taller than this is drawn smaller where nothing is lost by it, CSS pixels. */
const COMFORTABLE = 960
/** What is left between the stretches of a dense week, CSS pixels a minute. */
const DENSE_SCALE = 0.7
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

/** A dense band: small between its stretches, and of each at least a line, so that none covers the next. */
const denseParts = (band: Stretch, stretches: readonly Stretch[], scale: number): Omit<Part, 'top'>[] => {
  const edges = [band.from, band.until, ...stretches.flatMap(({ from, until }) => [from, until])]
  const cuts = [...new Set(edges)].sort((a, b) => a - b)
  return cuts.slice(1).map((until, index) => {
    const from = cuts[index] ?? until
    const lines = stretches
      .filter((each) => each.from < until && each.until > from)
      .map((each) => (LINE + 2) / (each.until - each.from))
    return { from, until, scale: Math.max(scale, ...lines) }
  })
}

/**
 * An axis on which every stretch can be read; without any, it shows noon. A dense week is drawn smaller, down to one
 * line for each stretch.
 */
export const timeAxis = (given: readonly Stretch[]): TimeAxis => {
  const stretches = given.length === 0 ? [{ from: 12 * 60, until: 12 * 60 + 30 }] : given
  const drafts = joined(stretches).map(({ from, until }) => {
    const within = stretches.filter((each) => each.from >= from && each.until <= until)
    const band = { from: Math.max(0, from - MARGIN), until: Math.min(DAY, until + MARGIN) }
    return { band, within, wanted: wantedScale(within) }
  })
  const wantedHeight = drafts.reduce((sum, { band, wanted }) => sum + (band.until - band.from) * wanted, 0)
  const shrink = Math.min(1, COMFORTABLE / wantedHeight)
  const bands: Band[] = []
  const parts: Part[] = []
  let top = 0
  for (const { band, within, wanted } of drafts) {
    const scale = Math.max(DENSE_SCALE, wanted * shrink)
    bands.push({ ...band, top, scale })
    for (const part of shrink === 1 ? [{ ...band, scale }] : denseParts(band, within, scale)) {
      parts.push({ ...part, top })
      top += (part.until - part.from) * part.scale
    }
    top += BREAK
  }
  const height = top - BREAK
  return {
    height,
    bands,
    y: (minute) => {
      const part = parts.find(({ until }) => minute <= until)
      if (part === undefined) return height
      return part.top + Math.max(0, minute - part.from) * part.scale
    },
    minuteAt: (y) => {
      const part = parts.findLast((each) => each.top <= y) ?? parts[0]
      if (part === undefined) return 0
      return Math.round(Math.min(DAY - 1, Math.max(0, part.from + (y - part.top) / part.scale)))
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

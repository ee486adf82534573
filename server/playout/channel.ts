/**
 * The stateless channel: a group's rundown as a live HLS playlist (RFC 8216), by arithmetic alone.
 *
 * Time is cut into cells of `SEGMENT_MS` counted from the Unix epoch; a cell's number is its media sequence number, so
 * every server gives the same text. A cell is listed once it is over, and what it holds is decided by what was on air
 * at its first instant: an edit therefore takes effect from the next grid line on and never alters what was listed.
 */
import { Temporal } from 'temporal-polyfill'
import { type MediaManifest, type Rendition, SEGMENT_MS, segmentPath, wholeSegmentPath } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Instant } from '../../protocol/time.ts'

/** Rungs with a picture; `audio` is for TVs alone. */
export type Rung = '720p' | '360p'

export interface ChannelInput {
  /** One group's airings, sorted, from the local midnight before the window on; a gap counts as the slate. */
  readonly airings: readonly Airing[]
  /** By media id; a programme that is not here is replaced by the slate. */
  readonly manifests: ReadonlyMap<string, MediaManifest>
  /** Played round and round on the grid. */
  readonly slate: MediaManifest
  /** IANA zone whose midnights the discontinuities are counted from. */
  readonly timeZone: string
}

/** Segments in the playlist: RFC 8216 §6.2.2 asks for at least three target durations; players start three from the end. */
export const WINDOW_CELLS = 8

/**
 * Discontinuity numbers set aside for each day. A day of 25 hours with nothing but the slate, in rounds of a minute, uses
 * 1,500; a programme adds at most two (it and the slate after it), so 250 programmes fit besides. What a day leaves over
 * is listed as tags at midnight, 21 bytes each: 12 kB after an empty day.
 */
export const DISCONTINUITIES_PER_DAY = 2000

/** What a rung is replaced by where a programme lacks it, best first. Never sound alone: players can't drop a track midway. */
const STAND_INS: Readonly<Record<Rung, readonly Rung[]>> = { '720p': ['720p', '360p'], '360p': ['360p', '720p'] }

/** The cell that an instant lies in. */
export const cellAt = (at: Instant): number => Math.floor(at / SEGMENT_MS)

/** The first cell whose first instant is at or after `at`. */
const nextCell = (at: number): number => Math.ceil(at / SEGMENT_MS)

/** A rung of a programme, or what stands in for it. */
export const renditionFor = (manifest: MediaManifest, rung: Rung): Rendition | null => {
  for (const name of STAND_INS[rung]) {
    const found = manifest.renditions.find((rendition) => rendition.name === name)
    if (found !== undefined) return found
  }
  return null
}

/** Cells `[first, end)` that play one rendition on: from segment `index`, or the slate's segment `cell mod length`. */
type Run =
  | { readonly type: 'programme'; readonly rendition: Rendition; first: number; end: number; readonly index: number }
  | { readonly type: 'slate'; readonly rendition: Rendition; first: number; end: number }

/**
 * What each of the cells `[from, end)` holds, without gaps. A programme begins with the first cell that starts during
 * its airing, at the segment its offset lies in, and lasts until its media or its airing is used up.
 */
const runsOf = (input: ChannelInput, rung: Rung, from: number, end: number): readonly Run[] => {
  const slate = renditionFor(input.slate, rung)
  if (slate === null) throw new Error('the slate has no rendition with a picture')
  const runs: Run[] = []
  let done = from
  const add = (run: Run): void => {
    const first = Math.max(run.first, done)
    const stop = Math.min(run.end, end)
    if (first >= stop) return
    if (first > done) add({ type: 'slate', rendition: slate, first: done, end: first })
    const last = runs.at(-1)
    if (last !== undefined && continues(last, run)) last.end = stop
    else if (run.type === 'slate') runs.push({ ...run, first, end: stop })
    else runs.push({ ...run, first, end: stop, index: run.index + first - run.first })
    done = stop
  }
  for (const airing of input.airings) {
    const run = programmeRun(input, rung, airing)
    if (run !== null) add(run)
  }
  add({ type: 'slate', rendition: slate, first: done, end })
  return runs
}

const programmeRun = (input: ChannelInput, rung: Rung, airing: Airing): Run | null => {
  const manifest = airing.mediaId === null ? undefined : input.manifests.get(airing.mediaId)
  const rendition = manifest === undefined ? null : renditionFor(manifest, rung)
  if (rendition === null) return null
  const first = nextCell(airing.start)
  const index = Math.floor((airing.offsetMs + first * SEGMENT_MS - airing.start) / SEGMENT_MS)
  const lastIndex = Math.min(rendition.segments.length, nextCell(airing.offsetMs + airing.mediaDurationMs))
  const end = Math.min(nextCell(airing.end), first + lastIndex - index)
  return { type: 'programme', rendition, first, end, index }
}

/** True when `next` goes on where `run` stopped, as after an edit that changed only the airing's future. */
const continues = (run: Run, next: Run): boolean =>
  run.rendition === next.rendition &&
  (run.type === 'slate'
    ? next.type === 'slate'
    : next.type === 'programme' && run.end === next.first && run.index + run.end - run.first === next.index)

/** Cells that don't continue the one before: each run's first, and each new round of the slate. `from` is not among them. */
const breaksOf = (runs: readonly Run[]): readonly number[] => {
  const breaks: number[] = []
  for (const [position, run] of runs.entries()) {
    if (position > 0) breaks.push(run.first)
    if (run.type === 'programme') continue
    const length = run.rendition.segments.length
    for (let cell = (Math.floor(run.first / length) + 1) * length; cell < run.end; cell += length) breaks.push(cell)
  }
  return breaks
}

interface Day {
  /** Days since 1970-01-01 of the school's date. */
  readonly number: number
  /** The first cell that starts on this date. */
  readonly first: number
  /** The first cell of the next date. */
  readonly end: number
}

const EPOCH = Temporal.PlainDate.from('1970-01-01')

const dayOf = (cell: number, timeZone: string): Day => {
  const midnight = Temporal.Instant.fromEpochMilliseconds(cell * SEGMENT_MS)
    .toZonedDateTimeISO(timeZone)
    .startOfDay()
  return {
    number: EPOCH.until(midnight.toPlainDate(), { largestUnit: 'days' }).days,
    first: nextCell(midnight.epochMilliseconds),
    end: nextCell(midnight.add({ days: 1 }).startOfDay().epochMilliseconds),
  }
}

/** One listed segment. */
export interface ListedSegment {
  readonly cell: number
  readonly rendition: Rendition
  readonly sha256: string
  /** `EXT-X-DISCONTINUITY` tags before it. */
  readonly discontinuities: number
}

export interface ChannelWindow {
  readonly discontinuitySequence: number
  readonly segments: readonly ListedSegment[]
}

/**
 * The cells of one rung that are listed at an instant.
 *
 * A cell's discontinuity number is its day's number × `DISCONTINUITIES_PER_DAY` + the breaks since that local midnight.
 * RFC 8216 §6.2.2 wants the number of a listed segment never to change, so the first cell of a date is preceded by as
 * many tags as its number is above its predecessor's. That long run of tags is listed for half a minute after midnight.
 */
export const channelWindow = (input: ChannelInput, rung: Rung, at: Instant): ChannelWindow => {
  const end = cellAt(at)
  const first = end - WINDOW_CELLS
  const day = dayOf(first, input.timeZone)
  const runs = runsOf(input, rung, day.first, end)
  const breaks = breaksOf(runs)
  const breaksBefore = (cell: number): number => breaks.filter((one) => one < cell).length
  const segments: ListedSegment[] = []
  for (const run of runs) {
    const length = run.rendition.segments.length
    for (let cell = Math.max(first, run.first); cell < run.end; cell++) {
      const index = run.type === 'slate' ? cell % length : run.index + cell - run.first
      const sha256 = run.rendition.segments[index]?.sha256
      if (sha256 === undefined) throw new Error(`segment ${index} of ${length} in cell ${cell}`)
      const discontinuities =
        cell === day.end ? DISCONTINUITIES_PER_DAY - breaksBefore(cell) : breaks.includes(cell) ? 1 : 0
      segments.push({ cell, rendition: run.rendition, sha256, discontinuities: cell === first ? 0 : discontinuities })
    }
  }
  return { discontinuitySequence: day.number * DISCONTINUITIES_PER_DAY + breaksBefore(first + 1), segments }
}

/**
 * How segments are given: `mapped` names the initialization segment of each programme (RFC 8216 §4.3.2.5), `whole` puts
 * it before each segment.
 */
export type Form = 'mapped' | 'whole'

/**
 * The media playlist of one rung at an instant (RFC 8216 §4; version 7 for fragmented MP4). Addresses end in `.mp4` and
 * `.m4s`: since 2025 ffmpeg (mpv, Kodi) opens no segment without one of the endings it knows.
 * @param at the server's instant: the newest segment listed is the last one that is over by then
 */
export const channelPlaylist = (input: ChannelInput, rung: Rung, at: Instant, form: Form = 'mapped'): string => {
  const window = channelWindow(input, rung, at)
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${SEGMENT_MS / 1000}`,
    `#EXT-X-MEDIA-SEQUENCE:${window.segments[0]?.cell ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${window.discontinuitySequence}`,
  ]
  for (const [position, segment] of window.segments.entries()) {
    for (let tag = 0; tag < segment.discontinuities; tag++) lines.push('#EXT-X-DISCONTINUITY')
    const init = segment.rendition.init.sha256
    if (position === 0 || segment.discontinuities > 0) {
      if (form === 'mapped') lines.push(`#EXT-X-MAP:URI="${segmentPath(init)}.mp4"`)
      lines.push(`#EXT-X-PROGRAM-DATE-TIME:${dateTime(segment.cell, input.timeZone)}`)
    }
    const address = form === 'mapped' ? `${segmentPath(segment.sha256)}.m4s` : wholeSegmentPath(init, segment.sha256)
    lines.push(`#EXTINF:${(SEGMENT_MS / 1000).toFixed(3)},`, address)
  }
  return `${lines.join('\n')}\n`
}

/** ISO 8601 with the school's offset and milliseconds (RFC 8216 §4.3.2.6). */
const dateTime = (cell: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(cell * SEGMENT_MS)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', fractionalSecondDigits: 3 })

/** The ids of the programmes whose manifests the playlist at `at` depends on: all since the local midnight. */
export const mediaNeeded = (airings: readonly Airing[], timeZone: string, at: Instant): readonly string[] => {
  const end = cellAt(at)
  const since = dayOf(end - WINDOW_CELLS, timeZone).first * SEGMENT_MS
  const wanted = airings.filter((airing) => airing.end > since && airing.start < end * SEGMENT_MS)
  return [...new Set(wanted.flatMap((airing) => (airing.mediaId === null ? [] : [airing.mediaId])))]
}

/**
 * The master playlist: both rungs, for players that adapt. The bandwidth is the heaviest of the programmes given and the slate.
 * @param query what each media playlist's address must carry to be let in, such as `?key=…`; may be empty
 */
export const masterPlaylist = (manifests: readonly MediaManifest[], query: string): string => {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  for (const [rung, address, resolution] of RUNG_ADDRESSES) {
    const renditions = manifests.flatMap((manifest) => renditionFor(manifest, rung) ?? [])
    const peak = Math.max(...renditions.map((rendition) => rendition.bandwidth))
    const average = Math.max(...renditions.map((rendition) => rendition.averageBandwidth))
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${peak},AVERAGE-BANDWIDTH=${average},CODECS="${HIGHEST_CODECS}",RESOLUTION=${resolution}`,
      `${address}${query}`,
    )
  }
  return `${lines.join('\n')}\n`
}

const RUNG_ADDRESSES = [
  ['720p', 'index.m3u8', '1280x720'],
  ['360p', '360p.m3u8', '640x360'],
] as const

/** The most any programme may need, as sources up to H.264 High@4.1 are kept as they are (RFC 6381). */
const HIGHEST_CODECS = 'avc1.640029,mp4a.40.2'

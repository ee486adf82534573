/** How long a file truly is and where it can be cut: read from its packets, whatever its header claims. */
import type { Command } from './runner.ts'
import { openArguments, type Source } from './source.ts'

/** Seconds on the file's own time line. */
export interface Track {
  readonly first: number
  readonly end: number
  readonly packets: number
  readonly keyframes: readonly number[]
  /** Pictures are stored in another order than they are shown (B-frames). */
  readonly reordered: boolean
  /** No picture refers across a keyframe: what is stored before one is shown before it, and what after, after. */
  readonly closed: boolean
  /** Packets stored after the one that is shown last. */
  readonly trailing: number
  readonly lastDuration: number
}

export const packetsCommand = (source: Source): Command => ({
  program: 'ffprobe',
  args: [
    ...['-v', 'error', '-hide_banner', ...openArguments(source)],
    ...['-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time,flags', '-of', 'csv=p=0'],
    ...['-i', source.path],
  ],
})

/** Takes ffprobe's lines one by one: an hour of film has a quarter of a million. */
export const createScan = () => {
  const tracks = new Map<number, { -readonly [Key in keyof Track]: Track[Key] } & { keyframes: number[] }>()
  return {
    add: (line: string): void => {
      const [stream = '', pts = '', dts = '', lasts = '', flags = ''] = line.split(',')
      const index = Number.parseInt(stream, 10)
      const decoded = Number.parseFloat(dts)
      const shown = Number.isNaN(Number.parseFloat(pts)) ? decoded : Number.parseFloat(pts)
      if (Number.isNaN(index) || Number.isNaN(shown)) return
      const length = Number.parseFloat(lasts) || 0
      const track = tracks.get(index) ?? {
        first: shown,
        end: shown,
        packets: 0,
        keyframes: [],
        reordered: false,
        closed: true,
        trailing: 0,
        lastDuration: 0,
      }
      const key = flags.startsWith('K')
      const last = shown + length > track.end || track.packets === 0
      if (key ? !last : shown < (track.keyframes.at(-1) ?? shown)) track.closed = false
      track.first = Math.min(track.first, shown)
      track.end = Math.max(track.end, shown + length)
      track.packets++
      track.trailing = last ? 0 : track.trailing + 1
      track.lastDuration = length
      if (key) track.keyframes.push(shown)
      if (shown !== decoded) track.reordered = true
      tracks.set(index, track)
    },
    tracks: (): ReadonlyMap<number, Track> => tracks,
  }
}

export interface Lengths {
  /** Seconds from the container's start; null: there is none. */
  readonly picture: number | null
  readonly sound: number | null
  /** What airs, seconds. */
  readonly programme: number
}

/** Sound that outlasts the picture by less is the encoder's last frame, not content. */
const OVERHANG = 0.25

/** @param pictureIndex and @param soundIndex stream indexes */
export const lengthsOf = (
  tracks: ReadonlyMap<number, Track>,
  startSeconds: number,
  pictureIndex: number | null,
  soundIndex: number | null,
): Lengths => {
  const end = (index: number | null): number | null => {
    const track = index === null ? undefined : tracks.get(index)
    return track === undefined ? null : Math.max(0, track.end - startSeconds)
  }
  const [picture, sound] = [end(pictureIndex), end(soundIndex)]
  const heard = sound ?? 0
  const programme = picture === null ? heard : heard > picture + OVERHANG ? heard : picture
  return { picture, sound, programme }
}

/** Half a frame at 30 per second: so much past the grid doesn't start another segment. */
const GRID_SLACK = 0.017

/** Segments that hold so many seconds, at least one. @param segmentSeconds length of each */
export const segmentCount = (seconds: number, segmentSeconds: number): number =>
  Math.max(1, Math.ceil((seconds - GRID_SLACK) / segmentSeconds))

/**
 * A live playlist's reader that trusts nothing: it holds each reload against the ones before by the rules of
 * RFC 8216 §6.2.1, §6.2.2 and §6.3.4. Used to prove a channel, and to see what it holds.
 */
import { SEGMENT_MS } from '../../protocol/media.ts'

export interface ReadSegment {
  readonly sequence: number
  readonly discontinuity: number
  readonly uri: string
  readonly map: string
  /** Milliseconds since the Unix epoch. */
  readonly dateTime: number
}

/** A promise of the protocol that a playlist broke. */
export class PlaylistError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PlaylistError'
  }
}

const must = (holds: boolean, rule: string): void => {
  if (!holds) throw new PlaylistError(rule)
}

/** Reads one media playlist. @throws PlaylistError when its text breaks a rule by itself */
export const readPlaylist = (text: string): readonly ReadSegment[] => {
  const lines = text.split('\n')
  must(lines[0] === '#EXTM3U' && lines.at(-1) === '', 'starts with #EXTM3U and ends with a line break')
  const segments: ReadSegment[] = []
  let sequence = 0
  let discontinuity = 0
  let map = ''
  let dateTime = Number.NaN
  let target = 0
  let length = Number.NaN
  let broken = false
  for (const line of lines.slice(1)) {
    const [tag, value = ''] = line.split(/:(.*)/s, 2)
    if (tag === '#EXT-X-MEDIA-SEQUENCE') sequence = Number(value)
    else if (tag === '#EXT-X-DISCONTINUITY-SEQUENCE') discontinuity = Number(value)
    else if (tag === '#EXT-X-TARGETDURATION') target = Number(value)
    else if (tag === '#EXT-X-DISCONTINUITY') {
      discontinuity++
      broken = true
    } else if (tag === '#EXT-X-MAP') map = /^URI="([^"]+)"$/.exec(value)?.[1] ?? ''
    else if (tag === '#EXT-X-PROGRAM-DATE-TIME') {
      dateTime = Date.parse(value)
      broken = false
    } else if (tag === '#EXTINF') length = Number.parseFloat(value)
    else if (line !== '' && !line.startsWith('#')) {
      must(map !== '', 'every segment has an EXT-X-MAP before it')
      must(Math.round(length) <= target, 'no segment is longer than the target duration')
      must(!broken && !Number.isNaN(dateTime), 'a discontinuity is followed by its date and time')
      segments.push({ sequence, discontinuity, uri: line, map, dateTime })
      sequence++
      dateTime += length * 1000
    }
  }
  must(segments.length * SEGMENT_MS >= 3 * target * 1000, 'at least three target durations are listed')
  return segments
}

export interface PlaylistReader {
  /** Takes the next reload. @throws PlaylistError when it breaks a promise of an earlier one */
  read(text: string): readonly ReadSegment[]
  /** Segments seen so far. */
  seen(): number
}

export const createPlaylistReader = (): PlaylistReader => {
  let held: readonly ReadSegment[] = []
  let seen = 0
  return {
    read: (text) => {
      const next = readPlaylist(text)
      const [first, last] = [next[0], held.at(-1)]
      if (first === undefined) throw new PlaylistError('a live playlist is never empty')
      const oldest = held[0]
      if (oldest !== undefined && last !== undefined) {
        must(first.sequence >= oldest.sequence, 'the media sequence never decreases')
        must(first.discontinuity >= oldest.discontinuity, 'the discontinuity sequence never decreases')
        must(first.sequence <= last.sequence + 1, 'a player that reloads in time misses no segment')
        for (const segment of next) {
          const before = held[segment.sequence - oldest.sequence]
          if (before !== undefined)
            must(
              JSON.stringify(before) === JSON.stringify(segment),
              `a listed segment stays: ${JSON.stringify(before)} became ${JSON.stringify(segment)}`,
            )
        }
      }
      seen += next.filter((segment) => last === undefined || segment.sequence > last.sequence).length
      held = next
      return next
    },
    seen: () => seen,
  }
}

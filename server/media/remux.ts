/** Sources that are already what a TV wants: their picture is copied, the sound alone is made anew. */
import { SEGMENT_MS } from '../../protocol/media.ts'
import { hlsArguments, quiet, type Recipe, soundArguments, soundChain, stills, tileFilter } from './arguments.ts'
import type { Track } from './length.ts'
import type { Command } from './runner.ts'
import type { Tiles } from './shape.ts'
import { openArguments, type PictureFacts, type Source } from './source.ts'

const GRID_SECONDS = SEGMENT_MS / 1000
/** Time bases of MP4 (1/90000 and such) and Matroska (1/1000) round by less, seconds. */
const ROUNDING = 0.0015
/** H.264 level 4.1 × 10, as ffprobe writes it. */
const HIGHEST_LEVEL = 41
const PROFILES: ReadonlySet<string> = new Set(['Constrained Baseline', 'Baseline', 'Main', 'High'])
/** A TV on a busy network: more than this is encoded again, bits per second. */
const MOST_BITS = 6_000_000

/** B-frames stored after the picture that is shown last; dropped, so that it is stored last too. */
const MOST_TRAILING = 3

/**
 * May the picture be copied? It must play as it is, begin at 0 and have a keyframe that nothing refers across at each
 * cut, 4 s apart. B-frames are told from their dates of decoding, which Matroska doesn't keep.
 */
export const isConformant = (source: Source, picture: PictureFacts, track: Track | undefined): boolean =>
  track !== undefined &&
  (source.demuxer === 'mov' || source.demuxer === 'matroska') &&
  picture.codec === 'h264' &&
  picture.pixelFormat === 'yuv420p' &&
  PROFILES.has(picture.profile) &&
  picture.level <= HIGHEST_LEVEL &&
  picture.width <= 1920 &&
  picture.height <= 1080 &&
  picture.rotation === 0 &&
  picture.pixelShape === 1 &&
  !picture.interlaced &&
  !picture.hdr &&
  picture.averageFps > 0 &&
  picture.averageFps <= 30.01 &&
  source.bitRate <= MOST_BITS &&
  source.startSeconds === 0 &&
  track.first === 0 &&
  (!track.reordered || source.demuxer === 'mov') &&
  track.closed &&
  track.trailing <= MOST_TRAILING &&
  track.lastDuration > 0 &&
  isCutOnGrid(track)

const isCutOnGrid = (track: Track): boolean => {
  const cuts = Math.ceil((track.end - ROUNDING) / GRID_SECONDS)
  const near = new Set(
    track.keyframes
      .map((at) => ({ cut: Math.round(at / GRID_SECONDS), at }))
      .filter(({ cut, at }) => Math.abs(at - cut * GRID_SECONDS) <= ROUNDING)
      .map(({ cut }) => cut),
  )
  return Array.from({ length: cuts }, (_, cut) => cut).every((cut) => near.has(cut))
}

/** How many times longer the last picture must last for the last segment to be whole. */
const lastStretch = (track: Track, segments: number): number => {
  const before = track.end - (1 + track.trailing) * track.lastDuration
  return (segments * GRID_SECONDS - before) / track.lastDuration
}

/**
 * Parameter sets before each keyframe as well as in the initialization segment: a channel changes programme without a
 * new decoder, and ffmpeg takes them from no other initialization segment than the first.
 */
const IN_STREAM = 'h264_mp4toannexb'

/**
 * The last picture moves up into the place of the B-frames that are left out, some hundredths of a second, and stays
 * until the segment is full.
 */
const lastPicture = (track: Track, segments: number): string => {
  const last = track.packets - track.trailing - 1
  const isLast = `eq(N\\,${last})`
  const duration = `round(DURATION*${lastStretch(track, segments).toFixed(6)})`
  const shown = track.trailing === 0 ? 'PTS' : `if(${isLast}\\,PTS-${track.trailing}*DURATION\\,PTS)`
  const timed = `${IN_STREAM},setts=pts=${shown}-STARTDTS:dts=DTS-STARTDTS:duration=if(${isLast}\\,${duration}\\,DURATION)`
  return track.trailing === 0 ? timed : `${timed},noise=drop=gt(n\\,${last})`
}

/**
 * With B-frames the first picture is decoded before it is shown. Composition offsets below zero (ISO/IEC 14496-12
 * §8.6.1.4, `trun` version 1) let both be at 0 in what is written; the dates of decoding begin at 0, so that the sound
 * is cut where the picture is.
 */
const inTwoOrders = ['-hls_segment_options', 'movflags=+negative_cts_offsets']

export const remuxCommand = (recipe: Recipe, picture: PictureFacts, track: Track): Command => ({
  program: 'ffmpeg',
  args: [
    ...quiet,
    ...[...openArguments(recipe.source), '-i', recipe.source.path],
    ...['-filter_complex', soundChain(recipe, ['s0']), '-map', `0:${picture.index}`, '-map', '[s0]', '-c:v', 'copy'],
    ...['-bsf:v', lastPicture(track, recipe.segments), ...soundArguments],
    ...(track.reordered ? inTwoOrders : []),
    ...hlsArguments('720p', recipe.folder),
  ],
})

/** Poster and thumbnails of keyframes alone: a twentieth of the work. */
export const stillsCommand = (recipe: Recipe, picture: PictureFacts, tiles: Tiles): Command => {
  const count = tiles.columns * tiles.rows
  const graph = [
    `[0:${picture.index}]split=2[frames][first]`,
    `[frames]fps=fps=1/${tiles.everySeconds}:start_time=0:round=down:eof_action=pass,tpad=stop=-1:stop_mode=clone,trim=end_frame=${count},${tileFilter(tiles)}[tiles]`,
    `[first]select=gte(t\\,${Math.floor(recipe.posterSeconds / GRID_SECONDS) * GRID_SECONDS - 0.1}),scale=w='min(iw,1280)':h=-2[poster]`,
  ]
  return {
    program: 'ffmpeg',
    args: [
      ...quiet,
      ...['-skip_frame', 'nokey', ...openArguments(recipe.source), '-an', '-i', recipe.source.path],
      ...['-filter_complex', graph.join(';'), ...stills(recipe.folder)],
    ],
  }
}

/** ffmpeg's arguments that make a programme: one decode gives both rungs, the poster and the thumbnails. */
import { join } from 'node:path'
import { KEYFRAME_MS, SEGMENT_MS } from '../../protocol/media.ts'
import { type Gain, soundFilter } from './loudness.ts'
import type { Command } from './runner.ts'
import { framesPerSecond, type Rung, rungsOf, type Tiles } from './shape.ts'
import { openArguments, type PictureFacts, type SoundFacts, type Source } from './source.ts'

/** Everything a programme is packaged by. */
export interface Recipe {
  readonly source: Source
  readonly track: SoundFacts | null
  readonly gain: Gain
  /** Whole segments, the padding included. */
  readonly segments: number
  /** Seconds into the programme that the poster shows. */
  readonly posterSeconds: number
  readonly folder: string
}

export const POSTER = 'poster.jpg'
export const THUMBNAILS = 'thumbnails.jpg'

const SAMPLE_RATE = 48_000
/**
 * Samples that ffmpeg's AAC encoder puts before the first. The sound's own first 21 ms make room for them: so the first
 * packet is at 0 and everything after it at its true instant.
 */
const AAC_PRIMING = 1024

/** A file's path as one value of a filter's option (ffmpeg-utils, "Quoting and escaping", twice: option and graph). */
export const filterPath = (path: string): string => path.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&')

const seconds = (segments: number): number => (segments * SEGMENT_MS) / 1000

export const quiet = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-progress', 'pipe:1', '-y']

const open = (source: Source): readonly string[] => [
  ...['-fflags', '+genpts+discardcorrupt', ...openArguments(source), '-i', source.path],
]

/** The sound to the last sample of the last segment; silence where there is none. */
export const soundChain = (recipe: Pick<Recipe, 'track' | 'gain' | 'segments'>, labels: readonly string[]): string => {
  const made =
    recipe.track === null
      ? `anullsrc=r=${SAMPLE_RATE}:cl=stereo`
      : `[0:${recipe.track.streamIndex}]${soundFilter(recipe.gain)},apad`
  const end = seconds(recipe.segments) * SAMPLE_RATE
  const out = labels.map((label) => `[${label}]`).join('')
  return `${made},atrim=start_sample=${AAC_PRIMING}:end_sample=${end},asplit=${labels.length}${out}`
}

/** PQ or HLG to BT.709 by way of linear light; 100 cd/m² is SDR's white (ITU-R BT.2408). */
const TONE_MAP =
  'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv'

const pictureChain = (picture: PictureFacts, rung: Rung, toneMapping: boolean): string => {
  const fps = framesPerSecond(picture)
  const steps = [
    picture.interlaced ? ['bwdif=mode=send_frame:deint=interlaced'] : [],
    [`fps=fps=${fps}:start_time=0`],
    picture.hdr && toneMapping
      ? [`scale=${rung.width}:${rung.height}`, TONE_MAP]
      : [`scale=${rung.width}:${rung.height}:in_color_matrix=${picture.matrix}:out_color_matrix=bt709:out_range=tv`],
    ['setsar=1', 'format=yuv420p'],
  ]
  return `[0:${picture.index}]${steps.flat().join(',')}`
}

/** The last picture stays until the last segment is full. */
const held = (frames: number): string => `tpad=stop=-1:stop_mode=clone,trim=end_frame=${frames}`

const videoArguments = (rung: Rung, fps: number): readonly string[] => {
  const gop = String((fps * KEYFRAME_MS) / 1000)
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'fastdecode', '-profile:v', 'main', '-level', rung.level],
    // A channel changes programme without a new decoder: some players (ffmpeg) look for the parameters in the stream.
    ...['-x264-params', 'repeat-headers=1'],
    ...['-crf', String(rung.crf), '-maxrate', `${rung.maxKbps}k`, '-bufsize', `${2 * rung.maxKbps}k`, '-bf', '0'],
    ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
  ]
}

export const soundArguments = ['-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-ar', String(SAMPLE_RATE)] as const

/** HLS fMP4 segments `<name>-00000.m4s`, `<name>-init.mp4` and `<name>.m3u8`. */
export const hlsArguments = (name: string, folder: string): readonly string[] => [
  ...['-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
  ...['-f', 'hls', '-hls_time', String(SEGMENT_MS / 1000), '-hls_playlist_type', 'vod'],
  ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', `${name}-init.mp4`],
  ...['-hls_segment_filename', join(folder, `${name}-%05d.m4s`), join(folder, `${name}.m3u8`)],
]

const still = (label: string, quality: number, file: string): readonly string[] => [
  ...['-map', `[${label}]`, '-frames:v', '1', '-update', '1', '-q:v', String(quality), '-f', 'image2', file],
]
export const stills = (folder: string): readonly string[] => [
  ...still('poster', 3, join(folder, POSTER)),
  ...still('tiles', 5, join(folder, THUMBNAILS)),
]

export const tileFilter = (tiles: Tiles): string =>
  `scale=${tiles.width}:${tiles.height},setsar=1,tile=${tiles.columns}x${tiles.rows}`

/** A programme with a picture: both rungs, poster and thumbnails of one decode. */
export const encodeCommand = (
  recipe: Recipe,
  picture: PictureFacts,
  tiles: Tiles,
  options: { readonly toneMapping: boolean },
): Command => {
  const [high, low] = rungsOf(picture)
  const fps = framesPerSecond(picture)
  const frames = seconds(recipe.segments) * fps
  const graph = [
    `${pictureChain(picture, high, options.toneMapping)},${held(frames)},split=4[high][small][frames][first]`,
    `[small]scale=${low.width}:${low.height},setsar=1[low]`,
    `[frames]framestep=${fps * tiles.everySeconds},${tileFilter(tiles)}[tiles]`,
    `[first]select=eq(n\\,${Math.floor(recipe.posterSeconds * fps)})[poster]`,
    soundChain(recipe, ['s0', 's1']),
  ]
  const rung = (one: Rung, from: string, sound: string): readonly string[] => [
    ...['-map', `[${from}]`, '-map', `[${sound}]`, ...videoArguments(one, fps), ...soundArguments],
    ...hlsArguments(one.name, recipe.folder),
  ]
  return {
    program: 'ffmpeg',
    args: [
      ...quiet,
      ...open(recipe.source),
      ...['-filter_complex', graph.join(';')],
      ...rung(high, 'high', 's0'),
      ...rung(low, 'low', 's1'),
      ...stills(recipe.folder),
    ],
  }
}

/** Text for the card of a programme without picture. */
export interface CardWords {
  readonly font: string
  /** File with the words. */
  readonly file: string
}

const CARD: Rung = { name: '360p', width: 640, height: 360, level: '3.0', crf: 23, maxKbps: 800 }
const CARD_FPS = 10

/** A programme of sound alone: the sound, and for HLS clients that want a picture its cover or a card with its title. */
export const encodeSoundCommand = (recipe: Recipe, words: CardWords | null): Command => {
  const box = `${CARD.width}:${CARD.height}`
  const text =
    words === null
      ? ''
      : `,drawtext=fontfile=${filterPath(words.font)}:textfile=${filterPath(words.file)}:expansion=none:fontsize=34:line_spacing=12:fontcolor=0xd8dee9:x=(w-tw)/2:y=(h-th)/2`
  const card =
    recipe.source.cover === null
      ? `color=c=0x1b2430:s=640x360:r=${CARD_FPS}:d=1,trim=end_frame=1${text}`
      : `[0:${recipe.source.cover}]loop=-1:1,setpts=N/${CARD_FPS}/TB,scale=${box}:force_original_aspect_ratio=decrease,pad=${box}:(ow-iw)/2:(oh-ih)/2:0x1b2430,fps=${CARD_FPS}`
  const graph = [
    `${card},setsar=1,format=yuv420p,${held(seconds(recipe.segments) * CARD_FPS)},split=2[card][first]`,
    '[first]select=eq(n\\,0)[poster]',
    soundChain(recipe, ['s0', 's1']),
  ]
  return {
    program: 'ffmpeg',
    args: [
      ...quiet,
      ...open(recipe.source),
      ...['-filter_complex', graph.join(';')],
      ...['-map', '[s0]', ...soundArguments, ...hlsArguments('audio', recipe.folder)],
      ...['-map', '[card]', '-map', '[s1]', ...videoArguments(CARD, CARD_FPS), ...soundArguments],
      ...hlsArguments(CARD.name, recipe.folder),
      ...still('poster', 3, join(recipe.folder, POSTER)),
    ],
  }
}

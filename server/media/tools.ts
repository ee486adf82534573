/** Finds ffmpeg and ffprobe, and makes sure once that they can do what is asked of them. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { Failure } from '../platform/failure.ts'
import type { Programs } from './runner.ts'

export interface MediaTools extends Programs {
  /** As ffmpeg says it: `5.1.9`. */
  readonly version: string
  /** Decoders and demuxers aside, what not every build has: without it HDR keeps its washed-out look. */
  readonly toneMapping: boolean
  /** Words burnt into a picture. */
  readonly drawText: boolean
}

/** First release with everything the pipeline uses (`setts=duration`, `tpad`, fMP4 segment options). */
const OLDEST: readonly [number, number] = [5, 1]

/** What the pipeline can't do without, by the list of ffmpeg that names it. */
export const NEEDED = {
  // What is measured goes nowhere, as pcm_s16le.
  encoders: ['libx264', 'aac', 'mjpeg', 'webvtt', 'pcm_s16le'],
  decoders: ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'aac', 'mp3', 'flac'],
  filters: [
    ...['scale', 'fps', 'bwdif', 'tpad', 'tile', 'trim', 'split', 'select', 'framestep', 'format', 'setsar', 'setpts'],
    ...['color', 'loop', 'pad', 'ebur128', 'volume', 'alimiter', 'aresample', 'aformat', 'apad', 'atrim', 'asplit'],
    ...['anullsrc', 'asetpts', 'asetnsamples', 'astats', 'ametadata'],
  ],
  bsfs: ['setts', 'h264_mp4toannexb', 'noise'],
  demuxers: ['mov', 'matroska', 'mpegts', 'avi', 'mp3', 'wav', 'hls', 'lavfi'],
  muxers: ['hls', 'mp4', 'image2', 'webvtt', 'null'],
} as const

/**
 * Looks for the programs: `FFMPEG_PATH`, then the optional package ffmpeg-static, then PATH.
 * @throws Failure MEDIA_FFMPEG_MISSING, MEDIA_FFMPEG_OLD or MEDIA_FFMPEG_LACKS, which names what is missing
 */
export const findTools = async (config: Pick<Config, 'ffmpegPath' | 'ffprobePath'>): Promise<MediaTools> => {
  const ffmpeg = config.ffmpegPath ?? bundledFfmpeg() ?? 'ffmpeg'
  const ffprobe = config.ffprobePath ?? ffprobeBeside(ffmpeg) ?? 'ffprobe'
  const [said] = await Promise.all([ask(ffmpeg, ['-version']), ask(ffprobe, ['-version'])])
  const version = parseVersion(said)
  if (version !== null && !isNewEnough(version)) throw new Failure('MEDIA_FFMPEG_OLD', { version })
  const listOf = async (list: string) => [list, parseList(await ask(ffmpeg, ['-hide_banner', `-${list}`]))] as const
  const lists = new Map(await Promise.all(Object.keys(NEEDED).map(listOf)))
  const missing = missingFrom(lists)
  if (missing.length > 0) throw new Failure('MEDIA_FFMPEG_LACKS', { missing: missing.join(', ') })
  const filters = lists.get('filters') ?? new Set()
  return {
    ffmpeg,
    ffprobe,
    version: version ?? 'git',
    toneMapping: filters.has('zscale') && filters.has('tonemap'),
    drawText: filters.has('drawtext'),
  }
}

const ask = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: 20_000, maxBuffer: 4_000_000, windowsHide: true }, (error, stdout) => {
      if (error === null) resolve(stdout)
      else reject(new Failure('MEDIA_FFMPEG_MISSING', {}, { program, problem: error.message }))
    })
  })

/** The optional package's path, which exists only if its download did. */
const bundledFfmpeg = (): string | null => {
  const require = createRequire(import.meta.url)
  try {
    const path: unknown = require('ffmpeg-static')
    return typeof path === 'string' && existsSync(path) ? path : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

const ffprobeBeside = (ffmpeg: string): string | null => {
  const beside = join(dirname(ffmpeg), process.platform === 'win32' ? 'ffprobe.exe' : 'ffprobe')
  return dirname(ffmpeg) !== '.' && existsSync(beside) ? beside : null
}

/** `5.1.9` of `ffmpeg version 5.1.9-0+deb12u1 …`; null for a build from git, which says `N-…`. */
export const parseVersion = (text: string): string | null => /version n?(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1] ?? null

export const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

/** Names in ffmpeg's lists: the word after the flags, if there are any (`-bsfs` has none); `mov,mp4` counts as two. */
export const parseList = (text: string): ReadonlySet<string> =>
  new Set(text.split('\n').flatMap((line) => /^\s*(?:[A-Zd.|]+\s+)*(\S+)/.exec(line)?.[1]?.split(',') ?? []))

/** Everything needed that the lists don't name. */
export const missingFrom = (lists: ReadonlyMap<string, ReadonlySet<string>>): string[] =>
  Object.entries(NEEDED).flatMap(([list, names]) => names.filter((name) => !lists.get(list)?.has(name)))

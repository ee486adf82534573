/**
 * The slate for HLS clients: a minute of a still picture (the school's name) with silence, packaged as any programme.
 * Made once, kept in the object store, and made again when the school's name or this recipe changes. TVs draw their own.
 */
import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Value } from 'typebox/value'
import { MediaManifest, type Rendition, SEGMENT_MS, type StoredObject } from '../../protocol/media.ts'
import { duration } from '../../protocol/time.ts'
import { CJK_FONTS, firstPresent } from '../media/fonts.ts'
import { objectPath } from './segments-cache.ts'

/** Segments of one round; each new round is a discontinuity. */
export const SLATE_SEGMENTS = 15

/** Raised whenever the recipe below changes. */
const RECIPE = 2

const RUNGS = [
  { name: '720p', width: 1280, height: 720, level: '3.1', codecs: 'avc1.4d401f,mp4a.40.2' },
  { name: '360p', width: 640, height: 360, level: '3.0', codecs: 'avc1.4d401e,mp4a.40.2' },
] as const

export interface SlateDeps {
  readonly mediaDir: string
  /** Runs ffmpeg with these arguments; rejects when it fails. */
  readonly run: (args: readonly string[]) => Promise<void>
  /** Defaults to `CJK_FONTS`. */
  readonly fonts?: readonly string[]
}

/** Samples that ffmpeg's AAC encoder puts before the first: later by as many, the sound begins at 0 and shifts nothing. */
const AAC_PRIMING = 1024

/** A file's path as one value of a filter's option (ffmpeg-utils, "Quoting and escaping", twice: option and graph). */
const filterPath = (path: string): string => path.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&')

/**
 * The command: one still picture, both rungs, no B-frames, so that picture and sound begin at 0. The parameter sets are
 * repeated in the segments, as ffmpeg and what is built on it read only the first initialization segment of a channel.
 * @param words file with the text to show; null draws none, for want of a font
 */
export const slateArguments = (words: { font: string; file: string } | null, folder: string): readonly string[] => {
  const text =
    words === null
      ? ''
      : `,drawtext=fontfile=${filterPath(words.font)}:textfile=${filterPath(words.file)}:expansion=none:fontsize=56:line_spacing=24:fontcolor=0xd8dee9:x=(w-tw)/2:y=(h-th)/2`
  const card = `color=c=0x1b2430:s=1280x720:r=30:d=1,trim=end_frame=1${text},split=${RUNGS.length}`
  const scaled = RUNGS.map(
    ({ name, width, height }) => `[in${name}]scale=${width}:${height},format=yuv420p,loop=-1:1,fps=30[${name}]`,
  )
  const outputs = RUNGS.flatMap(({ name, level }) => [
    ...['-map', `[${name}]`, '-map', '0:a', '-t', String((SLATE_SEGMENTS * SEGMENT_MS) / 1000)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-level', level, '-bf', '0'],
    ...[
      '-g',
      '60',
      '-keyint_min',
      '60',
      '-sc_threshold',
      '0',
      '-x264-params',
      'repeat-headers=1',
      '-c:a',
      'aac',
      '-b:a',
      '64k',
      '-ac',
      '2',
    ],
    ...['-af', `asetpts=PTS+${AAC_PRIMING}`],
    ...['-f', 'hls', '-hls_time', String(SEGMENT_MS / 1000), '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', `${name}-init.mp4`],
    ...['-hls_segment_filename', join(folder, `${name}-%03d.m4s`), join(folder, `${name}.m3u8`)],
  ])
  const graph = [card + RUNGS.map(({ name }) => `[in${name}]`).join(''), ...scaled].join(';')
  const input = ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo', '-filter_complex', graph]
  return ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...input, ...outputs]
}

/**
 * The slate for a school's name: read from `library/slate.json` when that was made for the same name, else made now.
 * @throws what `run` throws, and the file system's errors
 */
export const makeSlate = async (deps: SlateDeps, schoolName: string): Promise<MediaManifest> => {
  const font = await firstPresent(deps.fonts ?? CJK_FONTS)
  const revision = createHash('sha256')
    .update(JSON.stringify([RECIPE, schoolName, font]))
    .digest('hex')
    .slice(0, 16)
  const record = join(deps.mediaDir, 'library', 'slate.json')
  const kept = await readRecord(record)
  if (kept !== null && kept.revision === revision && (await complete(deps.mediaDir, kept))) return kept

  await mkdir(dirname(record), { recursive: true })
  const folder = await mkdtemp(join(deps.mediaDir, 'library', 'slate-'))
  try {
    const file = join(folder, 'words.txt')
    await writeFile(file, `${schoolName}\nNooncast`)
    await deps.run(slateArguments(font === null ? null : { font, file }, folder))
    const renditions: Rendition[] = []
    for (const rung of RUNGS) renditions.push(await storeRung(deps.mediaDir, folder, rung))
    const manifest = {
      mediaId: 'slate',
      revision,
      durationMs: duration(SLATE_SEGMENTS * SEGMENT_MS),
      renditions,
      subtitles: [],
      poster: null,
      thumbnails: null,
      waveform: null,
    } satisfies MediaManifest
    await writeFile(join(folder, 'slate.json'), JSON.stringify(manifest))
    await rename(join(folder, 'slate.json'), record)
    return manifest
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** What was made before; null when there is none or it is of another shape, and must be made again. */
const readRecord = async (path: string): Promise<MediaManifest | null> => {
  if (!(await exists(path))) return null
  const text = await readFile(path, 'utf8')
  try {
    const parsed: unknown = JSON.parse(text)
    return Value.Check(MediaManifest, parsed) ? parsed : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const complete = async (mediaDir: string, manifest: MediaManifest): Promise<boolean> => {
  const objects = manifest.renditions.flatMap((rendition) => [rendition.init, ...rendition.segments])
  const present = await Promise.all(objects.map(({ sha256 }) => exists(objectPath(mediaDir, sha256))))
  return present.every((one) => one)
}

const storeRung = async (mediaDir: string, folder: string, rung: (typeof RUNGS)[number]): Promise<Rendition> => {
  const files = (await readdir(folder)).filter((name) => name.startsWith(`${rung.name}-`) && name.endsWith('.m4s'))
  if (files.length !== SLATE_SEGMENTS) throw new Error(`the slate has ${files.length} segments at ${rung.name}`)
  const init = await storeFile(mediaDir, join(folder, `${rung.name}-init.mp4`))
  const stored: StoredObject[] = []
  for (const name of files.sort()) stored.push(await storeFile(mediaDir, join(folder, name)))
  const bits = stored.map((one) => Math.ceil((one.bytes * 8 * 1000) / SEGMENT_MS))
  return {
    name: rung.name,
    width: rung.width,
    height: rung.height,
    codecs: rung.codecs,
    bandwidth: Math.max(...bits),
    averageBandwidth: Math.ceil(bits.reduce((sum, one) => sum + one, 0) / bits.length),
    init,
    segments: stored.map((one) => ({ ...one, durationMs: duration(SEGMENT_MS) })),
  }
}

const storeFile = async (mediaDir: string, path: string): Promise<StoredObject> => {
  const content = await readFile(path)
  const sha256 = createHash('sha256').update(content).digest('hex')
  await mkdir(dirname(objectPath(mediaDir, sha256)), { recursive: true })
  await rename(path, objectPath(mediaDir, sha256))
  return { sha256, bytes: content.length }
}

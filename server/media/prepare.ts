/** Makes a programme of a file: examine, listen, encode once, measure what came out, store it. */
import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode } from '../../protocol/errors.ts'
import { type AudioTrack, type MediaManifest, SEGMENT_MS } from '../../protocol/media.ts'
import type { TextParams } from '../../protocol/text.ts'
import { type Duration, duration } from '../../protocol/time.ts'
import { CJK_FONTS } from '../playout/slate.ts'
import {
  type CardWords,
  encodeCommand,
  encodeSoundCommand,
  filterPath,
  POSTER,
  type Recipe,
  THUMBNAILS,
} from './arguments.ts'
import { guard } from './guard.ts'
import { createScan, type Lengths, lengthsOf, packetsCommand, segmentCount, type Track } from './length.ts'
import {
  corrected,
  type Gain,
  gainFor,
  type Loudness,
  listenCommand,
  measureCommand,
  parseLoudness,
  TOLERANCE_LU,
} from './loudness.ts'
import { type Packaged, storePackaged, writeJson } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { isConformant, remuxCommand, stillsCommand } from './remux.ts'
import type { Command, Run, RunOptions } from './runner.ts'
import { rungsOf, tilesOf } from './shape.ts'
import { chooseTrack, examine, LONGEST_HOURS, probeCommand, type SoundFacts, type Source } from './source.ts'
import { hasCues, subtitleCommand } from './subtitles.ts'
import { type MediaWarning, warningsOf } from './warnings.ts'
import { parseWaveform, stretchMs } from './waveform.ts'

export interface PrepareRequest {
  readonly mediaId: string
  /** Absolute, on this machine; never changed. */
  readonly file: string
  /** Scratch: exists, is empty, on the objects' volume, removed by the caller whatever comes out. */
  readonly folder: string
  readonly title: string
  /** Among the file's audio streams; null: the file's default, else the first. */
  readonly audioTrack: number | null
  /** EBU R128 programme loudness, LUFS. */
  readonly targetLufs: number
  /** ITU-R BS.1770 true peak, dBTP. */
  readonly truePeakLimitDbtp: number
  readonly signal: AbortSignal
  /** `fraction`: 0 to 1 over the whole preparation. */
  onProgress(progress: { readonly step: PrepareStep; readonly fraction: number }): void
}

export type PrepareStep = 'examine' | 'listen' | 'encode' | 'subtitles' | 'measure' | 'store'

/** What is true of the packaged programme. */
export interface MediaFacts {
  readonly durationMs: Duration
  readonly hasVideo: boolean
  readonly hasAudio: boolean
  readonly width: number | null
  readonly height: number | null
  readonly audioTracks: AudioTrack[]
  readonly audioTrack: number | null
  /** Null: silent. */
  readonly loudnessLufs: number | null
  readonly truePeakDbtp: number | null
  readonly warnings: MediaWarning[]
}

export type PrepareResult =
  | { readonly type: 'ready'; readonly manifest: MediaManifest; readonly facts: MediaFacts }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly params: TextParams }
  | { readonly type: 'failed'; readonly stderr: string }
  | { readonly type: 'cancelled' }

export interface PrepareDeps {
  readonly run: Run
  readonly objects: ObjectStore
  /** Can the ffmpeg in use turn HDR into SDR? (`MediaTools.toneMapping`) */
  readonly toneMapping?: boolean
  /** Font files for the card of a programme without picture; the first that exists is used. */
  readonly fonts?: readonly string[]
}

export type Prepare = (request: PrepareRequest) => Promise<PrepareResult>

/** Why a preparation ended early; thrown inside this file alone. */
class Ended extends Error {
  readonly result: Exclude<PrepareResult, { type: 'ready' }>
  constructor(result: Exclude<PrepareResult, { type: 'ready' }>) {
    super(result.type)
    this.result = result
  }
}
const refused = (code: ErrorCode, params: TextParams = {}): Ended => new Ended({ type: 'refused', code, params })

/** Where each step ends, of the whole. */
const STEP_ENDS = { examine: 0.04, listen: 0.14, encode: 0.9, subtitles: 0.92, measure: 0.97, store: 1 } as const
const STEPS: readonly PrepareStep[] = ['examine', 'listen', 'encode', 'subtitles', 'measure', 'store']

/** A damaged file may hang a demuxer: longest run of a step is ten minutes and this many times the programme. */
const PATIENCE = { leastMs: 600_000, timesLength: 10 } as const
const PROBE_MS = 60_000

/**
 * Makes a programme of a file. Commands run one after another; nothing is stored before all of it is made.
 * @throws the file system's errors (a full disk among them)
 */
export const prepare =
  (deps: PrepareDeps): Prepare =>
  async (request) => {
    try {
      return await makeProgramme(deps, request)
    } catch (error) {
      if (error instanceof Ended) return error.result
      throw error
    }
  }

type Step = (step: PrepareStep, command: Command, seconds: number, onLine?: RunOptions['onLine']) => Promise<Said>
interface Said {
  readonly stdout: string
  readonly stderr: string
}

const createStep =
  (run: Run, request: PrepareRequest): Step =>
  async (step, command, seconds, onLine) => {
    const from = STEP_ENDS[STEPS[STEPS.indexOf(step) - 1] ?? 'examine'] * (step === 'examine' ? 0 : 1)
    request.onProgress({ step, fraction: from })
    const onPosition = (positionMs: number): void => {
      const done = seconds === 0 ? 0 : Math.min(1, positionMs / 1000 / seconds)
      request.onProgress({ step, fraction: from + done * (STEP_ENDS[step] - from) })
    }
    const result = await run(command, {
      timeoutMs: seconds === 0 ? PROBE_MS : PATIENCE.leastMs + seconds * 1000 * PATIENCE.timesLength,
      signal: request.signal,
      ...(onLine === undefined ? {} : { onLine }),
      ...(command.args.includes('-progress') ? { onPosition } : {}),
    })
    if (result.type === 'cancelled') throw new Ended({ type: 'cancelled' })
    if (result.type !== 'done') throw new Ended({ type: 'failed', stderr: result.stderr })
    return result
  }

/** A failure to read means that the file is damaged, not that we failed. */
const orUnreadable = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof Ended && error.result.type === 'failed') throw refused('MEDIA_UNREADABLE')
    throw error
  }
}

const makeProgramme = async (deps: PrepareDeps, request: PrepareRequest): Promise<PrepareResult> => {
  const step = createStep(deps.run, request)
  const source = await readSource(step, request)
  const track = chooseTrack(source.sound, request.audioTrack)
  if (request.audioTrack !== null && track?.index !== request.audioTrack)
    throw refused('MEDIA_TRACK_UNKNOWN', { index: request.audioTrack })
  const { tracks, lengths } = await readLengths(step, source, track)
  const heardTrack = lengths.sound === null || lengths.sound === 0 ? null : track
  const gain: Gain =
    heardTrack === null ? { type: 'none' } : await chooseGain(step, source, heardTrack, lengths.programme, request)
  const segments = segmentCount(lengths.programme, SEGMENT_MS / 1000)
  const recipe: Recipe = {
    source,
    track: heardTrack,
    gain,
    segments,
    posterSeconds: Math.min(lengths.programme * 0.1, 60),
    folder: request.folder,
  }
  const made = await encode(deps, step, recipe, tracks, lengths, request.title)
  const subtitles = await writeSubtitles(step, recipe, lengths.programme)
  const durationMs = Math.min(Math.round(lengths.programme * 1000), segments * SEGMENT_MS)
  const loudness = heardTrack === null ? null : await measure(step, recipe, durationMs, made.rungs.at(-1)?.name ?? '')
  request.onProgress({ step: 'store', fraction: STEP_ENDS.measure })
  if (request.signal.aborted) throw new Ended({ type: 'cancelled' })
  const manifest = await storePackaged(deps.objects, {
    ...{ mediaId: request.mediaId, folder: request.folder, durationMs, segments, rungs: made.rungs },
    ...{ subtitles: subtitles.made, poster: POSTER, thumbnails: made.thumbnails },
    waveform: heardTrack === null ? null : WAVEFORM,
  })
  request.onProgress({ step: 'store', fraction: 1 })
  const heard = loudness?.type === 'heard' ? loudness : null
  const shown = source.picture === null ? undefined : made.rungs[0]
  return {
    type: 'ready',
    manifest,
    facts: {
      durationMs: duration(durationMs),
      hasVideo: source.picture !== null,
      hasAudio: heardTrack !== null,
      width: shown?.width ?? null,
      height: shown?.height ?? null,
      audioTracks: source.sound.map(({ index, language, title, channels, default: isDefault }) => ({
        ...{ index, language, title, channels },
        default: isDefault,
      })),
      audioTrack: heardTrack?.index ?? null,
      loudnessLufs: heard?.lufs ?? null,
      truePeakDbtp: heard?.peak ?? null,
      warnings: warningsOf({
        ...{ source, track: heardTrack, lengths, heard, damaged: made.damaged, skipped: subtitles.skipped },
        ...{ toneMapping: deps.toneMapping ?? false, targetLufs: request.targetLufs },
      }),
    },
  }
}

const readSource = async (step: Step, request: PrepareRequest): Promise<Source> => {
  const seen = await guard(request.file)
  if (seen.type === 'refused') throw new Ended(seen)
  const file = { demuxer: seen.demuxer, path: request.file }
  const { stdout } = await orUnreadable(step('examine', probeCommand(file), 0))
  const examined = examine(file, stdout)
  if (examined.type === 'refused') throw new Ended(examined)
  return examined.source
}

const readLengths = async (
  step: Step,
  source: Source,
  track: SoundFacts | null,
): Promise<{ tracks: ReadonlyMap<number, Track>; lengths: Lengths }> => {
  const scan = createScan()
  await orUnreadable(step('examine', packetsCommand(source), Math.max(60, source.durationSeconds), scan.add))
  const tracks = scan.tracks()
  const lengths = lengthsOf(tracks, source.startSeconds, source.picture?.index ?? null, track?.streamIndex ?? null)
  if (source.picture !== null && lengths.picture === null) throw refused('MEDIA_UNREADABLE')
  if (lengths.programme <= 0) throw refused(source.durationSeconds > 0 ? 'MEDIA_UNREADABLE' : 'MEDIA_NO_DURATION')
  if (lengths.programme > LONGEST_HOURS * 3600)
    throw refused('MEDIA_TOO_LONG', { hours: Math.round(lengths.programme / 360) / 10, limit: LONGEST_HOURS })
  return { tracks, lengths }
}

/** A limiter takes some loudness: heard again and corrected, at most so often. */
const MOST_CORRECTIONS = 3

const chooseGain = async (
  step: Step,
  source: Source,
  track: SoundFacts,
  seconds: number,
  request: PrepareRequest,
): Promise<Gain> => {
  const listen = async (gain: Gain): Promise<Loudness> => {
    const { stderr } = await step('listen', listenCommand(source, track, gain), seconds)
    return parseLoudness(stderr) ?? { type: 'silent' }
  }
  let gain = gainFor(await listen({ type: 'none' }), request.targetLufs, request.truePeakLimitDbtp)
  for (let round = 0; gain.type === 'limited' && round < MOST_CORRECTIONS; round++) {
    const measured = await listen(gain)
    if (measured.type === 'heard' && Math.abs(measured.lufs - request.targetLufs) <= TOLERANCE_LU / 2) break
    gain = corrected(gain, measured, request.targetLufs)
  }
  return gain
}

interface Made extends Pick<Packaged, 'rungs' | 'thumbnails'> {
  readonly damaged: boolean
}

const encode = async (
  deps: PrepareDeps,
  step: Step,
  recipe: Recipe,
  tracks: ReadonlyMap<number, Track>,
  lengths: Lengths,
  title: string,
): Promise<Made> => {
  const { picture } = recipe.source
  const seconds = (recipe.segments * SEGMENT_MS) / 1000
  if (picture === null) {
    const words = await writeWords(deps, recipe, title)
    const { stderr } = await step('encode', encodeSoundCommand(recipe, words), seconds)
    const rungs = [
      { name: 'audio', width: 0, height: 0 },
      { name: '360p', width: 640, height: 360 },
    ] as const
    return { rungs, thumbnails: null, damaged: isDamaged(stderr) }
  }
  const rungs = rungsOf(picture).map(({ name, width, height }) => ({ name, width, height }))
  const tiles = tilesOf(seconds, rungs[0] ?? picture)
  const { everySeconds, ...layout } = tiles
  const thumbnails = { file: THUMBNAILS, everyMs: duration(everySeconds * 1000), ...layout }
  const own = tracks.get(picture.index)
  const holds = lengths.picture !== null && Math.abs(lengths.programme - lengths.picture) < 0.001
  if (own !== undefined && holds && isConformant(recipe.source, picture, own)) {
    const { stderr } = await step('encode', remuxCommand(recipe, picture, own), seconds)
    await step('encode', stillsCommand(recipe, picture, tiles), seconds)
    const { width, height } = picture
    return { rungs: [{ name: '720p', width, height }], thumbnails, damaged: isDamaged(stderr) }
  }
  const options = { toneMapping: deps.toneMapping ?? false }
  const { stderr } = await step('encode', encodeCommand(recipe, picture, tiles, options), seconds)
  return { rungs, thumbnails, damaged: isDamaged(stderr) }
}

const isDamaged = (stderr: string): boolean => /error while decoding|Invalid data|corrupt|concealing/i.test(stderr)

const TITLE = 'title.txt'
const writeWords = async (deps: PrepareDeps, recipe: Recipe, title: string): Promise<CardWords | null> => {
  for (const font of deps.fonts ?? CJK_FONTS) {
    const present = await access(font).then(
      () => true,
      () => false,
    )
    if (!present) continue
    const file = join(recipe.folder, TITLE)
    await writeFile(file, title)
    return { font, file }
  }
  return null
}

const writeSubtitles = async (
  step: Step,
  recipe: Recipe,
  seconds: number,
): Promise<{ made: Packaged['subtitles']; skipped: number }> => {
  const made: { file: string; language: string; name: string }[] = []
  for (const subtitle of recipe.source.subtitles) {
    const file = `subtitles-${subtitle.streamIndex}.vtt`
    try {
      await step('subtitles', subtitleCommand(recipe.source, subtitle, join(recipe.folder, file)), seconds)
    } catch (error) {
      if (error instanceof Ended && error.result.type === 'failed') continue
      throw error
    }
    const name = subtitle.title || subtitle.language
    if (hasCues(await readFile(join(recipe.folder, file), 'utf8')))
      made.push({ file, language: subtitle.language, name })
  }
  return { made, skipped: recipe.source.subtitles.length - made.length }
}

const WAVEFORM = 'waveform.json'
const SAMPLES_PER_MS = 48

/** What came out, not what was meant to. */
const measure = async (step: Step, recipe: Recipe, durationMs: number, rung: string): Promise<Loudness> => {
  const peaks = join(recipe.folder, 'peaks.txt')
  const playlist = join(recipe.folder, `${rung}.m3u8`)
  const command = measureCommand(playlist, filterPath(peaks), stretchMs(durationMs) * SAMPLES_PER_MS)
  const { stderr } = await step('measure', command, durationMs / 1000)
  await writeJson(recipe.folder, WAVEFORM, parseWaveform(await readFile(peaks, 'utf8'), durationMs))
  return parseLoudness(stderr) ?? { type: 'silent' }
}

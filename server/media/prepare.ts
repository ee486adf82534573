/** Makes a programme of a file: examine, listen, encode once, measure what came out, store it. */
import type { ErrorCode } from '../../protocol/errors.ts'
import { type AudioTrack, type MediaManifest, SEGMENT_MS } from '../../protocol/media.ts'
import type { TextParams } from '../../protocol/text.ts'
import { type Duration, duration } from '../../protocol/time.ts'
import { POSTER, type Recipe } from './arguments.ts'
import { guard } from './guard.ts'
import { createScan, type Lengths, lengthsOf, packetsCommand, segmentCount, type Track } from './length.ts'
import {
  corrected,
  type Gain,
  gainFor,
  type Loudness,
  listenCommand,
  parseLoudness,
  retried,
  TOLERANCE_LU,
} from './loudness.ts'
import { storePackaged } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { encode, type Made, measure, WAVEFORM, writeSubtitles } from './package.ts'
import { createStep, Ended, orUnreadable, refused, STEP_ENDS, type Step } from './prepare-steps.ts'
import type { Run } from './runner.ts'
import { chooseTrack, examine, LONGEST_HOURS, probeCommand, type SoundFacts, type Source } from './source.ts'
import { type MediaWarning, warningsOf } from './warnings.ts'

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

const makeProgramme = async (deps: PrepareDeps, request: PrepareRequest): Promise<PrepareResult> => {
  const step = createStep(deps.run, request)
  const source = await readSource(step, request)
  const track = chooseTrack(source.sound, request.audioTrack)
  if (request.audioTrack !== null && track?.index !== request.audioTrack)
    throw refused('MEDIA_TRACK_UNKNOWN', { index: request.audioTrack })
  const { tracks, lengths } = await readLengths(step, source, track)
  const heardTrack = lengths.sound === null || lengths.sound === 0 ? null : track
  let gain: Gain =
    heardTrack === null ? { type: 'none' } : await chooseGain(step, source, heardTrack, lengths.programme, request)
  const segments = segmentCount(lengths.programme, SEGMENT_MS / 1000)
  const recipeWith = (gain: Gain): Recipe => ({
    source,
    track: heardTrack,
    gain,
    segments,
    posterSeconds: Math.min(lengths.programme * 0.1, 60),
    folder: request.folder,
  })
  const durationMs = Math.min(Math.round(lengths.programme * 1000), segments * SEGMENT_MS)
  const attempt = async (): Promise<{ made: Made; loudness: Loudness | null }> => {
    const made = await encode(deps, step, recipeWith(gain), tracks, lengths, request.title)
    if (heardTrack === null) return { made, loudness: null }
    return { made, loudness: await measure(step, request.folder, durationMs, made.rungs.at(-1)?.name ?? '') }
  }
  let { made, loudness } = await attempt()
  const again = loudness === null ? null : retried(gain, loudness, request.targetLufs, request.truePeakLimitDbtp)
  if (again !== null) {
    gain = again
    ;({ made, loudness } = await attempt())
  }
  const subtitles = await writeSubtitles(step, recipeWith(gain), lengths.programme)
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

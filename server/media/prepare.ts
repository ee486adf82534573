/** Makes a programme of a file: what goes in and what comes out. */
import type { ErrorCode } from '../../protocol/errors.ts'
import type { AudioTrack, MediaManifest } from '../../protocol/media.ts'
import type { MediaWarningCode } from '../../protocol/media-warnings.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { Duration } from '../../protocol/time.ts'
import type { ObjectStore } from './objects.ts'
import type { Run } from './runner.ts'

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

export interface MediaWarning {
  readonly code: MediaWarningCode
  readonly params: TextParams
}

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

/** Rows of the database as the protocol's programmes and jobs, in the reader's language. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import {
  AudioTrack,
  Job,
  type Media,
  MediaKind,
  type MediaManifest,
  MediaState,
  type Refusal,
  segmentPath,
} from '../../protocol/media.ts'
import { MEDIA_WARNINGS, MediaWarningCode } from '../../protocol/media-warnings.ts'
import { type Language, say } from '../../protocol/text.ts'
import { duration, type Instant, instant, schoolDate } from '../../protocol/time.ts'
import type { Progress } from './jobs.ts'

const Params = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))
const Warnings = Type.Array(Type.Object({ code: MediaWarningCode, params: Params }))

/** Where the pictures of a packaged programme are. */
export type MediaPictures = Pick<Media, 'posterUrl' | 'thumbnailsUrl' | 'waveformUrl'>

export const NO_PICTURES: MediaPictures = { posterUrl: null, thumbnailsUrl: null, waveformUrl: null }

export const picturesOf = (manifest: MediaManifest): MediaPictures => ({
  posterUrl: manifest.poster && segmentPath(manifest.poster.sha256),
  thumbnailsUrl: manifest.thumbnails && segmentPath(manifest.thumbnails.sha256),
  waveformUrl: manifest.waveform && segmentPath(manifest.waveform.sha256),
})

const isErrorCode = (code: string): code is ErrorCode => code in ERRORS

const refusalOf = (code: string | null, params: unknown, language: Language): Refusal | null => {
  if (code === null) return null
  const known = Value.Check(Params, params) ? params : {}
  return { code, message: isErrorCode(code) ? say(ERRORS[code].text, language, known) : code }
}

const instantOf = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()))

/** @throws when a stored value no longer has the shape of the protocol */
export const mediaOf = (
  row: Prisma.MediaModel,
  progress: Progress | null,
  pictures: MediaPictures,
  language: Language,
): Media => {
  const state = Value.Parse(MediaState, row.state)
  return {
    id: row.id,
    title: row.title,
    kind: Value.Parse(MediaKind, row.kind),
    state,
    progress: state === 'ready' ? 1 : state === 'preparing' ? (progress?.fraction ?? 0) : 0,
    remainingMs: state === 'preparing' ? (progress?.remainingMs ?? null) : null,
    durationMs: row.durationMs === null ? null : duration(row.durationMs),
    loudnessLufs: row.loudnessLufs,
    truePeakDbtp: row.truePeakDbtp,
    refusal: state === 'refused' ? refusalOf(row.refusalCode, row.refusalParams, language) : null,
    warnings: Value.Parse(Warnings, row.warnings).map(({ code, params }) =>
      say(MEDIA_WARNINGS[code], language, params),
    ),
    airDate: row.airDate === null ? null : schoolDate(row.airDate),
    revision: row.revision,
    hasVideo: row.hasVideo,
    hasAudio: row.hasAudio,
    width: row.width,
    height: row.height,
    bytes: Number(row.bytes),
    originalName: row.originalName,
    audioTracks: Value.Parse(Type.Array(AudioTrack), row.audioTracks),
    audioTrack: row.audioTrack,
    ...pictures,
    createdAt: instant(row.createdAt.getTime()),
  }
}

/** A job's row; of the running one `progress` is fresher than what is saved. */
export const jobOf = (row: Prisma.JobModel, progress: Progress | null, language: Language): Job => {
  const fresh = progress?.jobId === row.id && row.state === 'running' ? progress : null
  return {
    id: row.id,
    mediaId: row.mediaId,
    state: Value.Parse(Job.properties.state, row.state),
    step: fresh?.step ?? row.step,
    progress: fresh?.fraction ?? row.progress,
    remainingMs: fresh?.remainingMs ?? (row.remainingMs === null ? null : duration(row.remainingMs)),
    error: refusalOf(row.errorCode, row.errorParams, language),
    stderrTail: row.stderrTail,
    createdAt: instant(row.createdAt.getTime()),
    startedAt: instantOf(row.startedAt),
    finishedAt: instantOf(row.finishedAt),
  }
}

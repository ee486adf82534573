/** Rows of the database as the protocol's programmes and jobs, in the reader's language. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { LicenceKind } from '../../protocol/booking.ts'
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import { LICENCE_WARNING_DAYS, type MediaLicence } from '../../protocol/licence.ts'
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
import { duration, type Instant, instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import { addDays } from '../schedule/wall-clock.ts'
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

/** A programme's row with its tags. */
export const withTags = { tags: { orderBy: { tag: 'asc' } } } as const satisfies Prisma.MediaInclude
export type MediaRow = Prisma.MediaGetPayload<{ include: typeof withTags }>

const dateOf = (text: string | null): SchoolDate | null => (text === null ? null : schoolDate(text))

/** The licence as recorded, judged as of today. */
export const licenceOf = (
  row: Pick<
    Prisma.MediaModel,
    'licenceKind' | 'licenceHolder' | 'licenceFrom' | 'licenceUntil' | 'licenceNote' | 'licenceScan'
  >,
  today: SchoolDate,
): MediaLicence | null => {
  if (row.licenceKind === null) return null
  const [validFrom, validUntil] = [dateOf(row.licenceFrom), dateOf(row.licenceUntil)]
  return {
    kind: Value.Parse(LicenceKind, row.licenceKind),
    holder: row.licenceHolder,
    validFrom,
    validUntil,
    note: row.licenceNote,
    scanned: row.licenceScan !== null,
    state: licenceState(validFrom, validUntil, today),
  }
}

export const licenceState = (
  validFrom: SchoolDate | null,
  validUntil: SchoolDate | null,
  today: SchoolDate,
): MediaLicence['state'] => {
  if (validUntil !== null && validUntil < today) return 'over'
  if (validFrom !== null && validFrom > today) return 'early'
  return validUntil !== null && validUntil <= addDays(today, LICENCE_WARNING_DAYS) ? 'ending' : 'valid'
}

/** @throws when a stored value no longer has the shape of the protocol */
export const mediaOf = (
  row: MediaRow,
  progress: Progress | null,
  pictures: MediaPictures,
  today: SchoolDate,
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
    tags: row.tags.map(({ tag }) => tag),
    inMs: duration(row.inMs ?? 0),
    outMs: row.outMs === null ? null : duration(row.outMs),
    posterMs: row.posterMs === null ? null : duration(row.posterMs),
    licence: licenceOf(row, today),
    ...pictures,
    createdAt: instant(row.createdAt.getTime()),
    archivedAt: instantOf(row.archivedAt),
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

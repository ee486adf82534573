/** Programmes in the library and how they are packaged. */
import { type Static, Type } from 'typebox'
import { MediaLicence } from './licence.ts'
import { Nullable } from './schema-parts.ts'
import { Duration, Instant, SchoolDate } from './time.ts'

/** What a programme is, as a librarian files it. */
export const MediaKind = Type.Union([
  Type.Literal('news'),
  Type.Literal('film'),
  Type.Literal('listening'),
  Type.Literal('notice'),
  Type.Literal('other'),
])
export type MediaKind = Static<typeof MediaKind>

export const MediaState = Type.Union([
  Type.Literal('queued'),
  Type.Literal('preparing'),
  Type.Literal('ready'),
  Type.Literal('refused'),
])
export type MediaState = Static<typeof MediaState>

/** Why a file can't be aired: a code of errors.ts (MEDIA_…) and the sentence in the reader's language. */
export const Refusal = Type.Object({ code: Type.String(), message: Type.String() })
export type Refusal = Static<typeof Refusal>

export const AudioTrack = Type.Object({
  index: Type.Integer({ minimum: 0, description: 'Among the audio streams of the file' }),
  language: Nullable(Type.String()),
  title: Nullable(Type.String()),
  channels: Type.Integer({ minimum: 0 }),
  default: Type.Boolean(),
})
export type AudioTrack = Static<typeof AudioTrack>

export const Media = Type.Object({
  id: Type.String(),
  title: Type.String(),
  kind: MediaKind,
  state: MediaState,
  /** 0 to 1 over the whole preparation. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  /** Estimated time until ready; null while unknown. */
  remainingMs: Nullable(Duration),
  /** True length of the programme; null until known. */
  durationMs: Nullable(Duration),
  loudnessLufs: Nullable(Type.Number()),
  truePeakDbtp: Nullable(Type.Number()),
  refusal: Nullable(Refusal),
  /** Things worth knowing that did not stop it ("silent after 1:20"), in the reader's language. */
  warnings: Type.Array(Type.String()),
  /** The date whose news it is. */
  airDate: Nullable(SchoolDate),
  /** Changes whenever the packaged content does. */
  revision: Nullable(Type.String()),
  hasVideo: Type.Boolean(),
  hasAudio: Type.Boolean(),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  bytes: Type.Integer({ description: 'Of the original file' }),
  originalName: Type.String(),
  audioTracks: Type.Array(AudioTrack),
  audioTrack: Nullable(Type.Integer()),
  /** Words that people file it under, sorted. */
  tags: Type.Array(Type.String()),
  /** The part that airs, `[inMs, outMs)`, on the grid of segments; 0 and null: all of it. */
  inMs: Duration,
  outMs: Nullable(Duration),
  /** The picture a person chose as its poster; null: the one preparation took. */
  posterMs: Nullable(Duration),
  licence: Nullable(MediaLicence),
  posterUrl: Nullable(Type.String()),
  thumbnailsUrl: Nullable(Type.String()),
  waveformUrl: Nullable(Type.String()),
  createdAt: Instant,
  /** Put away since; null: at hand. */
  archivedAt: Nullable(Instant),
})
export type Media = Static<typeof Media>

/** One content-addressed file: its SHA-256 in lower-case hex is its address, `/segments/<sha256>`. */
export const StoredObject = Type.Object({
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  bytes: Type.Integer({ minimum: 0 }),
})
export type StoredObject = Static<typeof StoredObject>

export const Segment = Type.Object({ ...StoredObject.properties, durationMs: Duration })
export type Segment = Static<typeof Segment>

/**
 * One rung of the ladder. `720p` and `360p` carry picture and sound in the same segments; `audio` sound alone.
 * An audio-only programme has `audio` for the TVs and a still picture as `360p` for other HLS clients.
 */
export const Rendition = Type.Object({
  name: Type.Union([Type.Literal('720p'), Type.Literal('360p'), Type.Literal('audio')]),
  width: Type.Integer({ minimum: 0 }),
  height: Type.Integer({ minimum: 0 }),
  /** RFC 6381, for `EXT-X-STREAM-INF` and `MediaSource.isTypeSupported`. */
  codecs: Type.String(),
  /** Bits per second of the heaviest segment (RFC 8216 §4.3.4.2). */
  bandwidth: Type.Integer(),
  averageBandwidth: Type.Integer(),
  init: StoredObject,
  /** Each `SEGMENT_MS` long, the last one padded to it. */
  segments: Type.Array(Segment),
})
export type Rendition = Static<typeof Rendition>

/** Everything a TV needs to fetch and verify a programme. `GET /media/:id/manifest.json`. */
export const MediaManifest = Type.Object({
  mediaId: Type.String(),
  revision: Type.String(),
  /** True length, at most the sum of the segments. */
  durationMs: Duration,
  renditions: Type.Array(Rendition),
  subtitles: Type.Array(Type.Object({ ...StoredObject.properties, language: Type.String(), name: Type.String() })),
  poster: Nullable(StoredObject),
  /** A sprite sheet, columns × rows tiles of width × height pixels, one every `everyMs`. */
  thumbnails: Nullable(
    Type.Object({
      ...StoredObject.properties,
      everyMs: Duration,
      columns: Type.Integer(),
      rows: Type.Integer(),
      width: Type.Integer(),
      height: Type.Integer(),
    }),
  ),
  /** JSON `{ "peaks": [0…1], "everyMs": n }`. */
  waveform: Nullable(StoredObject),
})
export type MediaManifest = Static<typeof MediaManifest>

/** G of the stateless channel: every segment's length. Divides a minute, so that whole minutes lie on the grid. */
export const SEGMENT_MS = 4000
/** A keyframe this often, at least (HLS authoring: 2 s). */
export const KEYFRAME_MS = 2000

export const segmentPath = (sha256: string): string => `/segments/${sha256}`

/** A segment behind its initialization segment, as one object: for players that take no new one where a programme begins. */
export const wholeSegmentPath = (initSha256: string, sha256: string): string => `/segments/${initSha256}/${sha256}.mp4`

/** A preparation that waits, runs or ended; kept so that an operator can see why. */
export const Job = Type.Object({
  id: Type.String(),
  mediaId: Type.String(),
  state: Type.Union([
    Type.Literal('queued'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('failed'),
    Type.Literal('cancelled'),
  ]),
  step: Type.String(),
  progress: Type.Number(),
  remainingMs: Nullable(Duration),
  error: Nullable(Refusal),
  /** The last lines ffmpeg wrote; empty unless it failed. */
  stderrTail: Type.String(),
  createdAt: Instant,
  startedAt: Nullable(Instant),
  finishedAt: Nullable(Instant),
})
export type Job = Static<typeof Job>

/**
 * The same file again: what was packaged of it before serves the new programme too, which is ready at once and keeps
 * its own title, kind and date. Nothing is stored twice but the original.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { AudioTrack, MediaManifest } from '../../protocol/media.ts'
import { MediaWarningCode } from '../../protocol/media-warnings.ts'
import { duration } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import { TOLERANCE_LU } from './loudness.ts'
import { inLibrary } from './media-query.ts'
import type { ObjectStore } from './objects.ts'
import type { MediaFacts, PrepareRequest, PrepareResult } from './prepare.ts'
import { objectsOf } from './storage.ts'

export interface KnownDeps {
  readonly database: Database
  readonly objects: Pick<ObjectStore, 'renew'>
}

type Wanted = Pick<PrepareRequest, 'mediaId' | 'file' | 'audioTrack' | 'targetLufs' | 'signal'>

/** A finished preparation of the same file, or null when it must be prepared. @throws the file system's errors */
export type Recognise = (wanted: Wanted) => Promise<PrepareResult | null>

export const recognise =
  ({ database, objects }: KnownDeps): Recognise =>
  async (wanted) => {
    const originalSha256 = await hashOf(wanted.file, wanted.signal)
    if (originalSha256 === null) return { type: 'cancelled' }
    const own = await database.media.update({ where: { id: wanted.mediaId }, data: { originalSha256 } })
    // What was ready before is prepared anew because somebody wants it to be.
    if (own.revision !== null) return null
    const twins = await database.media.findMany({
      where: {
        ...inLibrary,
        originalSha256,
        id: { not: own.id },
        revision: { not: null },
        posterMs: null,
        ownSubtitles: false,
      },
      orderBy: { createdAt: 'asc' },
      include: { manifest: true },
    })
    for (const { manifest: packaged, ...twin } of twins) {
      if (packaged === null || !serves(twin, wanted)) continue
      const manifest = Value.Parse(MediaManifest, packaged.manifest)
      if (await objects.renew(objectsOf(manifest)))
        return { type: 'ready', manifest: { ...manifest, mediaId: own.id }, facts: factsOf(twin) }
    }
    return null
  }

/** SHA-256 of a file; null when it was no longer wanted. */
const hashOf = async (file: string, signal: AbortSignal): Promise<string | null> => {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file, { signal, highWaterMark: 1 << 20 })) hash.update(chunk)
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
  return hash.digest('hex')
}

const audioTracksOf = (row: Pick<Prisma.MediaModel, 'audioTracks'>): AudioTrack[] =>
  Value.Parse(Type.Array(AudioTrack), row.audioTracks)

/** Has the other programme the sound that is wanted, as loud as is wanted now? */
const serves = (
  twin: Pick<Prisma.MediaModel, 'audioTracks' | 'audioTrack' | 'loudnessLufs'>,
  { audioTrack, targetLufs }: Pick<Wanted, 'audioTrack' | 'targetLufs'>,
): boolean => {
  const tracks = audioTracksOf(twin)
  const usual = (tracks.find((track) => track.default) ?? tracks[0])?.index ?? null
  if (twin.audioTrack !== (audioTrack ?? usual)) return false
  return twin.loudnessLufs === null || Math.abs(twin.loudnessLufs - targetLufs) <= TOLERANCE_LU
}

const Warnings = Type.Array(
  Type.Object({
    code: MediaWarningCode,
    params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  }),
)

const factsOf = (twin: Prisma.MediaModel): MediaFacts => ({
  durationMs: duration(twin.durationMs ?? 0),
  hasVideo: twin.hasVideo,
  hasAudio: twin.hasAudio,
  width: twin.width,
  height: twin.height,
  audioTracks: audioTracksOf(twin),
  audioTrack: twin.audioTrack,
  loudnessLufs: twin.loudnessLufs,
  truePeakDbtp: twin.truePeakDbtp,
  warnings: [
    { code: 'already-known', params: { title: twin.title } },
    ...Value.Parse(Warnings, twin.warnings).filter(({ code }) => code !== 'already-known'),
  ],
})

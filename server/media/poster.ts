/** The picture that stands for a programme, taken from where a person says. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MediaManifest, type Rendition, SEGMENT_MS, type StoredObject } from '../../protocol/media.ts'
import type { Changes } from '../platform/changes.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import type { ObjectStore } from './objects.ts'
import { repackage } from './repackage.ts'
import type { Command, Run } from './runner.ts'

export interface PosterDeps {
  readonly database: Database
  readonly changes: Changes
  readonly mediaDir: string
  readonly objects: ObjectStore
  readonly run: Run
  readonly manifest: (mediaId: string) => Promise<MediaManifest | null>
}

const LONGEST_MS = 30_000

/** One frame of one segment. @param offsetMs after the segment's start */
export const frameCommand = (segment: string, offsetMs: number, picture: string): Command => ({
  program: 'ffmpeg',
  args: [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-y', '-protocol_whitelist', 'file', '-f', 'mov'],
    ...['-i', segment, '-an', '-ss', (offsetMs / 1000).toFixed(3), '-frames:v', '1', '-update', '1'],
    ...['-q:v', '3', '-f', 'image2', picture],
  ],
})

export type PickPoster = (mediaId: string, atMs: number) => Promise<void>

/** @throws Failure NOT_FOUND, MEDIA_NOT_READY, MEDIA_HAS_NO_PICTURE */
export const createPickPoster =
  (deps: PosterDeps): PickPoster =>
  async (mediaId, atMs) => {
    const manifest = await deps.manifest(mediaId)
    if (manifest === null) throw new Failure('MEDIA_NOT_READY')
    const largest = manifest.renditions
      .filter(({ height }) => height > 0)
      .reduce<Rendition | null>((best, each) => (best === null || each.height > best.height ? each : best), null)
    const segment = largest?.segments[Math.floor(atMs / SEGMENT_MS)]
    if (largest === null || segment === undefined || atMs >= manifest.durationMs)
      throw new Failure('MEDIA_HAS_NO_PICTURE')
    const poster = await takeFrame(deps, largest.init, segment, atMs % SEGMENT_MS)
    await deps.database.$transaction(async (transaction) => {
      await transaction.media.update({ where: { id: mediaId }, data: { posterMs: atMs } })
      await repackage(transaction, mediaId, { poster })
    })
    deps.changes.publish('media', mediaId)
  }

const takeFrame = async (
  { mediaDir, objects, run }: PosterDeps,
  init: StoredObject,
  segment: StoredObject,
  offsetMs: number,
): Promise<StoredObject> => {
  const folder = join(mediaDir, 'work', newId())
  await mkdir(folder, { recursive: true })
  try {
    const [whole, picture] = [join(folder, 'segment.mp4'), join(folder, 'poster.jpg')]
    const parts = await Promise.all([init, segment].map(({ sha256 }) => readFile(objects.path(sha256))))
    await writeFile(whole, Buffer.concat(parts))
    const result = await run(frameCommand(whole, offsetMs, picture), { timeoutMs: LONGEST_MS })
    if (result.type !== 'done') throw new Failure('MEDIA_HAS_NO_PICTURE')
    return await objects.put(picture)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

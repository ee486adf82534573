/** Changes what is packaged of a programme without preparing it anew: its poster, its subtitles. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { MediaManifest } from '../../protocol/media.ts'
import { revisionOf } from './manifest.ts'

/** What a person chose, which a new preparation must not undo. */
export type Chosen = Partial<Pick<MediaManifest, 'poster' | 'subtitles'>>

export const withChosen = (manifest: MediaManifest, chosen: Chosen): MediaManifest => {
  const { mediaId, durationMs, revision: _before, ...content } = { ...manifest, ...chosen }
  return { mediaId, durationMs, ...content, revision: revisionOf(content) }
}

/** The manifest with those parts, as a new revision. Null: nothing is packaged of it yet. */
export const repackage = async (
  transaction: Prisma.TransactionClient,
  mediaId: string,
  chosen: Chosen,
): Promise<MediaManifest | null> => {
  const row = await transaction.mediaManifest.findUnique({ where: { mediaId } })
  if (row === null) return null
  const manifest = withChosen(Value.Parse(MediaManifest, row.manifest), chosen)
  const { revision } = manifest
  await transaction.mediaManifest.update({ where: { mediaId }, data: { revision, manifest } })
  await transaction.media.update({ where: { id: mediaId }, data: { revision } })
  return manifest
}

/** Of a programme that was prepared again: what a person had chosen before, taken from its manifest of before. */
export const carriedOver = async (
  transaction: Prisma.TransactionClient,
  mediaId: string,
  manifest: MediaManifest,
): Promise<MediaManifest> => {
  const row = await transaction.mediaManifest.findUnique({ where: { mediaId }, include: { media: true } })
  if (row === null) return manifest
  const { poster, subtitles } = Value.Parse(MediaManifest, row.manifest)
  const { posterMs, ownSubtitles } = row.media
  if (posterMs === null && !ownSubtitles) return manifest
  return withChosen(manifest, { ...(posterMs !== null && { poster }), ...(ownSubtitles && { subtitles }) })
}

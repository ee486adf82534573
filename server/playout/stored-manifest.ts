/** What playout needs of the library: manifests and which revision of each programme is current. */
import { Value } from 'typebox/value'
import type { MediaReference } from '../../protocol/events.ts'
import { MediaManifest } from '../../protocol/media.ts'
import type { Database } from '../platform/database.ts'

/** The packaged content of a programme; null when it is not prepared. */
export const storedManifest = async (database: Database, mediaId: string): Promise<MediaManifest | null> => {
  const row = await database.mediaManifest.findUnique({ where: { mediaId } })
  return row === null ? null : Value.Parse(MediaManifest, row.manifest)
}

/** Which packaged content each of these programmes now has; those without any are left out. */
export const mediaReferences = async (
  database: Database,
  ids: readonly string[],
): Promise<readonly MediaReference[]> => {
  const where = { mediaId: { in: [...ids] } }
  const rows = await database.mediaManifest.findMany({ where, select: { mediaId: true, revision: true } })
  return rows.map(({ mediaId, revision }) => ({ id: mediaId, revision }))
}

/** What of the stored objects is needed, and the daily end of what is not. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { MediaManifest } from '../../protocol/media.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Discarded, ObjectStore } from './objects.ts'

export interface StorageDeps {
  readonly database: Database
  readonly clock: Clock
  readonly mediaDir: string
  readonly objects: Pick<ObjectStore, 'discard'>
}

/** What stores an object records it within this time, milliseconds; a preparation takes longer and is asked for its own. */
const RECORDED_WITHIN_MS = 600_000
/** Manifests in memory at once: one of a film of two hours takes about 0.5 MB. */
const AT_ONCE = 20

/** Addresses of everything a manifest names. */
export const objectsOf = (manifest: MediaManifest): string[] =>
  [
    ...manifest.renditions.flatMap((one) => [one.init, ...one.segments]),
    ...manifest.subtitles,
    manifest.poster,
    manifest.thumbnails,
    manifest.waveform,
  ].flatMap((object) => (object === null ? [] : [object.sha256]))

/** Calls back with the addresses that each programme and the slate need, one manifest at a time. */
export const eachNeeded = async (
  { database, mediaDir }: Pick<StorageDeps, 'database' | 'mediaDir'>,
  needed: (sha256s: readonly string[]) => void,
): Promise<void> => {
  let after = ''
  for (;;) {
    const rows = await database.mediaManifest.findMany({
      where: { mediaId: { gt: after } },
      orderBy: { mediaId: 'asc' },
      take: AT_ONCE,
    })
    for (const row of rows) needed(objectsOf(Value.Parse(MediaManifest, row.manifest)))
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.mediaId
  }
  const slate = await readSlate(mediaDir)
  if (slate !== null) needed(objectsOf(slate))
}

/** The slate as it was made last; null when it never was. One that can't be read is made anew at the next start. */
const readSlate = async (mediaDir: string): Promise<MediaManifest | null> => {
  try {
    const made: unknown = JSON.parse(await readFile(join(mediaDir, 'library', 'slate.json'), 'utf8'))
    return Value.Check(MediaManifest, made) ? made : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** How long an object must have lain still to be nobody's work under way: since before the running preparation began. */
export const settledMs = async ({ database, clock }: Pick<StorageDeps, 'database' | 'clock'>): Promise<number> => {
  const running = await database.job.findFirst({ where: { state: 'running' }, orderBy: { startedAt: 'asc' } })
  const since = running?.startedAt?.getTime() ?? clock.now()
  return RECORDED_WITHIN_MS + Math.max(0, clock.now() - since)
}

/** Deletes every object that no programme, no preparation under way and not the slate needs. */
export const sweepObjects = async (deps: StorageDeps): Promise<Discarded> => {
  const settled = await settledMs(deps)
  const needed = new Set<string>()
  await eachNeeded(deps, (sha256s) => {
    for (const sha256 of sha256s) needed.add(sha256)
  })
  return deps.objects.discard((sha256) => needed.has(sha256), settled)
}

/**
 * Looks for changes of scene in the parts of series that end with scenes, one programme after another, when nothing
 * hurries: nobody else pays for it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaManifest } from '../../protocol/media.ts'
import type { Changes } from '../platform/changes.ts'
import type { Dispose } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import type { ObjectStore } from './objects.ts'
import type { Run } from './runner.ts'
import { localPlaylist, sceneAt, scenesCommand, smallestPicture } from './scenes.ts'

export interface SceneWatchDeps {
  readonly database: Database
  readonly changes: Changes
  readonly mediaDir: string
  readonly objects: ObjectStore
  readonly run: Run
  readonly manifest: (mediaId: string) => Promise<MediaManifest | null>
  readonly log: { warn(details: object, message: string): void }
}

export interface SceneWatch {
  start(): void
  /** Ends what runs; it is looked for again at the next start. */
  stop(): Promise<void>
}

/** A programme may last six hours; its picture is read many times faster than it plays. */
const LONGEST_MS = 2 * 3_600_000

export const createSceneWatch = (deps: SceneWatchDeps): SceneWatch => {
  const { database, changes, log } = deps
  const abort = new AbortController()
  let working: Promise<void> | null = null
  let again = false
  let dispose: Dispose = () => undefined

  const wake = (): void => {
    if (abort.signal.aborted) return
    again = true
    working ??= work()
      .catch((error: unknown) => log.warn({ err: error }, 'changes of scene could not be looked for'))
      .finally(() => {
        working = null
      })
  }

  const work = async (): Promise<void> => {
    while (again && !abort.signal.aborted) {
      again = false
      for (const { id } of await unseen(database)) {
        const cuts = await lookThrough(deps, id, abort.signal)
        if (cuts === null) return
        await database.media.update({ where: { id }, data: { sceneCuts: cuts } })
        changes.publish('media', id)
      }
    }
  }

  return {
    start: () => {
      dispose = changes.subscribe(({ topic }) => (topic === 'media' || topic === 'schedule') && wake())
      wake()
    },
    stop: async () => {
      dispose()
      abort.abort()
      await working
    },
  }
}

/** Parts of series that end with scenes and were not looked through yet. */
const unseen = async (database: Database): Promise<readonly { readonly id: string }[]> => {
  const parts = await database.media.findMany({
    where: { revision: { not: null }, hasVideo: true, episodes: { some: { series: { sceneEnds: true } } } },
    select: { id: true, sceneCuts: true },
    orderBy: { createdAt: 'asc' },
  })
  return parts.filter(({ sceneCuts }) => sceneCuts === null)
}

/** Null: stopped meanwhile. What can't be read has no scenes, rather than being tried for ever. */
const lookThrough = async (deps: SceneWatchDeps, mediaId: string, signal: AbortSignal): Promise<number[] | null> => {
  const manifest = await deps.manifest(mediaId)
  const picture = manifest === null ? null : smallestPicture(manifest)
  if (picture === null) return []
  const folder = join(deps.mediaDir, 'work', newId())
  await mkdir(folder, { recursive: true })
  try {
    const playlist = join(folder, 'picture.m3u8')
    await writeFile(playlist, localPlaylist(picture, deps.objects.path))
    const cuts: number[] = []
    const onLine = (line: string): void => {
      const at = sceneAt(line)
      if (at !== null) cuts.push(at)
    }
    const result = await deps.run(scenesCommand(playlist), { timeoutMs: LONGEST_MS, signal, onLine })
    if (result.type === 'cancelled' || signal.aborted) return null
    if (result.type !== 'done') deps.log.warn({ mediaId, stderr: result.stderr }, 'no scenes could be found')
    return result.type === 'done' ? cuts : []
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * A programme's subtitles as people see to them. Those found in its file air as they are until somebody adds, moves or
 * removes one; from then on the rows kept here are its subtitles, and every change is a new revision for the TVs.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Prisma, Subtitle } from '../../prisma/generated/client.ts'
import { type MediaManifest, segmentPath } from '../../protocol/media.ts'
import type { SubtitleInput, SubtitleTrack } from '../../protocol/programme.ts'
import type { Changes } from '../platform/changes.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import type { ObjectStore } from './objects.ts'
import { repackage } from './repackage.ts'
import { parseCues, webVttOf } from './webvtt.ts'

export interface SubtitleTracksDeps {
  readonly database: Database
  readonly changes: Changes
  readonly mediaDir: string
  readonly objects: ObjectStore
  readonly manifest: (mediaId: string) => Promise<MediaManifest | null>
}

type Row = Pick<Subtitle, 'id' | 'language' | 'name' | 'text' | 'shiftMs'>
const FROM_FILE = 'file-'

export type SubtitleTracks = ReturnType<typeof createSubtitleTracks>

export const createSubtitleTracks = (deps: SubtitleTracksDeps) => {
  const { database, changes } = deps

  /** @throws Failure NOT_FOUND, MEDIA_NOT_READY */
  const requireManifest = async (mediaId: string): Promise<MediaManifest> => {
    const manifest = await deps.manifest(mediaId)
    if (manifest !== null) return manifest
    const media = await database.media.findUnique({ where: { id: mediaId }, select: { id: true } })
    throw new Failure(media === null ? 'NOT_FOUND' : 'MEDIA_NOT_READY')
  }

  /** Null while those of the file count. */
  const kept = async (mediaId: string): Promise<Row[] | null> => {
    const media = await database.media.findUnique({
      where: { id: mediaId },
      include: { subtitles: { orderBy: { position: 'asc' } } },
    })
    return media?.ownSubtitles === true ? media.subtitles : null
  }

  const list = async (mediaId: string): Promise<SubtitleTrack[]> => {
    const manifest = await requireManifest(mediaId)
    const rows = await kept(mediaId)
    return manifest.subtitles.map(({ language, name, sha256 }, index) => ({
      id: rows?.[index]?.id ?? `${FROM_FILE}${index}`,
      language,
      name,
      shiftMs: rows?.[index]?.shiftMs ?? 0,
      url: segmentPath(sha256),
    }))
  }

  const rowsOf = async (mediaId: string): Promise<Row[]> => {
    const { subtitles } = await requireManifest(mediaId)
    const found = subtitles.map(async ({ language, name, sha256 }, index) => ({
      ...{ id: `${FROM_FILE}${index}`, language, name, shiftMs: 0 },
      text: await readFile(deps.objects.path(sha256), 'utf8'),
    }))
    return (await kept(mediaId)) ?? Promise.all(found)
  }

  /** Saves the rows as the programme's subtitles and packages them. */
  const save = async (mediaId: string, rows: readonly Row[]): Promise<SubtitleTrack[]> => {
    const subtitles: MediaManifest['subtitles'] = []
    for (const { language, name, text, shiftMs } of rows)
      subtitles.push({ ...(await store(webVttOf(parseCues(text), shiftMs))), language, name })
    const data = rows.map(
      ({ id, ...row }, position): Prisma.SubtitleCreateManyInput => ({
        id: id.startsWith(FROM_FILE) ? newId() : id,
        ...{ mediaId, position, language: row.language, name: row.name, text: row.text, shiftMs: row.shiftMs },
      }),
    )
    await database.$transaction(async (transaction) => {
      await transaction.subtitle.deleteMany({ where: { mediaId } })
      await transaction.subtitle.createMany({ data })
      await transaction.media.update({ where: { id: mediaId }, data: { ownSubtitles: true } })
      if ((await repackage(transaction, mediaId, { subtitles })) === null) throw new Failure('MEDIA_NOT_READY')
    })
    changes.publish('media', mediaId)
    return list(mediaId)
  }

  const store = async (webvtt: string) => {
    const folder = join(deps.mediaDir, 'work')
    await mkdir(folder, { recursive: true })
    const file = join(folder, `${newId()}.vtt`)
    await writeFile(file, webvtt)
    return deps.objects.put(file)
  }

  /** @throws Failure NOT_FOUND */
  const requireTrack = (rows: readonly Row[], id: string): Row => {
    const row = rows.find((each) => each.id === id)
    if (row === undefined) throw new Failure('NOT_FOUND')
    return row
  }

  return {
    list,

    /** @throws Failure SUBTITLE_NOT_UNDERSTOOD, NOT_FOUND, MEDIA_NOT_READY */
    add: async (mediaId: string, { language, name, text, shiftMs = 0 }: SubtitleInput): Promise<SubtitleTrack[]> => {
      if (parseCues(text).length === 0) throw new Failure('SUBTITLE_NOT_UNDERSTOOD')
      return save(mediaId, [...(await rowsOf(mediaId)), { id: newId(), language, name, text, shiftMs }])
    },

    /** Moves a track to `shiftMs` after how it came in. @throws Failure NOT_FOUND */
    shift: async (mediaId: string, id: string, shiftMs: number): Promise<SubtitleTrack[]> => {
      const rows = await rowsOf(mediaId)
      const moved = requireTrack(rows, id)
      return save(
        mediaId,
        rows.map((row) => (row === moved ? { ...row, shiftMs } : row)),
      )
    },

    /** The removed track comes back with the answer, so that it can be added again. @throws Failure NOT_FOUND */
    remove: async (mediaId: string, id: string): Promise<{ removed: SubtitleInput; items: SubtitleTrack[] }> => {
      const rows = await rowsOf(mediaId)
      const { language, name, text, shiftMs } = requireTrack(rows, id)
      const items = await save(
        mediaId,
        rows.filter((row) => row.id !== id),
      )
      return { removed: { language, name, text, shiftMs }, items }
    },
  }
}

/** The library: what programmes there are, what is true of each, and what is packaged. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { BookingState } from '../../protocol/booking.ts'
import { ExceptionChange, Fallback, SourceRule } from '../../protocol/calendar.ts'
import { AudioTrack, type Job, type Media, MediaManifest } from '../../protocol/media.ts'
import type { MediaReference } from '../../protocol/plan-parts.ts'
import type { Language } from '../../protocol/text.ts'
import { schoolDate } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE } from '../platform/page.ts'
import type { Jobs } from './jobs.ts'
import { decidedOf, type MediaPatch, requireTrim } from './media-patch.ts'
import { inLibrary, type MediaQuery, orderOf, whereOf } from './media-query.ts'
import { type MediaUse, usesOf } from './media-uses.ts'
import { jobOf, type MediaPictures, type MediaRow, mediaOf, NO_PICTURES, picturesOf, withTags } from './media-view.ts'

export interface LibraryDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly jobs: Pick<Jobs, 'progress' | 'retry' | 'cancelAll'>
}

export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

export type Archived =
  | { readonly type: 'archived' }
  | { readonly type: 'in-use'; readonly uses: readonly MediaUse[] }
  | { readonly type: 'missing' }

export type Library = ReturnType<typeof createLibrary>

/** Manifests held ready; a film of two hours takes about 0.5 MB. */
const MOST_MANIFESTS = 40

export const createLibrary = (deps: LibraryDeps) => {
  const { database, clock, changes, jobs } = deps
  const manifests = createManifests(database)

  const view = async (rows: readonly MediaRow[], language: Language): Promise<Media[]> => {
    const pictures = await manifests.pictures(rows)
    const today = dateAt(clock.now(), deps.timeZone)
    return rows.map((row) => mediaOf(row, jobs.progress(row.id), pictures.get(row.id) ?? NO_PICTURES, today, language))
  }
  const get = async (id: string, language: Language): Promise<Media | null> => {
    const row = await database.media.findUnique({ where: { id }, include: withTags })
    return row === null ? null : ((await view([row], language))[0] ?? null)
  }
  const setArchived = async (id: string, archivedAt: Date | null): Promise<boolean> => {
    const { count } = await database.media.updateMany({ where: { id }, data: { archivedAt } })
    if (count > 0) changes.publish('media', id)
    return count > 0
  }

  return {
    get,

    list: async (query: MediaQuery, language: Language): Promise<Page<Media>> => {
      const limit = query.limit ?? DEFAULT_PAGE
      const { cursor } = query
      const found = await database.media.findMany({
        where: whereOf(query, dateAt(clock.now(), deps.timeZone)),
        include: withTags,
        orderBy: orderOf(query.sort ?? 'newest'),
        take: limit + 1,
        ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
      })
      const { rows, nextCursor } = cutPage(found, limit)
      return { items: await view(rows, language), nextCursor }
    },

    /**
     * Changes what a person decides of a programme; null when there is none.
     * @throws Failure MEDIA_TRACK_UNKNOWN, MEDIA_TRIM_WRONG
     */
    update: async (id: string, patch: MediaPatch, language: Language): Promise<Media | null> => {
      const row = await database.media.findUnique({ where: { id } })
      if (row === null) return null
      const { audioTrack } = patch
      const otherTrack = audioTrack !== undefined && audioTrack !== row.audioTrack
      if (otherTrack && !Value.Parse(Type.Array(AudioTrack), row.audioTracks).some((each) => each.index === audioTrack))
        throw new Failure('MEDIA_TRACK_UNKNOWN', { index: audioTrack })
      requireTrim(
        { inMs: patch.inMs ?? row.inMs ?? 0, outMs: patch.outMs === undefined ? row.outMs : patch.outMs },
        row,
      )
      await database.media.update({ where: { id }, data: decidedOf(patch) })
      changes.publish('media', id)
      if (otherTrack) {
        await jobs.cancelAll(id)
        await jobs.retry(id)
      }
      return get(id, language)
    },

    /** What from today on would miss a programme. */
    uses: async (id: string): Promise<readonly MediaUse[]> => usesOf(id, await readUses(deps, id)),

    /** Puts a programme away: no longer listed nor aired, its files kept. Unless forced, not while something needs it. */
    archive: async (id: string, force: boolean): Promise<Archived> => {
      const row = await database.media.findUnique({ where: { id }, select: { id: true } })
      if (row === null) return { type: 'missing' }
      const uses = force ? [] : usesOf(id, await readUses(deps, id))
      if (uses.length > 0) return { type: 'in-use', uses }
      await jobs.cancelAll(id)
      await setArchived(id, new Date(clock.now()))
      return { type: 'archived' }
    },

    /** Takes a programme out again; false when there is none. */
    restore: (id: string): Promise<boolean> => setArchived(id, null),

    /** What is packaged of a programme; null until it was ready once. */
    manifest: manifests.get,

    /** Those of the programmes that can be fetched, each with its present revision. */
    references: async (ids: readonly string[]): Promise<MediaReference[]> => {
      const rows = await database.media.findMany({
        where: { ...inLibrary, id: { in: [...ids] }, revision: { not: null } },
        select: { id: true, revision: true },
        orderBy: { id: 'asc' },
      })
      return rows.flatMap(({ id, revision }) => (revision === null ? [] : [{ id, revision }]))
    },

    /** Preparations, newest first. */
    listJobs: async (query: Pick<MediaQuery, 'limit' | 'cursor'>, language: Language): Promise<Page<Job>> => {
      const limit = query.limit ?? DEFAULT_PAGE
      const found = await database.job.findMany({
        where: { media: inLibrary },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        ...(query.cursor !== undefined && { cursor: { id: query.cursor }, skip: 1 }),
      })
      const { rows, nextCursor } = cutPage(found, limit)
      return { items: rows.map((row) => jobOf(row, jobs.progress(row.mediaId), language)), nextCursor }
    },

    job: async (id: string, language: Language): Promise<Job | null> => {
      const row = await database.job.findUnique({ where: { id } })
      return row === null ? null : jobOf(row, jobs.progress(row.mediaId), language)
    },
  }
}

/** What may need a programme, read for `usesOf`. */
export const readUses = async (
  { database, clock, timeZone }: Pick<LibraryDeps, 'database' | 'clock' | 'timeZone'>,
  mediaId: string,
) => {
  const now = clock.now()
  const today = dateAt(now, timeZone)
  const open = { mediaId, OR: [{ end: null }, { end: { gt: new Date(now) } }] }
  const [slots, exceptions, bookings, series, cutIns] = await database.$transaction([
    database.slot.findMany({ where: { deletedAt: null } }),
    database.slotException.findMany({ where: { date: { gte: today } } }),
    database.booking.findMany({
      where: { mediaId, date: { gte: today } },
      include: { media: { select: { heldFilm: true } } },
    }),
    database.series.findMany({ where: { episodes: { some: { mediaId } } } }),
    database.cutIn.findMany({ where: open }),
  ])
  return {
    today,
    slots: slots.map((row) => ({
      id: row.id,
      name: row.name,
      source: Value.Parse(SourceRule, row.source),
      fallback: Value.Parse(Type.Array(Fallback), row.fallback),
      validUntil: row.validUntil === null ? null : schoolDate(row.validUntil),
    })),
    exceptions: exceptions.map((row) => ({
      slotId: row.slotId,
      date: schoolDate(row.date),
      change: Value.Parse(ExceptionChange, row.change),
    })),
    bookings: bookings.map((row) => ({
      id: row.id,
      date: schoolDate(row.date),
      mediaId: row.mediaId,
      state: Value.Parse(BookingState, row.state),
      brought: row.media?.heldFilm != null,
    })),
    series: series.map(({ id, title }) => ({ id, title, episodes: [mediaId] })),
    cutIns,
  }
}

/** Manifests, parsed once per revision; their pictures' addresses are small and kept for all. */
const createManifests = (database: Database) => {
  const held = new Map<string, MediaManifest>()
  const pictures = new Map<string, { readonly revision: string; readonly of: MediaPictures }>()
  const get = async (mediaId: string): Promise<MediaManifest | null> => {
    const present = await database.mediaManifest.findUnique({ where: { mediaId }, select: { revision: true } })
    const known = held.get(mediaId)
    if (known !== undefined && known.revision === present?.revision) return known
    const row = present && (await database.mediaManifest.findUnique({ where: { mediaId } }))
    held.delete(mediaId)
    if (row === null) return null
    const manifest = Value.Parse(MediaManifest, row.manifest)
    held.set(mediaId, manifest)
    const [oldest] = held.keys()
    if (held.size > MOST_MANIFESTS && oldest !== undefined) held.delete(oldest)
    return manifest
  }
  return {
    get,
    pictures: async (rows: readonly Prisma.MediaModel[]): Promise<ReadonlyMap<string, MediaPictures>> => {
      const found = new Map<string, MediaPictures>()
      for (const { id, revision } of rows) {
        if (revision === null) continue
        if (pictures.get(id)?.revision !== revision) {
          const manifest = await get(id)
          if (manifest !== null) pictures.set(id, { revision: manifest.revision, of: picturesOf(manifest) })
        }
        found.set(id, pictures.get(id)?.of ?? NO_PICTURES)
      }
      return found
    },
  }
}

/** Films in instalments: their parts in order, and where each audience goes on (rule C2). */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { BookmarkInput, Series, SeriesInput } from '../../protocol/series.ts'
import { duration, instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { ancestryOf, withDescendants } from './audience.ts'
import { placeAmong } from './series-place.ts'
import { slotOf, withAudience } from './slot-store.ts'

const withParts = {
  episodes: { orderBy: { position: 'asc' }, include: { media: { select: { title: true, durationMs: true } } } },
  bookmarks: { orderBy: { groupId: 'asc' } },
} as const satisfies Prisma.SeriesInclude
type SeriesRow = Prisma.SeriesGetPayload<{ include: typeof withParts }>

const seriesOf = (row: SeriesRow): Series => ({
  id: row.id,
  title: row.title,
  sceneEnds: row.sceneEnds,
  episodes: row.episodes.map(({ mediaId, media: { title, durationMs } }) => ({
    ...{ mediaId, title },
    durationMs: durationMs === null ? null : duration(durationMs),
  })),
  bookmarks: row.bookmarks.map((bookmark) => ({
    seriesId: bookmark.seriesId,
    groupId: bookmark.groupId,
    episode: bookmark.episode,
    positionMs: duration(bookmark.positionMs),
    confirmedAt: instant(bookmark.confirmedAt.getTime()),
  })),
  createdAt: instant(row.createdAt.getTime()),
})

const changedFields = ({ title, sceneEnds }: SeriesInput) => ({
  title,
  ...(sceneEnds === undefined ? {} : { sceneEnds }),
})

const positioned = (episodes: readonly string[]) => episodes.map((mediaId, position) => ({ mediaId, position }))

const requireMedia = async (transaction: Prisma.TransactionClient, ids: readonly string[]): Promise<void> => {
  const rows = await transaction.media.findMany({ where: { heldFilm: null, id: { in: [...ids] }, archivedAt: null } })
  const known = new Set(rows.map(({ id }) => id))
  const mediaId = ids.find((id) => !known.has(id))
  if (mediaId !== undefined) throw new Failure('SERIES_EPISODE_MISSING', { mediaId })
}

/** The slots whose source or fallback is the series. */
const slotsShowing = async (transaction: Prisma.TransactionClient, seriesId: string): Promise<string[]> =>
  (await transaction.slot.findMany({ where: { deletedAt: null }, include: withAudience }))
    .map(slotOf)
    .filter((slot) => [slot.source, ...slot.fallback].some((s) => s.type === 'series' && s.seriesId === seriesId))
    .map((slot) => slot.name)

export const createSeriesStore = ({ database, clock }: { readonly database: Database; readonly clock: Clock }) => ({
  /** At most `limit + 1`, by title. */
  list: async (limit: number, cursor?: string, q = ''): Promise<Series[]> =>
    (
      await database.series.findMany({
        where: { title: { contains: q } },
        include: withParts,
        orderBy: [{ title: 'asc' }, { id: 'asc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
    ).map(seriesOf),

  find: async (id: string): Promise<Series | null> => {
    const row = await database.series.findUnique({ where: { id }, include: withParts })
    return row === null ? null : seriesOf(row)
  },

  /** @throws Failure SERIES_EPISODE_MISSING */
  create: async (input: SeriesInput): Promise<Series> =>
    database.$transaction(async (transaction) => {
      await requireMedia(transaction, input.episodes)
      return seriesOf(
        await transaction.series.create({
          data: {
            id: newId(),
            title: input.title,
            sceneEnds: input.sceneEnds ?? false,
            createdAt: new Date(clock.now()),
            episodes: { create: positioned(input.episodes) },
          },
          include: withParts,
        }),
      )
    }),

  /** Bookmarks follow their part to its new place. Null: there is no such series. @throws Failure SERIES_EPISODE_MISSING */
  update: async (id: string, input: SeriesInput): Promise<Series | null> =>
    database.$transaction(async (transaction) => {
      const held = await transaction.series.findUnique({ where: { id }, include: withParts })
      if (held === null) return null
      const before = held.episodes.map(({ mediaId }) => mediaId)
      await requireMedia(
        transaction,
        input.episodes.filter((mediaId) => !before.includes(mediaId)),
      )
      await transaction.episode.deleteMany({ where: { seriesId: id } })
      await transaction.episode.createMany({
        data: positioned(input.episodes).map((each) => ({ ...each, seriesId: id })),
      })
      for (const bookmark of held.bookmarks) {
        const { episode, positionMs } = placeAmong(bookmark, before, input.episodes)
        await transaction.bookmark.update({
          where: { seriesId_groupId: { seriesId: id, groupId: bookmark.groupId } },
          data: { episode, positionMs },
        })
      }
      return seriesOf(
        await transaction.series.update({ where: { id }, data: changedFields(input), include: withParts }),
      )
    }),

  /** False: there is none. @throws Failure SERIES_IN_USE while a slot shows it */
  remove: async (id: string): Promise<boolean> =>
    database.$transaction(async (transaction) => {
      const held = await transaction.series.findUnique({ where: { id } })
      if (held === null) return false
      const slots = await slotsShowing(transaction, id)
      if (slots.length > 0) throw new Failure('SERIES_IN_USE', { title: held.title, slots: slots.join('、') })
      await transaction.series.delete({ where: { id } })
      return true
    }),

  /**
   * Puts a group and all below it at a place, whatever was confirmed before.
   * Null: there is no such series. @throws Failure GROUP_MISSING, SERIES_PLACE_WRONG
   */
  setBookmark: async (id: string, { groupId, episode, positionMs }: BookmarkInput): Promise<Series | null> =>
    database.$transaction(async (transaction) => {
      const series = await transaction.series.findUnique({
        where: { id },
        include: { episodes: { include: { media: true } } },
      })
      if (series === null) return null
      const groups = withDescendants(
        groupId,
        ancestryOf(await transaction.group.findMany({ select: { id: true, parentId: true } })),
      )
      if (groups.length === 0) throw new Failure('GROUP_MISSING', { groupId })
      const media = series.episodes.find(({ position }) => position === episode)?.media
      const longest = media === undefined ? 0 : (media.durationMs ?? Number.POSITIVE_INFINITY)
      if (episode > series.episodes.length || positionMs > longest)
        throw new Failure('SERIES_PLACE_WRONG', { title: series.title, episodes: series.episodes.length })
      const place = { episode, positionMs, confirmedAt: new Date(clock.now()), airingId: null }
      for (const group of groups)
        await transaction.bookmark.upsert({
          where: { seriesId_groupId: { seriesId: id, groupId: group } },
          create: { seriesId: id, groupId: group, ...place },
          update: place,
        })
      return seriesOf(await transaction.series.findUniqueOrThrow({ where: { id }, include: withParts }))
    }),
})

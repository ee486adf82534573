/** A film watched in instalments, and how far each audience has got (rule C2). */
import { type Static, Type } from 'typebox'
import { Duration, Instant, SchoolDate } from './time.ts'

export const Bookmark = Type.Object({
  seriesId: Type.String(),
  groupId: Type.String(),
  /** Index among the episodes, from 0; the number of episodes when all were shown. */
  episode: Type.Integer({ minimum: 0 }),
  positionMs: Duration,
  confirmedAt: Instant,
})
export type Bookmark = Static<typeof Bookmark>

export const Series = Type.Object({
  id: Type.String(),
  title: Type.String(),
  /** Programmes in the order they are shown. */
  episodes: Type.Array(
    Type.Object({ mediaId: Type.String(), title: Type.String(), durationMs: Type.Union([Duration, Type.Null()]) }),
  ),
  /** An instalment may end with a scene within the last minute of its slot. */
  sceneEnds: Type.Boolean(),
  bookmarks: Type.Array(Bookmark),
  createdAt: Instant,
})
export type Series = Static<typeof Series>

/** When a series will be on for audiences that have the same dates. */
export const SeriesForecast = Type.Object({
  groups: Type.Array(Type.String()),
  dates: Type.Array(SchoolDate),
  /** False: not over within the year that is looked at. */
  finished: Type.Boolean(),
})
export type SeriesForecast = Static<typeof SeriesForecast>

export const SeriesInput = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 80 }),
    episodes: Type.Array(Type.String(), { maxItems: 200, description: 'Programmes in the order they are shown' }),
    sceneEnds: Type.Optional(Type.Boolean({ description: 'Left out: as it was, at first false' })),
  },
  { additionalProperties: false },
)
export type SeriesInput = Static<typeof SeriesInput>

/** Where an audience (a group and all below it) should go on. */
export const BookmarkInput = Type.Object(
  {
    groupId: Type.String(),
    episode: Type.Integer({ minimum: 0, maximum: 200 }),
    positionMs: Duration,
  },
  { additionalProperties: false },
)
export type BookmarkInput = Static<typeof BookmarkInput>

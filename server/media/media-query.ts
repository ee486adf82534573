/** Which programmes a list shows, and in what order. Pure. */
import type { Prisma } from '../../prisma/generated/client.ts'
import { LICENCE_WARNING_DAYS } from '../../protocol/licence.ts'
import type { MediaKind, MediaState } from '../../protocol/media.ts'
import type { MediaSort } from '../../protocol/programme.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { addDays } from '../schedule/wall-clock.ts'

export interface MediaQuery {
  readonly limit?: number
  readonly cursor?: string
  /** Looked for in titles, file names and tags; every word of it must be found. */
  readonly q?: string
  readonly kind?: MediaKind
  readonly state?: MediaState
  readonly tag?: string
  /** True: only what was put away; otherwise only what was not. */
  readonly archived?: boolean
  /** True: only what is not ready. */
  readonly unready?: boolean
  /** True: only what has a licence that is over, or will be within 30 days. */
  readonly licenceEnding?: boolean
  readonly sort?: MediaSort
}

const UNREADY = ['queued', 'preparing', 'refused']

/** What a teacher brought and nobody accepted yet is not in the library. */
export const inLibrary = { heldFilm: null } as const satisfies Prisma.MediaWhereInput

/** @param today at the school */
export const whereOf = (query: MediaQuery, today: SchoolDate): Prisma.MediaWhereInput => {
  const { kind, state, tag } = query
  const words = (query.q ?? '').split(/\s+/u).filter((word) => word !== '')
  return {
    ...inLibrary,
    archivedAt: query.archived === true ? { not: null } : null,
    ...(kind !== undefined && { kind }),
    ...(tag !== undefined && { tags: { some: { tag } } }),
    ...(query.licenceEnding === true && endingBy(today)),
    AND: [
      ...(state === undefined ? [] : [{ state }]),
      ...(query.unready === true ? [{ state: { in: UNREADY } }] : []),
      ...words.map((word) => ({
        OR: [
          { title: { contains: word } },
          { originalName: { contains: word } },
          { tags: { some: { tag: { contains: word } } } },
        ],
      })),
    ],
  }
}

/** Has a licence with an end that is past or near. */
export const endingBy = (today: SchoolDate): Prisma.MediaWhereInput => ({
  licenceKind: { not: null },
  licenceUntil: { not: null, lte: addDays(today, LICENCE_WARNING_DAYS) },
})

export const isUnready: Prisma.MediaWhereInput = { state: { in: UNREADY } }

const NEWEST: Prisma.MediaOrderByWithRelationInput[] = [{ createdAt: 'desc' }, { id: 'desc' }]
const ORDERS: Readonly<Record<MediaSort, Prisma.MediaOrderByWithRelationInput[]>> = {
  newest: NEWEST,
  oldest: [{ createdAt: 'asc' }, { id: 'asc' }],
  title: [{ title: 'asc' }, ...NEWEST],
  longest: [{ durationMs: { sort: 'desc', nulls: 'last' } }, ...NEWEST],
  shortest: [{ durationMs: { sort: 'asc', nulls: 'last' } }, ...NEWEST],
}
/** Ends in what is unique, so that a page goes on where the one before ended. */
export const orderOf = (sort: MediaSort): Prisma.MediaOrderByWithRelationInput[] => ORDERS[sort]

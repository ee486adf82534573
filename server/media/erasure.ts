/**
 * The end of a programme: its files are deleted for good. Only of one that was put away before, which can be undone,
 * and only when nothing coming needs it. It is marked first and deleted then, so that an end in the middle leaves
 * something to finish. A programme that somebody once booked stays by name, without files, for the record.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { dateAt } from '../platform/clock.ts'
import type { Jobs } from './jobs.ts'
import { type LibraryDeps, readUses } from './library.ts'
import { type MediaUse, usesOf } from './media-uses.ts'
import { type StorageDeps, sweepObjects } from './storage.ts'

export interface ErasureDeps extends StorageDeps, Pick<LibraryDeps, 'changes' | 'timeZone'> {
  readonly jobs: Pick<Jobs, 'cancelAll'>
  /** Every airing of the plan as it is now. */
  readonly airings: () => readonly Airing[]
}

export type Erased =
  /** `bytes` of disk are free again. */
  | { readonly type: 'erased'; readonly bytes: number }
  | { readonly type: 'needed'; readonly uses: readonly MediaUse[] }
  | { readonly type: 'not-archived' }
  | { readonly type: 'missing' }

export type Erasure = ReturnType<typeof createErasure>

/** Why an erased programme can't be aired. */
const ERASED = 'MEDIA_ERASED'

export const createErasure = (deps: ErasureDeps) => {
  const { database, changes, jobs } = deps

  const finish = async (id: string): Promise<number> => {
    const row = await database.media.findUniqueOrThrow({ where: { id }, include: { bookings: { take: 1 } } })
    const files = [row.originalPath, row.licenceScan].filter((path) => path !== null)
    for (const path of files) await rm(join(deps.mediaDir, path), { force: true })
    if (row.bookings.length === 0) await database.media.delete({ where: { id } })
    else await database.media.update({ where: { id }, data: { licenceScan: null } })
    changes.publish('media', id)
    return Number(row.bytes)
  }

  return {
    erase: async (id: string): Promise<Erased> => {
      const row = await database.media.findUnique({ where: { id }, select: { archivedAt: true } })
      if (row === null) return { type: 'missing' }
      if (row.archivedAt === null) return { type: 'not-archived' }
      const uses = await needs(deps, id)
      if (uses.length > 0) return { type: 'needed', uses }
      await jobs.cancelAll(id)
      await mark(deps, id)
      const original = await finish(id)
      const { bytes } = await sweepObjects(deps)
      return { type: 'erased', bytes: original + bytes }
    },

    /** Ends what a crash interrupted, and deletes every object that is nobody's. */
    tidy: async (): Promise<{ readonly finished: number; readonly objects: number; readonly bytes: number }> => {
      const rows = await database.media.findMany({ where: { refusalCode: ERASED }, select: { id: true } })
      for (const { id } of rows) await finish(id)
      return { finished: rows.length, ...(await sweepObjects(deps)) }
    },
  }
}

/** Everything from today on that names the programme, and what of it is on the air now or planned. */
const needs = async (deps: ErasureDeps, id: string): Promise<readonly MediaUse[]> => {
  const { database, clock, timeZone } = deps
  const today = dateAt(clock.now(), timeZone)
  const [pending, inputs] = await Promise.all([
    database.booking.findMany({
      where: { mediaId: id, state: { in: ['waiting', 'pending', 'offered'] }, date: { gte: today } },
    }),
    readUses(deps, id),
  ])
  const asked = inputs.bookings.filter((booking) => pending.some((row) => row.id === booking.id))
  const coming = deps.airings().filter((airing) => airing.mediaId === id && airing.end > clock.now())
  return [
    ...usesOf(id, inputs),
    ...asked.map(({ id, date }) => ({ type: 'booking', id, date }) as const),
    ...coming.map(
      ({ id, title, start }) => ({ type: 'airing', id, name: title, date: dateAt(start, timeZone) }) as const,
    ),
  ]
}

/** From here on the programme can't be aired any more; the rest may be done again at any time. */
const mark = ({ database }: ErasureDeps, id: string) =>
  database.$transaction([
    database.mediaManifest.deleteMany({ where: { mediaId: id } }),
    database.media.update({
      where: { id },
      data: {
        ...{ state: 'refused', refusalCode: ERASED, refusalParams: {}, revision: null, readyAt: null },
        ...{ originalSha256: null, warnings: [], sceneCuts: Prisma.DbNull },
      },
    }),
  ])

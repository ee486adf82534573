/**
 * Requests in the database. Whoever changes one first writes its row, so that one act at a time sees where it stands, in
 * whatever process; what the act may do is decided by rules.ts.
 */

import type { Prisma } from '../../prisma/generated/client.ts'
import { minguoYear } from '../../protocol/minguo.ts'
import type { RequestAct, RequestActor } from '../../protocol/request.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { readSettings } from '../platform/settings.ts'
import { localDate } from '../schedule/wall-clock.ts'
import { daysTaken, type SchoolDays } from './days.ts'
import type { Asked } from './form.ts'
import { at, columnsOf, courseOf, haystackOf, type RequestRow, standingOf, withCourse } from './request-row.ts'
import { decide, type RequestDeed, type Standing } from './rules.ts'

/** Who acts: an account, or the system. */
export interface Doer {
  readonly id: string | null
  readonly name: string
  readonly as: readonly RequestActor[]
}

/** An act with what is said and what was seen. */
export interface Doing {
  readonly by: Doer
  readonly words?: string
  /** Another version refuses the act; left out: any. */
  readonly version?: number
}

/** What happened to a request, told within its transaction. */
export interface RequestNews {
  readonly id: string
  readonly act: RequestAct | 'file' | 'message'
  readonly by: Doer
  readonly words: string
  readonly eventId: string
}
export type OnNews = (news: RequestNews, within: Prisma.TransactionClient) => Promise<void>

type Requester = { readonly id: string; readonly name: string }

/** A request that a step of a duty opened. */
export interface PartOfDuty {
  readonly dutyOccurrenceId: string
  readonly within: Prisma.TransactionClient
}

export interface RequestStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly days: () => Promise<SchoolDays>
  readonly told?: OnNews
}

/** Time, and what follows of itself from another act. */
export const SYSTEM: Doer = { id: null, name: 'system', as: ['system'] }
type Transaction = Prisma.TransactionClient
/** Long enough for a queue of acts of other processes to pass. */
const TRANSACTION = { maxWait: 10_000, timeout: 10_000 } as const

export type RequestStore = ReturnType<typeof createRequestStore>

export const createRequestStore = ({
  database,
  clock,
  timeZone,
  days,
  told = async () => undefined,
}: RequestStoreDeps) => {
  /** Runs work while nobody else changes the request. The first statement takes the lock: it writes. */
  const alone = <Result>(
    id: string,
    version: number | undefined,
    work: (row: RequestRow, within: Transaction) => Promise<Result>,
  ): Promise<Result> =>
    database.$transaction(async (within) => {
      const count = await within.$executeRaw`UPDATE "Request" SET "version" = "version" + 1 WHERE "id" = ${id}`
      const row = count === 0 ? null : await within.request.findUnique({ where: { id } })
      if (row === null) throw new Failure('NOT_FOUND')
      if (version !== undefined && row.version !== version + 1) throw new Failure('REQUEST_CHANGED')
      return work(row, within)
    }, TRANSACTION)

  /** The year's counter, moved on by `step`: its row is the one lock that filings and merges share. */
  const count = async (within: Transaction, step: 0 | 1): Promise<string> => {
    const year = minguoYear(localDate(clock.now(), timeZone))
    await within.$executeRaw`INSERT INTO "RequestCounter" ("year", "last") VALUES (${year}, ${step})
      ON CONFLICT ("year") DO UPDATE SET "last" = "RequestCounter"."last" + ${step}`
    const { last } = await within.requestCounter.findUniqueOrThrow({ where: { year } })
    return `R${year}-${String(last).padStart(4, '0')}`
  }

  const write = async (
    within: Transaction,
    requestId: string,
    act: string,
    { by, words = '' }: Doing,
    more: { readonly to?: Standing['state']; readonly internal?: boolean } = {},
  ): Promise<string> => {
    const id = newId()
    const last = await within.requestEvent.aggregate({ where: { requestId }, _max: { position: true } })
    await within.requestEvent.create({
      data: {
        ...{ id, requestId, position: (last._max.position ?? 0) + 1, at: new Date(clock.now()) },
        ...{ byId: by.id, by: by.name, act, words, to: more.to ?? null, internal: more.internal ?? false },
      },
    })
    return id
  }

  /** Words that were taken back: those of the last question or answer. */
  const takeBack = async (within: Transaction, requestId: string): Promise<void> => {
    const last = await within.requestEvent.findFirst({
      where: { requestId, act: { in: ['ask', 'answer'] } },
      orderBy: { position: 'desc' },
    })
    if (last !== null) await within.requestEvent.update({ where: { id: last.id }, data: { recalled: true } })
  }

  /** In how many school days it was answered. */
  const answered = async (within: Transaction, id: string, now: Instant) => {
    const row = await within.request.findUniqueOrThrow({ where: { id }, include: withCourse })
    return { answeredAt: new Date(now), answerDays: daysTaken(courseOf(row), now, await days()) }
  }

  /** The standing after a deed, written down. @throws Failure as rules.ts says */
  const perform = async (row: RequestRow, deed: RequestDeed, doing: Doing, within: Transaction): Promise<void> => {
    const { by, words = '' } = doing
    const now = clock.now()
    const limits = await readSettings(within)
    const who = { by: by.id ?? by.name, as: by.as, now, limits }
    const decision = decide(standingOf(row), at(row.since), deed, who)
    if (decision.type === 'refused')
      throw new Failure(decision.code, decision.code === 'REQUEST_TOO_OLD' ? { days: limits.requestReopenDays } : {})
    const { standing } = decision
    if (deed.type === 'recall') await takeBack(within, row.id)
    const eventId = await write(within, row.id, deed.type, doing, { to: standing.state })
    await within.request.update({
      where: { id: row.id },
      data: {
        ...columnsOf(standing),
        ...(standing.state === row.state ? {} : { since: new Date(now) }),
        ...(deed.type === 'answer' ? await answered(within, row.id, now) : {}),
      },
    })
    await told({ id: row.id, act: deed.type, by, words, eventId }, within)
    if (deed.type === 'withdraw') await partAll(row.id, within)
  }

  /** What was merged into a request that its requester withdrew is still asked for by the others. */
  const partAll = async (id: string, within: Transaction): Promise<void> => {
    const merged = await within.request.findMany({ where: { mergedIntoId: id } })
    for (const row of merged) {
      await within.request.update({ where: { id: row.id }, data: { version: { increment: 1 } } })
      await perform(row, { type: 'unmerge' }, { by: SYSTEM }, within)
    }
  }

  return {
    /** A new request; joins `part.within` when it is a part of something else. @returns its id */
    file: (asked: Asked, requester: Requester, by: Doer, part?: PartOfDuty): Promise<string> => {
      const dutyOccurrenceId = part?.dutyOccurrenceId ?? null
      const work = async (within: Transaction): Promise<string> => {
        const [id, number, now] = [newId(), await count(within, 1), new Date(clock.now())]
        const haystack = haystackOf({ ...asked, number }, requester.name)
        const filed = { state: 'new', requesterId: requester.id, filedAt: now, since: now, haystack, dutyOccurrenceId }
        await within.request.create({ data: { id, number, ...asked, ...filed } })
        const eventId = await write(within, id, 'file', { by }, { to: 'new' })
        await told({ id, act: 'file', by, words: '', eventId }, within)
        return id
      }
      return part === undefined ? database.$transaction(work, TRANSACTION) : work(part.within)
    },

    /**
     * An act on a request.
     * @throws Failure NOT_FOUND, NOT_ALLOWED, REQUEST_MOVED_ON, REQUEST_CHANGED, REQUEST_TOO_OLD, REQUEST_NOT_TAKING_IN
     */
    act: (
      id: string,
      deed: Exclude<RequestDeed, { readonly type: 'merge' | 'hand-on' }>,
      doing: Doing,
    ): Promise<void> => alone(id, doing.version, (row, within) => perform(row, deed, doing, within)),

    /** Ends it in another request. @throws Failure as `act` */
    merge: (id: string, into: string, doing: Doing): Promise<void> =>
      database.$transaction(async (within) => {
        await count(within, 0)
        const [row, other] = await Promise.all([
          within.request.findUnique({ where: { id } }),
          within.request.findUnique({ where: { id: into } }),
        ])
        if (row === null) throw new Failure('NOT_FOUND')
        if (doing.version !== undefined && row.version !== doing.version) throw new Failure('REQUEST_CHANGED')
        await within.request.update({ where: { id }, data: { version: { increment: 1 } } })
        const target = other === null || other.id === id ? null : standingOf(other)
        await perform(row, { type: 'merge', into, target }, doing, within)
        // What was merged into this one goes along, so that nobody has to follow a chain.
        await within.request.updateMany({ where: { mergedIntoId: id }, data: { mergedIntoId: into } })
      }, TRANSACTION),

    /**
     * Becomes a fault, once: `report` is asked only when the act is legal, and both are written or neither.
     * @returns the fault's id
     */
    handOn: (id: string, doing: Doing, report: (within: Transaction) => Promise<string>): Promise<string> =>
      alone(id, doing.version, async (row, within) => {
        const probe = decide(
          standingOf(row),
          at(row.since),
          { type: 'hand-on', faultId: '' },
          {
            by: doing.by.id ?? '',
            as: doing.by.as,
            now: clock.now(),
            limits: await readSettings(within),
          },
        )
        if (probe.type === 'refused') throw new Failure(probe.code)
        const faultId = await report(within)
        await perform(row, { type: 'hand-on', faultId }, doing, within)
        return faultId
      }),

    /** What was asked, put right. @throws Failure NOT_FOUND, REQUEST_CHANGED */
    change: (id: string, asked: Asked, requesterName: string, doing: Doing): Promise<void> =>
      alone(id, doing.version, async (row, within) => {
        await within.request.update({
          where: { id },
          data: { ...asked, haystack: haystackOf({ ...asked, number: row.number }, requesterName) },
        })
        await write(within, id, 'change', doing)
      }),

    /** Words without an act: to the other side, or a note of the section. @throws Failure NOT_FOUND */
    say: (id: string, doing: Doing, internal: boolean): Promise<void> =>
      alone(id, undefined, async (_row, within) => {
        const eventId = await write(within, id, internal ? 'note' : 'message', doing, { internal })
        if (!internal) await told({ id, act: 'message', by: doing.by, words: doing.words ?? '', eventId }, within)
      }),

    /** Belongs to an occurrence of a duty; null: to none any more. @throws Failure NOT_FOUND when either is not there */
    link: (id: string, dutyOccurrenceId: string | null): Promise<void> =>
      alone(id, undefined, async (_row, within) => {
        const count =
          dutyOccurrenceId === null ? 1 : await within.dutyOccurrence.count({ where: { id: dutyOccurrenceId } })
        if (count === 0) throw new Failure('NOT_FOUND')
        await within.request.update({ where: { id }, data: { dutyOccurrenceId } })
      }),
  }
}

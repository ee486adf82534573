/** Requests read: one, a list, what waits for whom, how long each kind takes. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Attachment } from '../../protocol/attachment.ts'
import {
  isOpenRequest,
  NEAR_DAYS,
  REQUEST_NEXT,
  type RequestCounts,
  type RequestDetail,
  RequestState,
  type RequestView,
  RUNNING,
} from '../../protocol/request.ts'
import { REQUEST_KIND_NAMES, REQUEST_KINDS, type RequestKind } from '../../protocol/request-kinds.ts'
import { schoolDate } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { addDays, localDate } from '../schedule/wall-clock.ts'
import { type SchoolDays, usualDays } from './days.ts'
import { type CourseRow, eventsFor, type Seen, standingAnswer, viewOf, withCourse } from './request-row.ts'

const STATES = Object.keys(REQUEST_NEXT).map((state) => Value.Parse(RequestState, state))
const OPEN = STATES.filter(isOpenRequest)
const ENDED = STATES.filter((state) => !isOpenRequest(state))

export interface RequestFilter {
  readonly state?: 'open' | 'ended' | RequestState
  readonly kind?: RequestKind
  readonly assigneeId?: string
  readonly requesterId?: string
  readonly room?: string
  /** Past its due day, or its publish-by date. */
  readonly late?: boolean
  /** To be published by the day after tomorrow, or late with it. */
  readonly soon?: boolean
  readonly q?: string
}

/** Who reads: notes of the section are hidden from whoever asked (rule Q10). */
export interface RequestReader {
  readonly userId: string
  readonly section: boolean
}

export interface RequestListDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly days: () => Promise<SchoolDays>
  readonly files: (requestId: string) => Promise<readonly Attachment[]>
}

/** Of which the median is taken. */
const LAST = 20

const statesOf = (state: RequestFilter['state']): readonly RequestState[] =>
  state === undefined ? STATES : state === 'open' ? OPEN : state === 'ended' ? ENDED : [state]

/** Past its due day or its publish-by date, while the section has to answer. */
export const isLate = ({ state, dueOn, wantedOn }: RequestView, today: string): boolean =>
  RUNNING.has(state) && ((dueOn !== null && dueOn < today) || (wantedOn !== null && wantedOn < today))

const searched = (q: string, reader: RequestReader): Prisma.RequestWhereInput => {
  const said: Prisma.RequestEventWhereInput = { words: { contains: q }, recalled: false }
  const own = { internal: false }
  const notes = { request: { requesterId: { not: reader.userId } } }
  return {
    OR: [
      { haystack: { contains: q.toLowerCase() } },
      { events: { some: reader.section ? { ...said, OR: [own, notes] } : { ...said, ...own } } },
    ],
  }
}

export type RequestList = ReturnType<typeof createRequestList>

export const createRequestList = ({ database, clock, timeZone, days, files }: RequestListDeps) => {
  const today = () => localDate(clock.now(), timeZone)

  const seenWith = async (rows: readonly CourseRow[]): Promise<Seen> => {
    const ids = new Set(rows.flatMap(({ requesterId, assigneeId }) => [requesterId, assigneeId ?? requesterId]))
    const people = await database.user.findMany({ where: { id: { in: [...ids] } } })
    const names = new Map(people.map(({ id, name, fullName }) => [id, fullName || name]))
    return { names, days: await days(), today: today() }
  }
  const views = async (rows: readonly CourseRow[]): Promise<RequestView[]> => {
    const seen = await seenWith(rows)
    return rows.map((row) => viewOf(row, seen))
  }

  const running = async (): Promise<RequestView[]> =>
    views(await database.request.findMany({ where: { state: { in: [...RUNNING] } }, include: withCourse }))
  const lateIds = async () => (await running()).filter((view) => isLate(view, today())).map(({ id }) => id)

  const whereOf = async (filter: RequestFilter, reader: RequestReader): Promise<Prisma.RequestWhereInput> => {
    const { state, kind, assigneeId, requesterId, room, late = false, soon = false, q = '' } = filter
    return {
      AND: [
        { state: { in: [...statesOf(state)] } },
        kind === undefined ? {} : { kind },
        assigneeId === undefined ? {} : { assigneeId },
        requesterId === undefined ? {} : { requesterId },
        room === undefined ? {} : { room },
        late ? { id: { in: await lateIds() } } : {},
        soon ? { state: { in: OPEN }, wantedOn: { lte: addDays(today(), NEAR_DAYS) } } : {},
        q.trim() === '' ? {} : searched(q.trim(), reader),
      ],
    }
  }

  const paceOf = async (kind: RequestKind): Promise<number | null> => {
    const rows = await database.request.findMany({
      where: { kind, answerDays: { not: null } },
      orderBy: { answeredAt: 'desc' },
      take: LAST,
      select: { answerDays: true },
    })
    return usualDays(rows.flatMap(({ answerDays }) => (answerDays === null ? [] : [answerDays])))
  }

  const dutyOf = async (occurrenceId: string | null): Promise<RequestDetail['duty']> => {
    if (occurrenceId === null) return null
    const row = await database.dutyOccurrence.findUnique({ where: { id: occurrenceId }, include: { duty: true } })
    return row === null ? null : { occurrenceId, name: row.duty.name, due: schoolDate(row.due) }
  }

  return {
    /** At most `limit + 1`, the newest first. */
    list: async (
      limit: number,
      cursor: string | undefined,
      filter: RequestFilter,
      reader: RequestReader,
    ): Promise<RequestView[]> =>
      views(
        await database.request.findMany({
          where: await whereOf(filter, reader),
          include: withCourse,
          orderBy: [{ filedAt: 'desc' }, { id: 'desc' }],
          take: limit + 1,
          ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
        }),
      ),

    /** One without what was said. Null: there is none. */
    view: async (id: string): Promise<RequestView | null> => {
      const row = await database.request.findUnique({ where: { id }, include: withCourse })
      return row === null ? null : ((await views([row]))[0] ?? null)
    },

    /** One with all that its reader may know of it. Null: there is none. */
    find: async (id: string, reader: RequestReader): Promise<RequestDetail | null> => {
      const row = await database.request.findUnique({
        where: { id },
        include: {
          events: { orderBy: { position: 'asc' } },
          mergedInto: { include: { events: { where: { act: 'answer' }, orderBy: { position: 'asc' } } } },
          mergedFrom: { orderBy: { filedAt: 'asc' } },
        },
      })
      if (row === null) return null
      const course = { ...row, events: row.events.filter(({ to }) => to !== null) }
      const asked = [row, ...row.mergedFrom].map(({ requesterId }) => requesterId)
      const section = reader.section && !asked.includes(reader.userId)
      const view = (await views([course]))[0]
      const others = await seenWith(row.mergedFrom.map((each) => ({ ...each, events: [] })))
      const into = row.mergedInto
      if (view === undefined) return null
      return {
        ...view,
        events: eventsFor(row.events, section),
        files: [...(await files(id))],
        mergedInto:
          into === null
            ? null
            : {
                ...{ id: into.id, number: into.number, state: Value.Parse(RequestState, into.state) },
                answer: standingAnswer(into.events),
              },
        mergedFrom: reader.section
          ? row.mergedFrom.map((each) => ({
              ...{ id: each.id, number: each.number },
              requester: others.names.get(each.requesterId) ?? '',
            }))
          : [],
        faultId: row.faultId,
        duty: reader.section ? await dutyOf(row.dutyOccurrenceId) : null,
        usualDays: await paceOf(view.kind),
      }
    },

    /** Open ones that are late, and those that wait for a person of the section, for the desk and the morning’s letter. */
    running,
    late: async () => (await running()).filter((view) => isLate(view, today())),

    counts: async (userId: string): Promise<RequestCounts> => {
      const count = (where: Prisma.RequestWhereInput) => database.request.count({ where })
      return {
        new: await count({ state: 'new' }),
        mine: await count({ state: 'taken', assigneeId: userId }),
        waiting: await count({ state: { in: ['asked', 'answered'] } }),
        late: (await lateIds()).length,
      }
    },

    usualDays: paceOf,

    pace: async () =>
      Promise.all(
        REQUEST_KIND_NAMES.map(async (kind) => ({
          ...{ kind, usualDays: await paceOf(kind) },
          targetDays: REQUEST_KINDS[kind].targetDays,
        })),
      ),
  }
}

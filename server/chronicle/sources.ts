/** Where a chronicle reads: for each kind its newest of a room, or of a person. */

import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { ChronicleKind, ChronicleLine } from '../../protocol/chronicle.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import { RequestState } from '../../protocol/request.ts'
import { isRoomProblem, ROOM_HISTORY_DAYS } from '../../protocol/room-history.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { VisitState } from '../../protocol/visit.ts'
import { answerOf, stepsIn } from '../duties/duty-row.ts'
import { faultOf } from '../faults/fault-row.ts'
import type { Database } from '../platform/database.ts'
import { readRoom } from '../rooms/room-history.ts'
import { partOf, type Range } from './merged.ts'
import { namesRoom } from './names-room.ts'

/** How much of a kind a page asks for. */
export interface Wanted {
  /** Null: from the newest. */
  readonly before: Instant | null
  readonly limit: number
  readonly language: Language
  readonly now: Instant
}
/** Each gives what `partOf` says. */
export type Sources = Readonly<Partial<Record<ChronicleKind, (wanted: Wanted) => Promise<readonly ChronicleLine[]>>>>

const DAY_MS = 86_400_000
const during = ({ from, before }: Range) => ({
  ...(from === null ? {} : { gte: new Date(from) }),
  ...(before === null ? {} : { lt: new Date(before) }),
})
const atMost = (most: number | null): { take?: number } => (most === null ? {} : { take: most })
const at = (date: Date): Instant => instant(date.getTime())

const faultsOf = async (
  database: Database,
  of: Prisma.FaultWhereInput,
  { before, limit, language }: Wanted,
): Promise<readonly ChronicleLine[]> => {
  const rows = await partOf(
    (range, most) =>
      database.fault.findMany({
        where: { AND: [of, { createdAt: during(range) }] },
        orderBy: { createdAt: 'desc' },
        ...atMost(most),
      }),
    ({ createdAt }) => createdAt,
    before,
    limit,
  )
  return rows.map(faultOf).map((fault) => ({
    ...{ kind: 'fault', id: fault.id, at: fault.createdAt, number: fault.number, state: fault.state },
    ...{ title: faultTitle(fault, language), path: `/faults/${fault.id}` },
  }))
}

const requestsOf = async (
  database: Database,
  of: Prisma.RequestWhereInput,
  { before, limit }: Wanted,
): Promise<readonly ChronicleLine[]> => {
  const rows = await partOf(
    (range, most) =>
      database.request.findMany({
        where: { AND: [of, { filedAt: during(range) }] },
        orderBy: { filedAt: 'desc' },
        ...atMost(most),
      }),
    ({ filedAt }) => filedAt,
    before,
    limit,
  )
  return rows.map(({ id, filedAt, number, summary, state }) => ({
    ...{ kind: 'request', id, at: at(filedAt), number, title: summary, path: `/requests/${id}` },
    state: Value.Parse(RequestState, state),
  }))
}

const visitsFor = async (
  database: Database,
  faults: readonly string[],
  { before, limit }: Wanted,
): Promise<readonly ChronicleLine[]> => {
  const rows = await partOf(
    (range, most) =>
      database.visit.findMany({
        where: { start: during(range), faults: { some: { faultId: { in: [...faults] } } } },
        include: { vendor: { select: { name: true } } },
        orderBy: { start: 'desc' },
        ...atMost(most),
      }),
    ({ start }) => start,
    before,
    limit,
  )
  return rows.map(({ id, start, vendor, state }) => ({
    ...{ kind: 'visit', id, at: at(start), number: '', title: vendor.name, path: `/visits/${id}` },
    state: Value.Parse(VisitState, state),
  }))
}

/** Answers of steps that name the room: by the duty, by the step, or by what was noted. All: they are few. */
const stepsNaming = async (database: Database, room: string, { before }: Wanted): Promise<readonly ChronicleLine[]> => {
  const duties = await database.duty.findMany({ select: { id: true, name: true, steps: true } })
  const told = duties.flatMap((duty) =>
    stepsIn(duty)
      .filter(({ text }) => namesRoom(duty.name, room) || namesRoom(text, room))
      .map(({ id: stepId }) => ({ stepId, occurrence: { dutyId: duty.id } })),
  )
  const rows = await database.dutyAnswer.findMany({
    where: { at: during({ from: null, before }), OR: [{ note: { contains: room } }, ...told] },
    include: { occurrence: { select: { id: true, steps: true, duty: { select: { name: true } } } } },
  })
  return rows.flatMap((row): ChronicleLine[] => {
    const { stepId, note, occurrence } = row
    const { name } = occurrence.duty
    const step = stepsIn(occurrence).find(({ id }) => id === stepId)?.text ?? ''
    if (![name, step, note].some((text) => namesRoom(text, room))) return []
    return [
      {
        ...{ kind: 'duty', id: `${occurrence.id} ${stepId}`, at: at(row.at), number: '', title: `${name}：${step}` },
        ...{ state: answerOf(row).result, path: `/duties?occurrence=${occurrence.id}` },
      },
    ]
  })
}

type Tv = Prisma.DisplayGetPayload<{ select: { id: true; groupId: true } }>

/** What somebody had to look after, and what was asked of it. All: it is kept for thirty days. */
const ofTv = async (database: Database, tv: Tv, { before, now }: Wanted): Promise<readonly ChronicleLine[]> => {
  const window = { start: instant(now - ROOM_HISTORY_DAYS * DAY_MS), end: before ?? instant(now + 1) }
  const events = window.end <= window.start ? [] : await readRoom(database, tv, window, now)
  return events
    .filter((event) => event.type === 'act' || isRoomProblem(event))
    .map((event, place, { length }) => ({
      // Told from the oldest, so that what comes moves no name.
      ...{ kind: 'tv', id: `${tv.id} ${event.at} ${event.type} ${length - place}`, at: event.at, number: '', event },
      title: event.type === 'observed' || event.type === 'aired' ? event.title : '',
      path: `/?room=${tv.id}`,
    }))
}

/** @param room as its TV is called, and as people write it */
export const sourcesOfRoom = async (database: Database, room: string): Promise<Sources> => {
  const tvs = await database.display.findMany({ where: { name: room }, select: { id: true, groupId: true } })
  const ids = tvs.map(({ id }) => id)
  const joined = await database.faultRoom.findMany({ where: { displayId: { in: ids } }, select: { faultId: true } })
  const faults = {
    OR: [{ room }, { displayId: { in: ids } }, { id: { in: joined.map(({ faultId }) => faultId) } }],
  }
  return {
    fault: (wanted) => faultsOf(database, faults, wanted),
    request: (wanted) => requestsOf(database, { room }, wanted),
    visit: async (wanted) =>
      visitsFor(
        database,
        (await database.fault.findMany({ where: faults, select: { id: true } })).map(({ id }) => id),
        wanted,
      ),
    duty: (wanted) => stepsNaming(database, room, wanted),
    tv: async (wanted) => (await Promise.all(tvs.map((tv) => ofTv(database, tv, wanted)))).flat(),
  }
}

/** What they reported, alone or with others, and what they asked for. */
export const sourcesOfPerson = (database: Database, userId: string): Sources => ({
  fault: (wanted) => faultsOf(database, { OR: [{ reporterId: userId }, { fellows: { some: { userId } } }] }, wanted),
  request: (wanted) => requestsOf(database, { requesterId: userId }, wanted),
})

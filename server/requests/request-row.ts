/** A request as the database keeps it, read into what the rules and the wire speak of. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type RequestDetail,
  RequestEvent,
  type RequestPerson,
  RequestState,
  type RequestView,
} from '../../protocol/request.ts'
import { REQUEST_KINDS, RequestKind } from '../../protocol/request-kinds.ts'
import { type Instant, instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import { type Course, dueOn, type SchoolDays } from './days.ts'
import { assigneeOf, type Standing } from './rules.ts'

/** With what a view needs: the states it came to. */
export const withCourse = {
  events: { where: { to: { not: null } }, orderBy: { position: 'asc' }, select: { at: true, to: true } },
} as const satisfies Prisma.RequestInclude
export type RequestRow = Prisma.RequestGetPayload<object>
export type CourseRow = Prisma.RequestGetPayload<{ include: typeof withCourse }>
export type EventRow = Prisma.RequestEventGetPayload<object>

const Fields = Type.Record(Type.String(), Type.String())

export const at = (date: Date): Instant => instant(date.getTime())
const dateOrNull = (text: string | null): SchoolDate | null => (text === null ? null : schoolDate(text))

/** @throws when the row holds what no rule could have written */
export const standingOf = (row: RequestRow): Standing => {
  const state = Value.Parse(RequestState, row.state)
  const { assigneeId: assignee, mergedIntoId: into, faultId } = row
  if (state === 'new') return { state }
  if (state === 'withdrawn') return { state, assignee }
  if (state === 'merged') return { state, assignee, into: into ?? '' }
  if (assignee === null) throw new Error(`request ${row.id} is ${state} and nobody’s`)
  return state === 'handed-on' ? { state, assignee, faultId: faultId ?? '' } : { state, assignee }
}

/** What is written of a standing. A fault once made stays named. */
export const columnsOf = (standing: Standing) => ({
  state: standing.state,
  assigneeId: assigneeOf(standing),
  mergedIntoId: standing.state === 'merged' ? standing.into : null,
  ...(standing.state === 'handed-on' ? { faultId: standing.faultId } : {}),
})

export const courseOf = (row: CourseRow): Course =>
  row.events.flatMap((event) =>
    event.to === null ? [] : [{ at: at(event.at), state: Value.Parse(RequestState, event.to) }],
  )

/** Names of people by their ids. */
export type Names = ReadonlyMap<string, string>

/** What a view is made with. */
export interface Seen {
  readonly names: Names
  readonly days: SchoolDays
  readonly today: SchoolDate
}

const person = (id: string, names: Names): RequestPerson => ({ id, name: names.get(id) ?? '' })

export const viewOf = (row: CourseRow, { names, days, today }: Seen): RequestView => {
  const kind = Value.Parse(RequestKind, row.kind)
  return {
    id: row.id,
    number: row.number,
    kind,
    summary: row.summary,
    details: row.details,
    room: row.room,
    fields: Value.Parse(Fields, row.fields),
    wantedOn: dateOrNull(row.wantedOn),
    state: Value.Parse(RequestState, row.state),
    version: row.version,
    requester: person(row.requesterId, names),
    assignee: row.assigneeId === null ? null : person(row.assigneeId, names),
    filedAt: at(row.filedAt),
    since: at(row.since),
    dueOn: dueOn(courseOf(row), REQUEST_KINDS[kind].targetDays, today, days),
  }
}

/** What happened, as one may read it: notes and words taken back are the section’s (rules Q10, Q11). */
export const eventsFor = (rows: readonly EventRow[], section: boolean): RequestDetail['events'] =>
  rows
    .filter(({ internal }) => section || !internal)
    .map((row) => ({
      id: row.id,
      at: at(row.at),
      by: row.by,
      act: Value.Parse(RequestEvent.properties.act, row.act),
      words: row.recalled && !section ? '' : row.words,
      internal: row.internal,
      recalled: row.recalled,
    }))

/** The answer that stands, as the requesters of merged ones read it. */
export const standingAnswer = (rows: readonly EventRow[]): string | null =>
  rows.findLast(({ act, recalled }) => act === 'answer' && !recalled)?.words ?? null

/** What the search reads, in lower case. */
export const haystackOf = (
  row: Pick<RequestView, 'number' | 'kind' | 'summary' | 'details' | 'room' | 'fields'>,
  requester: string,
): string => {
  const { name } = REQUEST_KINDS[row.kind]
  const texts = [row.number, name['zh-TW'], name.en, row.summary, row.details, row.room, requester]
  return [...texts, ...Object.values(row.fields)].join('\n').toLowerCase()
}

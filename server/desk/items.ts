/** Everything of the section that is not over, as one list: each with whose turn it is. */
import { Value } from 'typebox/value'
import type { DeskItem, WaitsFor } from '../../protocol/desk.ts'
import type { Responsible } from '../../protocol/duty.ts'
import type { DutyBoard } from '../../protocol/duty-occurrence.ts'
import { FAULT_OWNERS, FAULT_STATES, type FaultView, isFaultClockRunning, isFaultOpen } from '../../protocol/fault.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import { REQUEST_NEXT, type RequestView } from '../../protocol/request.ts'
import type { SlipView } from '../../protocol/slip.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant, type SchoolDate, timeOfDay } from '../../protocol/time.ts'
import { VisitState } from '../../protocol/visit.ts'
import { faultOf } from '../faults/fault-row.ts'
import type { Database } from '../platform/database.ts'
import { addDays, instantOf } from '../schedule/wall-clock.ts'

export interface DeskSources {
  readonly database: Database
  readonly timeZone: string
  readonly duties: () => Promise<DutyBoard>
  /** Those that go round or wait to be sent. */
  readonly slips: () => Promise<readonly SlipView[]>
  /** Open ones. */
  readonly requests: () => Promise<readonly RequestView[]>
  readonly isRequestLate: (request: RequestView) => boolean
}

const SECTION: WaitsFor = { who: 'section', name: '' }
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ')
const MIDNIGHT = timeOfDay('00:00')

/** The end of a school date. */
const endOf = (date: SchoolDate, timeZone: string): Instant => instantOf(addDays(date, 1), MIDNIGHT, timeZone)

const dutyItems = ({ today, open, awaited }: DutyBoard, now: Instant, timeZone: string): readonly DeskItem[] => [
  ...open
    .filter(({ due }) => due <= today)
    .map(
      ({ id, name, procedure, due, dueAt, late, responsible }): DeskItem => ({
        ...{ kind: 'duty', id, name, detail: procedure, waitsFor: personOf(responsible), dueAt, late },
        since: instantOf(due, MIDNIGHT, timeZone),
        path: `/duties?occurrence=${id}`,
      }),
    ),
  ...awaited.map(
    ({ id, occurrenceId, what, dutyName, office, askedAt }): DeskItem => ({
      ...{ kind: 'supply', id, name: what, detail: dutyName, waitsFor: { who: 'office', name: office } },
      ...{ since: askedAt ?? now, dueAt: null, late: false, path: `/duties?occurrence=${occurrenceId}` },
    }),
  ),
]

const personOf = (responsible: Responsible): WaitsFor =>
  responsible.type === 'section' ? SECTION : { who: 'person', name: responsible.name }

/** Names by id: of people, of the vendors of faults. */
interface Names {
  readonly people: ReadonlyMap<string, string>
  readonly vendors: ReadonlyMap<string, string>
}

/** One whose slip goes round is told by the slip. */
const faultItems = (
  faults: readonly FaultView[],
  now: Instant,
  language: Language,
  names: Names,
): readonly DeskItem[] =>
  faults
    .filter(({ state }) => state !== 'awaiting-slip')
    .map((fault): DeskItem => {
      const { id, number, room, state, since, dueAt, ownerId } = fault
      const person = ownerId === null ? undefined : names.people.get(ownerId)
      return {
        ...{ kind: 'fault', id, since, dueAt, path: `/faults/${id}`, detail: joined(number, room) },
        name: faultTitle(fault, language),
        waitsFor:
          FAULT_OWNERS[state] === 'vendor'
            ? { who: 'vendor', name: names.vendors.get(id) ?? '' }
            : person === undefined
              ? SECTION
              : { who: 'person', name: person },
        late: isFaultClockRunning(fault) && dueAt !== null && dueAt < now,
      }
    })

const slipItems = (slips: readonly SlipView[]): readonly DeskItem[] =>
  slips.flatMap(({ id, number, what, room, waits, turns, waitsSince, createdAt }) =>
    waits.map(
      ({ office }): DeskItem => ({
        ...{ kind: 'slip', id, name: what, detail: joined(number, room), path: `/slips/${id}` },
        waitsFor:
          office === null
            ? SECTION
            : { who: 'office', name: turns.find((turn) => turn.office === office)?.name ?? office },
        ...{ since: waitsSince ?? createdAt, dueAt: null, late: false },
      }),
    ),
  )

const requestItems = (
  requests: readonly RequestView[],
  isLate: DeskSources['isRequestLate'],
  timeZone: string,
): readonly DeskItem[] =>
  requests.map((request): DeskItem => {
    const { id, number, summary, room, state, requester, assignee, since, dueOn } = request
    const owner = REQUEST_NEXT[state]?.owner
    return {
      ...{ kind: 'request', id, name: summary, detail: joined(number, room), since, path: `/requests/${id}` },
      waitsFor:
        owner === 'requester'
          ? { who: 'requester', name: requester.name }
          : assignee === null
            ? SECTION
            : { who: 'person', name: assignee.name },
      dueAt: dueOn === null ? null : endOf(dueOn, timeZone),
      late: isLate(request),
    }
  })

const OPEN_FAULTS = FAULT_STATES.filter(isFaultOpen)
/** A visit is the vendor’s turn from when it is expected until the technician is there. */
const EXPECTED: readonly VisitState[] = ['proposed', 'agreed']

/** All of it, in no order. */
export const readItems = async (
  sources: DeskSources,
  now: Instant,
  language: Language,
): Promise<readonly DeskItem[]> => {
  const { database, timeZone } = sources
  const [board, slips, requests, faultRows, visits, bookings, users] = await Promise.all([
    sources.duties(),
    sources.slips(),
    sources.requests(),
    database.fault.findMany({ where: { state: { in: [...OPEN_FAULTS] } } }),
    database.visit.findMany({
      where: { state: { in: [...EXPECTED, 'arrived'] } },
      include: { vendor: { select: { name: true } }, faults: { select: { faultId: true } } },
    }),
    database.booking.findMany({
      where: { state: 'pending' },
      include: { media: { select: { title: true } }, user: true },
    }),
    database.user.findMany({ select: { id: true, name: true, fullName: true } }),
  ])
  const names: Names = {
    people: new Map(users.map(({ id, name, fullName }) => [id, fullName || name])),
    vendors: new Map(visits.flatMap(({ vendor, faults }) => faults.map(({ faultId }) => [faultId, vendor.name]))),
  }
  return [
    ...dutyItems(board, now, timeZone),
    ...faultItems(faultRows.map(faultOf), now, language, names),
    ...slipItems(slips),
    ...requestItems(requests, sources.isRequestLate, timeZone),
    ...visits
      .filter(({ state }) => EXPECTED.includes(Value.Parse(VisitState, state)))
      .map(
        ({ id, start, vendor, technician, createdAt }): DeskItem => ({
          ...{
            kind: 'visit',
            id,
            name: vendor.name,
            detail: technician,
            waitsFor: { who: 'vendor', name: vendor.name },
          },
          ...{ since: instant(createdAt.getTime()), dueAt: instant(start.getTime()), path: `/visits/${id}` },
          late: start.getTime() < now,
        }),
      ),
    ...bookings.map(
      ({ id, date, media, film, user, createdAt }): DeskItem => ({
        ...{ kind: 'booking', id, detail: date, waitsFor: { who: 'approver', name: '' }, path: '/bookings' },
        name: joined(media?.title ?? titleOf(film), user.fullName || user.name),
        ...{ since: instant(createdAt.getTime()), dueAt: null, late: false },
      }),
    ),
  ]
}

/** Of a film that is not in the library yet. */
const titleOf = (film: unknown): string =>
  typeof film === 'object' && film !== null && 'title' in film && typeof film.title === 'string' ? film.title : ''

/** Duties over HTTP: what they are, when they come next, who is away, what became of them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import {
  Absence,
  AbsenceInput,
  Duty,
  DutyChange,
  DutyDraft,
  HolidayRule,
  PlannedDuty,
  Recurrence,
} from '../../protocol/duty.ts'
import { DutyBoard, DutyOccurrence } from '../../protocol/duty-occurrence.ts'
import { SchoolDate, TimeOfDay } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt, rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import { dutiesCsv } from './duties-csv.ts'
import type { Maker } from './maker.ts'
import type { OccurrenceList } from './occurrence-list.ts'
import type { DutyStore } from './store.ts'

export interface DutyRoutesDeps {
  readonly duties: DutyStore
  readonly list: OccurrenceList
  readonly maker: Pick<Maker, 'look'>
  readonly clock: Clock
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

const tags = ['duties']
const Id = Type.Object({ id: Type.String({ maxLength: 64 }) })
const Rule = Type.Object(
  { recurrence: Recurrence, onHoliday: HolidayRule, onlyInTerm: Type.Boolean(), time: TimeOfDay },
  { additionalProperties: false },
)
const Person = Type.Object({ id: Type.String(), name: Type.String() })
const MOST_EXPORTED = 5000

export const dutyRoutes =
  ({ duties, list, maker, clock, changes, audit, timeZone }: DutyRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    /** What a change brings is there when it is answered. */
    const changed = async (...ids: string[]): Promise<void> => {
      changes.publish('duties', ...ids)
      await maker.look()
    }

    app.get(
      '/api/duties',
      {
        config: { access: 'duties.read' },
        schema: {
          tags,
          summary: 'All duties, by their procedure',
          querystring: PageQuery,
          response: { 200: pageOf(Duty) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor, q } }) => {
        const { rows, nextCursor } = cutPage(await duties.list(limit, cursor, q), limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/duties/:id',
      {
        config: { access: 'duties.read' },
        schema: { tags, summary: 'One duty', params: Id, response: { 200: Duty } },
      },
      ({ params }) => duties.get(params.id),
    )

    app.post(
      '/api/duties',
      {
        config: { access: 'duties.write' },
        schema: { tags, summary: 'A new duty', body: DutyDraft, response: { 201: Duty } },
      },
      async (request, reply) => {
        const duty = await duties.create(request.body)
        await audit(userOf(request).name, 'duty.create', duty.id, { name: duty.name })
        await changed(duty.id)
        return reply.code(201).send(duty)
      },
    )

    app.put(
      '/api/duties/:id',
      {
        config: { access: 'duties.write' },
        schema: {
          tags,
          summary: 'Changes a duty; another rule counts from now on',
          params: Id,
          body: DutyChange,
          response: { 200: Duty },
        },
      },
      async (request) => {
        const { version, ...draft } = request.body
        const duty = await duties.change(request.params.id, draft, version)
        await audit(userOf(request).name, 'duty.change', duty.id, { name: duty.name, version: duty.version })
        await changed(duty.id)
        return duty
      },
    )

    app.delete(
      '/api/duties/:id',
      {
        config: { access: 'duties.write' },
        schema: { tags, summary: 'Takes a duty away; what is open of it is closed', params: Id },
      },
      async (request, reply) => {
        const user = userOf(request)
        await duties.remove(request.params.id, user.name)
        await audit(user.name, 'duty.remove', request.params.id, {})
        await changed(request.params.id)
        return reply.code(204).send()
      },
    )

    app.post(
      '/api/duties/:id/restore',
      {
        config: { access: 'duties.write' },
        schema: { tags, summary: 'Puts a duty back that was taken away', params: Id, response: { 200: Duty } },
      },
      async (request) => {
        const duty = await duties.restore(request.params.id)
        await audit(userOf(request).name, 'duty.restore', duty.id, { name: duty.name })
        await changed(duty.id)
        return duty
      },
    )

    app.post(
      '/api/duties/preview',
      {
        config: { access: 'duties.write' },
        schema: {
          tags,
          summary: 'The next five by a rule, and why each is where it is',
          body: Rule,
          response: { 200: Type.Object({ items: Type.Array(PlannedDuty), nextCursor: Type.Null() }) },
        },
      },
      async ({ body }) => ({ items: await duties.preview(body), nextCursor: null }),
    )

    app.get(
      '/api/duties/:id/history',
      {
        config: { access: 'duties.read' },
        schema: {
          tags,
          summary: 'What became of a duty each time, the latest first',
          params: Id,
          querystring: Type.Omit(PageQuery, ['q']),
          response: { 200: pageOf(DutyOccurrence) },
        },
      },
      async ({ params, query: { limit = DEFAULT_PAGE, cursor } }) => {
        const of = { dutyId: params.id, limit, ...(cursor === undefined ? {} : { cursor }) }
        const { rows, nextCursor } = cutPage(await list.history(of), limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/duties/export.csv',
      {
        config: { access: 'duties.read' },
        schema: {
          tags,
          summary: 'What was due between two dates, step by step, as CSV',
          querystring: Type.Object({ from: SchoolDate, to: SchoolDate }),
          response: { 200: Type.String() },
        },
      },
      async ({ query: { from, to } }, reply) => {
        for (const [field, date] of Object.entries({ from, to }))
          if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
        const all = await list.history({ from, to, limit: MOST_EXPORTED })
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="duties-${from}-${to}.csv"`)
          .send(dutiesCsv(all, (at) => rfc3339(at, timeZone)))
      },
    )

    app.get(
      '/api/duty-board',
      {
        config: { access: 'duties.read' },
        schema: { tags, summary: 'What is late, due and coming, and what offices owe', response: { 200: DutyBoard } },
      },
      () => list.board(),
    )

    app.get(
      '/api/duty-people',
      {
        config: { access: 'duties.read' },
        schema: {
          tags,
          summary: 'Who may do duties',
          response: { 200: Type.Object({ items: Type.Array(Person), nextCursor: Type.Null() }) },
        },
      },
      async () => ({ items: await duties.people(), nextCursor: null }),
    )

    app.get(
      '/api/absences',
      {
        config: { access: 'duties.read' },
        schema: {
          tags,
          summary: 'Who does no duties, and until when',
          response: { 200: Type.Object({ items: Type.Array(Absence), nextCursor: Type.Null() }) },
        },
      },
      async () => ({ items: await duties.absences(dateAt(clock.now(), timeZone)), nextCursor: null }),
    )

    app.post(
      '/api/absences',
      {
        config: { access: 'duties.write' },
        schema: {
          tags,
          summary: 'Somebody is away: the stand-in looks after their duties',
          body: AbsenceInput,
          response: { 201: Type.Object({ id: Type.String() }) },
        },
      },
      async (request, reply) => {
        const { note = '', ...away } = request.body
        const id = await duties.addAbsence({ ...away, note })
        await audit(userOf(request).name, 'absence.create', id, Value.Parse(AbsenceInput, request.body))
        await changed()
        return reply.code(201).send({ id })
      },
    )

    app.delete(
      '/api/absences/:id',
      { config: { access: 'duties.write' }, schema: { tags, summary: 'Ends an absence', params: Id } },
      async (request, reply) => {
        await duties.removeAbsence(request.params.id)
        await audit(userOf(request).name, 'absence.remove', request.params.id, {})
        await changed()
        return reply.code(204).send()
      },
    )
  }

/** Visits over HTTP: what is planned, what is done to it, and the technician's link. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { MailAddress } from '../../protocol/mail.ts'
import { type Language, Language as LanguageSchema } from '../../protocol/text.ts'
import { Instant, type Instant as InstantType, instant, SchoolDate } from '../../protocol/time.ts'
import {
  LINK_AFTER_MS,
  VisitAct,
  VisitCheckInput,
  VisitDetail,
  VisitInput,
  VisitState,
  VisitView,
  VisitWarning,
} from '../../protocol/visit.ts'
import { csvText } from '../csv/csv-text.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import type { VisitLetters } from './letters.ts'
import type { Planning } from './planning.ts'
import { TECHNICIAN, type VisitFilter, type VisitStore } from './store.ts'

export interface VisitRoutesDeps {
  readonly visits: VisitStore
  readonly planning: Planning
  readonly guests: GuestLinks
  readonly letters: Pick<VisitLetters, 'link'>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

const tags = ['visits']
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) })
const Filter = {
  from: Type.Optional(SchoolDate),
  to: Type.Optional(SchoolDate),
  state: Type.Optional(VisitState),
  vendorId: Type.Optional(Type.String({ maxLength: 60 })),
  faultId: Type.Optional(Type.String({ maxLength: 60 })),
}
const FilterQuery = Type.Object({ q: PageQuery.properties.q, ...Filter })
const LinkInput = Type.Object(
  {
    holder: Type.String({ minLength: 1, maxLength: 80 }),
    /** Where it is mailed to; null: it is copied. */
    mailTo: Type.Union([MailAddress, Type.Null()]),
    language: LanguageSchema,
  },
  { additionalProperties: false },
)
const MadeLink = Type.Object({
  token: Type.String({ description: 'Shown only now; goes behind `/#/technician?token=`' }),
  expiresAt: Instant,
  sentTo: Type.Union([Type.String(), Type.Null()]),
})
const LARGEST_EXPORT = 10_000

export const visitRoutes =
  (deps: VisitRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { visits, planning, guests, letters, changes, audit, timeZone } = deps
    const filterOf = (asked: Static<typeof FilterQuery>): VisitFilter => ({
      ...(asked.from === undefined ? {} : { from: startOfDate(asked.from, timeZone) }),
      ...(asked.to === undefined ? {} : { to: startOfDate(addDays(asked.to, 1), timeZone) }),
      ...(asked.state === undefined ? {} : { states: [asked.state] }),
      ...(asked.vendorId === undefined ? {} : { vendorId: asked.vendorId }),
      ...(asked.faultId === undefined ? {} : { faultId: asked.faultId }),
      ...(asked.q === undefined ? {} : { q: asked.q }),
    })
    const tell = ({ id, faults, vendorId }: VisitView): void => {
      changes.publish('visits', id)
      changes.publish('vendors', vendorId)
      if (faults.length > 0) changes.publish('faults', ...faults.map((fault) => fault.id))
    }
    const detailOf = async (id: string, language: Language): Promise<VisitDetail> => {
      const detail = await visits.detail(id, language)
      if (detail === null) throw new Failure('NOT_FOUND')
      return detail
    }

    app.get(
      '/api/visits',
      {
        config: { access: 'vendors.read' },
        schema: {
          tags,
          summary: 'Visits in the order of their windows; both dates included',
          querystring: Type.Object({ ...PageQuery.properties, ...Filter }),
          response: { 200: pageOf(VisitView) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor, ...asked }, language }) => {
        const { rows, nextCursor } = cutPage(await visits.list(limit, cursor, filterOf(asked), language), limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/visits/export.csv',
      {
        config: { access: 'vendors.read' },
        schema: { tags, summary: 'The same as a table, one line for each fault of a visit', querystring: FilterQuery },
      },
      async ({ query, language }, reply) => {
        const text = (at: InstantType | null) => (at === null ? '' : rfc3339(at, timeZone))
        const rows = await visits.list(LARGEST_EXPORT, undefined, filterOf(query), language)
        const table = csvText([
          ['start', 'end', 'vendor', 'technician', 'state', 'arrived', 'ended', 'callOutCost'].concat([
            'fault',
            'room',
            'what',
            'outcome',
            'found',
            'done',
            'parts',
            'cost',
          ]),
          ...rows.flatMap((visit) => {
            const head = [text(visit.start), text(visit.end), visit.vendorName, visit.technician, visit.state]
            const times = [text(visit.arrivedAt), text(visit.endedAt), visit.callOutCost]
            const lines = visit.faults.map(({ number, room, title, outcome, found, done, parts, cost }) => [
              ...[number, room, title, outcome, found, done],
              ...[parts.map(({ name, count }) => `${name} × ${count}`).join('; '), cost],
            ])
            return (lines.length === 0 ? [[]] : lines).map((line) => [...head, ...times, ...line])
          }),
        ])
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="visits.csv"')
          .send(table)
      },
    )

    app.get(
      '/api/visits/:id',
      {
        config: { access: 'vendors.read' },
        schema: { tags, summary: 'One visit with its history', params: Id, response: { 200: VisitDetail } },
      },
      ({ params, language }) => detailOf(params.id, language),
    )

    app.post(
      '/api/visits/check',
      {
        config: { access: 'visits.write' },
        schema: {
          tags,
          summary: 'What speaks against a window; nothing is saved',
          body: VisitCheckInput,
          response: { 200: Type.Object({ warnings: Type.Array(VisitWarning) }) },
        },
      },
      async ({ body, language }) => ({ warnings: [...(await planning.check(body, language))] }),
    )

    app.post(
      '/api/visits',
      {
        config: { access: 'visits.write' },
        schema: { tags, summary: 'A new visit', body: VisitInput, response: { 201: VisitView } },
      },
      async (request, reply) => {
        const user = userOf(request)
        const visit = await visits.create(request.body, user.name, request.language)
        const { vendorId, start, end, faultIds, agreed } = request.body
        await audit(user.name, 'visit.create', visit.id, { vendorId, start, end, agreed, faults: faultIds })
        tell(visit)
        return reply.code(201).send(visit)
      },
    )

    app.post(
      '/api/visits/:id/acts',
      {
        config: { access: 'visits.write' },
        schema: {
          tags,
          summary: 'Does one act to a visit, and what follows from it to its faults',
          params: Id,
          body: Type.Object(
            { act: VisitAct, version: Type.Integer({ minimum: 1, description: 'What was seen' }) },
            { additionalProperties: false },
          ),
          response: { 200: VisitView },
        },
      },
      async (request) => {
        const user = userOf(request)
        const { act, version } = request.body
        const before = await visits.held(request.params.id, request.language)
        const visit = await visits.act(before.id, act, user.name, request.language, version)
        await audit(user.name, `visit.${act.type}`, visit.id, { from: before.state, to: visit.state })
        tell({ ...visit, faults: [...before.faults, ...visit.faults] })
        return visit
      },
    )

    app.post(
      '/api/visits/:id/link',
      {
        config: { access: 'visits.write' },
        schema: {
          tags,
          summary: 'A technician’s link; one made before ends',
          params: Id,
          body: LinkInput,
          response: { 201: MadeLink },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const { holder, mailTo, language } = request.body
        const visit = await visits.held(request.params.id, request.language)
        if (visit.state === 'cancelled' || visit.state === 'done') throw new Failure('VISIT_MOVED_ON')
        const expiresAt = instant(visit.end + LINK_AFTER_MS)
        await guests.revoke(TECHNICIAN, visit.id)
        const made = await guests.make({
          ...{ purpose: TECHNICIAN, subjectId: visit.id, holder, createdBy: user.name, expiresAt },
        })
        const letter = { linkId: made.linkId, language, vendor: visit.vendorName, start: visit.start }
        const isSent =
          mailTo !== null && (await letters.link({ ...letter, address: mailTo, token: made.token, expiresAt }))
        await audit(user.name, 'visit.link', visit.id, { holder, mailed: isSent })
        changes.publish('visits', visit.id)
        return reply.code(201).send({ token: made.token, expiresAt, sentTo: isSent ? mailTo : null })
      },
    )

    app.delete(
      '/api/visits/:id/link',
      {
        config: { access: 'visits.write' },
        schema: { tags, summary: 'Ends the technician’s link', params: Id, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await guests.revoke(TECHNICIAN, request.params.id)
        await audit(userOf(request).name, 'visit.unlink', request.params.id, {})
        changes.publish('visits', request.params.id)
        return reply.code(204).send(null)
      },
    )
  }

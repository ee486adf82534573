/** Faults as the section works on them, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may, type User } from '../../protocol/account.ts'
import { Attachment } from '../../protocol/attachment.ts'
import {
  FAULT_STATES,
  type FaultAct,
  FaultSeverity,
  FaultSource,
  FaultState,
  isFaultOpen,
} from '../../protocol/fault.ts'
import {
  ACTS_WITH_NOTE,
  FaultActInput,
  FaultDetail,
  FaultFacets,
  FaultItem,
  FaultPerson,
  isHandAct,
} from '../../protocol/fault-desk.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt, rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { faultCsv } from './fault-csv.ts'
import type { FaultDesk } from './fault-desk.ts'
import type { FaultFilter } from './fault-filter.ts'
import type { FaultStore } from './store.ts'

export interface FaultRoutesDeps {
  readonly faults: FaultStore
  readonly desk: FaultDesk
  readonly attachments: Attachments
  readonly clock: Clock
  readonly changes: Changes
  readonly people: () => Promise<readonly User[]>
  readonly facets: () => Promise<FaultFacets>
  readonly record: ReturnType<typeof audit>
  readonly timeZone: string
}

const tags = ['faults']
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const File = Type.Object({ id: Type.String({ maxLength: 40 }), attachmentId: Type.String({ maxLength: 40 }) })
const Short = Type.Optional(Type.String({ maxLength: 60 }))
const Filter = Type.Object({
  q: PageQuery.properties.q,
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('over'), FaultState])),
  owner: Type.Optional(Type.String({ maxLength: 40, description: '`me`, or an account’s id' })),
  overdue: Type.Optional(Type.Boolean({ description: 'Only what should have been dealt with by now' })),
  room: Short,
  displayId: Short,
  equipmentId: Short,
  vendorId: Short,
  severity: Type.Optional(FaultSeverity),
  source: Type.Optional(FaultSource),
})
type Filter = Type.Static<typeof Filter>
const Query = Type.Object({ ...PageQuery.properties, ...Filter.properties })
/** More than a school has in years; a spreadsheet still opens it. */
const MOST_ROWS = 20_000

const statesOf = (state: Filter['state']) => {
  if (state === undefined) return {}
  if (state === 'open' || state === 'over')
    return { states: FAULT_STATES.filter((each) => isFaultOpen(each) === (state === 'open')) }
  return { states: [state] }
}

const filterOf = ({ state, owner, ...rest }: Filter, asker: User): FaultFilter => ({
  ...rest,
  ...statesOf(state),
  ...(owner === undefined ? {} : { ownerId: owner === 'me' ? asker.id : owner }),
})

export const faultRoutes =
  (deps: FaultRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { faults, desk, attachments, clock, changes, record, timeZone } = deps

    const held = async (id: string) => {
      const fault = await faults.find(id)
      if (fault === null) throw new Failure('NOT_FOUND')
      return fault
    }
    const section = async () => (await deps.people()).filter(({ role }) => may(role, 'faults.read'))
    /** @throws Failure NOT_ALLOWED, FAULT_NOTE_NEEDED, FAULT_PERSON_UNKNOWN, FAULT_NOBODY_TO_ASK */
    const requireSense = async (id: string, act: FaultAct) => {
      if (!isHandAct(act.type)) throw new Failure('NOT_ALLOWED')
      if (ACTS_WITH_NOTE.has(act.type) && act.note.trim() === '') throw new Failure('FAULT_NOTE_NEEDED')
      if (act.type === 'triage' || act.type === 'assign') {
        const { ownerId } = act
        if (ownerId !== null && !(await section()).some((person) => person.id === ownerId))
          throw new Failure('FAULT_PERSON_UNKNOWN')
      }
      if (act.type === 'ask' && !(await desk.detail(await held(id))).canAsk) throw new Failure('FAULT_NOBODY_TO_ASK')
    }

    app.get(
      '/api/faults',
      {
        config: { access: 'faults.read' },
        schema: { tags, summary: 'Faults, the newest first', querystring: Query, response: { 200: pageOf(FaultItem) } },
      },
      async (request) => {
        const { limit = DEFAULT_PAGE, cursor, ...filter } = request.query
        const found = await faults.list(limit, cursor, filterOf(filter, userOf(request)))
        const { rows, nextCursor } = cutPage(found, limit)
        return { items: await desk.withNames(rows), nextCursor }
      },
    )

    app.get(
      '/api/faults/export.csv',
      {
        config: { access: 'faults.read' },
        schema: { tags, summary: 'The same as CSV', querystring: Filter, response: { 200: Type.String() } },
      },
      async (request, reply) => {
        const found = await faults.list(MOST_ROWS, undefined, filterOf(request.query, userOf(request)))
        const name = `faults-${dateAt(clock.now(), timeZone)}.csv`
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(faultCsv(await desk.withNames(found), (at) => rfc3339(at, timeZone), request.language))
      },
    )

    app.get(
      '/api/faults/facets',
      {
        config: { access: 'faults.read' },
        schema: { tags, summary: 'Rooms, devices and vendors that faults were at', response: { 200: FaultFacets } },
      },
      () => deps.facets(),
    )

    app.get(
      '/api/faults/people',
      {
        config: { access: 'faults.read' },
        schema: {
          tags,
          summary: 'Who may look after faults',
          response: { 200: Type.Object({ items: Type.Array(FaultPerson), nextCursor: Type.Null() }) },
        },
      },
      async () => ({
        items: (await section()).map(({ id, name, fullName }) => ({ id, name: fullName || name })),
        nextCursor: null,
      }),
    )

    app.get(
      '/api/faults/:id',
      {
        config: { access: 'faults.read' },
        schema: { tags, summary: 'One fault with all that happened', params: Id, response: { 200: FaultDetail } },
      },
      async ({ params }) => desk.detail(await held(params.id)),
    )

    app.post(
      '/api/faults/:id/acts',
      {
        config: { access: 'faults.write' },
        schema: {
          tags,
          summary: 'Does one act; refused when the fault has moved on',
          params: Id,
          body: FaultActInput,
          response: { 200: FaultDetail },
        },
      },
      async (request) => {
        const { act, version } = request.body
        const { id } = request.params
        const { name } = userOf(request)
        await requireSense(id, act)
        const fault = await faults.act(id, act, name, version === undefined ? {} : { version })
        await record(name, `fault.${act.type}`, id, { number: fault.number, state: fault.state, note: act.note })
        return desk.detail(fault)
      },
    )

    app.get(
      '/api/faults/:id/attachments/:attachmentId',
      { config: { access: 'faults.read' }, schema: { tags, summary: 'A photo or file of a fault', params: File } },
      async ({ params }, reply) => {
        const found = await attachments.read({ subject: 'fault', id: params.id }, params.attachmentId)
        if (found === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, found)
      },
    )

    app.delete(
      '/api/faults/:id/attachments/:attachmentId',
      {
        config: { access: 'faults.write' },
        schema: { tags, summary: 'Takes a photo or file away', params: File, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const { id, attachmentId } = request.params
        if (!(await attachments.remove({ subject: 'fault', id }, attachmentId))) throw new Failure('NOT_FOUND')
        await record(userOf(request).name, 'fault.photo-removed', id, { attachmentId })
        changes.publish('faults', id)
        return reply.code(204).send(null)
      },
    )

    await app.register(faultFileRoutes(deps))
  }

/** In a scope of their own, as any bytes are the body. */
const faultFileRoutes =
  ({ faults, attachments, changes, record }: FaultRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    takeAttachments(app)
    app.post(
      '/api/faults/:id/attachments',
      {
        config: { access: 'faults.write' },
        schema: {
          tags,
          summary: 'Adds a photo or file: the body is its bytes',
          params: Id,
          querystring: AttachmentQuery,
          response: { 201: Attachment },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { name = '', caption = '' } = request.query
        if ((await faults.find(id)) === null) throw new Failure('NOT_FOUND')
        const by = userOf(request).name
        const kept = await attachments.keep(
          { subject: 'fault', id },
          { bytes: attachmentIn(request.body), name, caption },
          by,
        )
        await record(by, 'fault.photo', id, { attachmentId: kept.id })
        changes.publish('faults', id)
        return reply.code(201).send(kept)
      },
    )
  }

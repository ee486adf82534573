/** Slips as they are read over HTTP: all by the section, its own by whose account carries an office. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may, type User } from '../../protocol/account.ts'
import { SlipDetail, SlipMoney, SlipState, SlipView } from '../../protocol/slip.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { sendAttachment } from '../attachments/attachment-body.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { userOf } from '../platform/access.ts'
import { rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { slipCsv } from './slip-csv.ts'
import { photosOf } from './slip-row.ts'
import type { SlipStore } from './store.ts'

export interface SlipRoutesDeps {
  readonly slips: SlipStore
  readonly attachments: Pick<Attachments, 'read'>
  readonly money: (from: SchoolDate, to: SchoolDate) => Promise<SlipMoney>
  /** The printed slip. @param origin what links begin with when no mail is set up */
  readonly print: (slip: SlipView, origin: string) => Promise<Buffer>
  readonly timeZone: string
}

const tags = ['slips']
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Filter = {
  state: Type.Optional(SlipState),
  open: Type.Optional(Type.Boolean({ description: 'Only drafts, those that circulate, and those that were refused' })),
  waits: Type.Optional(
    Type.String({ maxLength: 40, description: '`section`, or the id of an office that is to sign' }),
  ),
}
const Query = Type.Object({ ...PageQuery.properties, ...Filter })
const OPEN = ['draft', 'circulating', 'refused'] as const
/** A spreadsheet's worth: every slip of many years. */
const MOST_ROWS = 10_000

export const slipRoutes =
  (deps: SlipRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { slips } = deps

    const readsAll = (user: User): boolean => may(user.role, 'slips.read')
    /** The whole, or what goes round among the offices to whose account carries one. @throws Failure NOT_FOUND */
    const seen = async (id: string, user: User): Promise<SlipView> => {
      const slip = await slips.find(id, readsAll(user))
      const isTheirs = slip?.turns.some(({ office }) => office === user.office) ?? false
      if (slip === null || !(readsAll(user) || isTheirs)) throw new Failure('NOT_FOUND')
      return slip
    }
    const detailOf = async (slip: SlipView, user: User): Promise<SlipDetail> => {
      const row = await slips.row(slip.id)
      return {
        ...slip,
        photos: row === null ? [] : photosOf(row).map(({ id, type, name }) => ({ id, type, name })),
        events: await slips.events(slip.id),
        mine: slip.turns.some(({ office }) => office === user.office) ? user.office : null,
      }
    }
    const filterOf = (query: { state?: SlipState; open?: boolean; waits?: string; q?: string }, user: User) => {
      if (!readsAll(user) && user.office === '') throw new Failure('NOT_ALLOWED')
      const { state, open, waits, q } = query
      const states = state !== undefined ? [state] : open === true ? OPEN : undefined
      return {
        ...(states === undefined ? {} : { states }),
        ...(waits === undefined ? {} : { waits }),
        ...(q === undefined ? {} : { q }),
        ...(readsAll(user) ? {} : { office: user.office }),
      }
    }

    app.get(
      '/api/slips',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Repair slips, the newest first; who only signs for an office sees its own',
          querystring: Query,
          response: { 200: pageOf(SlipView) },
        },
      },
      async (request) => {
        const { limit = DEFAULT_PAGE, cursor, ...filter } = request.query
        const found = await slips.list(limit, cursor, filterOf(filter, userOf(request)))
        const { rows, nextCursor } = cutPage(found, limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/slips/export.csv',
      {
        config: { access: 'slips.read' },
        schema: {
          tags,
          summary: 'The same as a table',
          querystring: Type.Object({ ...Filter, q: PageQuery.properties.q }),
        },
      },
      async (request, reply) => {
        const found = await slips.list(MOST_ROWS, undefined, filterOf(request.query, userOf(request)))
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="slips.csv"')
          .send(slipCsv(found, (at) => rfc3339(at, deps.timeZone)))
      },
    )

    app.get(
      '/api/slips/money',
      {
        config: { access: 'slips.read' },
        schema: {
          tags,
          summary: 'What was signed between two dates, and what it cost',
          querystring: Type.Object({ from: SchoolDate, to: SchoolDate }),
          response: { 200: SlipMoney },
        },
      },
      async ({ query: { from, to } }) => deps.money(from, to),
    )

    app.get(
      '/api/slips/:id',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'One slip with its history', params: Id, response: { 200: SlipDetail } },
      },
      async (request) => detailOf(await seen(request.params.id, userOf(request)), userOf(request)),
    )

    app.get(
      '/api/faults/:id/slip',
      {
        config: { access: 'slips.read' },
        schema: {
          tags,
          summary: 'The slip of a fault; null: it has none',
          params: Id,
          response: { 200: Type.Object({ slip: Type.Union([SlipView, Type.Null()]) }) },
        },
      },
      async (request) => ({ slip: await slips.ofFault(request.params.id) }),
    )

    app.get(
      '/api/slips/:id/paper.pdf',
      { config: { access: 'signed-in' }, schema: { tags, summary: 'The slip to be printed', params: Id } },
      async (request, reply) => {
        const slip = await seen(request.params.id, userOf(request))
        return reply
          .type('application/pdf')
          .header('content-disposition', `inline; filename="slip-${slip.number}.pdf"`)
          .header('cache-control', 'no-store')
          .send(await deps.print(slip, `${request.protocol}://${request.host}`))
      },
    )

    app.get(
      '/api/slips/:id/photos/:photo',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'A picture that goes round with it',
          params: Type.Object({ ...Id.properties, photo: Type.String({ maxLength: 40 }) }),
        },
      },
      async (request, reply) => {
        const { id, photo } = request.params
        await seen(id, userOf(request))
        const found = await deps.attachments.read({ subject: 'slip', id }, photo)
        if (found === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, found)
      },
    )
  }

/** Vendors over HTTP: who they are, what waits for them, the call, and what became of it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Prisma } from '../../prisma/generated/client.ts'
import { SchoolDate } from '../../protocol/time.ts'
import {
  CallDraft,
  CalledItem,
  CallInput,
  CallItem,
  CallView,
  CallWithdrawal,
  VendorChange,
  VendorInput,
  VendorRecord,
  VendorView,
} from '../../protocol/vendor.ts'
import { csvText } from '../csv/csv-text.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import type { WithdrawCall } from './call-withdrawal.ts'
import type { Calls } from './calls.ts'
import type { createVendorRecord } from './record.ts'
import type { VendorStore } from './store.ts'
import { contractsOf, vendorOf } from './vendor-row.ts'
import type { Waiting } from './waiting.ts'

export interface VendorRoutesDeps {
  readonly vendors: VendorStore
  readonly waiting: Waiting
  readonly calls: Calls
  readonly withdraw: WithdrawCall
  readonly record: ReturnType<typeof createVendorRecord>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

const tags = ['vendors']
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) })
const Filter = { q: Type.Optional(Type.String({ maxLength: 100 })), archived: Type.Optional(Type.Boolean()) }
const LARGEST_EXPORT = 10_000

export const vendorRoutes =
  ({
    vendors,
    waiting,
    calls,
    withdraw,
    record,
    changes,
    audit,
    timeZone,
  }: VendorRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const held = async (id: string): Promise<Prisma.VendorModel> => {
      const row = await vendors.find(id)
      if (row === null) throw new Failure('NOT_FOUND')
      return row
    }
    const viewOf = async (row: Prisma.VendorModel) => vendorOf(row, (await waiting.counts()).get(row.id))

    app.get(
      '/api/vendors',
      {
        config: { access: 'vendors.read' },
        schema: {
          tags,
          summary: 'Vendors by name, with what waits for each',
          querystring: Type.Object({ ...PageQuery.properties, archived: Filter.archived }),
          response: { 200: pageOf(VendorView) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor, ...filter } }) => {
        const { rows, nextCursor } = cutPage(await vendors.list(limit, cursor, filter), limit)
        const counts = await waiting.counts()
        return { items: rows.map((row) => vendorOf(row, counts.get(row.id))), nextCursor }
      },
    )

    app.get(
      '/api/vendors/export.csv',
      {
        config: { access: 'vendors.read' },
        schema: { tags, summary: 'The same as a table', querystring: Type.Object(Filter) },
      },
      async ({ query }, reply) => {
        const rows = await vendors.list(LARGEST_EXPORT, undefined, query)
        const text = csvText([
          ['name', 'taxId', 'phone', 'email', 'address', 'serves', 'contractUntil', 'note'],
          ...rows.map((row) => {
            const { name, taxId, phone, email, address, serves, note } = vendorOf(row)
            const [last] = contractsOf(row).sort((a, b) => (a.until < b.until ? 1 : -1))
            return [name, taxId, phone, email, address, serves.join(' '), last?.until ?? '', note]
          }),
        ])
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="vendors.csv"')
          .send(text)
      },
    )

    app.get(
      '/api/vendors/unassigned',
      {
        config: { access: 'vendors.read' },
        schema: {
          tags,
          summary: 'Faults that wait to be told to a vendor, nobody knows to which',
          response: { 200: Type.Object({ items: Type.Array(CallItem), nextCursor: Type.Null() }) },
        },
      },
      async ({ language }) => ({ items: await calls.unassigned(language), nextCursor: null }),
    )

    app.get(
      '/api/vendors/:id',
      {
        config: { access: 'vendors.read' },
        schema: { tags, summary: 'One vendor', params: Id, response: { 200: VendorView } },
      },
      async ({ params }) => viewOf(await held(params.id)),
    )

    app.post(
      '/api/vendors',
      {
        config: { access: 'vendors.write' },
        schema: { tags, summary: 'A new vendor', body: VendorInput, response: { 201: VendorView } },
      },
      async (request, reply) => {
        const row = await vendors.create(request.body)
        await audit(userOf(request).name, 'vendor.create', row.id, { name: row.name })
        changes.publish('vendors', row.id)
        return reply.code(201).send(vendorOf(row))
      },
    )

    app.put(
      '/api/vendors/:id',
      {
        config: { access: 'vendors.write' },
        schema: {
          tags,
          summary: 'Changes a vendor; names the version that was seen',
          params: Id,
          body: VendorChange,
          response: { 200: VendorView },
        },
      },
      async (request) => {
        const { version, ...input } = request.body
        const row = await vendors.change(request.params.id, input, version)
        await audit(userOf(request).name, 'vendor.change', row.id, { name: row.name, taxId: row.taxId })
        changes.publish('vendors', row.id)
        return viewOf(row)
      },
    )

    for (const [path, archived] of [
      ['archive', true],
      ['restore', false],
    ] as const)
      app.post(
        `/api/vendors/:id/${path}`,
        {
          config: { access: 'vendors.write' },
          schema: {
            tags,
            summary: archived ? 'No longer offered; what it did stays' : 'Offered again',
            params: Id,
            response: { 200: VendorView },
          },
        },
        async (request) => {
          const waits = (await waiting.calledOf()).get(request.params.id) ?? []
          if (archived && waits.length > 0) throw new Failure('VENDOR_BUSY')
          const row = await vendors.archive(request.params.id, archived)
          await audit(userOf(request).name, `vendor.${path}`, row.id, {})
          changes.publish('vendors', row.id)
          return viewOf(row)
        },
      )

    app.get(
      '/api/vendors/:id/call',
      {
        config: { access: 'vendors.read' },
        schema: {
          tags,
          summary: 'What waits to be told to a vendor, and the words for it',
          params: Id,
          response: { 200: CallDraft },
        },
      },
      async ({ params, language }) => calls.draft(await held(params.id), language),
    )

    app.get(
      '/api/vendors/:id/called',
      {
        config: { access: 'vendors.read' },
        schema: {
          tags,
          summary: 'Faults that were told to a vendor and have no visit',
          params: Id,
          response: { 200: Type.Object({ items: Type.Array(CalledItem), nextCursor: Type.Null() }) },
        },
      },
      async ({ params, language }) => ({
        items: await calls.called((await held(params.id)).id, language),
        nextCursor: null,
      }),
    )

    app.post(
      '/api/vendors/:id/call-words',
      {
        config: { access: 'visits.write' },
        schema: {
          tags,
          summary: 'The words for these faults alone; nothing is written down',
          params: Id,
          body: Type.Object({ faultIds: CallInput.properties.faultIds }),
          response: { 200: Type.Object({ words: Type.String() }) },
        },
      },
      async ({ params, body, language }) => ({
        words: await calls.words(await held(params.id), body.faultIds, language),
      }),
    )

    app.post(
      '/api/vendors/:id/calls',
      {
        config: { access: 'visits.write' },
        schema: {
          tags,
          summary: 'One call for all of these faults: written down, and the faults moved, or nothing',
          params: Id,
          body: CallInput,
          response: { 201: CallView },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const vendor = await held(request.params.id)
        const call = await calls.make(vendor, request.body, user.name, request.language)
        const { how, faultIds } = request.body
        await audit(user.name, 'vendor.call', vendor.id, { callId: call.id, how, faults: faultIds })
        changes.publish('faults', ...faultIds)
        changes.publish('vendors', vendor.id)
        return reply.code(201).send(call)
      },
    )

    app.post(
      '/api/calls/:id/withdrawal',
      {
        config: { access: 'visits.write' },
        schema: {
          tags,
          summary:
            'Takes a call back for some of its faults, with the reason: they wait to be told again, or nothing happens',
          params: Id,
          body: CallWithdrawal,
          response: { 200: CallView },
        },
      },
      async (request) => {
        const user = userOf(request)
        const { faultIds, note } = request.body
        const call = await withdraw(request.params.id, request.body, user.name, request.language)
        await audit(user.name, 'vendor.call-withdrawn', call.vendorId, { callId: call.id, faults: faultIds, note })
        changes.publish('faults', ...faultIds)
        changes.publish('vendors', call.vendorId)
        return call
      },
    )

    app.get(
      '/api/faults/:id/calls',
      {
        config: { access: 'vendors.read' },
        schema: {
          tags,
          summary: 'In which calls a fault was told, the latest first',
          params: Id,
          response: { 200: Type.Object({ items: Type.Array(CallView), nextCursor: Type.Null() }) },
        },
      },
      async ({ params, language }) => ({ items: await calls.ofFault(params.id, language), nextCursor: null }),
    )

    app.get(
      '/api/vendors/:id/record',
      {
        config: { access: 'vendors.read' },
        schema: {
          tags,
          summary: 'Calls and responses, visits, cost against estimate; both dates included',
          params: Id,
          querystring: Type.Object({ from: SchoolDate, to: SchoolDate }),
          response: { 200: VendorRecord },
        },
      },
      async ({ params, query: { from, to }, language }) => {
        const vendor = await held(params.id)
        const span = { from: startOfDate(from, timeZone), until: startOfDate(addDays(to, 1), timeZone) }
        return record(vendor.id, span, language)
      },
    )
  }

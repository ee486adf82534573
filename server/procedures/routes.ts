/** Procedures over HTTP: read, changed, printed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Procedure, ProcedureChange, ProcedureNumber, ProcedureVersion } from '../../protocol/procedure.ts'
import type { Language } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import type { Chart } from './flow-chart.ts'
import { drawChart } from './flow-chart.ts'
import type { ProcedureStore } from './store.ts'

export interface ProcedureRoutesDeps {
  readonly store: ProcedureStore
  /** What is in force, with its record. */
  readonly procedures: () => Promise<readonly Procedure[]>
  readonly charts: (procedure: Procedure, language: Language) => Promise<readonly Chart[]>
  /** @returns a PDF */
  readonly booklet: (language: Language) => Promise<Buffer>
  /** A year's records as CSV; left out: this year's. */
  readonly table: (language: Language, year?: number) => Promise<string>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Params = Type.Object({ number: ProcedureNumber })
const ChartView = Type.Object({ title: Type.String(), svg: Type.String() })
const listOf = <Item extends Parameters<typeof Type.Array>[0]>(item: Item) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Null() })
const tags = ['procedures']

export const procedureRoutes =
  (deps: ProcedureRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, procedures, charts, booklet, table, changes, audit } = deps
    /** @throws Failure NOT_FOUND */
    const one = async (number: string): Promise<Procedure> => {
      const found = (await procedures()).find((each) => each.number === number)
      if (found === undefined) throw new Failure('NOT_FOUND')
      return found
    }

    app.get(
      '/api/procedures',
      {
        config: { access: 'procedures.read' },
        schema: { tags, summary: 'Every procedure with this year’s record', response: { 200: listOf(Procedure) } },
      },
      async () => ({ items: [...(await procedures())], nextCursor: null }),
    )

    app.get(
      '/api/procedures/booklet.pdf',
      {
        config: { access: 'procedures.read' },
        schema: { tags, summary: 'All procedures as one PDF, for an audit' },
      },
      async (request, reply) =>
        reply
          .header('content-disposition', 'inline; filename="procedures.pdf"')
          .type('application/pdf')
          .send(await booklet(request.language)),
    )

    app.get(
      '/api/procedures/records.csv',
      {
        config: { access: 'procedures.read' },
        schema: {
          tags,
          summary: 'A year’s work under each procedure: done, late, open',
          querystring: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2200 })) }),
          response: { 200: Type.String() },
        },
      },
      async ({ query: { year }, language }, reply) =>
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="procedures${year === undefined ? '' : `-${year}`}.csv"`)
          .send(await table(language, year)),
    )

    app.get(
      '/api/procedures/:number',
      {
        config: { access: 'procedures.read' },
        schema: { tags, summary: 'One procedure', params: Params, response: { 200: Procedure } },
      },
      ({ params: { number } }) => one(number),
    )

    app.get(
      '/api/procedures/:number/charts',
      {
        config: { access: 'procedures.read' },
        schema: {
          tags,
          summary: 'Its flow charts as SVG, drawn from the states and steps that are in force',
          params: Params,
          response: { 200: listOf(ChartView) },
        },
      },
      async ({ params: { number }, language }) => ({
        items: (await charts(await one(number), language)).map((chart) => ({
          title: chart.title,
          svg: drawChart(chart),
        })),
        nextCursor: null,
      }),
    )

    app.get(
      '/api/procedures/:number/versions',
      {
        config: { access: 'procedures.read' },
        schema: {
          tags,
          summary: 'What it said before, the newest first',
          params: Params,
          response: { 200: listOf(ProcedureVersion) },
        },
      },
      async ({ params: { number } }) => {
        const items = (await store.versions(number)).map(({ number: _, ...version }) => version)
        if (items.length === 0) throw new Failure('NOT_FOUND')
        return { items, nextCursor: null }
      },
    )

    app.put(
      '/api/procedures/:number',
      {
        config: { access: 'procedures.write' },
        schema: {
          tags,
          summary: 'Put a new version in force; the old one is kept',
          params: Params,
          body: ProcedureChange,
          response: { 200: Procedure },
        },
      },
      async (request) => {
        const { number } = request.params
        const { version, content, why } = request.body
        const by = userOf(request).name
        await store.change(number, version, content, why, by)
        await audit(by, 'procedure.change', number, { version: version + 1, why })
        changes.publish('procedures', number)
        return one(number)
      },
    )
  }

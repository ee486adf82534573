/** The month's and the term's figures over HTTP, and the same for a spreadsheet. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { FaultFigures, shareShown } from '../../protocol/fault-figures.ts'
import { type Sentence, say } from '../../protocol/text.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { type Cell, csvText } from '../csv/csv-text.ts'
import { Failure } from '../platform/failure.ts'
import { daysBetween, isRealDate } from '../schedule/wall-clock.ts'
import type { AvailabilityDeps } from './availability-store.ts'
import { readFigures } from './figures-store.ts'

const Span = Type.Object({ from: SchoolDate, to: SchoolDate })
const Part = Type.Union([
  Type.Literal('rooms'),
  Type.Literal('models'),
  Type.Literal('vendors'),
  Type.Literal('availability'),
])
/** A school year with its holidays. */
const MOST_DAYS = 400

const GROUP_HEADER: readonly Sentence[] = [
  { 'zh-TW': '名稱', en: 'name' },
  { 'zh-TW': '故障件數', en: 'faults' },
  { 'zh-TW': '已結案', en: 'closed' },
  { 'zh-TW': '修復時間中位數（上班小時）', en: 'median hours to repair (school hours)' },
  { 'zh-TW': '費用（元）', en: 'cost (NT$)' },
]
const AVAILABILITY_HEADER: readonly Sentence[] = [
  { 'zh-TW': '教室', en: 'room' },
  { 'zh-TW': '應播節目', en: 'programmes planned' },
  { 'zh-TW': '有播出', en: 'shown' },
  { 'zh-TW': '晚於 1 分鐘', en: 'over a minute late' },
  { 'zh-TW': '不明', en: 'unknown' },
  { 'zh-TW': '播出率（%）', en: 'shown (%)' },
]

/** With one decimal. */
const percent = (share: number | null): number | null => (share === null ? null : Math.round(share * 1000) / 10)

export const figuresRoutes =
  (deps: AvailabilityDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const figures = (from: SchoolDate, to: SchoolDate): Promise<FaultFigures> => {
      for (const date of [from, to])
        if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field: 'date', problem: date })
      const days = daysBetween(from, to)
      if (days < 0 || days > MOST_DAYS) throw new Failure('INPUT_INVALID', { field: 'to', problem: to })
      return readFigures(deps, from, to)
    }

    app.get(
      '/api/fault-figures',
      {
        config: { access: 'faults.read' },
        schema: {
          tags: ['faults'],
          summary:
            'What broke from one date to another, both included; how long it took, what it cost; each TV’s noons',
          querystring: Span,
          response: { 200: FaultFigures },
        },
      },
      ({ query }) => figures(query.from, query.to),
    )

    app.get(
      '/api/fault-figures.csv',
      {
        config: { access: 'faults.read' },
        schema: {
          tags: ['faults'],
          summary: 'One table of the same as CSV',
          querystring: Type.Object({ ...Span.properties, part: Part }),
          response: { 200: Type.String() },
        },
      },
      async ({ query, language }, reply) => {
        const found = await figures(query.from, query.to)
        const header = query.part === 'availability' ? AVAILABILITY_HEADER : GROUP_HEADER
        const rows: readonly (readonly Cell[])[] =
          query.part === 'availability'
            ? found.availability.map((room) => [
                ...[room.room, room.planned, room.shown, room.late, room.unknown],
                percent(shareShown(room)),
              ])
            : found[query.part].map(({ name, faults, closed, hours, cost }) => [name, faults, closed, hours, cost])
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="faults-${query.part}-${query.from}-${query.to}.csv"`)
          .send(csvText([header.map((each) => say(each, language)), ...rows]))
      },
    )
  }

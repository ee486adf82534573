/** Lists taken in and labels printed, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { RegisterImport } from '../../protocol/equipment.ts'
import { LabelOrder } from '../../protocol/equipment-labels.ts'
import { labelsOn, SMALLEST_LABEL, sheetOf } from '../../protocol/label-sheet.ts'
import { type Language, say } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { sayChange } from './history.ts'
import { readRegister } from './register-csv.ts'
import type { RegisterPlan } from './register-plan.ts'
import { REGISTER_PROBLEMS } from './register-problems.ts'
import type { EquipmentRoutesDeps } from './routes.ts'

/** Three thousand lines of 500 letters. */
const LARGEST_LIST_BYTES = 4 * 1024 * 1024
/** More lines than anybody reads; the counts are of all. */
const MOST_ROWS = 200
const tags = ['equipment']

export const registerImportRoutes =
  ({ register, changes, audit }: EquipmentRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addContentTypeParser(
      ['text/csv', 'application/octet-stream'],
      { parseAs: 'buffer', bodyLimit: LARGEST_LIST_BYTES },
      (_request, body, done) => done(null, body),
    )

    app.post(
      '/api/equipment/import',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Takes in a list of equipment, whole or not at all',
          description:
            'A CSV file in UTF-8 or Big5 as the body, its first line naming the columns in Chinese or English. A line whose label or property number is known changes that device. `dryRun` shows what would be done.',
          consumes: ['text/csv'],
          querystring: Type.Object({ dryRun: Type.Optional(Type.Boolean()) }),
          response: { 200: RegisterImport },
        },
      },
      async (request) => {
        const { body, language } = request
        if (!Buffer.isBuffer(body)) throw new Failure('INPUT_TYPE_WRONG')
        const { lines, errors: unread } = readRegister(body, language)
        const plan = await register.plan(lines)
        const errors = [...unread, ...plan.errors].sort((a, b) => a.line - b.line)
        const [created, changed] = [plan.creates.length, plan.changes.length]
        const saved = request.query.dryRun !== true && errors.length === 0
        if (saved && created + changed > 0) {
          const by = userOf(request).name
          await register.apply(plan, by)
          await audit(by, 'equipment.import', '', { created, changed, vendors: plan.newVendors.length })
          changes.publish('equipment')
          if (plan.newVendors.length > 0) changes.publish('vendors')
        }
        return {
          ...{ saved, created, changed, unchanged: plan.unchanged },
          newVendors: [...plan.newVendors],
          rows: rowsOf(plan, language),
          errors: errors.map(({ line, code, params }) => ({
            line,
            message: say(REGISTER_PROBLEMS[code], language, params),
          })),
        }
      },
    )
  }

const rowsOf = ({ creates, changes }: RegisterPlan, language: Language): RegisterImport['rows'] =>
  [
    ...creates.map(({ line, device }) => ({ line, name: nameOf(device), act: 'create' as const, changes: [] })),
    ...changes.map(({ line, device, changes: made }) => ({
      ...{ line, name: nameOf(device), act: 'change' as const },
      changes: made.map((each) => sayChange(each, language)),
    })),
  ]
    .sort((a, b) => a.line - b.line)
    .slice(0, MOST_ROWS)

const nameOf = ({ room, name }: { readonly room: string; readonly name: string }) =>
  room === '' ? name : `${room} ${name}`

export const labelRoutes =
  ({ equipment, press, audit }: EquipmentRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/equipment/labels',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Labels to print on sheets, as a PDF',
          produces: ['application/pdf'],
          body: LabelOrder,
        },
      },
      async (request, reply) => {
        const { ids, sheet: chosen, startAt, frames, address } = request.body
        const sheet = sheetOf(chosen)
        if (sheet === null) throw new Failure('LABELS_TOO_SMALL', SMALLEST_LABEL)
        if (startAt > labelsOn(sheet)) throw new Failure('LABELS_START_WRONG', { count: labelsOn(sheet) })
        const devices = await equipment.byIds(ids)
        if (devices.length < new Set(ids).size) throw new Failure('NOT_FOUND')
        const of = { devices, sheet, startAt, frames, address, language: request.language }
        const pdf = await press.print({ kind: 'labels', of })
        await audit(userOf(request).name, 'equipment.labels', '', { devices: devices.length })
        return reply
          .type('application/pdf')
          .header('content-disposition', 'attachment; filename="nooncast-labels.pdf"')
          .send(pdf)
      },
    )
  }

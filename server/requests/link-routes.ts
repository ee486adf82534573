/** Where a request goes on: as a fault, or as a part of a duty. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { FaultSeverity } from '../../protocol/fault.ts'
import { RequestDetail } from '../../protocol/request.ts'
import { REQUEST_KINDS } from '../../protocol/request-kinds.ts'
import type { Language } from '../../protocol/text.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { FaultStore } from '../faults/store.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import { ofRequest } from './file-routes.ts'
import type { RequestList } from './list.ts'
import { doerOf, readerOf } from './routes.ts'
import type { RequestStore } from './store.ts'

export interface RequestLinkRoutesDeps {
  readonly requests: RequestStore
  readonly list: RequestList
  readonly faults: Pick<FaultStore, 'report'>
  readonly attachments: Pick<Attachments, 'share'>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String() })
const tags = ['requests']
/** As long as a fault's words may be. */
const LONGEST_TEXT = 8000

/** What the fault is told: what was asked, what the kind's fields say, and what was said since. Notes stay the section's. */
export const faultText = (request: RequestDetail, language: Language): string => {
  const { fields } = REQUEST_KINDS[request.kind]
  const told = fields.flatMap(({ name, label }) => {
    const text = request.fields[name]
    return text === undefined ? [] : [`${label[language]}: ${text}`]
  })
  const said = request.events.filter(({ words, internal, recalled }) => words !== '' && !internal && !recalled)
  const thread = said.map(({ by, words }) => `${by}: ${words}`)
  return [request.number, request.details, ...told, ...thread]
    .filter((each) => each !== '')
    .join('\n')
    .slice(0, LONGEST_TEXT)
}

export const requestLinkRoutes =
  ({ requests, list, faults, attachments, changes, audit }: RequestLinkRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/requests/:id/fault',
      {
        config: { access: 'requests.write' },
        schema: {
          tags,
          summary: 'Goes on as a fault, with its words, history and files',
          params: Id,
          body: Type.Object(
            { severity: FaultSeverity, version: Type.Optional(Type.Integer()) },
            { additionalProperties: false },
          ),
          response: { 200: RequestDetail },
        },
      },
      async (request) => {
        const user = userOf(request)
        const { severity, version } = request.body
        const before = await list.find(request.params.id, readerOf(user))
        if (before === null) throw new Failure('NOT_FOUND')
        const { id, summary: title, room, requester } = before
        const doing = { by: doerOf(user, requester.id), ...(version === undefined ? {} : { version }) }
        const text = faultText(before, request.language)
        const faultId = await requests.handOn(id, doing, async (within) => {
          const reporter = { reporterId: requester.id, reporterName: requester.name }
          const report = { source: 'person', severity, title, text, room, ...reporter } as const
          const fault = await faults.report(report, user.name, within)
          await attachments.share(ofRequest(id), { subject: 'fault', id: fault.id }, within)
          return fault.id
        })
        await audit(user.name, 'request.hand-on', id, { faultId })
        changes.publish('faults', faultId)
        changes.publish('requests', id)
        const after = await list.find(id, readerOf(user))
        if (after === null) throw new Failure('NOT_FOUND')
        return after
      },
    )

    app.put(
      '/api/requests/:id/duty',
      {
        config: { access: 'requests.write' },
        schema: {
          tags,
          summary: 'Belongs to a duty’s occurrence, or to none',
          params: Id,
          body: Type.Object(
            { dutyOccurrenceId: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]) },
            { additionalProperties: false },
          ),
          response: { 200: RequestDetail },
        },
      },
      async (request) => {
        const user = userOf(request)
        const { id } = request.params
        const { dutyOccurrenceId } = request.body
        await requests.link(id, dutyOccurrenceId)
        await audit(user.name, 'request.duty', id, { dutyOccurrenceId })
        changes.publish('requests', id)
        const after = await list.find(id, readerOf(user))
        if (after === null) throw new Failure('NOT_FOUND')
        return after
      },
    )
  }

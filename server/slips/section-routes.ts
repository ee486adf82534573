/** What the section does to a slip over HTTP: write, send, answer, withdraw, hand out links, record what was signed on paper. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { MadeSignLink, NewSlip, Said, SignerName, SlipChange, SlipView } from '../../protocol/slip.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { type ActingDeps, nameOf, published } from './acting.ts'
import { turnsUp } from './course.ts'
import type { SignLinks } from './sign-links.ts'
import type { SlipDeed } from './slip-deed.ts'
import { courseOf, turnsNow } from './slip-row.ts'

export interface SectionRoutesDeps extends ActingDeps {
  readonly links: SignLinks
}

const tags = ['slips']
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Office = Type.Object({ id: Type.String({ maxLength: 40 }), office: Type.String({ minLength: 1, maxLength: 40 }) })
const Version = Type.Object({ version: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })
const access = 'slips.write'

export const sectionRoutes =
  (deps: SectionRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { slips, links, audit, changes } = deps

    const act = async (
      request: FastifyRequest,
      id: string,
      deed: SlipDeed,
      details: object = {},
    ): Promise<SlipView> => {
      const user = userOf(request)
      const slip = await slips.act(id, deed, nameOf(user))
      await audit(user.name, `slip.${deed.type}`, id, { number: slip.number, state: slip.state, ...details })
      return published(deps, slip)
    }
    /** An office whose turn it is. @throws Failure NOT_FOUND, SLIP_MOVED_ON, SLIP_NOT_YOUR_TURN */
    const turnOf = async (id: string, office: string) => {
      const row = await slips.row(id)
      const turn = row === null ? undefined : turnsNow(row).find((each) => each.office === office)
      if (row === null || turn === undefined) throw new Failure('NOT_FOUND')
      if (row.state !== 'circulating') throw new Failure('SLIP_MOVED_ON', { number: row.number })
      if (!turnsUp(courseOf(row)).some((each) => each.office === office))
        throw new Failure('SLIP_NOT_YOUR_TURN', { number: row.number })
      return { row, turn }
    }

    app.post(
      '/api/slips',
      {
        config: { access },
        schema: {
          ...{ tags, body: NewSlip, response: { 201: SlipView } },
          summary: 'A draft for a fault, filled in with what is known of it',
        },
      },
      async (request, reply) => {
        const { faultId, ...fields } = request.body
        const user = userOf(request)
        const slip = await slips.make(faultId, fields, nameOf(user))
        await audit(user.name, 'slip.make', slip.id, { number: slip.number, faultId })
        return reply.code(201).send(published(deps, slip))
      },
    )

    app.put(
      '/api/slips/:id',
      {
        config: { access },
        schema: {
          ...{ tags, params: Id, body: SlipChange, response: { 200: SlipView } },
          summary: 'Other words or another price; once it was sent it goes round again (rule L7)',
        },
      },
      async (request) => {
        const { version, ...fields } = request.body
        return act(request, request.params.id, { type: 'change', version, fields }, { fields: Object.keys(fields) })
      },
    )

    app.post(
      '/api/slips/:id/send',
      {
        config: { access },
        schema: {
          ...{ tags, params: Id, body: Version, response: { 200: SlipView } },
          summary: 'Sends it to the offices',
        },
      },
      async (request) => act(request, request.params.id, { type: 'send', ...request.body }),
    )

    for (const [type, summary] of [
      ['withdraw', 'Takes it back; what was signed counts no more'],
      ['take-up', 'A draft again, under the same number'],
    ] as const)
      app.post(
        `/api/slips/:id/${type}`,
        { config: { access }, schema: { ...{ tags, params: Id, response: { 200: SlipView } }, summary } },
        async (request) => act(request, request.params.id, { type }),
      )

    app.post(
      '/api/slips/:id/turns/:office/answer',
      {
        config: { access },
        schema: {
          ...{ tags, params: Office, response: { 200: SlipView } },
          body: Type.Object({ said: Said }, { additionalProperties: false }),
          summary: 'Answers what an office asked',
        },
      },
      async (request) => {
        const { id, office } = request.params
        return act(request, id, { type: 'answer', office, said: request.body.said.trim() }, { office })
      },
    )

    app.post(
      '/api/slips/:id/turns/:office/paper',
      {
        config: { access },
        schema: {
          ...{ tags, params: Office, response: { 200: SlipView } },
          body: Type.Object({ name: SignerName, hash: SlipView.properties.hash }, { additionalProperties: false }),
          summary: 'Records who signed the printed slip for an office',
        },
      },
      async (request) => {
        const { id, office } = request.params
        const name = request.body.name.trim()
        const signing = { name, via: 'paper', recordedBy: nameOf(userOf(request)), address: request.ip } as const
        return act(
          request,
          id,
          { type: 'sign', office, hash: request.body.hash, signing },
          { office, name, via: 'paper' },
        )
      },
    )

    app.post(
      '/api/slips/:id/turns/:office/link',
      {
        config: { access },
        schema: {
          ...{ tags, params: Office, response: { 201: MadeSignLink } },
          summary: 'A one-time link for an office whose turn it is; links made before end',
        },
      },
      async (request, reply) => {
        const { id, office } = request.params
        const { row, turn } = await turnOf(id, office)
        const user = userOf(request)
        const link = await links.make(row, turn, user.name)
        await audit(user.name, 'slip.link', id, { number: row.number, office })
        changes.publish('slips', id)
        return reply.code(201).send(link)
      },
    )

    app.delete(
      '/api/slips/:id/turns/:office/link',
      {
        config: { access },
        schema: { ...{ tags, params: Office, response: { 204: Type.Null() } }, summary: 'Ends an office’s link' },
      },
      async (request, reply) => {
        const { id, office } = request.params
        const row = await slips.row(id)
        if (row === null || (await links.end(row, office)) === 0) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'slip.link-ended', id, { number: row.number, office })
        changes.publish('slips', id)
        return reply.code(204).send(null)
      },
    )
  }

/** An office signs, refuses or asks: by an account that carries it, or by its one-time link, without an account (rule L11). */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Said, SignerName, SlipToSign, SlipView } from '../../protocol/slip.ts'
import { sendAttachment } from '../attachments/attachment-body.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { type ActingDeps, nameOf, published } from './acting.ts'
import type { Signer, SignLinks } from './sign-links.ts'
import type { SlipDeed } from './slip-deed.ts'
import { photosOf } from './slip-row.ts'

export interface SignRoutesDeps extends ActingDeps {
  readonly links: SignLinks
  readonly guestLinks: { readonly spend: (linkId: string, within: Parameters<SignLinks['endAll']>[1]) => Promise<void> }
  readonly attachments: Pick<Attachments, 'read'>
  readonly schoolName: () => Promise<string>
  readonly timeZone: string
}

const tags = ['slips']
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const closed = { additionalProperties: false } as const
const Hash = { hash: SlipView.properties.hash }
const Sign = Type.Object(Hash, closed)
const Refuse = Type.Object({ ...Hash, said: Said }, closed)
const Ask = Type.Object({ said: Said }, closed)
/** In a body or a header and never in an address, which proxies write down. */
const Token = { token: Type.String({ minLength: 20, maxLength: 100 }) }
const By = { ...Token, name: SignerName }
const LIMIT = { max: 30, timeWindow: '1 minute' } as const

export const signRoutes =
  (deps: SignRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { slips, links, audit } = deps

    /** What an account signs for. @throws Failure NOT_ALLOWED when it carries no office */
    const byAccount = async (request: FastifyRequest, id: string, deedOf: (office: string) => SlipDeed) => {
      const user = userOf(request)
      if (user.office === '') throw new Failure('NOT_ALLOWED')
      const deed = deedOf(user.office)
      const slip = await slips.act(id, deed, nameOf(user))
      await audit(user.name, `slip.${deed.type}`, id, { number: slip.number, office: user.office, via: 'account' })
      return published(deps, slip)
    }
    const account = (request: FastifyRequest) => {
      const name = nameOf(userOf(request))
      return { name, via: 'account', recordedBy: null, address: request.ip } as const
    }

    app.post(
      '/api/slips/:id/sign',
      {
        config: { access: 'signed-in' },
        schema: {
          ...{ tags, params: Id, body: Sign, response: { 200: SlipView } },
          summary: 'Signs for one’s own office',
        },
      },
      async (request) => {
        const signing = account(request)
        const { hash } = request.body
        return byAccount(request, request.params.id, (office) => ({ type: 'sign', office, hash, signing }))
      },
    )
    app.post(
      '/api/slips/:id/refuse',
      {
        config: { access: 'signed-in' },
        schema: {
          ...{ tags, params: Id, body: Refuse, response: { 200: SlipView } },
          summary: 'Refuses for one’s own office',
        },
      },
      async (request) => {
        const signing = account(request)
        const { hash, said } = request.body
        return byAccount(request, request.params.id, (office) => ({
          ...{ type: 'refuse', office, hash, signing, said: said.trim() },
        }))
      },
    )
    app.post(
      '/api/slips/:id/ask',
      {
        config: { access: 'signed-in' },
        schema: {
          ...{ tags, params: Id, body: Ask, response: { 200: SlipView } },
          summary: 'Asks back for one’s own office',
        },
      },
      async (request) =>
        byAccount(request, request.params.id, (office) => ({ type: 'ask', office, said: request.body.said.trim() })),
    )

    const shown = async ({ slipId, office, expiresAt }: Signer): Promise<SlipToSign> => {
      const [slip, row] = [await slips.find(slipId, false), await slips.row(slipId)]
      if (slip === null || row === null) throw new Failure('GUEST_LINK_INVALID')
      const photos = photosOf(row).map(({ id, type, name }) => ({ id, type, name }))
      return { schoolName: await deps.schoolName(), timeZone: deps.timeZone, office, slip, photos, expiresAt }
    }
    const byLink = async (
      request: FastifyRequest,
      { token, name }: { readonly token: string; readonly name: string },
      deedOf: (office: string) => SlipDeed,
    ): Promise<SlipToSign> => {
      const signer = await links.open(token)
      const deed = deedOf(signer.office)
      const isSpent = deed.type !== 'ask'
      const slip = await slips.act(signer.slipId, deed, name, async (within) => {
        if (isSpent) await deps.guestLinks.spend(signer.linkId, within)
      })
      const details = { number: slip.number, name, via: 'link', address: request.ip }
      await audit(`guest of ${signer.office}`, `slip.${deed.type}`, signer.slipId, details)
      published(deps, slip)
      return shown(signer)
    }
    const link = (request: FastifyRequest, name: string) =>
      ({ name: name.trim(), via: 'link', recordedBy: null, address: request.ip }) as const
    const open = { access: 'public', rateLimit: LIMIT } as const

    app.post(
      '/api/sign',
      {
        config: open,
        schema: {
          ...{ tags, body: Type.Object(Token, closed), response: { 200: SlipToSign } },
          summary: 'The slip that a one-time link is for',
        },
      },
      async (request) => shown(await links.open(request.body.token)),
    )
    app.post(
      '/api/sign/sign',
      {
        config: open,
        schema: {
          ...{ tags, body: Type.Object({ ...By, ...Hash }, closed), response: { 200: SlipToSign } },
          summary: 'Signs by a link, which is then spent',
        },
      },
      async (request) => {
        const { hash, name } = request.body
        return byLink(request, request.body, (office) => ({ type: 'sign', office, hash, signing: link(request, name) }))
      },
    )
    app.post(
      '/api/sign/refuse',
      {
        config: open,
        schema: {
          ...{ tags, body: Type.Object({ ...By, ...Hash, said: Said }, closed), response: { 200: SlipToSign } },
          summary: 'Refuses by a link, which is then spent',
        },
      },
      async (request) => {
        const { hash, name, said } = request.body
        const signing = link(request, name)
        return byLink(request, request.body, (office) => ({
          ...{ type: 'refuse', office, hash, signing, said: said.trim() },
        }))
      },
    )
    app.post(
      '/api/sign/ask',
      {
        config: open,
        schema: {
          ...{ tags, body: Type.Object({ ...By, said: Said }, closed), response: { 200: SlipToSign } },
          summary: 'Asks back by a link, which stays good',
        },
      },
      async (request) =>
        byLink(request, request.body, (office) => ({ type: 'ask', office, said: request.body.said.trim() })),
    )
    app.get(
      '/api/sign/photos/:id',
      {
        config: { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } },
        schema: {
          ...{ tags, params: Id, headers: Type.Object({ 'x-guest-token': Token.token }) },
          summary: 'A picture that goes round with the slip of a link',
        },
      },
      async (request, reply) => {
        const { slipId } = await links.open(request.headers['x-guest-token'])
        const found = await deps.attachments.read({ subject: 'slip', id: slipId }, request.params.id)
        if (found === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, found)
      },
    )
  }

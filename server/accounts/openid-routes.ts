/** Signing in by the school's OpenID provider, and linking one's own account to it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { OpenIdGoing, OpenIdLink, OpenIdOffer, PanelPage } from '../../protocol/openid.ts'
import { instant } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import type { OpenIdProvider } from './openid-provider.ts'
import { FLOW_MS, type Flow, type OpenIdStore } from './openid-store.ts'
import type { AccountRoutesDeps } from './routes.ts'

const COOKIE = 'nooncast-openid'
const PATH = '/api/openid'
const OWN_PAGE = '/settings'
const LIMIT = { max: 60, timeWindow: '1 minute' } as const
const tags = ['session']

export interface OpenIdRoutesDeps extends Pick<AccountRoutesDeps, 'accounts' | 'changes' | 'record' | 'signIn'> {
  /** Null: none is configured. */
  readonly provider: OpenIdProvider | null
  readonly store: OpenIdStore
}

/** A page of the panel: always behind the `#` of this server, wherever the text would like to go. */
const panel = (page: string, problem?: string): string =>
  `/#${page}${problem === undefined ? '' : `?openid=${problem}`}`

export const openIdRoutes =
  (deps: OpenIdRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { accounts, provider, store, record, signIn, changes } = deps
    const configured = (): OpenIdProvider => {
      if (provider === null) throw new Failure('NOT_FOUND')
      return provider
    }
    const go = async (request: FastifyRequest, reply: FastifyReply, flow: Pick<Flow, 'linksFor' | 'page'>) => {
      const { ticket, address } = await configured().begin()
      reply.setCookie(COOKIE, await store.start({ ...ticket, ...flow }), {
        path: PATH,
        httpOnly: true,
        sameSite: 'lax',
        secure: request.protocol === 'https',
        maxAge: FLOW_MS / 1000,
      })
      return { address: address.href }
    }

    /** @throws Failure why not */
    const arrive = async (request: FastifyRequest, reply: FastifyReply, flow: Flow): Promise<void> => {
      const who = await configured().finish(flow, new URL(request.url, 'http://localhost').search)
      const { issuer, email } = who
      if (flow.linksFor === null) {
        const { row, linked } = await store.enter(who)
        if (linked) await record(row.name, 'openid.link', row.id, { issuer, email, by: 'address' })
        if (linked) changes.publish('users', row.id)
        await signIn.complete(request, reply, row)
        await record(row.name, 'session.begin', row.id, { address: request.ip, issuer })
        return
      }
      // Whoever signed out, or in as someone else, meanwhile is not who asked.
      const row = request.session.get('userId') === flow.linksFor ? await accounts.row(flow.linksFor) : null
      if (row === null || row.disabledAt !== null) throw new Failure('OPENID_FAILED')
      await store.link(row.id, who)
      await record(row.name, 'openid.link', row.id, { issuer, email, by: 'holder' })
      changes.publish('users', row.id)
    }

    app.get(
      PATH,
      {
        config: { access: 'public' },
        schema: { tags, summary: 'Is there an OpenID provider to sign in by?', response: { 200: OpenIdOffer } },
      },
      async () => ({ offer: provider === null ? null : { name: provider.name, reachable: provider.reachable() } }),
    )

    app.post(
      PATH,
      {
        config: { access: 'public', rateLimit: LIMIT },
        schema: {
          tags,
          summary: 'Begin to sign in by it',
          body: Type.Object({ page: PanelPage }),
          response: { 200: OpenIdGoing },
        },
      },
      (request, reply) => go(request, reply, { linksFor: null, page: request.body.page }),
    )

    app.get(
      `${PATH}/callback`,
      {
        config: { access: 'public', rateLimit: LIMIT },
        schema: {
          tags,
          summary: 'Back from the provider',
          querystring: Type.Object({ state: Type.Optional(Type.String({ maxLength: 200 })) }),
        },
      },
      async (request, reply) => {
        const flow = await store.take(request.cookies[COOKIE] ?? '', request.query.state ?? '')
        reply.clearCookie(COOKIE, { path: PATH })
        const page = flow?.linksFor == null ? '/' : OWN_PAGE
        try {
          if (flow === null) throw new Failure('OPENID_FLOW_OVER')
          await arrive(request, reply, flow)
          return reply.redirect(panel(flow.page))
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          await record('system', 'session.refused', flow?.linksFor ?? '', { address: request.ip, code: error.code })
          return reply.redirect(panel(page, error.code))
        }
      },
    )

    app.get(
      '/api/account/openid',
      {
        config: { access: 'signed-in' },
        schema: { tags: ['own account'], summary: 'My account at the provider', response: { 200: OpenIdLink } },
      },
      async (request) => {
        const row = provider === null ? null : await store.linked(userOf(request).id, provider.issuer)
        return { linked: row === null ? null : { email: row.email, since: instant(row.createdAt.getTime()) } }
      },
    )

    app.post(
      '/api/account/openid',
      {
        config: { access: 'signed-in', rateLimit: LIMIT },
        schema: { tags: ['own account'], summary: 'Begin to link it', response: { 200: OpenIdGoing } },
      },
      (request, reply) => go(request, reply, { linksFor: userOf(request).id, page: OWN_PAGE }),
    )

    app.delete(
      '/api/account/openid',
      {
        config: { access: 'signed-in' },
        schema: { tags: ['own account'], summary: 'Unlink it', response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const user = userOf(request)
        const issuer = configured().issuer
        await store.unlink(user.id, issuer)
        await record(user.name, 'openid.unlink', user.id, { issuer })
        changes.publish('users', user.id)
        return reply.code(204).send(null)
      },
    )
  }

/** What Nooncast looks at by itself, over HTTP: the school's sites, and servers that report about themselves. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { MadeServer, MeasuredServer, ProbeNamed, ProbeTarget, Site, SiteInput } from '../../../protocol/duty-probe.ts'
import { userOf } from '../../platform/access.ts'
import type { audit } from '../../platform/audit.ts'
import type { Changes } from '../../platform/changes.ts'
import { Failure } from '../../platform/failure.ts'
import type { Maker } from '../maker.ts'
import type { ProbeNaming } from './naming.ts'
import type { ProbeStore } from './probe-store.ts'

export interface ProbeRoutesDeps {
  readonly probes: ProbeStore
  readonly naming: ProbeNaming
  readonly maker: Pick<Maker, 'look'>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const tags = ['duties']
const Id = Type.Object({ id: Type.String({ maxLength: 64 }) })
/** A report of fifty disks and fifty backups is under 10 kB. */
const LARGEST_REPORT = 32 * 1024

export const probeRoutes =
  ({ probes, naming, maker, changes, audit }: ProbeRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/duty-sites',
      {
        config: { access: 'duties.read' },
        schema: {
          tags,
          summary: 'The sites that are looked at, and what was seen last',
          response: { 200: Type.Object({ items: Type.Array(Site), nextCursor: Type.Null() }) },
        },
      },
      async () => ({ items: await probes.sites(), nextCursor: null }),
    )

    app.post(
      '/api/duty-sites',
      {
        config: { access: 'duties.write' },
        schema: { tags, summary: 'Has a site looked at', body: SiteInput, response: { 201: Site } },
      },
      async (request, reply) => {
        const user = userOf(request)
        const added = await probes.addSite(request.body, user.name)
        await audit(user.name, 'duty-site.create', added.id, { name: added.name, url: added.url })
        const site = await probes.lookAt(added.id)
        changes.publish('duties', added.id)
        return reply.code(201).send(site)
      },
    )

    app.post(
      '/api/duty-sites/:id/look',
      {
        config: { access: 'duties.do', rateLimit: { max: 20, timeWindow: 60_000 } },
        schema: { tags, summary: 'Looks at a site now', params: Id, response: { 200: Site } },
      },
      async ({ params }) => {
        const site = await probes.lookAt(params.id)
        await maker.look()
        changes.publish('duties', site.id)
        return site
      },
    )

    app.delete(
      '/api/duty-sites/:id',
      { config: { access: 'duties.write' }, schema: { tags, summary: 'Looks at a site no more', params: Id } },
      async (request, reply) => {
        await probes.removeSite(request.params.id)
        await audit(userOf(request).name, 'duty-site.remove', request.params.id, {})
        changes.publish('duties', request.params.id)
        return reply.code(204).send()
      },
    )

    app.post(
      '/api/duties/:id/steps/:stepId/probe',
      {
        config: { access: 'duties.write' },
        schema: {
          tags,
          summary: 'Points a step at a site or a server; a new server’s key is shown only now',
          params: Type.Object({ ...Id.properties, stepId: Id.properties.id }),
          body: ProbeTarget,
          response: { 200: ProbeNamed },
        },
      },
      async (request) => {
        const { params, body } = request
        const { name } = userOf(request)
        const pointed = await naming.point(params.id, params.stepId, body, name)
        const at = body.type === 'site' ? body.url : body.name
        await audit(name, 'duty.probe', params.id, { step: params.stepId, at })
        changes.publish('duties', params.id)
        await maker.look()
        return pointed
      },
    )

    app.get(
      '/api/measured-servers',
      {
        config: { access: 'duties.read' },
        schema: {
          tags,
          summary: 'Servers that report about themselves, and what they said last',
          response: { 200: Type.Object({ items: Type.Array(MeasuredServer), nextCursor: Type.Null() }) },
        },
      },
      async () => ({ items: await probes.servers(), nextCursor: null }),
    )

    app.post(
      '/api/measured-servers',
      {
        config: { access: 'duties.write' },
        schema: {
          tags,
          summary: 'A key for a server that reports; shown only now',
          body: Type.Object(
            { name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }) },
            { additionalProperties: false },
          ),
          response: { 201: MadeServer },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const made = await probes.addServer(request.body.name.trim(), user.name)
        await audit(user.name, 'measured-server.create', made.server.id, { name: made.server.name })
        changes.publish('duties', made.server.id)
        return reply.code(201).send(made)
      },
    )

    app.delete(
      '/api/measured-servers/:id',
      { config: { access: 'duties.write' }, schema: { tags, summary: 'Ends a server’s key', params: Id } },
      async (request, reply) => {
        await probes.removeServer(request.params.id)
        await audit(userOf(request).name, 'measured-server.remove', request.params.id, {})
        changes.publish('duties', request.params.id)
        return reply.code(204).send()
      },
    )

    await app.register(async (reports) => {
      // The signature is over the bytes as they came.
      reports.removeAllContentTypeParsers()
      reports.addContentTypeParser('*', { parseAs: 'string', bodyLimit: LARGEST_REPORT }, (_request, body, done) =>
        done(null, body),
      )
      reports.post(
        '/api/measurements',
        {
          config: { access: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
          schema: { tags, summary: 'A server’s signed report: free disk space, age and number of backups' },
        },
        async (request, reply) => {
          const { headers, body } = request
          const [serverId, time, signature] = ['x-nooncast-server', 'x-nooncast-time', 'x-nooncast-signature'].map(
            (name) => headers[name],
          )
          if (typeof serverId !== 'string' || typeof time !== 'string' || typeof signature !== 'string')
            throw new Failure('MEASUREMENT_NOT_SIGNED')
          if (typeof body !== 'string' || !/^\d{1,12}$/.test(time)) throw new Failure('MEASUREMENT_NOT_SIGNED')
          await probes.measure({ serverId, seconds: Number(time), signature: signature.toLowerCase(), body })
          changes.publish('duties', serverId)
          return reply.code(204).send()
        },
      )
    })
  }

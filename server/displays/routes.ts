/** TVs and their groups over HTTP: pairing, approval, settings, and the acts that a TV confirms. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  Display,
  DisplayIdentity,
  Group,
  PairingAnswer,
  PairingClaim,
  PairingRequest,
  PairingState,
  PendingDisplay,
} from '../../protocol/display.ts'
import { type DisplayCommand, PlanMessage } from '../../protocol/events.ts'
import { Instant } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { createPictures } from './pictures.ts'
import type { Presence } from './presence.ts'
import type { DisplayStore } from './store.ts'

const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Name = Type.String({ minLength: 1, maxLength: 60 })
const GroupId = Type.Union([Type.String({ maxLength: 40 }), Type.Null()])
const Confirmed = Type.Object({ confirmed: Type.Boolean({ description: 'Whether the TV itself said that it did it' }) })
const Empty = Type.Null()

export interface DisplayRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly displays: DisplayStore
  readonly presence: Presence
  /** The whole plan of a group, for a TV that can't open a socket. */
  readonly planOf: (groupId: string) => PlanMessage | null
}

export const displayRoutes =
  (deps: DisplayRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { displays, presence, changes } = deps
    const record = audit(deps.database, deps.clock)
    const pictures = createPictures({ presence, clock: deps.clock, log: app.log })

    const order = async (id: string, command: DisplayCommand): Promise<boolean> => {
      if ((await displays.byIds([id])).length === 0) throw new Failure('NOT_FOUND')
      const line = presence.lineOf(id)
      if (line === null) return false
      return line.command(command).then(
        () => true,
        () => false,
      )
    }

    app.post(
      '/api/pairing',
      {
        config: { access: 'public', rateLimit: { max: 30, timeWindow: '1 minute' } },
        schema: {
          tags: ['pairing'],
          summary: 'A TV asks for a code',
          body: PairingRequest,
          response: { 200: PairingAnswer },
        },
      },
      async (request) => {
        const answer = await displays.beginPairing(request.body.facts, request.ip)
        changes.publish('displays')
        return answer
      },
    )

    app.post(
      '/api/pairing/claim',
      {
        config: { access: 'public', rateLimit: { max: 6000, timeWindow: '1 minute' } },
        schema: { tags: ['pairing'], summary: 'Was it approved?', body: PairingClaim, response: { 200: PairingState } },
      },
      async ({ body }) => displays.claimPairing(body.pairingId, body.secret),
    )

    app.get(
      '/api/displays/pending',
      {
        config: { access: 'displays.write' },
        schema: { tags: ['displays'], summary: 'TVs that show a code', response: { 200: pageOf(PendingDisplay) } },
      },
      async () => ({ items: [...(await displays.pending())], nextCursor: null }),
    )

    app.post(
      '/api/displays/approve',
      {
        config: { access: 'displays.write', rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: {
          tags: ['displays'],
          summary: 'Take in the TV that shows this code',
          body: Type.Object({ userCode: Type.String({ maxLength: 40 }), name: Name, groupId: GroupId }),
          response: { 201: Display },
        },
      },
      async (request, reply) => {
        const { userCode, name, groupId } = request.body
        const display = await displays.approve(userCode, name, groupId)
        await record(userOf(request).name, 'display.approve', display.id, { name, groupId })
        changes.publish('displays', display.id)
        return reply.code(201).send(display)
      },
    )

    app.get(
      '/api/displays',
      {
        config: { access: 'displays.read' },
        schema: { tags: ['displays'], summary: 'Every TV', querystring: PageQuery, response: { 200: pageOf(Display) } },
      },
      async ({ query: { limit = DEFAULT_PAGE, ...query } }) => {
        const { rows, nextCursor } = cutPage(await displays.list({ ...query, limit: limit + 1 }), limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/displays/:id',
      {
        config: { access: 'displays.read' },
        schema: { tags: ['displays'], summary: 'One TV', params: Id, response: { 200: Display } },
      },
      async ({ params }) => {
        const [display] = await displays.byIds([params.id])
        if (display === undefined) throw new Failure('NOT_FOUND')
        return display
      },
    )

    app.patch(
      '/api/displays/:id',
      {
        config: { access: 'displays.write' },
        schema: {
          tags: ['displays'],
          summary: 'Name, group, volume, trim, mute',
          params: Id,
          body: Type.Partial(
            Type.Object({
              name: Name,
              groupId: GroupId,
              volume: Display.properties.volume,
              trimMs: DisplayIdentity.properties.trimMs,
              mutedUntil: Type.Union([Instant, Type.Null()]),
              building: Display.properties.building,
              floor: Display.properties.floor,
            }),
            { additionalProperties: false },
          ),
          response: { 200: Display },
        },
      },
      async (request) => {
        const { id } = request.params
        const display = await displays.update(id, request.body)
        if (display === null) throw new Failure('NOT_FOUND')
        await record(userOf(request).name, 'display.change', id, { ...request.body })
        presence.lineOf(id)?.identity()
        changes.publish('displays', id)
        return display
      },
    )

    app.delete(
      '/api/displays/:id',
      {
        config: { access: 'displays.write' },
        schema: {
          tags: ['displays'],
          summary: 'Unpair a TV; it shows a code again',
          params: Id,
          response: { 204: Empty },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await order(id, { type: 'forget', reason: 'unpaired' })
        await displays.remove(id)
        presence.lineOf(id)?.close()
        await record(userOf(request).name, 'display.remove', id, {})
        changes.publish('displays', id)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/displays/:id/identify',
      {
        config: { access: 'displays.write' },
        schema: { tags: ['displays'], summary: 'Show its name large', params: Id, response: { 200: Confirmed } },
      },
      async ({ params }) => ({ confirmed: await order(params.id, { type: 'identify', seconds: 10 }) }),
    )

    app.post(
      '/api/displays/:id/reload',
      {
        config: { access: 'displays.write' },
        schema: { tags: ['displays'], summary: 'Load the player again', params: Id, response: { 200: Confirmed } },
      },
      async (request) => {
        const confirmed = await order(request.params.id, { type: 'reload' })
        await record(userOf(request).name, 'display.reload', request.params.id, { confirmed })
        return { confirmed }
      },
    )

    app.get(
      '/api/displays/:id/picture',
      {
        config: { access: 'displays.read', rateLimit: { max: 120, timeWindow: '1 minute' } },
        schema: {
          tags: ['displays'],
          summary: 'What it shows: a small JPEG, at most ten seconds old; 404 while it shows no picture',
          params: Id,
        },
      },
      async ({ params }, reply) => {
        const jpeg = await pictures.of(params.id)
        if (jpeg === null) throw new Failure('NOT_FOUND')
        return reply.type('image/jpeg').header('cache-control', 'no-store').send(jpeg)
      },
    )

    app.get(
      '/api/groups',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags: ['groups'],
          summary: 'Groups of TVs',
          querystring: PageQuery,
          response: { 200: pageOf(Group) },
        },
      },
      async () => ({ items: [...(await displays.groups())], nextCursor: null }),
    )

    app.post(
      '/api/groups',
      {
        config: { access: 'displays.write' },
        schema: {
          tags: ['groups'],
          summary: 'A new group',
          body: Type.Object({ name: Name, parentId: GroupId }),
          response: { 201: Group },
        },
      },
      async (request, reply) => {
        const group = await displays.createGroup(request.body.name, request.body.parentId)
        await record(userOf(request).name, 'group.create', group.id, { ...request.body })
        changes.publish('groups', group.id)
        return reply.code(201).send(group)
      },
    )

    app.patch(
      '/api/groups/:id',
      {
        config: { access: 'displays.write' },
        schema: {
          tags: ['groups'],
          summary: 'Rename or move a group',
          params: Id,
          body: Type.Partial(Type.Object({ name: Name, parentId: GroupId })),
          response: { 200: Group },
        },
      },
      async (request) => {
        const group = await displays.updateGroup(request.params.id, request.body)
        if (group === null) throw new Failure('NOT_FOUND')
        await record(userOf(request).name, 'group.change', group.id, { ...request.body })
        changes.publish('groups', group.id)
        return group
      },
    )

    app.delete(
      '/api/groups/:id',
      {
        config: { access: 'displays.write' },
        schema: { tags: ['groups'], summary: 'Remove an empty group', params: Id, response: { 204: Empty } },
      },
      async (request, reply) => {
        if (!(await displays.removeGroup(request.params.id))) throw new Failure('NOT_FOUND')
        await record(userOf(request).name, 'group.remove', request.params.id, {})
        changes.publish('groups', request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/display/self',
      {
        config: { access: 'display' },
        schema: { tags: ['pairing'], summary: 'What a TV is told of itself', response: { 200: DisplayIdentity } },
      },
      async ({ principal }) => {
        const identity = principal.type === 'display' ? await displays.identity(principal.displayId) : null
        if (identity === null) throw new Failure('NOT_FOUND')
        return identity
      },
    )

    app.get(
      '/api/display/plan',
      {
        config: { access: 'display' },
        schema: { tags: ['pairing'], summary: 'A TV’s whole plan', response: { 200: PlanMessage } },
      },
      async ({ principal }) => {
        const groupId = principal.type === 'display' ? principal.groupId : null
        const plan = groupId === null ? null : deps.planOf(groupId)
        if (plan === null) throw new Failure('NOT_FOUND')
        return plan
      },
    )
  }

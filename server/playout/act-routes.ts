/** Acting on what is on the air, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may } from '../../protocol/account.ts'
import { Act, ActRequest, EmergencyRequest, followed } from '../../protocol/acts.ts'
import { ReadinessView } from '../../protocol/readiness.ts'
import { instant } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { pageOf } from '../platform/page.ts'
import type { Acts } from './acts.ts'

const Why = Type.Optional(Type.String({ maxLength: 200, description: 'Kept in the audit log' }))
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Progress = Type.Object({
  act: Act,
  asked: Type.Integer(),
  confirmed: Type.Integer(),
  missing: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
})
/** Acts older than this are the audit log's. */
const RECENT_MS = 12 * 3_600_000

export interface ActRoutesDeps {
  readonly acts: Acts
  readonly clock: Clock
  readonly readiness: () => Promise<ReadinessView>
}

const tags = ['acts']

export const actRoutes =
  ({ acts, clock, readiness }: ActRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const progress = async (act: Act) => {
      const { asked, confirmed, missing } = followed(act.awaits, await acts.displaysFor(act.awaits))
      return { act, asked, confirmed, missing: [...missing] }
    }

    app.get(
      '/api/readiness',
      {
        config: { access: 'displays.read' },
        schema: {
          tags,
          summary: 'Is the next programme safe, and what would mend it?',
          response: { 200: ReadinessView },
        },
      },
      () => readiness(),
    )

    app.get(
      '/api/acts',
      {
        config: { access: 'playout.control' },
        schema: { tags, summary: 'What was done lately and what still lasts', response: { 200: pageOf(Act) } },
      },
      async () => ({ items: [...(await acts.list(instant(clock.now() - RECENT_MS)))], nextCursor: null }),
    )

    app.post(
      '/api/acts',
      {
        config: { access: 'playout.control' },
        schema: {
          tags,
          summary: 'Act on what is on the air',
          body: Type.Object({ request: ActRequest, why: Why }),
          response: { 201: Progress },
        },
      },
      async (request, reply) => {
        const { request: asked, why = '' } = request.body
        return reply.code(201).send(await progress(await acts.perform(asked, userOf(request).name, why)))
      },
    )

    app.post(
      '/api/emergency',
      {
        config: { access: 'playout.emergency' },
        schema: {
          tags,
          summary: 'An emergency, or an exercise of one, until all-clear',
          body: Type.Object({ request: EmergencyRequest, why: Why }),
          response: { 201: Progress },
        },
      },
      async (request, reply) => {
        const { request: asked, why = '' } = request.body
        const act = await acts.perform({ type: 'emergency', ...asked }, userOf(request).name, why)
        return reply.code(201).send(await progress(act))
      },
    )

    app.post(
      '/api/acts/:id/undo',
      {
        config: { access: 'playout.control' },
        schema: {
          tags,
          summary: 'Take an act back; of an emergency, all-clear',
          params: Id,
          response: { 200: Progress },
        },
      },
      async (request) => {
        const user = userOf(request)
        const type = await acts.typeOf(request.params.id)
        if (type === 'emergency' && !may(user.role, 'playout.emergency')) throw new Failure('NOT_ALLOWED')
        return progress(await acts.undo(request.params.id, user.name))
      },
    )
  }

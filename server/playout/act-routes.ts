/** Acting on what is on the air, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may, type User } from '../../protocol/account.ts'
import { permissionFor } from '../../protocol/act-permission.ts'
import { Act, ActRequest, type AskedAct, EmergencyRequest, followed, SkipRequest } from '../../protocol/acts.ts'
import { ReadinessView } from '../../protocol/readiness.ts'
import { SharedAiring } from '../../protocol/schedule-preview.ts'
import { instant } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { pageOf } from '../platform/page.ts'
import { viewOf } from '../schedule/rundown-routes.ts'
import { addDays, localDate, startOfDate } from '../schedule/wall-clock.ts'
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
  readonly timeZone: string
  readonly readiness: () => Promise<ReadinessView>
}

const tags = ['acts']

export const actRoutes =
  ({ acts, clock, timeZone, readiness }: ActRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const requireMay = ({ role }: User, asked: AskedAct): void => {
      const midnight = startOfDate(addDays(localDate(clock.now(), timeZone), 1), timeZone)
      if (!may(role, permissionFor(asked, midnight))) throw new Failure('NOT_ALLOWED')
    }
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
        const user = userOf(request)
        requireMay(user, asked)
        return reply.code(201).send(await progress(await acts.perform(asked, user.name, why.trim())))
      },
    )

    app.post(
      '/api/acts/instead',
      {
        config: { access: 'playout.control' },
        schema: {
          tags,
          summary: 'What would air in the time that a skip takes; nothing is done',
          body: Type.Object({ request: SkipRequest }),
          response: { 200: Type.Object({ items: Type.Array(SharedAiring) }) },
        },
      },
      async ({ body, language }) => ({
        items: (await acts.instead(body.request)).map(({ airing, groups }) => ({
          airing: viewOf(airing, timeZone, language),
          groups: [...groups],
        })),
      }),
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
        const act = await acts.perform({ type: 'emergency', ...asked }, userOf(request).name, why.trim())
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
        // Who may do it may take it back.
        const asked = await acts.askedIn(request.params.id)
        if (asked === null) throw new Failure('NOT_FOUND')
        requireMay(user, asked)
        return progress(await acts.undo(request.params.id, user.name))
      },
    )
  }

/**
 * A held film is not there but for who brought it and who approves: whatever route names a programme by its id answers
 * 404 to everybody else, TVs and channel keys included.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Approvers, mayApprove } from '../../protocol/booking.ts'
import { Failure } from '../platform/failure.ts'

export interface HeldGuardDeps {
  /** Id of the account that brought the programme; null: it is not held. */
  readonly broughtBy: (mediaId: string) => Promise<string | null>
  /** The programme that a preparation is of; null: there is no such preparation. */
  readonly mediaOfJob: (jobId: string) => Promise<string | null>
  readonly approvers: () => Promise<Approvers>
}

const Named = Type.Object({ id: Type.String() })
const PROGRAMME = /^\/(api\/)?media\/:id(\/|$)/
const JOB = /^\/api\/jobs\/:id(\/|$)/

/** Registered before the routes it guards. */
export const guardHeldFilms = (app: FastifyInstance, deps: HeldGuardDeps): void => {
  app.addHook('preHandler', async (request) => {
    const mediaId = await programmeOf(request, deps)
    const owner = mediaId === null ? null : await deps.broughtBy(mediaId)
    if (owner !== null && !(await mayReach(request, owner, deps))) throw new Failure('NOT_FOUND')
  })
}

const programmeOf = async (request: FastifyRequest, deps: HeldGuardDeps): Promise<string | null> => {
  const url = request.routeOptions.url ?? ''
  if (!Value.Check(Named, request.params)) return null
  if (PROGRAMME.test(url)) return request.params.id
  return JOB.test(url) ? deps.mediaOfJob(request.params.id) : null
}

/** Who brought it may look; who approves may also mend it. */
const mayReach = async (
  { principal, method }: FastifyRequest,
  owner: string,
  deps: HeldGuardDeps,
): Promise<boolean> => {
  if (principal.type !== 'user') return false
  const looks = method === 'GET' || method === 'HEAD'
  return (looks && principal.user.id === owner) || mayApprove(principal.user.role, await deps.approvers())
}

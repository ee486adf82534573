/** Who does something to a duty over HTTP, and that it is told. */
import type { FastifyRequest } from 'fastify'
import type { User } from '../../protocol/account.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'

export interface Doer {
  readonly id: string
  /** As it is shown beside what was done. */
  readonly name: string
}

type Named = Pick<User, 'id' | 'name' | 'fullName'>

export const nameOf = ({ fullName, name }: Pick<Named, 'name' | 'fullName'>): string =>
  fullName === '' ? name : fullName
export const doerOf = (user: Named): Doer => ({ id: user.id, name: nameOf(user) })

export interface TellingDeps {
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

/** Writes an act down and lets open pages know. */
export const telling =
  ({ changes, audit }: TellingDeps) =>
  async (request: FastifyRequest, act: string, subject: string, details: Record<string, string>): Promise<void> => {
    await audit(userOf(request).name, act, subject, details)
    changes.publish('duties', subject)
  }

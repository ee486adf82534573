/** Who did what, to what, with which details: only ever added to. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { newId } from './id.ts'

/**
 * Makes the function that writes the audit log.
 * Its arguments: the actor (a user's name, or `system`), the act (`slot.change`), its subject's id, and details
 * without secrets.
 */
export const audit =
  (database: Database, clock: Clock) =>
  async (actor: string, action: string, subject: string, details: Prisma.InputJsonObject): Promise<void> => {
    await database.audit.create({ data: { id: newId(), at: new Date(clock.now()), actor, action, subject, details } })
  }

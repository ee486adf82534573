/** A slip's history: only ever added to. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { SlipAct } from '../../protocol/slip.ts'
import { newId } from '../platform/id.ts'

/** Adds to a slip's history. The slip is the caller's alone, so that no two take one place. */
export const writeEvent = async (
  within: Prisma.TransactionClient,
  event: Omit<Prisma.SlipEventUncheckedCreateInput, 'id' | 'place' | 'act'> & { readonly act: SlipAct },
): Promise<void> => {
  const place = await within.slipEvent.count({ where: { slipId: event.slipId } })
  await within.slipEvent.create({ data: { ...event, id: newId(), place } })
}

/** What was taken back of a call, as the faults' own histories have it. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { FaultAct } from '../../protocol/fault.ts'
import { type Instant, instant } from '../../protocol/time.ts'

/** When each fault was taken back from this call; those that stand are left out. */
export const withdrawnOf = async (
  database: Prisma.TransactionClient,
  { id, faults }: { readonly id: string; readonly faults: readonly { readonly faultId: string }[] },
): Promise<ReadonlyMap<string, Instant>> => {
  const events = await database.faultEvent.findMany({
    where: {
      faultId: { in: faults.map(({ faultId }) => faultId) },
      act: { path: '$.type', equals: 'call-withdrawn' },
    },
  })
  const ofCall = events.filter(
    ({ act }) => Value.Check(FaultAct, act) && act.type === 'call-withdrawn' && act.callId === id,
  )
  return new Map(ofCall.map(({ faultId, at }) => [faultId, instant(at.getTime())]))
}

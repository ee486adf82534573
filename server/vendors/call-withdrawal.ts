/** Taking a call back: its faults wait to be told again, with the reason in their history (rule V10). */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Language } from '../../protocol/text.ts'
import type { CallView, CallWithdrawal } from '../../protocol/vendor.ts'
import type { FaultStore } from '../faults/store.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { withdrawnWords } from './call-words.ts'
import type { CallLetter, Calls } from './calls.ts'
import type { Waiting } from './waiting.ts'
import { withdrawnOf } from './withdrawn.ts'

export interface CallWithdrawalDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly faults: Pick<FaultStore, 'act'>
  readonly waiting: Pick<Waiting, 'calledItems'>
  readonly calls: Pick<Calls, 'view'>
  readonly schoolName: () => Promise<string>
  /** Tells who was mailed, in the transaction of the taking back. @param isWhole nothing is left of the call */
  readonly unwrite: (letter: CallLetter, isWhole: boolean, within: Prisma.TransactionClient) => Promise<void>
}

export type WithdrawCall = ReturnType<typeof createCallWithdrawal>

export const createCallWithdrawal =
  ({ database, clock, timeZone, faults, waiting, ...deps }: CallWithdrawalDeps) =>
  /**
   * All of these faults or none.
   * @throws Failure NOT_FOUND (the call), FAULT_MOVED_ON, CALL_HAS_VISIT
   */
  async (callId: string, { faultIds, note }: CallWithdrawal, by: string, language: Language): Promise<CallView> => {
    const call = await database.vendorCall.findUnique({
      where: { id: callId },
      include: { faults: true, vendor: { select: { name: true, email: true } } },
    })
    if (call === null) throw new Failure('NOT_FOUND')
    const { vendorId, vendor } = call
    const wanted = new Set(faultIds)
    // The vendor reads the letter, whatever language the panel has.
    const told = await waiting.calledItems(vendorId, dateAt(clock.now(), timeZone), 'zh-TW')
    const items = told.filter((item) => item.callId === callId && wanted.has(item.faultId))
    if (items.length !== wanted.size) throw new Failure('FAULT_MOVED_ON')
    const said = { school: await deps.schoolName(), vendor: vendor.name, items, language: 'zh-TW' } as const
    await database.$transaction(async (within) => {
      for (const { faultId, number } of items) {
        await faults.act(faultId, { type: 'call-withdrawn', vendorId, callId, note }, by, { within })
        // A proposed visit holds a fault that is still `called`.
        if ((await within.visitFault.count({ where: { holds: faultId } })) > 0)
          throw new Failure('CALL_HAS_VISIT', { number })
      }
      if (call.how !== 'mail') return
      const isWhole = (await withdrawnOf(within, call)).size === call.faults.length
      const letter = { callId, address: vendor.email, words: withdrawnWords(said), count: items.length }
      await deps.unwrite(letter, isWhole, within)
    })
    return deps.calls.view(callId, language)
  }

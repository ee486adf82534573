/** A fault of the demo school that the system saw: a TV without sound, as the watch itself would have opened it. */

import { tvKey } from '../fault-watch/trouble.ts'
import type { FaultStore } from '../faults/store.ts'
import type { Database } from '../platform/database.ts'

export interface SystemFaultDeps {
  readonly database: Database
  readonly faults: Pick<FaultStore, 'report'>
}
export interface SilentTv {
  readonly room: string
  readonly displayId: string
  readonly equipmentId: string | null
}

export const reportSilentTv = async ({ database, faults }: SystemFaultDeps, tv: SilentTv): Promise<void> => {
  const kind = 'tv-silent'
  const key = tvKey(kind, tv.displayId)
  const cause = { key, seen: { code: kind, params: { room: tv.room } } }
  const { id: faultId, createdAt } = await faults.report(
    { source: 'system', severity: 'high', title: '', text: '示範 Demo', ...tv, cause },
    'system',
  )
  const at = new Date(createdAt)
  await database.faultCase.create({ data: { faultId, key, kind, since: at } })
  await database.faultRoom.create({ data: { faultId, displayId: tv.displayId, joinedAt: at } })
}

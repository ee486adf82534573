/** Two faults of the demo school, made once: one that a teacher reported, one that the system saw. Both say that they are a demo. */
import type { Display } from '../../protocol/display.ts'
import type { FaultStore } from '../faults/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { ownValue } from '../platform/settings.ts'
import { tvKey } from './trouble.ts'

export interface DemoFaultsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly faults: Pick<FaultStore, 'report'>
  readonly displays: { list(page: { readonly limit: number }): Promise<readonly Display[]> }
}

const REPORTED_ROOM = '102'
const SILENT_ROOM = '201'
const LABEL = '示範 Demo'

export const demoFaults = async ({ database, clock, faults, displays }: DemoFaultsDeps): Promise<void> => {
  if ((await database.setting.findUnique({ where: { key: 'server.demo-faults' } })) !== null) return
  const rooms = await displays.list({ limit: 100 })
  const tvOf = (room: string) => rooms.find(({ name }) => name === room)?.id ?? null
  const reporterName = '示範老師 Demo teacher'
  const said = { title: `遙控器按鍵失靈（${LABEL}）`, symptom: 'remote', severity: 'normal' } as const
  await faults.report(
    { source: 'person', ...said, room: REPORTED_ROOM, displayId: tvOf(REPORTED_ROOM), reporterName },
    'demo-teacher',
  )
  const displayId = tvOf(SILENT_ROOM)
  if (displayId !== null) {
    const kind = 'tv-silent'
    const key = tvKey(kind, displayId)
    const cause = { key, seen: { code: kind, params: { room: SILENT_ROOM } } }
    const { id: faultId, createdAt } = await faults.report(
      { source: 'system', severity: 'high', title: '', text: LABEL, room: SILENT_ROOM, displayId, cause },
      'system',
    )
    const at = new Date(createdAt)
    await database.faultCase.create({ data: { faultId, key, kind, since: at } })
    await database.faultRoom.create({ data: { faultId, displayId, joinedAt: at } })
  }
  await ownValue(database, clock, 'demo-faults', () => 'made')
}

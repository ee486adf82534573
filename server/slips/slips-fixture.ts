/** A wired app with faults that wait for a slip, people of the section and of two offices, for tests. */
import { join } from 'node:path'
import type { User } from '../../protocol/account.ts'
import type { SlipDetail, SlipView } from '../../protocol/slip.ts'
import { instant } from '../../protocol/time.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { createFaultStore, type FaultStore } from '../faults/store.ts'
import { createChanges } from '../platform/changes.ts'
import { type Database, openDatabase } from '../platform/database.ts'

export interface SlipStage {
  readonly app: TestApp
  readonly clock: TestClock
  /** A connection of the test's own, beside the app's. */
  readonly database: Database
  readonly faults: FaultStore
  readonly admin: Browserlike
  /** 庶務組's and 會計室's own accounts. */
  readonly general: Browserlike
  readonly accounting: Browserlike
  /** A fault that was triaged. */
  fault(title?: string): Promise<string>
  /** A draft, complete. */
  draft(faultId?: string): Promise<SlipView>
  /** One that goes round. */
  sent(): Promise<SlipView>
  detail(id: string, by?: Browserlike): Promise<SlipDetail>
  close(): Promise<void>
}

/** Thursday. */
export const NOW = instant(Date.parse('2026-11-26T09:00:00+08:00'))
export const FIELDS = { device: '擴大機', reason: '主機板燒毀，校內沒有零件', estimate: 4500, vendor: '和聲音響' }

export const startSlipStage = async (): Promise<SlipStage> => {
  const clock = createTestClock(NOW)
  const app = await startTestApp({ clock })
  const admin = await app.signIn()
  const ofOffice = async (name: string, fullName: string, office: string) => {
    const payload = { name, fullName, role: 'teacher', password: ADMIN_PASSWORD }
    const { id } = (await admin.inject({ method: 'POST', url: '/api/users', payload })).json<User>()
    await admin.inject({ method: 'PATCH', url: `/api/users/${id}`, payload: { office } })
    return app.signIn(name)
  }
  const general = await ofOffice('hsu', '許組長', 'general-affairs')
  const accounting = await ofOffice('kuo', '郭主任', 'accounting')
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })

  const fault = async (title = '擴大機沒有聲音') => {
    const { id } = await faults.report({ source: 'operator', severity: 'high', title, room: '直播室' }, 'admin')
    await faults.act(id, { type: 'triage', severity: 'high', ownerId: null, note: '' }, 'admin')
    return id
  }
  const draft = async (faultId?: string) => {
    const payload = { faultId: faultId ?? (await fault()), ...FIELDS }
    return (await admin.inject({ method: 'POST', url: '/api/slips', payload })).json<SlipView>()
  }
  return {
    ...{ app, clock, database, faults, admin, general, accounting, fault, draft },
    sent: async () => {
      const { id, version } = await draft()
      return (
        await admin.inject({ method: 'POST', url: `/api/slips/${id}/send`, payload: { version } })
      ).json<SlipView>()
    },
    detail: async (id, by = admin) => (await by.inject({ method: 'GET', url: `/api/slips/${id}` })).json<SlipDetail>(),
    close: async () => {
      await database.$disconnect()
      await app.close()
    },
  }
}

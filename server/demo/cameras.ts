/**
 * Two studio cameras of the demo school. Their addresses are kept for examples (RFC 5737) and no network is allowed, so that
 * they are never contacted; what they would say of themselves is written down.
 */
import type { CameraStore } from '../cameras/store.ts'
import type { StoryDays } from './story.ts'

export interface DemoCamerasDeps {
  readonly cameras: Pick<CameraStore, 'add' | 'keep' | 'enter'>
  /** Their entries in the register. */
  readonly devices: readonly string[]
  readonly days: StoryDays
}

const PLACES = [
  { name: '主播攝影機（示範）', address: '198.51.100.31', serial: 'DEMO-CAM-A' },
  { name: '全景攝影機（示範）', address: '198.51.100.32', serial: 'DEMO-CAM-B' },
] as const
const ONVIF_PORT = 80

export const demoCameras = async ({ cameras, devices, days }: DemoCamerasDeps): Promise<void> => {
  for (const [place, { name, address, serial }] of PLACES.entries()) {
    const { id, version, since } = await cameras.add({ name, address, port: ONVIF_PORT, user: 'viewer', password: '' })
    const identity = { maker: '明視', model: 'PTZ-20', serial, firmware: '2.1.4' }
    const answeredAt = days.on(days.back(1), '16:00')
    const health = { state: 'closed' } as const
    await cameras.keep(id, version, { identity, health, since, offsetMs: null, lookedAt: answeredAt, answeredAt })
    const equipmentId = devices[place]
    if (equipmentId !== undefined) await cameras.enter(id, equipmentId)
  }
}

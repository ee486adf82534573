/** What the demo school has: a TV in each room under its floor's switch, the studio, the servers, a few computers. */
import type { Equipment, EquipmentInput } from '../../protocol/equipment.ts'
import type { EquipmentParts } from '../equipment/parts.ts'
import type { EquipmentStore } from '../equipment/store.ts'
import type { StoryDays } from './story.ts'
import type { DemoVendors } from './vendors.ts'

/** The ids of those that the story is about. */
export interface DemoDevices {
  /** By the room's name. */
  readonly tvs: ReadonlyMap<string, string>
  readonly amplifier: string
  readonly mixer: string
  readonly microphone: string
  readonly secondSwitch: string
  readonly labComputer: string
  readonly cameras: readonly string[]
}

export interface DemoDevicesDeps {
  readonly equipment: Pick<EquipmentStore, 'create'>
  readonly parts: Pick<EquipmentParts, 'add'>
  readonly vendors: DemoVendors
  /** The paired TVs, by the room's name. */
  readonly displays: ReadonlyMap<string, string>
  readonly days: StoryDays
}

const NOTE = '示範資料 Demo'
const [STUDIO, RACK, STORE] = ['直播室', '資訊機房', '設備組庫房']
const YEAR = 365

type Said = Partial<EquipmentInput> & Pick<EquipmentInput, 'name' | 'kind'>

export const demoDevices = async (deps: DemoDevicesDeps): Promise<DemoDevices> => {
  const { equipment, parts, vendors, days } = deps
  let made = 0
  /** @param age days since it was bought. @param left days of warranty from today; negative: over; null: not known */
  const add = async (said: Said, age: number, left: number | null): Promise<Equipment> => {
    made += 1
    return equipment.create({
      ...{ state: 'in-use', room: STUDIO, maker: '', model: '', price: null, vendorId: null },
      ...{ parentId: null, displayId: null, note: NOTE },
      serial: `DEMO-${String(made).padStart(4, '0')}`,
      propertyNumber: `3140${String(age % 1000).padStart(3, '0')}-01-${String(made).padStart(4, '0')}`,
      bought: days.shifted(-age),
      warrantyUntil: left === null ? null : days.shifted(left),
      ...said,
    })
  }
  const sound = { vendorId: vendors.sound, maker: '宏音' }
  const network = { vendorId: vendors.network, maker: '智網' }
  const computer = { vendorId: vendors.network, maker: '慧算' }

  const core = await add(
    { ...network, name: '核心交換器', kind: 'switch', room: RACK, model: 'CX-4800', price: 86_000 },
    700,
    395,
  )
  const floors = [
    { name: '一樓交換器', room: '一樓弱電間', rooms: ['101', '102'], left: 42 },
    { name: '二樓交換器', room: '二樓弱電間', rooms: ['201', '202'], left: 410 },
    { name: '三樓交換器', room: '三樓弱電間', rooms: ['301', '302'], left: -210 },
  ]
  const tvs = new Map<string, string>()
  let secondSwitch = core.id
  for (const { name, room: closet, rooms, left } of floors) {
    const floor = await add(
      { ...network, name, kind: 'switch', room: closet, model: 'AX-2410P', price: 18_500, parentId: core.id },
      left + 2 * YEAR > 0 ? 2 * YEAR : 3 * YEAR,
      left + 120,
    )
    if (rooms.includes('201')) secondSwitch = floor.id
    for (const room of rooms) {
      const displayId = deps.displays.get(room) ?? null
      const tv = { name: '教室電視', kind: 'tv', room, maker: '明視', model: 'MV-55K2', price: 21_900 } as const
      const { id } = await add({ ...tv, vendorId: vendors.sound, parentId: floor.id, displayId }, 3 * YEAR - left, left)
      tvs.set(room, id)
    }
  }

  const rack = await add({ name: '直播室機櫃', kind: 'other', model: '19 吋 24U', price: 12_000 }, 5 * YEAR, null)
  const mixer = await add(
    { ...sound, name: '混音器', kind: 'mixer', model: 'MX-12', price: 32_000, parentId: rack.id },
    4 * YEAR,
    -YEAR,
  )
  const amplifier = await add(
    { ...sound, name: '擴大機', kind: 'amplifier', model: 'PA-240', price: 26_500, parentId: rack.id },
    6 * YEAR,
    -4 * YEAR,
  )
  await add({ ...sound, name: '監聽喇叭', kind: 'speaker', model: 'NF-5', price: 9_800 }, 2 * YEAR, -YEAR)
  const microphone = await add(
    { ...sound, name: '無線麥克風 A', kind: 'microphone', model: 'WL-2', price: 14_800 },
    YEAR,
    YEAR,
  )
  await add({ ...sound, name: '無線麥克風 B', kind: 'microphone', model: 'WL-2', price: 14_800 }, YEAR, YEAR)
  await add(
    { ...sound, name: '桌上型麥克風', kind: 'microphone', model: 'DM-1', price: 4_200, state: 'in-repair' },
    3 * YEAR,
    -YEAR,
  )
  const camera = { kind: 'camera', maker: '明視', model: 'PTZ-20', vendorId: vendors.sound, price: 48_000 } as const
  const cameras = [
    (await add({ ...camera, name: '主播攝影機', serial: 'DEMO-CAM-A' }, YEAR, 2 * YEAR)).id,
    (await add({ ...camera, name: '全景攝影機', serial: 'DEMO-CAM-B' }, YEAR, 2 * YEAR)).id,
  ]
  await add(
    { ...computer, name: '直播電腦', kind: 'pc', model: 'WS-7', price: 42_000, parentId: rack.id },
    2 * YEAR,
    YEAR,
  )
  await add(
    { ...network, name: '不斷電系統', kind: 'ups', model: 'UP-1500', price: 11_500, parentId: rack.id },
    3 * YEAR,
    20,
  )
  const server = { ...computer, kind: 'server', room: RACK, price: 128_000 } as const
  await add({ ...server, name: '播出伺服器', model: 'SV-220' }, YEAR, 2 * YEAR)
  await add({ ...server, name: '學校網站伺服器', model: 'SV-200' }, 4 * YEAR, -YEAR)
  await add({ ...server, name: '百科全書伺服器', model: 'SV-100' }, 7 * YEAR, -4 * YEAR)
  await add({ ...server, name: '防毒伺服器（虛擬主機）', model: 'VM', price: null, propertyNumber: '' }, 2 * YEAR, null)
  const pc = { ...computer, kind: 'pc', model: 'DT-5', price: 24_000 } as const
  const labComputer = await add({ ...pc, name: '教師機', room: '電腦教室一' }, 2 * YEAR, YEAR)
  await add({ ...pc, name: '公務電腦', room: '教務處' }, 2 * YEAR, YEAR)
  await add({ ...pc, name: '檢索電腦', room: '圖書館' }, 6 * YEAR, -3 * YEAR)
  await add(
    { name: '備用電視', kind: 'tv', room: STORE, maker: '明視', model: 'MV-43K1', price: 13_900, state: 'spare' },
    5 * YEAR,
    -2 * YEAR,
  )
  await add(
    { ...sound, name: '舊混音器', kind: 'mixer', room: STORE, model: 'MX-8', price: 19_000, state: 'retired' },
    11 * YEAR,
    -9 * YEAR,
  )

  await parts.add(microphone.id, { name: '3 號充電電池', count: 3, least: 8 })
  await parts.add(mixer.id, { name: 'XLR 線 3 公尺', count: 6, least: 4 })
  return {
    ...{ tvs, amplifier: amplifier.id, mixer: mixer.id, microphone: microphone.id },
    ...{ secondSwitch, labComputer: labComputer.id, cameras },
  }
}

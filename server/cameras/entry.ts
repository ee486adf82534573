/** A camera's entry in the register of equipment: one that is there already, by its serial number, or a new one. */
import type { CameraView } from '../../protocol/camera.ts'
import type { EquipmentStore } from '../equipment/store.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { createTurns } from '../platform/turns.ts'
import type { CameraStore } from './store.ts'

export interface EntryDeps {
  readonly database: Pick<Database, 'equipment'>
  readonly equipment: Pick<EquipmentStore, 'create'>
  readonly cameras: Pick<CameraStore, 'find' | 'enter'>
}

export interface Entry {
  readonly equipmentId: string
  /** It was in the register already. */
  readonly known: boolean
}

const NOTHING_SAID = {
  ...{ propertyNumber: '', vendorId: null, bought: null, price: null, warrantyUntil: null },
  ...{ note: '', parentId: null, displayId: null },
} as const

export const createEntries = ({ database, equipment, cameras }: EntryDeps) => {
  // One after another, so that two presses make one entry.
  const turn = createTurns(1)
  const inUse = { kind: 'camera', state: { not: 'retired' } }

  const known = async ({ equipmentId, identity: { serial } }: CameraView): Promise<string | null> => {
    const own =
      equipmentId === null ? null : await database.equipment.findFirst({ where: { ...inUse, id: equipmentId } })
    if (own !== null || serial === '') return own?.id ?? null
    return (await database.equipment.findFirst({ where: { ...inUse, serial } }))?.id ?? null
  }
  const enter = async (id: string, room: string): Promise<Entry> => {
    const camera = await cameras.find(id)
    if (camera === null) throw new Failure('NOT_FOUND')
    const { maker, model, serial } = camera.identity
    if (model === '' && serial === '') throw new Failure('CAMERA_NOT_READ')
    const found = await known(camera)
    const equipmentId =
      found ??
      (
        await equipment.create({
          ...{ ...NOTHING_SAID, kind: 'camera', state: 'in-use' },
          ...{ name: camera.name, room, maker, model, serial },
        })
      ).id
    await cameras.enter(id, equipmentId)
    return { equipmentId, known: found !== null }
  }
  return {
    /**
     * @param room where it stands, for a new entry
     * @throws Failure NOT_FOUND, CAMERA_NOT_READ while nothing was read of it
     */
    enter: (id: string, room: string): Promise<Entry> => turn(() => enter(id, room)),
  }
}

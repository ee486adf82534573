/** Consumables and spare parts in the database. Counts are changed by how many came or were used, so that two people who use one each use two. */
import type { EquipmentPart, EquipmentPartChange, EquipmentPartInput } from '../../protocol/equipment.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'

const viewOf = ({ id, name, count, least }: EquipmentPart): EquipmentPart => ({ id, name, count, least })

export type EquipmentParts = ReturnType<typeof createEquipmentParts>

export const createEquipmentParts = ({ database, clock }: { readonly database: Database; readonly clock: Clock }) => {
  const held = async (equipmentId: string, id: string): Promise<EquipmentPart> => {
    const row = await database.equipmentPart.findFirst({ where: { id, equipmentId } })
    if (row === null) throw new Failure('NOT_FOUND')
    return viewOf(row)
  }

  return {
    of: async (equipmentId: string): Promise<readonly EquipmentPart[]> =>
      (
        await database.equipmentPart.findMany({ where: { equipmentId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
      ).map(viewOf),

    /** The device must exist. */
    add: async (equipmentId: string, input: EquipmentPartInput): Promise<EquipmentPart> =>
      viewOf(
        await database.equipmentPart.create({
          data: { ...input, id: newId(), equipmentId, createdAt: new Date(clock.now()) },
        }),
      ),

    /** @throws Failure NOT_FOUND, EQUIPMENT_PART_SHORT when more would be used than there are */
    change: async (
      equipmentId: string,
      id: string,
      { add = 0, ...words }: EquipmentPartChange,
    ): Promise<{ readonly before: EquipmentPart; readonly after: EquipmentPart }> => {
      const before = await held(equipmentId, id)
      const { count } = await database.equipmentPart.updateMany({
        where: { id, equipmentId, count: { gte: -add } },
        data: { ...words, count: { increment: add } },
      })
      if (count !== 1) throw new Failure('EQUIPMENT_PART_SHORT', { name: before.name, count: before.count })
      return { before, after: await held(equipmentId, id) }
    },

    /** @throws Failure NOT_FOUND */
    remove: async (equipmentId: string, id: string): Promise<EquipmentPart> => {
      const part = await held(equipmentId, id)
      await database.equipmentPart.deleteMany({ where: { id, equipmentId } })
      return part
    },
  }
}

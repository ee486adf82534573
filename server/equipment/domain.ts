/** The register of equipment, put together. */
import type { FastifyInstance } from 'fastify'
import type { Attachments } from '../attachments/attachments.ts'
import type { Press } from '../papers/press.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { equipmentFileRoutes, equipmentPartRoutes } from './part-routes.ts'
import { createEquipmentParts } from './parts.ts'
import { labelRoutes, registerImportRoutes } from './register-routes.ts'
import { createRegisterStore } from './register-store.ts'
import { equipmentRoutes } from './routes.ts'
import { createEquipmentStore, type EquipmentStore } from './store.ts'

export interface EquipmentDomainDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly attachments: Attachments
  readonly press: Press
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

/** @returns the register, for whoever needs to know a device */
export const equipmentDomain = async (
  http: FastifyInstance,
  { database, clock, changes, attachments, press, audit, timeZone }: EquipmentDomainDeps,
): Promise<EquipmentStore> => {
  const equipment = createEquipmentStore({ database, clock, timeZone })
  const register = createRegisterStore({ database, clock, equipment })
  const parts = createEquipmentParts({ database, clock })
  const deps = { database, clock, changes, equipment, register, parts, attachments, press, audit, timeZone }
  await http.register(equipmentRoutes(deps))
  await http.register(equipmentPartRoutes(deps))
  await http.register(equipmentFileRoutes(deps))
  await http.register(registerImportRoutes(deps))
  await http.register(labelRoutes(deps))
  return equipment
}

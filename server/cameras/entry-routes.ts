/** Putting a camera into the register of equipment. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { CameraEntry } from '../../protocol/camera.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { createEntries } from './entry.ts'

export interface EntryRoutesDeps {
  readonly entries: ReturnType<typeof createEntries>
  /** A camera was entered; the register may have a device more. */
  readonly entered: (cameraId: string, equipmentId: string) => void
  readonly audit: ReturnType<typeof audit>
}

export const entryRoutes =
  ({ entries, entered, audit }: EntryRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/cameras/:id/register',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags: ['cameras'],
          summary: 'Puts a camera into the register with what was read of it, or finds it there by its serial number',
          params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
          body: Type.Object({ room: Type.String({ maxLength: 80 }) }, { additionalProperties: false }),
          response: { 200: CameraEntry },
        },
      },
      async (request) => {
        const { id } = request.params
        const entry = await entries.enter(id, request.body.room.trim())
        await audit(userOf(request).name, entry.known ? 'camera.link' : 'equipment.create', entry.equipmentId, {
          camera: id,
        })
        entered(id, entry.equipmentId)
        return entry
      },
    )
  }

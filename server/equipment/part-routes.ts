/** What is kept for a device, over HTTP: consumables with their counts, photos and manuals. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Attachment } from '../../protocol/attachment.ts'
import { EquipmentPart, EquipmentPartChange, EquipmentPartInput } from '../../protocol/equipment.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import type { EquipmentRoutesDeps } from './routes.ts'

const tags = ['equipment']
const OfDevice = Type.Object({ id: Type.String({ maxLength: 40 }) })
const OfPart = Type.Object({ ...OfDevice.properties, partId: Type.String({ maxLength: 40 }) })
const OfFile = Type.Object({ ...OfDevice.properties, fileId: Type.String({ maxLength: 40 }) })

type Deps = Pick<EquipmentRoutesDeps, 'equipment' | 'parts' | 'attachments' | 'changes' | 'audit'>

export const equipmentPartRoutes =
  ({ equipment, parts, changes, audit }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/equipment/:id/parts',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Keeps a consumable or spare part for a device',
          params: OfDevice,
          body: EquipmentPartInput,
          response: { 201: EquipmentPart },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        if ((await equipment.find(id)) === null) throw new Failure('NOT_FOUND')
        const part = await parts.add(id, { ...request.body, name: request.body.name.trim() })
        await audit(userOf(request).name, 'equipment.part', id, {
          what: part.name,
          changes: [{ field: 'count', from: null, to: part.count }],
        })
        changes.publish('equipment', id)
        return reply.code(201).send(part)
      },
    )

    app.patch(
      '/api/equipment/:id/parts/:partId',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Counts how many came or were used, or calls it otherwise',
          params: OfPart,
          body: EquipmentPartChange,
          response: { 200: EquipmentPart },
        },
      },
      async (request) => {
        const { id, partId } = request.params
        const { before, after } = await parts.change(id, partId, request.body)
        const fields = (['name', 'count', 'least'] as const).filter((field) => before[field] !== after[field])
        await audit(userOf(request).name, 'equipment.part', id, {
          what: after.name,
          changes: fields.map((field) => ({ field, from: before[field], to: after[field] })),
        })
        changes.publish('equipment', id)
        return after
      },
    )

    app.delete(
      '/api/equipment/:id/parts/:partId',
      {
        config: { access: 'equipment.write' },
        schema: { tags, summary: 'Keeps a part no longer', params: OfPart, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const { id, partId } = request.params
        const part = await parts.remove(id, partId)
        await audit(userOf(request).name, 'equipment.part', id, {
          what: part.name,
          changes: [{ field: 'count', from: part.count, to: null }],
        })
        changes.publish('equipment', id)
        return reply.code(204).send(null)
      },
    )
  }

export const equipmentFileRoutes =
  ({ equipment, attachments, changes, audit }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    takeAttachments(app)

    app.post(
      '/api/equipment/:id/files',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Keeps a photo or a manual; the bytes are the body',
          params: OfDevice,
          querystring: AttachmentQuery,
          response: { 201: Attachment },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        if ((await equipment.find(id)) === null) throw new Failure('NOT_FOUND')
        const { name = '', caption = '' } = request.query
        const by = userOf(request).name
        const bytes = attachmentIn(request.body)
        const kept = await attachments.keep({ subject: 'equipment', id }, { bytes, name, caption }, by)
        await audit(by, 'equipment.attach', id, { what: kept.name })
        changes.publish('equipment', id)
        return reply.code(201).send(kept)
      },
    )

    app.get(
      '/api/equipment/:id/files/:fileId',
      {
        config: { access: 'equipment.read' },
        schema: { tags, summary: 'A photo or a manual', params: OfFile },
      },
      async (request, reply) => {
        const { id, fileId } = request.params
        const file = await attachments.read({ subject: 'equipment', id }, fileId)
        if (file === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, file)
      },
    )

    app.delete(
      '/api/equipment/:id/files/:fileId',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Deletes a photo or a manual for good',
          params: OfFile,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { id, fileId } = request.params
        const of = { subject: 'equipment', id } as const
        const held = (await attachments.of(of)).find((each) => each.id === fileId)
        if (held === undefined || !(await attachments.remove(of, fileId))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'equipment.detach', id, { what: held.name })
        changes.publish('equipment', id)
        return reply.code(204).send(null)
      },
    )
  }

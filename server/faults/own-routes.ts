/** Reporting with an account, and following what one reported, over HTTP. Only one's own: the section has routes of its own. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may } from '../../protocol/account.ts'
import { Attachment } from '../../protocol/attachment.ts'
import { FaultReportInput, guessedSeverity, KnownFault, MyFault } from '../../protocol/fault-report.ts'
import { SYMPTOM_WORDS } from '../../protocol/fault-title.ts'
import { say } from '../../protocol/text.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { readSettings } from '../platform/settings.ts'
import { placeOfDisplay, placeOfEquipment } from './fault-place.ts'
import type { MyFaults } from './my-faults.ts'
import type { FaultStore } from './store.ts'

export interface OwnFaultRoutesDeps {
  readonly database: Database
  readonly faults: FaultStore
  readonly mine: MyFaults
  readonly attachments: Attachments
  readonly changes: Changes
  readonly record: ReturnType<typeof audit>
}

const tags = ['faults']
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const File = Type.Object({ id: Type.String({ maxLength: 40 }), attachmentId: Type.String({ maxLength: 40 }) })
const Words = Type.Object({ note: Type.String({ maxLength: 2000 }) }, { additionalProperties: false })
const listOf = <Item extends Type.TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Null() })
const LONGEST_TITLE = 60

export const ownFaultRoutes =
  (deps: OwnFaultRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database, faults, mine, attachments, record } = deps

    /** The place that is named; a room in words has neither TV nor device. @throws Failure NOT_FOUND */
    const placeOf = async ({ displayId, equipmentId, room = '' }: FaultReportInput) => {
      if (displayId == null && equipmentId == null) return { displayId: null, equipmentId: null, room: room.trim() }
      const place =
        equipmentId != null
          ? await placeOfEquipment(database, equipmentId)
          : await placeOfDisplay(database, displayId ?? '')
      if (place === null) throw new Failure('NOT_FOUND')
      return { ...place, room: place.room || room.trim() }
    }

    app.post(
      '/api/faults',
      {
        config: { access: 'faults.report' },
        schema: { tags, summary: 'Reports a fault', body: FaultReportInput, response: { 201: MyFault } },
      },
      async (request, reply) => {
        const user = userOf(request)
        const { symptom, text, neededForNoon, severity } = request.body
        const words = text.trim()
        if (symptom === 'other' && words === '') throw new Failure('FAULT_NOTE_NEEDED')
        const isSection = may(user.role, 'faults.read')
        const { displayId, equipmentId, room } = await placeOf(request.body)
        const judged = may(user.role, 'faults.write') ? severity : undefined
        const { language } = await readSettings(database)
        const fault = await faults.report(
          {
            ...{ source: isSection ? 'operator' : 'person', symptom, text: words, displayId, equipmentId, room },
            title: symptom === 'other' ? words.slice(0, LONGEST_TITLE) : say(SYMPTOM_WORDS[symptom], language),
            severity: judged ?? guessedSeverity(symptom, neededForNoon),
            reporterId: user.id,
          },
          user.name,
        )
        await record(user.name, 'fault.report', fault.id, { number: fault.number, room, symptom })
        return reply.code(201).send(await mine.view(fault, user.id))
      },
    )

    app.get(
      '/api/my-faults',
      {
        config: { access: 'faults.report' },
        schema: { tags, summary: 'What one reported, the newest first', response: { 200: listOf(MyFault) } },
      },
      async (request) => ({ items: await mine.list(userOf(request).id), nextCursor: null }),
    )

    app.get(
      '/api/report-rooms',
      {
        config: { access: 'faults.report' },
        schema: {
          tags,
          summary: 'Rooms with a TV, to choose from',
          response: { 200: listOf(Type.Object({ displayId: Type.String(), name: Type.String() })) },
        },
      },
      async () => ({
        items: (await database.display.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } })).map(
          ({ id, name }) => ({ displayId: id, name }),
        ),
        nextCursor: null,
      }),
    )

    app.get(
      '/api/report-rooms/faults',
      {
        config: { access: 'faults.report' },
        schema: {
          tags,
          summary: 'What is known to be broken in a room already',
          querystring: Type.Object({
            displayId: Type.Optional(Type.String({ maxLength: 40 })),
            equipmentId: Type.Optional(Type.String({ maxLength: 40 })),
            room: Type.Optional(Type.String({ maxLength: 60 })),
          }),
          response: { 200: listOf(KnownFault) },
        },
      },
      async (request) => ({ items: await mine.knownAt(request.query, userOf(request).id), nextCursor: null }),
    )

    app.post(
      '/api/my-faults/:id/me-too',
      {
        config: { access: 'faults.report' },
        schema: {
          tags,
          summary: 'It is so here as well: counted once for each person',
          params: Id,
          response: { 200: MyFault },
        },
      },
      async (request) => {
        const user = userOf(request)
        const fault = await faults.join(request.params.id, user.id, '', user.name)
        await record(user.name, 'fault.me-too', fault.id, { number: fault.number })
        return mine.view(fault, user.id)
      },
    )

    const saying = (act: 'confirm' | 'still-broken' | 'answer', summary: string) =>
      app.post(
        `/api/my-faults/:id/${act}`,
        {
          config: { access: 'faults.report' },
          schema: { tags, summary, params: Id, body: Words, response: { 200: MyFault } },
        },
        async (request) => {
          const user = userOf(request)
          const fault = await mine.say(request.params.id, act, request.body.note.trim(), user)
          await record(user.name, `fault.${act}`, fault.id, { number: fault.number })
          return mine.view(fault, user.id)
        },
      )
    saying('confirm', 'It works: the reporter has seen it')
    saying('still-broken', 'It is still broken, or again: it is taken up with its history')
    saying('answer', 'Answers what the section asked')

    app.get(
      '/api/my-faults/:id/attachments/:attachmentId',
      { config: { access: 'faults.report' }, schema: { tags, summary: 'A photo that one sent', params: File } },
      async (request, reply) => {
        const { id, attachmentId } = request.params
        const user = userOf(request)
        await mine.require(id, user.id)
        const found = await attachments.read({ subject: 'fault', id }, attachmentId)
        if (found === null || found.about.createdBy !== user.name) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, found)
      },
    )

    await app.register(ownFileRoutes(deps))
  }

/** In a scope of their own, as any bytes are the body. */
const ownFileRoutes =
  ({ mine, attachments, changes, record }: OwnFaultRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    takeAttachments(app)
    app.post(
      '/api/my-faults/:id/attachments',
      {
        config: { access: 'faults.report' },
        schema: {
          tags,
          summary: 'Adds a photo to what one reported: the body is its bytes',
          params: Id,
          querystring: AttachmentQuery,
          response: { 201: Attachment },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { name = '', caption = '' } = request.query
        const user = userOf(request)
        await mine.require(id, user.id)
        const file = { bytes: attachmentIn(request.body), name, caption }
        const kept = await attachments.keep({ subject: 'fault', id }, file, user.name)
        await record(user.name, 'fault.photo', id, { attachmentId: kept.id })
        changes.publish('faults', id)
        return reply.code(201).send(kept)
      },
    )
  }

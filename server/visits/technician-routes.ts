/**
 * The technician's page over HTTP: one visit, by its link and without an account. The token is a header's, so that it stands
 * in no address that is kept anywhere.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Attachment } from '../../protocol/attachment.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import type { Language } from '../../protocol/text.ts'
import { Instant } from '../../protocol/time.ts'
import { TechnicianView, VisitReport, type VisitView } from '../../protocol/visit.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { faultOf } from '../faults/fault-row.ts'
import type { Guest, GuestLinks } from '../guests/guest-links.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { TECHNICIAN, type VisitStore } from './store.ts'

export interface TechnicianRoutesDeps {
  readonly database: Database
  readonly visits: VisitStore
  readonly guests: Pick<GuestLinks, 'open'>
  readonly attachments: Attachments
  readonly schoolName: () => Promise<string>
  readonly changes: Changes
  readonly clock: Clock
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

const tags = ['technician']
const config = { access: 'public', rateLimit: { max: 120, timeWindow: 60_000 } } as const
const GUEST_TOKEN = 'x-guest-token'
const Photo = Type.Object({ faultId: Type.String({ maxLength: 60 }), id: Type.String({ maxLength: 60 }) })
/** Repairs of the same device that are shown. */
const MOST_HISTORY = 10

export const technicianRoutes =
  (deps: TechnicianRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database, visits, guests, attachments, changes, clock, audit } = deps

    const guestOf = async (request: FastifyRequest): Promise<Guest> => {
      const token = request.headers[GUEST_TOKEN]
      if (typeof token !== 'string' || token.length > 100) throw new Failure('GUEST_LINK_INVALID')
      return guests.open(TECHNICIAN, token)
    }
    const visitOf = async (request: FastifyRequest): Promise<{ guest: Guest; visit: VisitView }> => {
      const guest = await guestOf(request)
      return { guest, visit: await visits.held(guest.subjectId, request.language) }
    }
    /** Photos belong to the fault, so that they stay with it. @throws Failure NOT_FOUND for a fault of no concern */
    const subjectOf = (visit: VisitView, faultId: string) => {
      if (!visit.faults.some(({ id }) => id === faultId)) throw new Failure('NOT_FOUND')
      return { subject: 'fault', id: faultId }
    }
    const tell = ({ id, faults, vendorId }: VisitView): void => {
      changes.publish('visits', id)
      changes.publish('vendors', vendorId)
      changes.publish('faults', ...faults.map((fault) => fault.id))
    }

    /** What was done to the same device, or the same TV, before. */
    const historyOf = async (faultId: string, language: Language) => {
      const fault = await database.fault.findUnique({ where: { id: faultId } })
      const same = [
        ...(fault?.equipmentId == null ? [] : [{ equipmentId: fault.equipmentId }]),
        ...(fault?.displayId == null ? [] : [{ displayId: fault.displayId }]),
      ]
      if (same.length === 0) return []
      const before = await database.fault.findMany({
        where: { OR: same, id: { not: faultId }, closedAt: { not: null }, state: 'closed' },
        orderBy: { closedAt: 'desc' },
        take: MOST_HISTORY,
      })
      const looked = await database.visitFault.findMany({
        where: { faultId: { in: before.map(({ id }) => id) }, done: { not: '' } },
        include: { visit: { select: { endedAt: true } } },
        orderBy: { visit: { endedAt: 'asc' } },
      })
      const done = new Map(looked.map((each) => [each.faultId, each.done]))
      return before.map(faultOf).map((each) => ({
        ...{ number: each.number, title: faultTitle(each, language), done: done.get(each.id) ?? '' },
        at: each.closedAt ?? each.createdAt,
      }))
    }

    const viewOf = async (visit: VisitView, { expiresAt }: Guest, language: Language): Promise<TechnicianView> => {
      const faults: TechnicianView['faults'] = []
      for (const fault of visit.faults) {
        const photos = await attachments.of({ subject: 'fault', id: fault.id })
        faults.push({
          ...fault,
          history: await historyOf(fault.id, language),
          photos: photos.map(({ id, name, type, caption }) => ({ id, name, type, caption })),
        })
      }
      const { vendorId, start, end, technician, note, vendorName, state, arrivedAt, signedBy } = visit
      return {
        ...{ schoolName: await deps.schoolName(), timeZone: deps.timeZone, now: clock.now(), expiresAt },
        visit: { vendorId, start, end, technician, note, vendorName, state, arrivedAt, signedBy },
        faults,
      }
    }

    app.get(
      '/api/technician',
      { config, schema: { tags, summary: 'The visit behind a technician’s link', response: { 200: TechnicianView } } },
      async (request) => {
        const { guest, visit } = await visitOf(request)
        return viewOf(visit, guest, request.language)
      },
    )

    app.post(
      '/api/technician/arrive',
      {
        config,
        schema: {
          tags,
          summary: 'The technician is there; told late, with the time',
          body: Type.Object(
            { at: Type.Union([Instant, Type.Null()]), technician: Type.String({ minLength: 1, maxLength: 80 }) },
            { additionalProperties: false },
          ),
          response: { 200: TechnicianView },
        },
      },
      async (request) => {
        const guest = await guestOf(request)
        const by = byOf(guest, request.body.technician)
        const visit = await visits.act(guest.subjectId, { type: 'arrive', ...request.body }, by, request.language)
        await audit(by, 'visit.arrive', visit.id, { link: guest.linkId })
        tell(visit)
        return viewOf(visit, guest, request.language)
      },
    )

    app.post(
      '/api/technician/finish',
      {
        config,
        schema: { tags, summary: 'The technician’s report', body: VisitReport, response: { 200: TechnicianView } },
      },
      async (request) => {
        const guest = await guestOf(request)
        const by = byOf(guest, request.body.technician)
        const visit = await visits.act(guest.subjectId, { type: 'finish', report: request.body }, by, request.language)
        await audit(by, 'visit.finish', visit.id, { link: guest.linkId })
        tell(visit)
        return viewOf(visit, guest, request.language)
      },
    )

    app.get(
      '/api/technician/photos/:faultId/:id',
      { config, schema: { tags, summary: 'A photo or file of a fault of the visit', params: Photo } },
      async (request, reply) => {
        const { visit } = await visitOf(request)
        const found = await attachments.read(subjectOf(visit, request.params.faultId), request.params.id)
        if (found === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, found)
      },
    )

    await app.register(async (scope) => {
      takeAttachments(scope)
      scope.post(
        '/api/technician/photos/:faultId',
        {
          config: { access: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
          schema: {
            tags,
            summary: 'Keeps a photo with a fault of the visit; the bytes are the body',
            params: Type.Object({ faultId: Photo.properties.faultId }),
            querystring: AttachmentQuery,
            response: { 201: Attachment },
          },
        },
        async (request, reply) => {
          const { guest, visit } = await visitOf(request)
          const subject = subjectOf(visit, paramOf(request.params, 'faultId'))
          const { name = 'photo', caption = '' } = Value.Parse(AttachmentQuery, request.query)
          const kept = await attachments.keep(
            subject,
            { bytes: attachmentIn(request.body), name, caption },
            guest.holder,
          )
          await audit(guest.holder, 'visit.photo', visit.id, { faultId: subject.id, attachment: kept.id })
          changes.publish('faults', subject.id)
          return reply.code(201).send(kept)
        },
      )
    })
  }

/** As history and audit show a guest. */
const byOf = ({ holder }: Guest, technician: string): string =>
  technician === '' || technician === holder ? holder : `${technician}（${holder}）`

const paramOf = (params: unknown, name: 'faultId'): string =>
  Value.Parse(Type.Object({ [name]: Type.String() }), params)[name] ?? ''

/** Reporting without an account, by what a label or a TV's screen says. Tells a name and a room, and nothing else (rule F10). */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { FAULT_STATES, isFaultOpen } from '../../protocol/fault.ts'
import {
  GuestReportAnswer,
  GuestReportInput,
  guessedSeverity,
  MOST_GUEST_PHOTOS,
  ReportPlace,
} from '../../protocol/fault-report.ts'
import { SYMPTOM_WORDS } from '../../protocol/fault-title.ts'
import { say } from '../../protocol/text.ts'
import { instant } from '../../protocol/time.ts'
import { AttachmentQuery, attachmentIn, takeAttachments } from '../attachments/attachment-body.ts'
import { type Attachments, recognise } from '../attachments/attachments.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { readSettings } from '../platform/settings.ts'
import { type FaultPlace, placeOfDisplay, placeOfLabel } from './fault-place.ts'
import type { FaultStore } from './store.ts'

export interface GuestReportDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly faults: FaultStore
  readonly attachments: Attachments
  readonly guests: GuestLinks
  readonly record: ReturnType<typeof audit>
}

const tags = ['report']
/** A class behind one address looks; who tries labels does not get far: there are 32⁸ of them. */
const LOOKS = { max: 60, timeWindow: '1 minute' } as const
const REPORTS = { max: 10, timeWindow: '10 minutes' } as const
const PHOTOS = { max: 30, timeWindow: '10 minutes' } as const
/** Of one device in an hour; further ones tell the section nothing new. */
const MOST_PER_PLACE = 5
const HOUR_MS = 3_600_000
const PHOTO_LIFE_MS = 30 * 60_000
const PURPOSE = 'fault-photo'
const LONGEST_TITLE = 60
const OPEN_STATES = FAULT_STATES.filter(isFaultOpen)

export const guestName = (name: string): string => `guest ${name.replaceAll(/\p{Cc}+/gu, ' ').trim()}`.trim()

export const guestReportRoutes =
  (deps: GuestReportDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database, clock, faults, guests, record } = deps

    const whereOf = ({ equipmentId, displayId }: FaultPlace) => (equipmentId === null ? { displayId } : { equipmentId })

    /** @throws Failure REPORTS_MANY */
    const requireQuiet = async (place: FaultPlace): Promise<void> => {
      const lately = await database.faultEvent.count({
        where: {
          by: { startsWith: 'guest' },
          at: { gt: new Date(clock.now() - HOUR_MS) },
          fault: whereOf(place),
        },
      })
      if (lately >= MOST_PER_PLACE) throw new Failure('REPORTS_MANY')
    }

    /** The same symptom at the same place is the same fault, come again; otherwise a new one that nobody has trusted yet. */
    const take = async (
      place: FaultPlace,
      { symptom, text, name, contact }: GuestReportInput,
      from: FastifyRequest,
    ) => {
      const words = text.trim()
      if (symptom === 'other' && words === '') throw new Failure('FAULT_NOTE_NEEDED')
      await requireQuiet(place)
      const by = guestName(name)
      const known = await database.fault.findFirst({
        where: { ...whereOf(place), symptom, state: { in: OPEN_STATES } },
        orderBy: { createdAt: 'desc' },
        select: { id: true },
      })
      const { language } = await readSettings(database)
      const fault =
        known !== null && symptom !== 'other'
          ? await faults.act(
              known.id,
              { type: 'return', note: [words, contact.trim()].filter(Boolean).join(' · ') },
              by,
            )
          : await faults.report(
              {
                ...{
                  source: 'person',
                  symptom,
                  text: words,
                  reporterName: name.trim(),
                  reporterContact: contact.trim(),
                },
                ...{ equipmentId: place.equipmentId, displayId: place.displayId, room: place.room },
                title: symptom === 'other' ? words.slice(0, LONGEST_TITLE) : say(SYMPTOM_WORDS[symptom], language),
                severity: guessedSeverity(symptom, false),
              },
              by,
            )
      await record('guest', 'fault.report', fault.id, { number: fault.number, address: from.ip, symptom })
      const { token } = await guests.make({
        ...{ purpose: PURPOSE, subjectId: fault.id, holder: by, createdBy: 'guest' },
        expiresAt: instant(clock.now() + PHOTO_LIFE_MS),
      })
      return { number: fault.number, photoToken: token }
    }

    const door = (path: string, by: string, find: (key: string) => Promise<FaultPlace | null>) => {
      const Key = Type.Object({ key: Type.String({ minLength: 1, maxLength: 40 }) })
      const placeOf = async (key: string): Promise<FaultPlace> => {
        const place = await find(key)
        if (place === null) throw new Failure('REPORT_PLACE_UNKNOWN')
        return place
      }
      app.get(
        path,
        {
          config: { access: 'public', rateLimit: LOOKS },
          schema: { tags, summary: `What stands where, by ${by}`, params: Key, response: { 200: ReportPlace } },
        },
        async ({ params }) => {
          const { name, room } = await placeOf(params.key)
          return { name, room }
        },
      )
      app.post(
        path,
        {
          config: { access: 'public', rateLimit: REPORTS },
          schema: {
            tags,
            summary: `Reports a fault without an account, by ${by}`,
            params: Key,
            body: GuestReportInput,
            response: { 201: GuestReportAnswer },
          },
        },
        async (request, reply) =>
          reply.code(201).send(await take(await placeOf(request.params.key), request.body, request)),
      )
    }
    door('/api/report/:key', 'a device’s label', (label) => placeOfLabel(database, label))
    door('/api/report/tv/:key', 'a TV’s id', (id) => placeOfDisplay(database, id))
    await app.register(guestPhotoRoutes(deps))
  }

/** In a scope of their own, as any bytes are the body. */
const guestPhotoRoutes =
  ({ database, changes, attachments, guests, record }: GuestReportDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    takeAttachments(app)
    app.post(
      '/api/report/photo',
      {
        config: { access: 'public', rateLimit: PHOTOS },
        schema: {
          tags,
          summary: 'Adds a photo to what was just reported: the body is its bytes',
          headers: Type.Object({ 'x-report-token': Type.String({ maxLength: 100 }) }),
          querystring: AttachmentQuery,
          response: { 201: Type.Object({ count: Type.Integer() }) },
        },
      },
      async (request, reply) => {
        const { subjectId: id, holder } = await guests.open(PURPOSE, request.headers['x-report-token'])
        const bytes = attachmentIn(request.body)
        const known = await recognise(bytes)
        if (known.type === 'refused' || !known.mime.startsWith('image/')) throw new Failure('ATTACHMENT_TYPE')
        const sent = await database.attachment.count({
          where: { subject: 'fault', subjectId: id, createdBy: { startsWith: 'guest' } },
        })
        if (sent >= MOST_GUEST_PHOTOS) throw new Failure('ATTACHMENTS_MANY', { most: MOST_GUEST_PHOTOS })
        const kept = await attachments.keep({ subject: 'fault', id }, { bytes, name: request.query.name ?? '' }, holder)
        await record('guest', 'fault.photo', id, { attachmentId: kept.id, address: request.ip })
        changes.publish('faults', id)
        return reply.code(201).send({ count: sent + 1 })
      },
    )
  }

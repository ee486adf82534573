/** A teacher's own film over HTTP: brought, looked at by who approves, accepted or let go. */
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may, type User } from '../../protocol/account.ts'
import { type Approvers, BookingView, mayApprove } from '../../protocol/booking.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { Intake } from '../media/intake.ts'
import { LARGEST_SCAN_BYTES, type LicenceScans, scanIn, takeScans } from '../media/licence-scan.ts'
import { resumableUploads, type Said, type Unfinished } from '../media/resumable.ts'
import { arrivalOf } from '../media/upload-metadata.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import type { BookingCalendar } from './calendar.ts'
import type { HeldFilms } from './held-films.ts'
import { bringRefusal } from './own-film-limits.ts'
import type { BookingStore } from './store.ts'

export interface HeldFilmRoutesDeps {
  readonly films: HeldFilms
  readonly bookings: Pick<BookingStore, 'find'>
  readonly calendar: Pick<BookingCalendar, 'on'>
  readonly settings: () => Promise<Settings>
  readonly approvers: () => Promise<Approvers>
  readonly scans: Pick<LicenceScans, 'put'>
  readonly intake: Intake
  readonly changes: Changes
  readonly clock: Clock
  readonly mediaDir: string
  readonly audit: ReturnType<typeof audit>
  readonly freeBytes?: () => Promise<number>
}

const Id = Type.Object({ id: Type.String({ maxLength: 100 }) })
const tags = ['bookings']
/** No setting allows more. */
const LARGEST_BYTES = 20_000_000_000
const MOST_PER_HOUR = 30

export const heldFilmRoutes =
  (deps: HeldFilmRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(decisionRoutes(deps))
    await app.register(scanRoutes(deps))
    await app.register(bringRoutes(deps))
  }

/** tus at `/api/own-films`, with metadata `filename` and `bookingId`. */
const bringRoutes =
  (deps: HeldFilmRoutesDeps): FastifyPluginAsyncTypebox =>
  (app) => {
    const { films, bookings, calendar, clock } = deps
    const bookingOf = (said: Said) => bookings.find(said.bookingId ?? '')
    const begin = async (
      { bytes, said }: Omit<Unfinished, 'id'>,
      user: User,
      others: readonly Unfinished[],
    ): Promise<void> => {
      const booking = await bookingOf(said)
      const mine = others.filter((each) => each.said.owner === user.id && each.said.bookingId !== said.bookingId)
      const { cutOff, start } = booking === null ? NEVER : (await calendar.on(booking.date)).times
      const refusal = bringRefusal({
        ...{ booking, bytes, userId: user.id, now: clock.now(), limits: await deps.settings() },
        until: may(user.role, 'bookings.behalf') ? start : cutOff,
        waitingBytes: mine.reduce((sum, each) => sum + each.bytes, await films.bytesOf(user.id)),
      })
      if (refusal !== null) throw new Failure(refusal.code, { date: booking?.date ?? '', ...refusal.params })
    }
    const finish = async (file: string, said: Said): Promise<string> => {
      const booking = await bookingOf(said)
      const { owner } = said
      if (booking === null || owner == null || booking.bookedBy !== owner) throw new Failure('BOOKING_FILM_NOT_AWAITED')
      const arrival = arrivalOf({ ...said, title: booking.title, kind: 'film', airDate: null })
      const mediaId = await deps.intake(file, { ...arrival, airDate: null }, (within, id) =>
        films.hold(within, id, booking, owner),
      )
      deps.changes.publish('bookings', booking.id)
      return mediaId
    }
    return resumableUploads(app, {
      ...{ clock, begin, finish, freeBytes: deps.freeBytes },
      path: '/api/own-films',
      access: 'media.upload-own',
      directory: join(deps.mediaDir, 'own-uploads'),
      summary: 'Begin to upload the film of one’s own booking (tus 1.0)',
      largestBytes: LARGEST_BYTES,
      mostPerHour: MOST_PER_HOUR,
      onePer: 'bookingId',
    })
  }

/** For a booking that is not there; refused before it matters. */
const NEVER = { cutOff: Number.NEGATIVE_INFINITY, start: Number.NEGATIVE_INFINITY }

const decisionRoutes =
  ({ films, bookings, approvers, audit }: HeldFilmRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    /** @throws Failure NOT_FOUND, NOT_ALLOWED, BOOKING_HEAD_APPROVES */
    const reach = async (id: string, user: User, ownToo: boolean): Promise<BookingView> => {
      const booking = await bookings.find(id)
      if (booking === null) throw new Failure('NOT_FOUND')
      if (mayApprove(user.role, await approvers()) || (ownToo && booking.bookedBy === user.id)) return booking
      throw new Failure(may(user.role, 'bookings.approve') ? 'BOOKING_HEAD_APPROVES' : 'NOT_ALLOWED')
    }
    const ACTS = {
      accept: { run: films.accept, access: 'bookings.approve', summary: 'Takes a teacher’s film into the library' },
      refuse: { run: films.letGo, access: 'media.upload-own', summary: 'Lets a teacher’s film go; deleted in a week' },
      undo: { run: films.takeBack, access: 'media.upload-own', summary: 'Takes back a film that was let go' },
    } as const
    for (const [name, { run, access, summary }] of Object.entries(ACTS))
      app.post(
        `/api/bookings/:id/film/${name}`,
        { config: { access }, schema: { tags, summary, params: Id, response: { 200: BookingView } } },
        async (request) => {
          const user = userOf(request)
          const booking = await reach(request.params.id, user, access === 'media.upload-own')
          await run(booking)
          await audit(user.name, `booking.film-${name}`, booking.id, { mediaId: booking.mediaId })
          return (await bookings.find(booking.id)) ?? booking
        },
      )
  }

/** The scan's bytes are the body. */
const scanRoutes =
  ({ films, bookings, scans, audit }: HeldFilmRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    takeScans(app)
    app.put(
      '/api/bookings/:id/film/licence-scan',
      {
        config: { access: 'media.upload-own' },
        bodyLimit: LARGEST_SCAN_BYTES,
        schema: {
          tags,
          summary: 'Keep the scanned licence of one’s own film (PDF, JPEG, PNG; the bytes are the body)',
          params: Id,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const booking = await bookings.find(request.params.id)
        if (booking?.bookedBy !== user.id || booking.mediaId === null) throw new Failure('NOT_FOUND')
        if (booking.heldFilm?.state !== 'quarantined') throw new Failure('NOT_FOUND')
        if (booking.licence.kind === 'unknown') throw new Failure('OWN_FILM_LICENCE')
        const scan = scanIn(request.body)
        await films.license(booking)
        await scans.put(booking.mediaId, scan)
        await audit(user.name, 'booking.licence-scan', booking.id, { bytes: scan.length })
        return reply.code(204).send(null)
      },
    )
  }

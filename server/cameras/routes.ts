/** Studio cameras: the list, adding and changing them, a look, a picture. Passwords come in and never go out. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  CameraChange,
  CameraInput,
  type CameraView,
  CertificateAcceptance,
  CameraView as View,
} from '../../protocol/camera.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import { type Clock, rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { camerasCsv } from './cameras-csv.ts'
import { isWithin, type Network } from './networks.ts'
import type { createSnapshots } from './snapshots.ts'
import type { CameraStore } from './store.ts'
import type { CameraWatch } from './watch.ts'

export interface CameraRoutesDeps {
  readonly store: CameraStore
  readonly watch: Pick<CameraWatch, 'look' | 'round'>
  readonly snapshots: ReturnType<typeof createSnapshots>
  readonly networks: () => Promise<readonly Network[]>
  readonly changed: (id: string) => void
  readonly clock: Pick<Clock, 'now'>
  readonly timeZone: string
  readonly audit: ReturnType<typeof audit>
}

const tags = ['cameras']
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Version = Type.Object({ version: Type.Integer() }, { additionalProperties: false })
/** Each is a conversation: enough for a page of cameras that is looked at, too little to guess passwords with. */
const LOOK_LIMIT = { max: 30, timeWindow: '1 minute' } as const
const PICTURE_LIMIT = { max: 240, timeWindow: '1 minute' } as const

export const cameraRoutes =
  (deps: CameraRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, watch, snapshots } = deps
    /** Where nothing may be contacted, no password is kept either. */
    const requireAllowed = async (address: string): Promise<void> => {
      if (!isWithin(await deps.networks(), address)) throw new Failure('CAMERA_CLOSED', { address })
    }
    const found = async (id: string): Promise<CameraView> => {
      const camera = await store.find(id)
      if (camera === null) throw new Failure('NOT_FOUND')
      return camera
    }
    /** As it is after a look of its own. */
    const lookedAt = async (id: string): Promise<CameraView> => {
      snapshots.forget(id)
      await watch.look(id)
      deps.changed(id)
      return found(id)
    }

    app.get(
      '/api/cameras',
      {
        config: { access: 'equipment.read' },
        schema: {
          tags,
          summary: 'Studio cameras and how they are',
          querystring: PageQuery,
          response: { 200: pageOf(View) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor, q } }) => {
        const { rows, nextCursor } = cutPage(await store.list(limit, cursor, q), limit)
        return { items: [...rows], nextCursor }
      },
    )
    app.get(
      '/api/cameras/export.csv',
      {
        config: { access: 'equipment.read' },
        schema: { tags, summary: 'The same as CSV', response: { 200: Type.String() } },
      },
      async (_request, reply) =>
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="cameras.csv"')
          .send(camerasCsv(await store.watched(), (at) => rfc3339(at, deps.timeZone))),
    )
    app.get(
      '/api/cameras/:id',
      {
        config: { access: 'equipment.read' },
        schema: { tags, summary: 'One camera', params: Id, response: { 200: View } },
      },
      ({ params }) => found(params.id),
    )

    app.post(
      '/api/cameras',
      {
        config: { access: 'equipment.write', rateLimit: LOOK_LIMIT },
        schema: {
          tags,
          summary: 'Adds a camera by its address, and looks at it; it is added however that went',
          body: CameraInput,
          response: { 201: View },
        },
      },
      async (request, reply) => {
        await requireAllowed(request.body.address)
        const { id, name, scheme, address, port } = await store.add(request.body)
        await deps.audit(userOf(request).name, 'camera.add', id, { name, scheme, address, port })
        return reply.code(201).send(await lookedAt(id))
      },
    )
    app.patch(
      '/api/cameras/:id',
      {
        config: { access: 'equipment.write', rateLimit: LOOK_LIMIT },
        schema: {
          tags,
          summary: 'Changes a camera and looks at it. Another address, scheme or user asks for the password anew',
          params: Id,
          body: CameraChange,
          response: { 200: View },
        },
      },
      async (request) => {
        const { id } = request.params
        if (request.body.address !== undefined) await requireAllowed(request.body.address)
        const { name, scheme, address, port } = await store.change(id, request.body)
        const password = request.body.password === undefined ? 'kept' : 'set'
        await deps.audit(userOf(request).name, 'camera.change', id, { name, scheme, address, port, password })
        return lookedAt(id)
      },
    )
    app.post(
      '/api/cameras/:id/look',
      {
        config: { access: 'equipment.read', rateLimit: LOOK_LIMIT },
        schema: { tags, summary: 'Looks at a camera now', params: Id, response: { 200: View } },
      },
      async ({ params }) => {
        await found(params.id)
        return lookedAt(params.id)
      },
    )
    app.post(
      '/api/cameras/:id/accept',
      {
        config: { access: 'equipment.write', rateLimit: LOOK_LIMIT },
        schema: {
          tags,
          summary: 'What answers at its address now is this camera: its serial number is taken over',
          params: Id,
          body: Version,
          response: { 200: View },
        },
      },
      async (request) => {
        const { id } = request.params
        await store.accept(id, request.body.version)
        const camera = await lookedAt(id)
        await deps.audit(userOf(request).name, 'camera.accept', id, { serial: camera.identity.serial })
        return camera
      },
    )

    app.post(
      '/api/cameras/:id/certificate',
      {
        config: { access: 'equipment.write', rateLimit: LOOK_LIMIT },
        schema: {
          tags,
          summary: 'The certificate that it shows now is its own: whoever says so has seen its fingerprint',
          params: Id,
          body: CertificateAcceptance,
          response: { 200: View },
        },
      },
      async (request) => {
        const { id } = request.params
        const { of, sha256 } = request.body
        const { from } = await store.acceptCertificate(id, request.body)
        await deps.audit(userOf(request).name, 'camera.certificate', id, { of, from, to: sha256 })
        return lookedAt(id)
      },
    )

    app.delete(
      '/api/cameras/:id',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Removes a camera; can be taken back for a day',
          params: Id,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { id, name } = await store.remove(request.params.id)
        snapshots.forget(id)
        await deps.audit(userOf(request).name, 'camera.remove', id, { name })
        await watch.round()
        deps.changed(id)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/api/cameras/:id/restore',
      {
        config: { access: 'equipment.write' },
        schema: { tags, summary: 'Takes a removal back', params: Id, response: { 200: View } },
      },
      async (request) => {
        const { id, name } = await store.restore(request.params.id)
        await deps.audit(userOf(request).name, 'camera.restore', id, { name })
        return lookedAt(id)
      },
    )

    app.get(
      '/api/cameras/:id/snapshot',
      {
        config: { access: 'equipment.read', rateLimit: PICTURE_LIMIT },
        schema: { tags, summary: 'What the camera sees, a JPEG no older than five seconds', params: Id },
      },
      async ({ params }, reply) => {
        const snapshot = await snapshots.of(params.id)
        if (snapshot === null) throw new Failure('NOT_FOUND')
        if (snapshot.type !== 'picture') throw new Failure('CAMERA_NO_PICTURE', {}, { why: snapshot.type })
        return reply.type('image/jpeg').header('cache-control', 'private, no-store').send(snapshot.jpeg)
      },
    )
  }

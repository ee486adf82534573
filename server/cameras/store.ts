/** Cameras as they are kept. Passwords are sealed, each for its camera at its address, and leave only towards that camera. */
import { Prisma } from '../../prisma/generated/client.ts'
import {
  type CameraChange,
  type CameraInput,
  type CameraVideo,
  type CameraView,
  type CertificateAcceptance,
  otherCertificate,
} from '../../protocol/camera.ts'
import type { CameraCertificate } from '../../protocol/camera-certificate.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import type { Seal } from '../platform/sealed.ts'
import { cameraOf } from './camera-row.ts'
import type { Paired } from './conversation.ts'
import type { Condition } from './health.ts'

export interface CameraStoreDeps {
  readonly database: Database
  readonly clock: Pick<Clock, 'now'>
  readonly seal: Seal
}

export type CameraStore = ReturnType<typeof createCameraStore>

type Place = Pick<Paired, 'scheme' | 'address' | 'port' | 'user'>
/** Sealed so, a password opens nowhere else, and not in the open where it was given for TLS, even when the row was tampered with. */
const contextOf = (id: string, { scheme, address, port, user }: Place): string =>
  `camera ${id} ${scheme === 'https' ? 'https://' : ''}${address}:${port} ${user}`

/** A removed camera can be taken back so long. */
const KEPT_MS = 86_400_000
const NEW = { state: 'new' } as const
const FIELDS = ['name', 'address', 'maker', 'model', 'serial'] as const

export const createCameraStore = ({ database, clock, seal }: CameraStoreDeps) => {
  const sealed = (id: string, place: Place, password: string): string =>
    password === '' ? '' : seal.seal(password, contextOf(id, place))

  /** Whoever else is at this address; one that was removed gives it up. @throws Failure CAMERA_TAKEN */
  const makeRoom = async (within: Prisma.TransactionClient, place: Place, except: string): Promise<void> => {
    const { address, port } = place
    await within.camera.deleteMany({ where: { address, port, removedAt: { not: null }, id: { not: except } } })
    const other = await within.camera.findFirst({ where: { address, port, id: { not: except } } })
    if (other !== null) throw new Failure('CAMERA_TAKEN', { address: `${address}:${port}`, name: other.name })
  }
  const rowOf = (within: Prisma.TransactionClient, id: string) =>
    within.camera.findFirst({ where: { id, removedAt: null } })

  return {
    /** By name; one more than the limit, for `cutPage`. */
    list: async (limit: number, cursor: string | undefined, q = ''): Promise<readonly CameraView[]> => {
      const rows = await database.camera.findMany({
        where: {
          removedAt: null,
          ...(q === '' ? {} : { OR: FIELDS.map((field) => ({ [field]: { contains: q } })) }),
        },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return rows.map(cameraOf)
    },

    /** Null: there is none, or it was removed. */
    find: async (id: string): Promise<CameraView | null> => {
      const row = await rowOf(database, id)
      return row === null ? null : cameraOf(row)
    },

    /** Every camera that is looked at. */
    watched: async (): Promise<readonly CameraView[]> =>
      (await database.camera.findMany({ where: { removedAt: null }, orderBy: { id: 'asc' } })).map(cameraOf),

    /** Whom to talk with, the password opened; one sealed with a lost key counts as none. Null: there is no such camera. */
    paired: async (id: string): Promise<Paired | null> => {
      const row = await rowOf(database, id)
      if (row === null) return null
      const { scheme, address, port, user, certificate, streamCertificate } = cameraOf(row)
      const password = seal.open(row.sealedPassword, contextOf(id, { scheme, address, port, user })) ?? ''
      const pins = { pin: certificate?.sha256 ?? null, streamPin: streamCertificate?.sha256 ?? null }
      return { scheme, address, port, user, password, ...pins }
    },

    /** @throws Failure CAMERA_TAKEN */
    add: async ({ password, ...input }: CameraInput): Promise<CameraView> => {
      const id = newId()
      const said = { ...input, scheme: input.scheme ?? 'http' } as const
      const at = new Date(clock.now())
      const row = await database.$transaction(async (within) => {
        await makeRoom(within, said, id)
        const sealedPassword = sealed(id, said, password)
        return within.camera.create({ data: { ...said, id, sealedPassword, health: NEW, since: at, createdAt: at } })
      })
      return cameraOf(row)
    },

    /**
     * What is left out stays; the password only at the same address and port, by the same scheme and for the same user, so
     * that nobody has it sent elsewhere, and the certificates only at the same address and port by the same scheme.
     * @throws Failure NOT_FOUND, CAMERA_CHANGED, CAMERA_TAKEN
     */
    change: async (id: string, { version, password, ...said }: CameraChange): Promise<CameraView> =>
      database.$transaction(async (within) => {
        const row = await rowOf(within, id)
        if (row === null) throw new Failure('NOT_FOUND')
        const before = cameraOf(row)
        const place = {
          scheme: said.scheme ?? before.scheme,
          address: said.address ?? row.address,
          port: said.port ?? row.port,
          user: said.user ?? row.user,
        }
        const staysThere = place.scheme === before.scheme && place.address === row.address && place.port === row.port
        const stays = staysThere && place.user === row.user
        if (!stays) await makeRoom(within, place, id)
        const sealedPassword = password !== undefined ? sealed(id, place, password) : stays ? row.sealedPassword : ''
        const isNew = !stays || password !== undefined
        const changed = await within.camera.updateMany({
          where: { id, version },
          data: {
            ...place,
            name: said.name ?? row.name,
            sealedPassword,
            version: version + 1,
            ...(staysThere ? {} : { certificate: Prisma.DbNull, streamCertificate: Prisma.DbNull }),
            ...(isNew ? { health: NEW, since: new Date(clock.now()), lookedAt: null, video: Prisma.DbNull } : {}),
          },
        })
        if (changed.count !== 1) throw new Failure('CAMERA_CHANGED')
        return cameraOf(await within.camera.findUniqueOrThrow({ where: { id } }))
      }),

    /** What answers at its address is from now on this camera: another device, so another entry in the register. @throws Failure NOT_FOUND, CAMERA_CHANGED */
    accept: async (id: string, version: number): Promise<void> => {
      if ((await rowOf(database, id)) === null) throw new Failure('NOT_FOUND')
      const changed = await database.camera.updateMany({
        where: { id, version },
        data: { serial: '', equipmentId: null, version: version + 1 },
      })
      if (changed.count !== 1) throw new Failure('CAMERA_CHANGED')
    },

    /**
     * The certificate that it shows, or its stream does, is its own from now on: a person has seen the fingerprint.
     * @returns the fingerprint before; null: none
     * @throws Failure NOT_FOUND, CAMERA_CHANGED, CAMERA_CERTIFICATE_OTHER when it shows none other, or yet another
     */
    acceptCertificate: async (id: string, { version, of, sha256 }: CertificateAcceptance) => {
      const row = await rowOf(database, id)
      if (row === null) throw new Failure('NOT_FOUND')
      const other = otherCertificate(cameraOf(row))
      if (other?.of !== of || other.seen.sha256 !== sha256) throw new Failure('CAMERA_CERTIFICATE_OTHER')
      const column = of === 'camera' ? 'certificate' : 'streamCertificate'
      // What was known of it was of the certificate before.
      const unseen = of === 'camera' ? { health: NEW, since: new Date(clock.now()) } : { video: Prisma.DbNull }
      const changed = await database.camera.updateMany({
        where: { id, version },
        data: { [column]: other.seen, version: version + 1, ...unseen },
      })
      if (changed.count !== 1) throw new Failure('CAMERA_CHANGED')
      return { from: other.known?.sha256 ?? null }
    },

    /** @throws Failure NOT_FOUND */
    remove: async (id: string): Promise<CameraView> => {
      const row = await rowOf(database, id)
      if (row === null) throw new Failure('NOT_FOUND')
      await database.camera.updateMany({ where: { id, removedAt: null }, data: { removedAt: new Date(clock.now()) } })
      return cameraOf(row)
    },

    /** Takes a removal back, within a day. @throws Failure NOT_FOUND */
    restore: async (id: string): Promise<CameraView> => {
      const changed = await database.camera.updateMany({
        where: { id, removedAt: { not: null } },
        data: { removedAt: null },
      })
      const row = changed.count === 1 ? await rowOf(database, id) : null
      if (row === null) throw new Failure('NOT_FOUND')
      return cameraOf(row)
    },

    /** Its entry in the register. Not a change that others would have to look at. */
    enter: async (id: string, equipmentId: string): Promise<void> => {
      await database.camera.updateMany({ where: { id }, data: { equipmentId } })
    },

    /** Keeps what a look brought, unless somebody changed the camera meanwhile. @returns whether it was kept */
    keep: async (id: string, version: number, { identity, ...condition }: Condition): Promise<boolean> => {
      const { health, since, offsetMs, lookedAt, answeredAt } = condition
      const changed = await database.camera.updateMany({
        where: { id, version, removedAt: null },
        data: {
          ...identity,
          health,
          offsetMs,
          since: new Date(since),
          lookedAt: lookedAt === null ? null : new Date(lookedAt),
          answeredAt: answeredAt === null ? null : new Date(answeredAt),
        },
      })
      return changed.count === 1
    },

    /** Keeps the certificate that was shown and taken, its stream's or the camera's own, as `keep` does. */
    keepCertificate: async (id: string, version: number, of: CertificateAcceptance['of'], seen: CameraCertificate) => {
      const column = of === 'camera' ? 'certificate' : 'streamCertificate'
      await database.camera.updateMany({ where: { id, version, removedAt: null }, data: { [column]: seen } })
    },

    /** Keeps what a look at its stream brought, as `keep` does. */
    keepVideo: async (id: string, version: number, video: CameraVideo): Promise<boolean> => {
      const changed = await database.camera.updateMany({ where: { id, version, removedAt: null }, data: { video } })
      return changed.count === 1
    },

    /** Forgets what was removed longer than a day ago, passwords with it. */
    tidy: async (): Promise<void> => {
      await database.camera.deleteMany({ where: { removedAt: { lt: new Date(clock.now() - KEPT_MS) } } })
    },
  }
}

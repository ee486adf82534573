/** Studio cameras: where they may be, what was read of them, and how they are. */
import { type Static, Type } from 'typebox'
import { CameraCertificate, Fingerprint } from './camera-certificate.ts'
import { Instant } from './time.ts'

/** An IPv4 address in numbers. Names are not taken: what a name leads to can change after it was looked at. */
export const CameraAddress = Type.String({
  pattern: '^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$',
  description: 'IPv4, such as 10.1.20.31',
})
export const CameraPort = Type.Integer({ minimum: 1, maximum: 65535 })
/** It stands in XML that the library does not escape. */
export const CameraUser = Type.String({ maxLength: 64, pattern: '^[^<>&"\'\\x00-\\x1f]*$' })
/** The digest of WS-UsernameToken is made of ASCII alone. */
export const CameraPassword = Type.String({ maxLength: 128, pattern: '^[\\x20-\\x7e]*$' })
/** How it is spoken with. Chosen by a person; the server never goes from one to the other by itself. */
export const CameraScheme = Type.Union([Type.Literal('http'), Type.Literal('https')])
export type CameraScheme = Static<typeof CameraScheme>
/** ONVIF's device service is at the camera's web port. */
export const USUAL_CAMERA_PORT: Readonly<Record<CameraScheme, number>> = { http: 80, https: 443 }
export const CameraName = Type.String({ minLength: 1, maxLength: 60 })

/** IPv4 networks in which cameras may be contacted, `10.1.20.0/24`; none: no camera is contacted at all. */
export const CameraNetworks = Type.Array(Type.String({ minLength: 9, maxLength: 18 }), { maxItems: 20 })
export type CameraNetworks = Static<typeof CameraNetworks>
export const CameraNetworksView = Type.Object({
  networks: CameraNetworks,
  /** Networks this server stands in that could be allowed. */
  near: CameraNetworks,
})
export type CameraNetworksView = Static<typeof CameraNetworksView>

/** Why a camera could not be talked with. */
export const CameraSilence = Type.Union([
  /** Nothing listens at that port. */
  Type.Literal('refused'),
  /** No answer, or not the whole of it, in time. */
  Type.Literal('silent'),
  /** The network knows no way there. */
  Type.Literal('no-route'),
  /** It said more than a camera ever has to. */
  Type.Literal('too-much'),
  /** Something answers, but not by TLS 1.2 or newer. */
  Type.Literal('no-tls'),
  /** Something answers, but not as ONVIF describes. */
  Type.Literal('not-understood'),
])
export type CameraSilence = Static<typeof CameraSilence>

/** How a camera is, as of its last look. */
export const CameraHealth = Type.Union([
  /** Nobody has looked yet. */
  Type.Object({ state: Type.Literal('new') }),
  Type.Object({ state: Type.Literal('ok') }),
  /** It answers, and its clock is off by more than two seconds; `offsetMs` says how much. */
  Type.Object({ state: Type.Literal('clock-off') }),
  Type.Object({ state: Type.Literal('unreachable'), reason: CameraSilence }),
  /** It does not take the name and the password. */
  Type.Object({ state: Type.Literal('unauthorised') }),
  /** Another serial number answers at its address. */
  Type.Object({ state: Type.Literal('replaced'), serial: Type.String() }),
  /** Its address is not in the networks allowed: it is not contacted. */
  Type.Object({ state: Type.Literal('closed') }),
  /** It shows another certificate than the one it was paired with: nothing was sent to it. */
  Type.Object({ state: Type.Literal('certificate-changed'), seen: CameraCertificate }),
  /** It was paired by HTTP and leads every question to HTTPS, at that port. It is not followed. */
  Type.Object({ state: Type.Literal('https-only'), port: CameraPort }),
])
export type CameraHealth = Static<typeof CameraHealth>

/** Why there is no video at the address that a camera names for its stream. */
export const CameraVideoLoss = Type.Union([
  CameraSilence,
  /** The stream does not take the name and the password that the camera itself takes. */
  Type.Literal('no-entry'),
  /** It answers, and has no such stream at present. */
  Type.Literal('no-stream'),
  /** There is a stream, and no video in it. */
  Type.Literal('no-video'),
])
export type CameraVideoLoss = Static<typeof CameraVideoLoss>

/** Whether a camera's video is to be had, as of the last look at its stream: its picture as an input. */
export const CameraVideo = Type.Union([
  /** Nobody has looked yet, or it could not be told. */
  Type.Object({ state: Type.Literal('unknown') }),
  Type.Object({ state: Type.Literal('there'), since: Instant, lookedAt: Instant }),
  Type.Object({ state: Type.Literal('lost'), reason: CameraVideoLoss, since: Instant, lookedAt: Instant }),
  /** The stream (RTSPS) shows a certificate that is neither its own nor the camera's: nothing was sent to it. */
  Type.Object({
    state: Type.Literal('lost'),
    reason: Type.Literal('certificate-changed'),
    seen: CameraCertificate,
    since: Instant,
    lookedAt: Instant,
  }),
])
export type CameraVideo = Static<typeof CameraVideo>

/** What a camera says of itself; empty: it did not say. Cut to 80 characters each. */
export const CameraIdentity = Type.Object({
  maker: Type.String(),
  model: Type.String(),
  serial: Type.String(),
  firmware: Type.String(),
})
export type CameraIdentity = Static<typeof CameraIdentity>

export const CameraView = Type.Object({
  id: Type.String(),
  /** Named by a change: what was changed meanwhile is not written over. */
  version: Type.Integer(),
  name: Type.String(),
  scheme: CameraScheme,
  address: Type.String(),
  port: Type.Integer(),
  /** The one it was paired with, over HTTPS; null: none was seen yet. */
  certificate: Type.Union([CameraCertificate, Type.Null()]),
  /** The same of its stream, over RTSPS: often the camera's own. */
  streamCertificate: Type.Union([CameraCertificate, Type.Null()]),
  user: Type.String(),
  hasPassword: Type.Boolean(),
  /** Its entry in the register of equipment. */
  equipmentId: Type.Union([Type.String(), Type.Null()]),
  identity: CameraIdentity,
  health: CameraHealth,
  /** Since when it is so. */
  since: Instant,
  video: CameraVideo,
  lookedAt: Type.Union([Instant, Type.Null()]),
  /** When it last answered. */
  answeredAt: Type.Union([Instant, Type.Null()]),
  /** Its clock less the server's, milliseconds, to about half a second; null: not known. */
  offsetMs: Type.Union([Type.Integer(), Type.Null()]),
})
export type CameraView = Static<typeof CameraView>

export const CameraInput = Type.Object(
  {
    name: CameraName,
    /** Left out: `http`. */
    scheme: Type.Optional(CameraScheme),
    address: CameraAddress,
    port: CameraPort,
    user: CameraUser,
    password: CameraPassword,
  },
  { additionalProperties: false },
)
export type CameraInput = Static<typeof CameraInput>

/** Left out: stays. The password stays only at the same address and port, by the same scheme and for the same user. */
export const CameraChange = Type.Object(
  {
    version: Type.Integer(),
    name: Type.Optional(CameraName),
    scheme: Type.Optional(CameraScheme),
    address: Type.Optional(CameraAddress),
    port: Type.Optional(CameraPort),
    user: Type.Optional(CameraUser),
    password: Type.Optional(CameraPassword),
  },
  { additionalProperties: false },
)
export type CameraChange = Static<typeof CameraChange>

/** A person takes a new certificate for the camera's, having seen its fingerprint. */
export const CertificateAcceptance = Type.Object(
  {
    version: Type.Integer(),
    of: Type.Union([Type.Literal('camera'), Type.Literal('stream')]),
    /** The one that was looked at. */
    sha256: Fingerprint,
  },
  { additionalProperties: false },
)
export type CertificateAcceptance = Static<typeof CertificateAcceptance>

/** A camera's entry in the register of equipment. */
export const CameraEntry = Type.Object({
  equipmentId: Type.String(),
  /** It was there already, by its serial number. */
  known: Type.Boolean(),
})
export type CameraEntry = Static<typeof CameraEntry>

/** A device that answered a search (WS-Discovery). */
export const FoundCamera = Type.Object({
  /** HTTPS where it offers that at all. */
  scheme: CameraScheme,
  /** Where the answer came from, which is the only address that counts. */
  address: Type.String(),
  port: Type.Integer(),
  name: Type.String(),
  model: Type.String(),
  /** Another host that it claimed to be at; never contacted. */
  claims: Type.Union([Type.String(), Type.Null()]),
  /** In the networks allowed? */
  allowed: Type.Boolean(),
  /** The camera that is at this address already. */
  cameraId: Type.Union([Type.String(), Type.Null()]),
})
export type FoundCamera = Static<typeof FoundCamera>

export const CameraScan = Type.Object({
  state: Type.Union([
    Type.Literal('none'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
    Type.Literal('failed'),
  ]),
  startedAt: Type.Union([Instant, Type.Null()]),
  endsAt: Type.Union([Instant, Type.Null()]),
  found: Type.Array(FoundCamera),
})
export type CameraScan = Static<typeof CameraScan>

/** A camera's clock may be so far off, milliseconds. */
export const CLOCK_TOLERANCE_MS = 2000

/** Does the camera itself answer? */
export const answers = ({ state }: CameraHealth): boolean => state === 'ok' || state === 'clock-off'

/** Why its video is lost; null: it is not, or it can't be told, as while the camera itself is away. */
export const lossOf = ({
  health,
  video,
}: Pick<CameraView, 'health' | 'video'>): CameraVideoLoss | 'certificate-changed' | null =>
  answers(health) && video.state === 'lost' ? video.reason : null

/** Another certificate that it shows, or its stream does, and what it is to be compared with; null: none. */
export const otherCertificate = ({
  health,
  video,
  certificate,
  streamCertificate,
}: Pick<CameraView, 'health' | 'video' | 'certificate' | 'streamCertificate'>) => {
  if (health.state === 'certificate-changed') return { of: 'camera', known: certificate, seen: health.seen } as const
  return answers(health) && video.state === 'lost' && video.reason === 'certificate-changed'
    ? ({ of: 'stream', known: streamCertificate, seen: video.seen } as const)
    : null
}

/** Does somebody have to do something about it? */
export const needsCare = (camera: Pick<CameraView, 'health' | 'video'>): boolean =>
  (camera.health.state !== 'ok' && camera.health.state !== 'new') || lossOf(camera) !== null

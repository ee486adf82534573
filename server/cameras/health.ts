/** From what a look at a camera brought to how the camera is, when to look again, and whether somebody must be told. */
import { type CameraHealth, type CameraIdentity, CLOCK_TOLERANCE_MS } from '../../protocol/camera.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Findings, type Trouble, troubleKey } from '../fault-watch/trouble.ts'
import type { Reading } from './conversation.ts'

/** What is kept of a camera between two looks. */
export interface Condition {
  readonly health: CameraHealth
  readonly since: Instant
  readonly identity: CameraIdentity
  readonly offsetMs: number | null
  readonly lookedAt: Instant | null
  readonly answeredAt: Instant | null
}

/** One that shows ever new certificates is all the while the same trouble. */
const sameHealth = (a: CameraHealth, b: CameraHealth): boolean =>
  (a.state === 'certificate-changed' && b.state === 'certificate-changed') || JSON.stringify(a) === JSON.stringify(b)

/**
 * Is the clock off? A camera tells whole seconds, so near the limit nothing is certain: what was right stays right
 * until it is surely wrong, and the other way round.
 */
const isClockOff = (offset: { readonly ms: number; readonly uncertainMs: number } | null, wasOff: boolean): boolean => {
  if (offset === null) return false
  const away = Math.abs(offset.ms)
  return wasOff ? away + offset.uncertainMs > CLOCK_TOLERANCE_MS : away - offset.uncertainMs > CLOCK_TOLERANCE_MS
}

const healthOf = (before: Condition, reading: Reading): CameraHealth => {
  switch (reading.type) {
    case 'closed':
      return { state: 'closed' }
    case 'no-entry':
      return { state: 'unauthorised' }
    case 'silence':
      return { state: 'unreachable', reason: reading.reason }
    case 'certificate-changed':
      return { state: 'certificate-changed', seen: reading.seen }
    case 'https-only':
      return { state: 'https-only', port: reading.port }
    case 'read': {
      const [known, serial] = [before.identity.serial, reading.identity.serial]
      if (known !== '' && serial !== '' && known !== serial) return { state: 'replaced', serial }
      return { state: isClockOff(reading.offset, before.health.state === 'clock-off') ? 'clock-off' : 'ok' }
    }
    default:
      return reading satisfies never
  }
}

/** The condition after a look. Who answers at a camera's address under another serial number does not become that camera. */
export const considered = (before: Condition, reading: Reading, now: Instant): Condition => {
  const health = healthOf(before, reading)
  const since = sameHealth(before.health, health) ? before.since : now
  if (reading.type !== 'read') return { ...before, health, since, lookedAt: now }
  const serial = reading.identity.serial || before.identity.serial
  const identity = health.state === 'replaced' ? before.identity : { ...reading.identity, serial }
  return { health, since, identity, offsetMs: reading.offset?.ms ?? null, lookedAt: now, answeredAt: now }
}

const MINUTE_MS = 60_000

/**
 * When to look again, milliseconds from now.
 * @param times in a row that it has been as it is, 1 or more. A camera that is away is asked less and less often, up to
 * five minutes; one that refuses the password up to an hour, since many lock the account after a few wrong ones.
 */
export const pauseAfter = ({ state }: CameraHealth, times: number): number => {
  const doubled = 2 ** Math.min(times - 1, 10) * MINUTE_MS
  if (state === 'unreachable') return Math.min(doubled, 5 * MINUTE_MS)
  if (state === 'unauthorised') return Math.min(5 * doubled, 60 * MINUTE_MS)
  return MINUTE_MS
}

export interface Watched extends Condition {
  readonly id: string
  readonly name: string
  readonly equipmentId: string | null
}

/**
 * What somebody should look after. A camera that was away at one look alone has not been in trouble; a closed network is
 * the school's own decision.
 */
export const troubleOf = ({ id, name, equipmentId, ...condition }: Watched): Trouble | null => {
  const { health, since, lookedAt, offsetMs } = condition
  const told = { subject: { type: 'camera', id }, equipmentId, since } as const
  switch (health.state) {
    case 'unreachable':
      return (lookedAt ?? since) > since ? { ...told, kind: 'camera-unreachable', params: { name } } : null
    case 'unauthorised':
      return { ...told, kind: 'camera-unauthorised', params: { name } }
    case 'clock-off':
      return { ...told, kind: 'camera-clock', params: { name, seconds: Math.round((offsetMs ?? 0) / 1000) } }
    case 'replaced':
      return { ...told, kind: 'camera-replaced', params: { name, serial: health.serial } }
    case 'certificate-changed':
      return { ...told, kind: 'camera-certificate', params: { name } }
    case 'https-only':
      return { ...told, kind: 'camera-https-only', params: { name } }
    case 'new':
    case 'ok':
    case 'closed':
      return null
    default:
      return health satisfies never
  }
}

const KINDS = [
  ...(['camera-unreachable', 'camera-unauthorised', 'camera-clock', 'camera-replaced'] as const),
  ...(['camera-certificate', 'camera-https-only'] as const),
]

/** Of all cameras. Nothing is known of one that nobody has looked at since it was changed, or that may not be contacted. */
export const findingsOf = (cameras: readonly Watched[]): Findings => ({
  troubles: cameras.flatMap((camera) => troubleOf(camera) ?? []),
  unjudged: new Set(
    cameras
      .filter(({ health: { state } }) => state === 'new' || state === 'closed')
      .flatMap(({ id }) => KINDS.map((kind) => troubleKey(kind, { type: 'camera', id }))),
  ),
})

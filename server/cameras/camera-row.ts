/** A camera as the database keeps it, read. The password stays behind. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { CameraHealth, CameraScheme, CameraVideo, type CameraView } from '../../protocol/camera.ts'
import { CameraCertificate } from '../../protocol/camera-certificate.ts'
import { type Instant, instant } from '../../protocol/time.ts'

const instantOrNull = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))

/** Null: none was seen. */
const certificateOf = (kept: Prisma.JsonValue): CameraCertificate | null =>
  kept === null ? null : Value.Parse(CameraCertificate, kept)

export const cameraOf = (row: Prisma.CameraModel): CameraView => ({
  id: row.id,
  version: row.version,
  name: row.name,
  scheme: Value.Parse(CameraScheme, row.scheme),
  address: row.address,
  port: row.port,
  certificate: certificateOf(row.certificate),
  streamCertificate: certificateOf(row.streamCertificate),
  user: row.user,
  hasPassword: row.sealedPassword !== '',
  equipmentId: row.equipmentId,
  identity: { maker: row.maker, model: row.model, serial: row.serial, firmware: row.firmware },
  health: Value.Parse(CameraHealth, row.health),
  since: instant(row.since.getTime()),
  video: row.video === null ? { state: 'unknown' } : Value.Parse(CameraVideo, row.video),
  lookedAt: instantOrNull(row.lookedAt),
  answeredAt: instantOrNull(row.answeredAt),
  offsetMs: row.offsetMs,
})

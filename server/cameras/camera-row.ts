/** A camera as the database keeps it, read. The password stays behind. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { CameraHealth, CameraVideo, type CameraView } from '../../protocol/camera.ts'
import { type Instant, instant } from '../../protocol/time.ts'

const instantOrNull = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))

export const cameraOf = (row: Prisma.CameraModel): CameraView => ({
  id: row.id,
  version: row.version,
  name: row.name,
  address: row.address,
  port: row.port,
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

/** The cameras as a table for a spreadsheet. */
import type { CameraView } from '../../protocol/camera.ts'
import type { Instant } from '../../protocol/time.ts'
import { csvText } from '../csv/csv-text.ts'

const HEADER = [
  'name',
  'address',
  'port',
  'maker',
  'model',
  'serial',
  'firmware',
  'state',
  'since',
  'clock ms',
  'answered',
  'video',
]

export const camerasCsv = (cameras: readonly CameraView[], text: (at: Instant) => string): string =>
  csvText([
    HEADER,
    ...cameras.map(({ name, address, port, identity, health, since, offsetMs, answeredAt, video }) => [
      ...[name, address, port],
      ...[identity.maker, identity.model, identity.serial, identity.firmware],
      ...[health.state, text(since), offsetMs],
      answeredAt === null ? null : text(answeredAt),
      video.state,
    ]),
  ])

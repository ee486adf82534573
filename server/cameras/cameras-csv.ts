/** The cameras as a table for a spreadsheet. */
import type { CameraView } from '../../protocol/camera.ts'
import type { Instant } from '../../protocol/time.ts'
import { csvText } from '../csv/csv-text.ts'

const HEADER = [
  'name',
  'scheme',
  'address',
  'port',
  'certificate',
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
    ...cameras.map(
      ({ name, scheme, address, port, certificate, identity, health, since, offsetMs, answeredAt, video }) => [
        ...[name, scheme, address, port, certificate?.sha256 ?? null],
        ...[identity.maker, identity.model, identity.serial, identity.firmware],
        ...[health.state, text(since), offsetMs],
        answeredAt === null ? null : text(answeredAt),
        video.state,
      ],
    ),
  ])

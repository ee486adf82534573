/** A stored programme as the schedule knows it. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { MediaKind, MediaState } from '../../protocol/media.ts'
import { Duration, duration, instant, schoolDate } from '../../protocol/time.ts'
import type { ScheduledMedia } from '../schedule/inputs.ts'

const NO_CUTS: readonly Duration[] = []
const dateOrNull = (text: string | null) => (text === null ? null : schoolDate(text))

/**
 * @param withCuts are its scene cuts asked for?
 * @throws when a stored value no longer has the shape of the protocol
 */
export const scheduledMediaOf = (row: Prisma.MediaModel, withCuts: boolean): ScheduledMedia => ({
  id: row.id,
  title: row.title,
  kind: Value.Parse(MediaKind, row.kind),
  state: Value.Parse(MediaState, row.state),
  durationMs: row.durationMs === null ? null : duration(row.durationMs),
  fromMs: duration(row.inMs ?? 0),
  toMs: row.outMs === null ? null : duration(row.outMs),
  sceneCuts: withCuts ? Value.Parse(Type.Array(Duration), row.sceneCuts ?? []) : NO_CUTS,
  licence:
    row.licenceKind === null
      ? null
      : { validFrom: dateOrNull(row.licenceFrom), validUntil: dateOrNull(row.licenceUntil) },
  airDate: dateOrNull(row.airDate),
  revision: row.revision,
  readyAt: row.readyAt === null ? null : instant(row.readyAt.getTime()),
  createdAt: instant(row.createdAt.getTime()),
})

/** An act as it is kept: what it wrote, so that it can be undone, and how it reads from its row. Pure. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Act, ActType, Awaited } from '../../protocol/acts.ts'
import { Hidden } from '../../protocol/display.ts'
import { Instant, instant } from '../../protocol/time.ts'
import type { DisplayPatch } from '../displays/store.ts'

/** What an act wrote: the cut-ins that carry it, and how the TVs it changed were before. */
export const Changed = Type.Object({
  cutIns: Type.Array(Type.String()),
  before: Type.Array(
    Type.Object({
      id: Type.String(),
      volume: Type.Number(),
      mutedUntil: Type.Union([Instant, Type.Null()]),
      standby: Type.Boolean(),
      /** Left out by acts from before a picture could be hidden. */
      hidden: Type.Optional(Type.Union([Hidden, Type.Null()])),
    }),
  ),
})
export type Changed = Type.Static<typeof Changed>

/** How a TV was before an act of that type changed it. */
export const patchOf = (type: string, before: Omit<Changed['before'][number], 'id'>): DisplayPatch => {
  if (type === 'volume') return { volume: before.volume }
  if (type === 'mute') return { mutedUntil: before.mutedUntil }
  if (type === 'hide') return { hidden: before.hidden ?? null }
  return type === 'standby' ? { standby: before.standby } : {}
}

const UNDOABLE: readonly ActType[] = [
  'cut-in',
  'hold',
  'end',
  'extend',
  'skip',
  'replay',
  'message',
  'volume',
  'mute',
  'hide',
  'standby',
  'emergency',
]
/** An act without an end of its own may be undone for so long: afterwards the way back is a new act. */
const UNDO_MS = 10 * 60_000
const LASTING: readonly ActType[] = ['hold', 'emergency']

export const actOf = (row: Prisma.ActModel, now: Instant): Act => {
  const type = Value.Parse(ActType, row.type)
  const until = row.until === null ? null : instant(row.until.getTime())
  const at = instant(row.at.getTime())
  const within = until === null ? LASTING.includes(type) || now < at + UNDO_MS : now < until
  return {
    id: row.id,
    at,
    actor: row.actor,
    why: row.why,
    type,
    request: row.request,
    until,
    undoneAt: row.undoneAt === null ? null : instant(row.undoneAt.getTime()),
    undoneBy: row.undoneBy,
    undoable: row.undoneAt === null && UNDOABLE.includes(type) && within,
    awaits: Value.Parse(Awaited, row.awaits),
  }
}

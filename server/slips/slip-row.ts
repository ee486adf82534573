/** A slip's rows as the rules and the wire know them; stored text is checked. */
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  SignedBy,
  SigningOrder,
  SlipAct,
  type SlipEvent,
  type SlipFields,
  SlipState,
  type SlipTurn,
  type SlipView,
  TurnState,
} from '../../protocol/slip.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { type Course, turnsUp, waitsOf } from './course.ts'

export const withTurns = { turns: { orderBy: { place: 'asc' } } } as const satisfies Prisma.SlipInclude
export type SlipRow = Prisma.SlipGetPayload<{ include: typeof withTurns }>
type TurnRow = SlipRow['turns'][number]

/** A picture that goes round with a slip: an attachment of its fault, with its hash. */
export const FrozenPhoto = Type.Object({
  id: Type.String(),
  sha256: Type.String(),
  type: Type.String(),
  name: Type.String(),
})
export type FrozenPhoto = Static<typeof FrozenPhoto>
export const photosOf = (row: Pick<SlipRow, 'photos'>): readonly FrozenPhoto[] =>
  Value.Parse(Type.Array(FrozenPhoto), row.photos)

const orNull = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))

/** The turns of the present round; none for what is not on its way. */
export const turnsNow = (row: SlipRow): readonly TurnRow[] =>
  row.state === 'draft' || row.state === 'withdrawn' ? [] : row.turns.filter(({ round }) => round === row.round)

export const courseOf = (row: SlipRow): Course => ({
  state: Value.Parse(SlipState, row.state),
  round: row.round,
  order: Value.Parse(SigningOrder, row.signingOrder),
  turns: turnsNow(row).map(({ office, state }) => ({ office, state: Value.Parse(TurnState, state) })),
})

export const fieldsOf = (row: Prisma.SlipModel): SlipFields => {
  const { what, device, room, propertyNumber, vendor, vendorId, estimate, reason } = row
  return { what, device, room, propertyNumber, vendor, vendorId, estimate, reason }
}

/** What only the section is shown, or what lies in other tables. */
export interface Around {
  /** From visits; null: none yet. */
  readonly cost: number | null
  /** Until when each office's link is good. */
  readonly links: ReadonlyMap<string, Instant>
  readonly fault: SlipView['fault']
  /** May the reader see from where a signature came? */
  readonly showsAddress: boolean
}

const turnView = (turn: TurnRow, isUp: boolean, { links, showsAddress }: Around): SlipTurn => ({
  ...{ office: turn.office, name: turn.name, nameEn: turn.nameEn, isUp, since: orNull(turn.since) },
  state: Value.Parse(TurnState, turn.state),
  signature:
    turn.signedAt === null
      ? null
      : {
          ...{ name: turn.signer, via: Value.Parse(SignedBy, turn.signedBy), recordedBy: turn.recordedBy },
          ...{ at: instant(turn.signedAt.getTime()), hash: turn.hash },
          address: showsAddress ? turn.address : '',
        },
  question: turn.question,
  answer: turn.answer,
  linkUntil: links.get(turn.office) ?? null,
})

export const slipView = (row: SlipRow, around: Around): SlipView => {
  const course = courseOf(row)
  const up = new Set(turnsUp(course).map(({ office }) => office))
  // Once the vendor is called the slip has done its work: the fault says whose turn it is.
  const isDone = course.state === 'signed' && around.fault.state !== 'to-call'
  const waiting = isDone
    ? { waits: [], waitsSince: null }
    : { waits: [...waitsOf(course)], waitsSince: orNull(row.waitsSince) }
  return {
    ...{ id: row.id, number: row.number, faultId: row.faultId, fault: around.fault, ...fieldsOf(row) },
    ...{ state: course.state, version: row.version, round: row.round, order: course.order, hash: row.hash },
    turns: turnsNow(row).map((turn) => turnView(turn, up.has(turn.office) && turn.state === 'waiting', around)),
    ...waiting,
    ...{ createdBy: row.createdBy, createdAt: instant(row.createdAt.getTime()) },
    ...{ sentAt: orNull(row.sentAt), endedAt: orNull(row.endedAt), refusal: row.refusal, cost: around.cost },
  }
}

export const eventOf = ({ id, at, act, round, office, by, said }: Prisma.SlipEventModel): SlipEvent => ({
  ...{ id, at: instant(at.getTime()), act: Value.Parse(SlipAct, act), round, office, by, said },
})

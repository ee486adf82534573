/**
 * What a deed does to a slip: its course, its turns, its photos and its fault, all within the transaction of whoever holds
 * the slip's row.
 */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { FaultAct } from '../../protocol/fault.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { SlipAct, SlipState } from '../../protocol/slip.ts'
import type { FaultStore } from '../faults/store.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { readSettings } from '../platform/settings.ts'
import { contentHash, missingFields } from './content.ts'
import { type Course, type CourseAct, decideCourse, turnsUp, waitsOf } from './course.ts'
import type { OnSlipMoved, SlipDeed } from './slip-deed.ts'
import { writeEvent } from './slip-events.ts'
import { courseOf, type FrozenPhoto, fieldsOf, photosOf, type SlipRow, withTurns } from './slip-row.ts'

type Transaction = Prisma.TransactionClient

export interface PerformDeps {
  readonly clock: Clock
  readonly faults: Pick<FaultStore, 'act'>
  readonly moved: OnSlipMoved
}

/** `perform` throws Failure SLIP_CHANGED, SLIP_INCOMPLETE, FAULT_MOVED_ON, and as course.ts says. */
export const createPerform = (deps: PerformDeps) => {
  const { clock, faults } = deps

  const perform = async (within: Transaction, row: SlipRow, deed: SlipDeed, by: string): Promise<void> => {
    const { number } = row
    if ('version' in deed && deed.version !== row.version) throw new Failure('SLIP_CHANGED', { number })
    const before = courseOf(row)
    const decision = decideCourse(before, courseAct(deed, await readSettings(within)))
    if (decision.type === 'refused') throw new Failure(decision.code, { number })
    if ('hash' in deed && deed.hash !== row.hash) throw new Failure('SLIP_CHANGED', { number })
    const after = decision.course
    const fields = { ...fieldsOf(row), ...(deed.type === 'change' ? deed.fields : {}) }
    const missing = after.state === 'draft' ? [] : missingFields(fields)
    if (after.round > before.round && missing.length > 0)
      throw new Failure('SLIP_INCOMPLETE', { number, fields: missing.join(', ') }, { number, fields: missing })
    const now = new Date(clock.now())
    // Whatever goes round is frozen: what is put on the fault later is not what was signed.
    const photos = after.round > before.round ? await freezePhotos(within, row) : photosOf(row)
    const { faultId } = row
    const isWaitSame = JSON.stringify(waitsOf(before)) === JSON.stringify(waitsOf(after))
    await within.slip.update({
      where: { id: row.id },
      data: {
        ...fields,
        ...{ state: after.state, round: after.round, signingOrder: after.order, photos: [...photos] },
        hash: contentHash({ ...fields, number, faultId, photos: photos.map(({ sha256 }) => sha256) }),
        version: row.version + (deed.type === 'change' ? 1 : 0),
        refusal: after.state === 'refused' && deed.type === 'refuse' ? deed.said : '',
        ...(isWaitSame ? {} : { waitsSince: waitsOf(after).length === 0 ? null : now }),
        ...(after.round > before.round ? { sentAt: now } : {}),
        ...(after.state === before.state ? {} : { endedAt: isOver(after.state) ? now : null }),
      },
    })
    const up = await writeTurns(within, row, before, after, deed)
    await note(within, row.id, after.round, deed, by)
    for (const act of faultActs(row.id, before.state, after.state, deed))
      await faults.act(row.faultId, act, by, { within })
    const isVoid = after.round !== before.round || after.state === 'withdrawn'
    const voided = isVoid ? row.turns.filter(({ round, state }) => round === before.round && state === 'signed') : []
    await deps.moved({ row: await reread(within, row.id), before, after, deed, up, voided, by }, within)
  }

  const reread = (within: Transaction, id: string): Promise<SlipRow> =>
    within.slip.findUniqueOrThrow({ where: { id }, include: withTurns })

  /** Each picture of the fault, as it is now, belongs to the slip too; earlier ones stay, for whoever signed them. */
  const freezePhotos = async (within: Transaction, row: SlipRow): Promise<readonly FrozenPhoto[]> => {
    const mine = { subject: 'slip', subjectId: row.id }
    const own = await within.attachment.findMany({ where: mine })
    const found = await within.attachment.findMany({
      where: { subject: 'fault', subjectId: row.faultId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    const frozen: FrozenPhoto[] = []
    for (const { id: _id, ...photo } of found) {
      const { sha256, type, name } = photo
      if (frozen.some((each) => each.sha256 === sha256)) continue
      const held = own.find((each) => each.sha256 === sha256)
      const id = held?.id ?? newId()
      if (held === undefined) await within.attachment.create({ data: { ...photo, ...mine, id } })
      frozen.push({ id, sha256, type, name })
    }
    return frozen
  }

  /** The round's rows as the course says. Answers the offices whose turn has come, or come again. */
  const writeTurns = async (
    within: Transaction,
    row: SlipRow,
    before: Course,
    after: Course,
    deed: SlipDeed,
  ): Promise<readonly string[]> => {
    const now = new Date(clock.now())
    const up = new Set(turnsUp(after).map(({ office }) => office))
    if (after.round > before.round) {
      const offices = new Map((await readSettings(within)).countersigners.map((office) => [office.id, office]))
      await within.slipTurn.updateMany({ where: { slipId: row.id }, data: { since: null } })
      await within.slipTurn.createMany({
        data: after.turns.map(({ office, state }, place) => {
          const { name = office, nameEn = '', mail = '' } = offices.get(office) ?? {}
          const since = up.has(office) ? now : null
          return { slipId: row.id, round: after.round, office, place, name, nameEn, mail, state, since }
        }),
      })
      return [...up]
    }
    if (after.state === 'withdrawn' || after.state === 'draft') {
      await within.slipTurn.updateMany({ where: { slipId: row.id }, data: { since: null } })
      return []
    }
    const wasUp = new Set(turnsUp(before).map(({ office }) => office))
    const come: string[] = []
    for (const [place, turn] of after.turns.entries()) {
      const isUp = up.has(turn.office)
      const isOther = turn.state !== before.turns[place]?.state
      if (!isOther && isUp === wasUp.has(turn.office)) continue
      if (isUp && turn.state === 'waiting') come.push(turn.office)
      await within.slipTurn.update({
        where: { slipId_round_office: { slipId: row.id, round: after.round, office: turn.office } },
        data: {
          ...{ state: turn.state, since: isUp ? now : null, reminders: 0, remindedAt: null },
          ...('office' in deed && deed.office === turn.office ? turnData(deed, row.hash, now) : {}),
        },
      })
    }
    return come
  }

  const note = (
    within: Transaction,
    slipId: string,
    round: number,
    deed: SlipDeed | { readonly type: 'make' },
    by: string,
  ): Promise<void> =>
    writeEvent(within, {
      ...{ slipId, at: new Date(clock.now()), act: EVENTS[deed.type], round, by },
      office: 'office' in deed ? deed.office : null,
      said: 'said' in deed ? deed.said : deed.type === 'change' ? Object.keys(deed.fields).join(' ') : '',
    })

  return { perform, note }
}

const EVENTS: Readonly<Record<SlipDeed['type'] | 'make', SlipAct>> = {
  ...{ make: 'made', send: 'sent', change: 'changed', sign: 'signed', refuse: 'refused', ask: 'asked' },
  ...{ answer: 'answered', withdraw: 'withdrawn', 'take-up': 'taken-up' },
}

const isOver = (state: SlipState): boolean => state === 'signed' || state === 'refused' || state === 'withdrawn'

const courseAct = (deed: SlipDeed, { countersigners, signingOrder }: Settings): CourseAct => {
  const route = { offices: [...new Set(countersigners.map(({ id }) => id))], order: signingOrder }
  return deed.type === 'send' || deed.type === 'change' ? { type: deed.type, route } : deed
}

/** What moves with it. A slip that goes round once more is taken back first, so that nobody is called on the old one. */
const faultActs = (slipId: string, before: SlipState, after: SlipState, deed: SlipDeed): readonly FaultAct[] => {
  const note = ''
  if (after === before) return []
  switch (after) {
    case 'circulating': {
      const need = { type: 'need-slip', slipId, note } as const
      return before === 'signed' ? [{ type: 'slip-withdrawn', slipId, note }, need] : [need]
    }
    case 'signed':
      return [{ type: 'slip-signed', slipId, note }]
    case 'refused':
      return [{ type: 'slip-refused', slipId, note: 'said' in deed ? deed.said : '' }]
    case 'withdrawn':
      return before === 'draft' ? [] : [{ type: 'slip-withdrawn', slipId, note }]
    case 'draft':
      return []
    default:
      return after satisfies never
  }
}

const turnData = (deed: Extract<SlipDeed, { readonly office: string }>, hash: string, at: Date) => {
  switch (deed.type) {
    case 'sign':
    case 'refuse': {
      const { name, via, recordedBy, address } = deed.signing
      return { signer: name, signedBy: via, recordedBy, address, signedAt: at, hash }
    }
    case 'ask':
      return { question: deed.said, answer: '' }
    case 'answer':
      return { answer: deed.said }
    default:
      return deed satisfies never
  }
}

/**
 * Slips in the database. Whoever acts on one first writes its row, so that one act at a time sees it and changes it, in
 * whatever process; the slip, its fault, its links and the letters are one transaction.
 */

import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type FaultAct, FaultCause, FaultState, faultAfter } from '../../protocol/fault.ts'
import { minguoYear } from '../../protocol/minguo.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { SignedBy, SlipAct, SlipFields, SlipState, SlipView } from '../../protocol/slip.ts'
import type { Instant } from '../../protocol/time.ts'
import { sayCause } from '../../protocol/trouble.ts'
import type { FaultStore } from '../faults/store.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { readSettings } from '../platform/settings.ts'
import { contentHash, missingFields, slipNumber } from './content.ts'
import { type Course, type CourseAct, decideCourse, turnsUp, waitsOf } from './course.ts'
import {
  courseOf,
  eventOf,
  type FrozenPhoto,
  fieldsOf,
  photosOf,
  type SlipRow,
  slipView,
  withTurns,
} from './slip-row.ts'

/** Who signed, how, and from where. */
export interface Signing {
  readonly name: string
  readonly via: SignedBy
  readonly recordedBy: string | null
  readonly address: string
}

/** What somebody does to a slip. `version` and `hash` are what was on the screen; another one refuses the deed. */
export type SlipDeed =
  | { readonly type: 'send'; readonly version: number }
  | { readonly type: 'change'; readonly version: number; readonly fields: Partial<SlipFields> }
  | { readonly type: 'sign'; readonly office: string; readonly hash: string; readonly signing: Signing }
  | {
      readonly type: 'refuse'
      readonly office: string
      readonly hash: string
      readonly signing: Signing
      readonly said: string
    }
  | { readonly type: 'ask' | 'answer'; readonly office: string; readonly said: string }
  | { readonly type: 'withdraw' | 'take-up' }

/** What a deed did, as letters and links need to know it. */
export interface SlipMove {
  readonly row: SlipRow
  readonly before: Course
  readonly after: Course
  readonly deed: SlipDeed
  /** Offices whose turn has just come, or come again. */
  readonly up: readonly string[]
  /** Offices whose signature counts no more. */
  readonly voided: readonly SlipRow['turns'][number][]
  readonly by: string
}

/** Is told of each move within its transaction: what it writes holds exactly when the move does. */
export type OnSlipMoved = (move: SlipMove, within: Prisma.TransactionClient) => Promise<void>

export interface SlipFilter {
  readonly states?: readonly SlipState[]
  /** Only those that an office takes part in. */
  readonly office?: string
  /** Only those that wait for this office to sign, or for the section (`section`). */
  readonly waits?: string
  readonly q?: string
}

export interface SlipStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly faults: Pick<FaultStore, 'act'>
  /** What visits to these faults cost, New Taiwan dollars; a fault without a visit is left out. */
  readonly costs: (faultIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Until when each office's link for a slip's present round is good. */
  readonly linksOf: (slip: SlipRow) => Promise<ReadonlyMap<string, Instant>>
  readonly moved: OnSlipMoved
}

type Transaction = Prisma.TransactionClient
/** Long enough for a queue of acts of other processes to pass. */
const TRANSACTION = { maxWait: 10_000, timeout: 10_000 } as const

export type SlipStore = ReturnType<typeof createSlipStore>

export const createSlipStore = (deps: SlipStoreDeps) => {
  const { database, clock, timeZone, faults } = deps

  /** Runs `work` while nobody else acts on the slip. The first statement takes the lock: it writes. */
  const alone = <Result>(id: string, work: (within: Transaction, row: SlipRow) => Promise<Result>): Promise<Result> =>
    database.$transaction(async (within) => {
      await within.$executeRaw`UPDATE "Slip" SET "version" = "version" WHERE "id" = ${id}`
      const row = await within.slip.findUnique({ where: { id }, include: withTurns })
      if (row === null) throw new Failure('NOT_FOUND')
      return work(within, row)
    }, TRANSACTION)

  const viewsOf = async (rows: readonly SlipRow[], showsAddress = true): Promise<SlipView[]> => {
    const ids = rows.map(({ faultId }) => faultId)
    const costs = await deps.costs(ids)
    const known = new Map(
      (await database.fault.findMany({ where: { id: { in: ids } } })).map((each) => [each.id, each]),
    )
    return Promise.all(
      rows.map(async (row) => {
        const fault = known.get(row.faultId)
        return slipView(row, {
          cost: costs.get(row.faultId) ?? null,
          links: await deps.linksOf(row),
          fault: { number: fault?.number ?? '', state: Value.Parse(FaultState, fault?.state ?? 'dismissed') },
          showsAddress,
        })
      }),
    )
  }
  const rowOf = (id: string) => database.slip.findUnique({ where: { id }, include: withTurns })
  const held = async (id: string): Promise<SlipView> => {
    const row = await rowOf(id)
    const [view] = row === null ? [] : await viewsOf([row])
    if (view === undefined) throw new Failure('NOT_FOUND')
    return view
  }

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

  return {
    /**
     * A draft for a fault, with what is known of it; what is given goes before that.
     * @throws Failure NOT_FOUND, SLIP_ONE_PER_FAULT, FAULT_MOVED_ON
     */
    make: async (faultId: string, given: Partial<SlipFields>, by: string): Promise<SlipView> => {
      const id = newId()
      const year = minguoYear(dateAt(clock.now(), timeZone))
      await database.$transaction(async (within) => {
        await within.$executeRaw`INSERT INTO "SlipYear" ("year", "last") VALUES (${String(year)}, 1)
          ON CONFLICT ("year") DO UPDATE SET "last" = "SlipYear"."last" + 1`
        const fault = await within.fault.findUnique({
          where: { id: faultId },
          include: { equipment: { include: { vendor: true } }, display: { select: { name: true } } },
        })
        if (fault === null) throw new Failure('NOT_FOUND')
        const other = await within.slip.findUnique({ where: { faultId }, select: { number: true } })
        if (other !== null) throw new Failure('SLIP_ONE_PER_FAULT', { number: other.number })
        if (faultAfter(Value.Parse(FaultState, fault.state), 'need-slip') === null) throw new Failure('FAULT_MOVED_ON')
        const { last: place } = await within.slipYear.findUniqueOrThrow({ where: { year: String(year) } })
        const number = slipNumber(year, place)
        const fields = { ...knownOf(fault), ...given }
        const createdAt = new Date(clock.now())
        await within.slip.create({
          data: {
            ...{ id, year, place, number, faultId, state: 'draft', photos: [], createdBy: by, createdAt, ...fields },
            hash: contentHash({ ...fields, number, faultId, photos: [] }),
            waitsSince: createdAt,
          },
        })
        await note(within, id, 0, { type: 'make' }, by)
      }, TRANSACTION)
      return held(id)
    },

    /**
     * Does one deed; the fault moves with it, or neither does.
     * @param and done in the same transaction, before the deed: spending a link
     * @throws Failure NOT_FOUND, SLIP_CHANGED, SLIP_INCOMPLETE, FAULT_MOVED_ON, and as course.ts says
     */
    act: async (
      id: string,
      deed: SlipDeed,
      by: string,
      and: (within: Transaction) => Promise<void> = async () => undefined,
    ): Promise<SlipView> => {
      await alone(id, async (within, row) => {
        await and(within)
        await perform(within, row, deed, by)
      })
      return held(id)
    },

    /** Null: there is none. */
    find: async (id: string, showsAddress = true): Promise<SlipView | null> => {
      const row = await rowOf(id)
      return row === null ? null : ((await viewsOf([row], showsAddress))[0] ?? null)
    },
    row: rowOf,

    /** The slip of a fault; null: it has none. */
    ofFault: async (faultId: string): Promise<SlipView | null> => {
      const row = await database.slip.findUnique({ where: { faultId }, include: withTurns })
      return row === null ? null : ((await viewsOf([row]))[0] ?? null)
    },

    /** What the signed slips of these faults say of the vendor and the price; faults without one are left out. */
    factsOf: async (
      faultIds: readonly string[],
    ): Promise<ReadonlyMap<string, Pick<SlipFields, 'vendorId' | 'estimate'>>> => {
      const rows = await database.slip.findMany({
        where: { faultId: { in: [...faultIds] }, state: 'signed' },
        select: { faultId: true, vendorId: true, estimate: true },
      })
      return new Map(rows.map(({ faultId, ...facts }) => [faultId, facts]))
    },

    /** At most `limit + 1`, the newest first. */
    list: async (limit: number, cursor: string | undefined, filter: SlipFilter): Promise<SlipView[]> => {
      const rows = await database.slip.findMany({
        where: whereOf(filter),
        include: withTurns,
        orderBy: [{ year: 'desc' }, { place: 'desc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return viewsOf(rows, filter.office === undefined)
    },

    /** What happened to it, the latest last. */
    events: async (id: string) =>
      (await database.slipEvent.findMany({ where: { slipId: id }, orderBy: { place: 'asc' } })).map(eventOf),
  }
}

/** Adds to a slip's history. The slip is the caller's alone, so that no two take one place. */
export const writeEvent = async (
  within: Transaction,
  event: Omit<Prisma.SlipEventUncheckedCreateInput, 'id' | 'place' | 'act'> & { readonly act: SlipAct },
): Promise<void> => {
  const place = await within.slipEvent.count({ where: { slipId: event.slipId } })
  await within.slipEvent.create({ data: { ...event, id: newId(), place } })
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

type KnownFault = Prisma.FaultGetPayload<{
  include: { equipment: { include: { vendor: true } }; display: { select: { name: true } } }
}>
const knownOf = ({ title, text, cause, room, equipment, display }: KnownFault): SlipFields => ({
  what: [title || (cause === null ? '' : sayCause(Value.Parse(FaultCause, cause), 'zh-TW')), text]
    .filter((each) => each !== '')
    .join('\n')
    .slice(0, 1000),
  device: [equipment?.name, equipment?.maker, equipment?.model].filter(Boolean).join(' ').slice(0, 120),
  room: (room || equipment?.room || display?.name || '').slice(0, 60),
  propertyNumber: (equipment?.propertyNumber ?? '').slice(0, 60),
  vendor: (equipment?.vendor?.name ?? '').slice(0, 120),
  vendorId: equipment?.vendorId ?? null,
  estimate: null,
  reason: '',
})

const SEARCHED = ['number', 'what', 'device', 'room', 'propertyNumber', 'vendor', 'reason'] as const
const whereOf = ({ states, office, waits, q = '' }: SlipFilter): Prisma.SlipWhereInput => ({
  AND: [
    states === undefined ? {} : { state: { in: [...states] } },
    // What is written or taken back is the section's alone.
    office === undefined ? {} : { turns: { some: { office } }, state: { in: ['circulating', 'signed', 'refused'] } },
    waitsWhere(waits),
    q === '' ? {} : { OR: SEARCHED.map((field) => ({ [field]: { contains: q } })) },
  ],
})
/** A turn that is up has a time since when. */
const waitsWhere = (waits: string | undefined): Prisma.SlipWhereInput => {
  if (waits === undefined) return {}
  if (waits !== 'section') return { turns: { some: { office: waits, state: 'waiting', since: { not: null } } } }
  const asked = { turns: { some: { state: 'asked', since: { not: null } } } }
  return { OR: [{ state: { in: ['draft', 'refused'] } }, asked] }
}

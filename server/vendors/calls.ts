/** Calls to vendors: one for all that was chosen, its faults moved along with it or none at all (rules V7, V10). */
import type { Prisma } from '../../prisma/generated/client.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import {
  type CallDraft,
  type CalledItem,
  type CallInput,
  type CallItem,
  type CallView,
  callWayOf,
  contractOn,
} from '../../protocol/vendor.ts'
import { readFullNames } from '../accounts/full-names.ts'
import { faultOf } from '../faults/fault-row.ts'
import type { FaultStore } from '../faults/store.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { callWords } from './call-words.ts'
import { responseOf } from './response.ts'
import { contractsOf } from './vendor-row.ts'
import type { Waiting } from './waiting.ts'
import { withdrawnOf } from './withdrawn.ts'

export interface CallsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly faults: Pick<FaultStore, 'act'>
  readonly waiting: Waiting
  readonly schoolName: () => Promise<string>
  /** Minutes of school hours between two instants. */
  readonly schoolMinutes: (from: Instant, until: Instant) => Promise<number>
  /** Can letters be sent at all? */
  readonly sendsMail: () => Promise<boolean>
  /** Hands in the letter of a call, in the call's transaction. */
  readonly write: (call: CallLetter, within: Prisma.TransactionClient) => Promise<void>
}

export interface CallLetter {
  readonly callId: string
  readonly address: string
  readonly words: string
  readonly count: number
}

export type Calls = ReturnType<typeof createCalls>

const withFaults = { faults: true, vendor: { select: { name: true } } } as const satisfies Prisma.VendorCallInclude
type CallRow = Prisma.VendorCallGetPayload<{ include: typeof withFaults }>
export const createCalls = (deps: CallsDeps) => {
  const { database, clock, timeZone, faults, waiting } = deps
  const today = () => dateAt(clock.now(), timeZone)
  const promiseOf = (vendor: Prisma.VendorModel) => {
    const contract = contractOn(contractsOf(vendor), today())
    const hours = contract?.respondHours ?? null
    return contract === null || hours === null ? null : { title: contract.title, hours }
  }
  const wordsFor = async (vendor: Prisma.VendorModel, items: readonly CallItem[], language: Language) =>
    callWords({
      ...{ school: await deps.schoolName(), vendor: vendor.name, items, language },
      promise: promiseOf(vendor),
    })
  const isMailable = async (vendor: Prisma.VendorModel) => vendor.email !== '' && (await deps.sendsMail())

  /** When the vendor's technician first came for one of the call's faults that was not taken back; null: nobody has. */
  const cameAt = async (
    { at, vendorId, faults: told }: CallRow,
    withdrawn: ReadonlyMap<string, Instant>,
  ): Promise<Instant | null> => {
    const arrivals = told.map(({ faultId }) => {
      const until = withdrawn.get(faultId)
      const arrivedAt = { gte: at, ...(until === undefined ? {} : { lt: new Date(until) }) }
      return { arrivedAt, faults: { some: { faultId } } }
    })
    const visit = await database.visit.findFirst({ where: { vendorId, OR: arrivals }, orderBy: { arrivedAt: 'asc' } })
    return visit?.arrivedAt == null ? null : instant(visit.arrivedAt.getTime())
  }

  const viewOf = async (row: CallRow, language: Language): Promise<CallView> => {
    const at = instant(row.at.getTime())
    const withdrawn = await withdrawnOf(database, row)
    const nameOf = await readFullNames(database, [row.by])
    const came = await cameAt(row, withdrawn)
    const given = withdrawn.size === row.faults.length ? latest(withdrawn) : null
    const elapsed = await deps.schoolMinutes(at, came ?? given ?? clock.now())
    const told = await database.fault.findMany({ where: { id: { in: row.faults.map(({ faultId }) => faultId) } } })
    return {
      ...{
        id: row.id,
        vendorId: row.vendorId,
        at,
        by: nameOf(row.by),
        spokeTo: row.spokeTo,
        note: row.note,
        words: row.words,
      },
      ...{ vendorName: row.vendor.name, how: callWayOf(row.how) },
      faults: told
        .map(faultOf)
        .map((fault) => ({
          ...{ id: fault.id, number: fault.number, state: fault.state },
          title: faultTitle(fault, language),
          withdrawnAt: withdrawn.get(fault.id) ?? null,
        }))
        .sort((a, b) => a.number.localeCompare(b.number)),
      response: responseOf(row.promised, elapsed, came !== null ? 'came' : given !== null ? 'withdrawn' : 'now'),
    }
  }

  const view = async (id: string, language: Language): Promise<CallView> =>
    viewOf(await database.vendorCall.findUniqueOrThrow({ where: { id }, include: withFaults }), language)

  return {
    view,

    draft: async (vendor: Prisma.VendorModel, language: Language): Promise<CallDraft> => {
      const items = await waiting.itemsFor(vendor.id, today(), language)
      return {
        items: [...items],
        words: await wordsFor(
          vendor,
          items.filter(({ ground }) => ground !== 'nothing'),
          language,
        ),
        contract: contractOn(contractsOf(vendor), today()),
        mailable: await isMailable(vendor),
      }
    },

    /** What was told to a vendor and has no visit. */
    called: async (vendorId: string, language: Language): Promise<CalledItem[]> => [
      ...(await waiting.calledItems(vendorId, today(), language)),
    ],

    /** What waits to be told, nobody knows to whom. */
    unassigned: async (language: Language): Promise<CallItem[]> => [...(await waiting.unassigned(today(), language))],

    /** The words for these faults alone. @throws Failure FAULT_MOVED_ON when one does not wait for this vendor */
    words: async (vendor: Prisma.VendorModel, faultIds: readonly string[], language: Language): Promise<string> =>
      wordsFor(vendor, await chosen(waiting, vendor.id, faultIds, today(), language), language),

    /**
     * Writes the call down and moves its faults, all or none.
     * @throws Failure FAULT_MOVED_ON, VENDOR_NO_MAIL
     */
    make: async (vendor: Prisma.VendorModel, input: CallInput, by: string, language: Language): Promise<CallView> => {
      const isMail = input.how === 'mail'
      if (isMail && !(await isMailable(vendor))) throw new Failure('VENDOR_NO_MAIL')
      // A letter is read by the vendor, whatever language the caller's panel has.
      const spoken = isMail ? 'zh-TW' : language
      const items = await chosen(waiting, vendor.id, input.faultIds, today(), spoken)
      const words = await wordsFor(vendor, items, spoken)
      const id = newId()
      await database.$transaction(async (within) => {
        await within.vendorCall.create({
          data: {
            ...{
              id,
              vendorId: vendor.id,
              at: new Date(clock.now()),
              by,
              words,
              promised: promiseOf(vendor)?.hours ?? null,
            },
            ...{ how: input.how, spokeTo: input.spokeTo, note: input.note },
            faults: { create: items.map(({ faultId }) => ({ faultId })) },
          },
        })
        for (const { faultId } of items)
          await faults.act(faultId, { type: 'call-vendor', vendorId: vendor.id, callId: id, note: input.note }, by, {
            within,
          })
        if (isMail) await deps.write({ callId: id, address: vendor.email, words, count: items.length }, within)
      })
      return view(id, language)
    },

    /** In which this fault was told, the latest first. */
    ofFault: async (faultId: string, language: Language): Promise<CallView[]> => {
      const rows = await database.vendorCall.findMany({
        where: { faults: { some: { faultId } } },
        include: withFaults,
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      })
      return Promise.all(rows.map((row) => viewOf(row, language)))
    },

    /** The latest first. @param span of the call's instant */
    of: async (vendorId: string, span: { from: Instant; until: Instant }, language: Language): Promise<CallView[]> => {
      const rows = await database.vendorCall.findMany({
        where: { vendorId, at: { gte: new Date(span.from), lt: new Date(span.until) } },
        include: withFaults,
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      })
      const views: CallView[] = []
      for (const row of rows) views.push(await viewOf(row, language))
      return views
    },
  }
}

const latest = (instants: ReadonlyMap<string, Instant>): Instant | null =>
  [...instants.values()].reduce<Instant | null>((last, each) => (last === null || each > last ? each : last), null)

const chosen = async (
  waiting: Waiting,
  vendorId: string,
  faultIds: readonly string[],
  ...[today, language]: [Parameters<Waiting['itemsFor']>[1], Language]
): Promise<readonly CallItem[]> => {
  const wanted = new Set(faultIds)
  const items = (await waiting.itemsFor(vendorId, today, language)).filter(({ faultId }) => wanted.has(faultId))
  if (items.length !== wanted.size) throw new Failure('FAULT_MOVED_ON')
  return items
}

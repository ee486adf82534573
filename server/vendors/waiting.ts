/** What waits for vendors: faults that may be told to one, and those that were and have no visit. */
import type { FaultView } from '../../protocol/fault.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import type { Language } from '../../protocol/text.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { type CalledItem, type CallItem, callWayOf, type VendorGround } from '../../protocol/vendor.ts'
import { faultOf } from '../faults/fault-row.ts'
import type { Database } from '../platform/database.ts'
import { type Device, deviceLine } from './device-line.ts'
import { groundFor } from './grounds.ts'
import { servesOf, type Waits } from './vendor-row.ts'

/** What a fault's slip says of its vendor and of the price. */
export interface SlipFacts {
  readonly vendorId: string | null
  readonly estimate: number | null
}
/** The slips of these faults, by the fault's id; faults without one are left out. */
export type SlipsOf = (faultIds: readonly string[]) => Promise<ReadonlyMap<string, SlipFacts>>

export interface WaitingFault {
  readonly fault: FaultView
  readonly device: Device | null
  readonly slip: SlipFacts | null
}

/** A fault without a device whose TV is known is the TV's. */
const kindOf = ({ fault, device }: WaitingFault): string | null =>
  device?.kind ?? (fault.displayId === null ? null : 'tv')

export type Waiting = ReturnType<typeof createWaiting>

export const createWaiting = ({ database, slipsOf }: { readonly database: Database; readonly slipsOf: SlipsOf }) => {
  /** Those that may be told to a vendor, the worst and oldest first. */
  const toCall = async (): Promise<readonly WaitingFault[]> => {
    const rows = await database.fault.findMany({
      where: { state: 'to-call' },
      include: { equipment: true },
      orderBy: [{ since: 'asc' }, { id: 'asc' }],
    })
    const slips = await slipsOf(rows.map(({ id }) => id))
    const all = rows.map(({ equipment, ...row }) => ({
      ...{ fault: faultOf(row), device: equipment, slip: slips.get(row.id) ?? null },
    }))
    const isUrgent = ({ fault }: WaitingFault) => Number(fault.severity === 'blocks-noon')
    return all.sort((a, b) => isUrgent(b) - isUrgent(a))
  }
  const active = async () =>
    (await database.vendor.findMany({ where: { archivedAt: null } })).map((row) => ({
      id: row.id,
      serves: servesOf(row),
    }))
  const groundOf = (waiting: WaitingFault, vendor: { id: string; serves: readonly string[] }, all: (typeof vendor)[]) =>
    groundFor(
      {
        slipVendorId: waiting.slip?.vendorId ?? null,
        deviceVendorId: waiting.device?.vendorId ?? null,
        kind: kindOf(waiting),
      },
      vendor,
      all,
    )

  /** The last call of each fault that is still `called`. */
  const lastCalls = async () => {
    const open = await database.fault.findMany({ where: { state: 'called' }, select: { id: true } })
    const calls = await database.vendorCallFault.findMany({
      where: { faultId: { in: open.map(({ id }) => id) } },
      include: { call: { select: { vendorId: true, how: true } } },
      orderBy: [{ call: { at: 'asc' } }, { callId: 'asc' }],
    })
    return new Map(calls.map(({ faultId, callId, call }) => [faultId, { callId, ...call }]))
  }
  /** Ids of faults that were told to each vendor, the last call counting, and that are still `called`. */
  const calledOf = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const of = new Map<string, string[]>()
    for (const [faultId, { vendorId }] of await lastCalls()) of.set(vendorId, [...(of.get(vendorId) ?? []), faultId])
    return of
  }

  return {
    calledOf,

    /** How much waits for each vendor. Faults that may be anybody's count for nobody. */
    counts: async (): Promise<ReadonlyMap<string, Waits>> => {
      const [waiting, vendors, called] = await Promise.all([toCall(), active(), calledOf()])
      return new Map(
        vendors.map((vendor) => {
          const own = waiting.filter((each) => {
            const ground = groundOf(each, vendor, vendors)
            return ground !== null && ground !== 'nothing'
          })
          return [vendor.id, { toCall: own.length, called: called.get(vendor.id)?.length ?? 0 }]
        }),
      )
    },

    /** What waits to be told and is certainly nobody's: so that it is not forgotten between vendors. */
    unassigned: async (today: SchoolDate, language: Language): Promise<readonly CallItem[]> => {
      const [waiting, vendors] = await Promise.all([toCall(), active()])
      const isSure = (each: WaitingFault) =>
        vendors.some((vendor) => !['nothing', null].includes(groundOf(each, vendor, vendors)))
      return waiting.filter((each) => !isSure(each)).map((each) => itemOf(each, 'nothing', today, language))
    },

    /** What was told to a vendor and has no visit, the oldest first. */
    calledItems: async (vendorId: string, today: SchoolDate, language: Language): Promise<readonly CalledItem[]> => {
      const calls = await lastCalls()
      const rows = await database.fault.findMany({
        where: { id: { in: [...calls].filter(([, call]) => call.vendorId === vendorId).map(([faultId]) => faultId) } },
        include: { equipment: true },
        orderBy: [{ since: 'asc' }, { id: 'asc' }],
      })
      return rows.flatMap(({ equipment, ...row }) => {
        const call = calls.get(row.id)
        const item = itemOf({ fault: faultOf(row), device: equipment, slip: null }, 'nothing', today, language)
        return call === undefined ? [] : [{ ...item, callId: call.callId, how: callWayOf(call.how) }]
      })
    },

    /** What may be told to a vendor; first what is certainly theirs. @param today of the warranty */
    itemsFor: async (vendorId: string, today: SchoolDate, language: Language): Promise<readonly CallItem[]> => {
      const [waiting, vendors] = await Promise.all([toCall(), active()])
      const vendor = vendors.find(({ id }) => id === vendorId)
      if (vendor === undefined) return []
      const grounds = waiting.flatMap((each) => {
        const ground = groundOf(each, vendor, vendors)
        return ground === null ? [] : [itemOf(each, ground, today, language)]
      })
      return grounds.sort((a, b) => Number(a.ground === 'nothing') - Number(b.ground === 'nothing'))
    },
  }
}

export const itemOf = (
  { fault, device }: WaitingFault,
  ground: VendorGround,
  today: SchoolDate,
  language: Language,
): CallItem => ({
  faultId: fault.id,
  number: fault.number,
  severity: fault.severity,
  title: faultTitle(fault, language),
  text: fault.text,
  room: fault.room || (device?.room ?? ''),
  device: deviceLine(device, language),
  warranty: device?.warrantyUntil == null ? null : today <= device.warrantyUntil,
  ground,
  since: fault.since,
})

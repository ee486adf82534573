/**
 * Faults of the demo school that others are needed for: one that waits for a slip's second signature, two told in one
 * call, one with a visit ahead, one that waits to be called, and one that was repaired, paid and closed.
 */
import type { Window } from '../../protocol/time.ts'
import type { FaultFinding } from '../../protocol/visit.ts'
import type { FaultReport, FaultStore } from '../faults/store.ts'
import type { SlipStore } from '../slips/store.ts'
import type { Calls } from '../vendors/calls.ts'
import type { VendorStore } from '../vendors/store.ts'
import type { VisitStore } from '../visits/store.ts'
import type { DemoDevices } from './devices.ts'
import { inWords, ofTv } from './faults.ts'
import type { Cast } from './people.ts'
import type { Deed, StoryDays } from './story.ts'
import type { DemoVendors } from './vendors.ts'

export interface DemoRepairsDeps {
  readonly faults: Pick<FaultStore, 'report' | 'act'>
  readonly slips: Pick<SlipStore, 'make' | 'act'>
  readonly calls: Pick<Calls, 'make'>
  readonly visits: Pick<VisitStore, 'create' | 'act'>
  readonly vendorStore: Pick<VendorStore, 'find'>
  readonly vendors: DemoVendors
  readonly cast: Cast
  readonly devices: DemoDevices
  /** The paired TVs, by the room's name. */
  readonly displays: ReadonlyMap<string, string>
  readonly days: StoryDays
}

const LABEL = '示範 Demo'
const STUDIO = '直播室'
const LANGUAGE = 'zh-TW'

type Said = Pick<FaultReport, 'title' | 'text' | 'room' | 'equipmentId' | 'displayId' | 'symptom'>
type Slip = Awaited<ReturnType<SlipStore['act']>>

/** What the section, the offices and the vendor do with a fault, each in one step. */
const handsOf = ({ faults, slips, calls, visits, vendorStore, cast }: DemoRepairsDeps) => {
  const { operator, generalAffairs, accounting } = cast
  const signers = { 'general-affairs': generalAffairs, accounting } as const
  return {
    report: async (said: Said): Promise<string> => {
      const { id } = await faults.report({ source: 'operator', severity: 'normal', ...said }, operator.name)
      await faults.act(id, { type: 'triage', severity: 'normal', ownerId: operator.id, note: '' }, operator.name)
      return id
    },
    toVendor: (id: string, note: string) => faults.act(id, { type: 'to-vendor', note }, operator.name),
    slip: async (faultId: string, reason: string, estimate: number): Promise<Slip> => {
      const { id, version } = await slips.make(faultId, { reason, estimate }, operator.fullName)
      return slips.act(id, { type: 'send', version }, operator.fullName)
    },
    sign: ({ id, hash }: Slip, office: keyof typeof signers): Promise<Slip> => {
      const { fullName } = signers[office]
      const signing = { name: fullName, via: 'account', recordedBy: null, address: '' } as const
      return slips.act(id, { type: 'sign', office, hash, signing }, fullName)
    },
    call: async (vendorId: string, faultIds: readonly string[], spokeTo: string, note: string): Promise<void> => {
      const vendor = await vendorStore.find(vendorId)
      if (vendor === null) return
      await calls.make(vendor, { faultIds: [...faultIds], how: 'telephone', spokeTo, note }, operator.name, LANGUAGE)
    },
    agree: async (vendorId: string, faultId: string, window: Window, technician: string): Promise<string> => {
      const input = { vendorId, ...window, faultIds: [faultId], technician, note: LABEL, agreed: true }
      return (await visits.create(input, operator.name, LANGUAGE)).id
    },
  }
}

/** The amplifier: slip, two signatures, call, visit, parts, acceptance; a little dearer than was thought. */
const amplifierRepaired = (deps: DemoRepairsDeps): readonly Deed[] => {
  const { visits, faults, vendors, cast, devices, days } = deps
  const hands = handsOf(deps)
  const [told, signed, came] = [days.back(16), days.back(14), days.back(11)]
  let [fault, visit] = ['', '']
  let slip: Slip | null = null
  const said = { ...inWords('擴大機右聲道沒有聲音', 'no-sound'), room: STUDIO, equipmentId: devices.amplifier }
  const finding = (faultId: string): FaultFinding => ({
    ...{ faultId, outcome: 'fixed', found: '右聲道功率級燒毀', done: '更換功率模組，試播一小時正常' },
    ...{ parts: [{ name: '功率模組', count: 1 }], cost: 4_300 },
  })
  const technician = '蔡師傅'
  return [
    { at: days.on(told, '10:20'), act: async () => (fault = await hands.report(said)) },
    {
      at: days.on(told, '11:00'),
      act: async () => (slip = await hands.slip(fault, '功率模組燒毀，校內沒有零件也沒有工具', 4_000)),
    },
    {
      at: days.on(told, '15:30'),
      act: async () => (slip = slip === null ? null : await hands.sign(slip, 'general-affairs')),
    },
    {
      at: days.on(signed, '09:15'),
      act: async () => (slip = slip === null ? null : await hands.sign(slip, 'accounting')),
    },
    {
      at: days.on(signed, '09:40'),
      act: () => hands.call(vendors.sound, [fault], '吳先生', '下週備料後來修'),
    },
    {
      at: days.on(signed, '09:45'),
      act: async () => {
        const window = { start: days.on(came, '13:30'), end: days.on(came, '15:30') }
        visit = await hands.agree(vendors.sound, fault, window, technician)
      },
    },
    {
      at: days.on(came, '13:35'),
      act: () => visits.act(visit, { type: 'arrive', at: null, technician }, technician, LANGUAGE),
    },
    {
      at: days.on(came, '15:05'),
      act: () => {
        const said = { technician, findings: [finding(fault)], callOutCost: 500, nextVisit: '', signature: '' }
        return visits.act(visit, { type: 'finish', report: said }, technician, LANGUAGE)
      },
    },
    {
      at: days.on(came, '15:20'),
      act: () => faults.act(fault, { type: 'accept', note: '雙聲道試播正常' }, cast.operator.name),
    },
  ]
}

/** A TV whose slip has been signed by 庶務組 and waits for 會計室. */
const signatureAwaited = (deps: DemoRepairsDeps): readonly Deed[] => {
  const { days } = deps
  const hands = handsOf(deps)
  let fault = ''
  let slip: Slip | null = null
  const said = { ...ofTv(deps, '301'), ...inWords('螢幕中央有一條橫線', 'no-picture') }
  return [
    { at: days.on(days.back(4), '13:10'), act: async () => (fault = await hands.report(said)) },
    {
      at: days.on(days.back(3), '10:30'),
      act: async () => (slip = await hands.slip(fault, '面板排線故障，已過保固，須送原廠', 6_800)),
    },
    {
      at: days.on(days.back(2), '14:45'),
      act: async () => (slip = slip === null ? null : await hands.sign(slip, 'general-affairs')),
    },
  ]
}

/** A microphone and the mixer, told together in one call under contract; nobody has named a day yet. */
const toldTogether = (deps: DemoRepairsDeps): readonly Deed[] => {
  const { devices, days, vendors } = deps
  const hands = handsOf(deps)
  let [microphone, mixer] = ['', '']
  return [
    {
      at: days.on(days.back(3), '09:00'),
      act: async () => {
        const said = { ...inWords('無線麥克風 A 收訊斷續', 'no-sound'), room: STUDIO, equipmentId: devices.microphone }
        microphone = await hands.report(said)
        await hands.toVendor(microphone, '合約內維修')
      },
    },
    {
      at: days.on(days.back(2), '11:20'),
      act: async () => {
        const said = { ...inWords('混音器第 3 軌推桿有雜音', 'other'), room: STUDIO, equipmentId: devices.mixer }
        mixer = await hands.report(said)
        await hands.toVendor(mixer, '合約內維修')
      },
    },
    {
      at: days.on(days.back(1), '09:30'),
      act: () => hands.call(vendors.sound, [microphone, mixer], '吳先生', '兩件一起看，等他回覆時間'),
    },
  ]
}

/** A TV that is looked at on the next school day. */
const visitAhead = (deps: DemoRepairsDeps): readonly Deed[] => {
  const { days, vendors } = deps
  const hands = handsOf(deps)
  let fault = ''
  return [
    {
      at: days.on(days.back(5), '10:00'),
      act: async () => {
        fault = await hands.report({ ...ofTv(deps, '202'), ...inWords('電視吊架鬆動，畫面歪斜', 'other') })
        await hands.toVendor(fault, '保固內，安裝由廠商負責')
      },
    },
    {
      at: days.on(days.back(4), '09:50'),
      act: () => hands.call(vendors.sound, [fault], '蔡師傅', '請帶吊架螺絲組'),
    },
    {
      at: days.on(days.back(1), '16:20'),
      act: async () => {
        const date = days.ahead(1)
        await hands.agree(
          vendors.sound,
          fault,
          { start: days.on(date, '10:10'), end: days.on(date, '11:40') },
          '蔡師傅',
        )
      },
    },
  ]
}

/** A switch under warranty whose vendor has not been told yet. */
const callAwaited = (deps: DemoRepairsDeps): readonly Deed[] => {
  const { devices, days } = deps
  const hands = handsOf(deps)
  const said = { ...inWords('第 12 埠時斷時續', 'other'), room: '二樓弱電間', equipmentId: devices.secondSwitch }
  return [
    {
      at: days.on(days.back(1), '14:30'),
      act: async () => {
        await hands.toVendor(await hands.report(said), '保固內')
      },
    },
  ]
}

export const demoRepairs = (deps: DemoRepairsDeps): readonly Deed[] => [
  ...amplifierRepaired(deps),
  ...signatureAwaited(deps),
  ...toldTogether(deps),
  ...visitAhead(deps),
  ...callAwaited(deps),
]

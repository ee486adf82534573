/** Vendors: who repairs, what was promised, and the one call that gathers what waits for them. */
import { type Static, Type } from 'typebox'
import { EquipmentKind } from './equipment.ts'
import { MailAddress } from './mail.ts'
import { Nullable } from './schema-parts.ts'
import { Instant, SchoolDate } from './time.ts'

const Line = (most: number) => Type.String({ maxLength: most })
/** New Taiwan dollars; a school's contract stays far below. */
export const Money = Type.Integer({ minimum: 0, maximum: 100_000_000 })
const Mail = Type.Union([MailAddress, Type.Literal('')])

/** A person at the vendor's. */
export const VendorContact = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 80 }), role: Line(80), phone: Line(40), email: Mail },
  { additionalProperties: false },
)
export type VendorContact = Static<typeof VendorContact>

/** What a contract promises; both dates included. */
export const VendorContract = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 120 }),
    from: SchoolDate,
    until: SchoolDate,
    amount: Nullable(Money),
    /** A technician is there within so many school hours of the call; null: nothing is promised. */
    respondHours: Nullable(Type.Integer({ minimum: 1, maximum: 400 })),
  },
  { additionalProperties: false },
)
export type VendorContract = Static<typeof VendorContract>

const fields = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  /** 統一編號; empty: not known. Its check digit is judged apart, with words of its own. */
  taxId: Type.String({ pattern: '^([0-9]{8})?$' }),
  phone: Line(40),
  email: Mail,
  address: Line(200),
  note: Line(2000),
  serves: Type.Array(EquipmentKind, { maxItems: 40 }),
  contacts: Type.Array(VendorContact, { maxItems: 20 }),
  contracts: Type.Array(VendorContract, { maxItems: 40 }),
}
export const VendorInput = Type.Object(fields, { additionalProperties: false })
export type VendorInput = Static<typeof VendorInput>

/** `version`: what was seen; another one by now refuses the change. */
export const VendorChange = Type.Object(
  { ...fields, version: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export type VendorChange = Static<typeof VendorChange>

/** The contract that holds on a date; null: none. Of several the one that ends last. */
export const contractOn = <Contract extends Pick<VendorContract, 'from' | 'until'>>(
  contracts: readonly Contract[],
  date: SchoolDate,
): Contract | null =>
  contracts
    .filter(({ from, until }) => from <= date && date <= until)
    .sort((a, b) => (a.until < b.until ? 1 : -1))[0] ?? null

/** Faults that a vendor is asked to repair, counted by whose turn it is. */
export const VendorView = Type.Object({
  id: Type.String(),
  ...fields,
  version: Type.Integer(),
  createdAt: Instant,
  archivedAt: Nullable(Instant),
  /** Wait to be told to them. */
  toCall: Type.Integer(),
  /** Told to them, no visit agreed. */
  called: Type.Integer(),
})
export type VendorView = Static<typeof VendorView>

/** Why a fault is thought to be this vendor's. */
export const VENDOR_GROUNDS = ['slip', 'device', 'kind', 'nothing'] as const
export type VendorGround = (typeof VENDOR_GROUNDS)[number]
const Ground = Type.Unsafe<VendorGround>(Type.Union(VENDOR_GROUNDS.map((name) => Type.Literal(name))))

/** One fault as a call names it. */
export const CallItem = Type.Object({
  faultId: Type.String(),
  number: Type.String(),
  severity: Type.String(),
  /** What is wrong, in words of the asker's language. */
  title: Type.String(),
  text: Type.String(),
  room: Type.String(),
  /** Name, maker, model, serial and property number as far as known; empty: no device. */
  device: Type.String(),
  /** Under warranty on the day of asking; null: not known. */
  warranty: Nullable(Type.Boolean()),
  ground: Ground,
  since: Instant,
})
export type CallItem = Static<typeof CallItem>

/** What waits to be told to a vendor, and the words for it. */
export const CallDraft = Type.Object({
  items: Type.Array(CallItem),
  /** To be read on the telephone, in the asker's language. */
  words: Type.String(),
  contract: Nullable(VendorContract),
  /** Can a letter be sent to this vendor? */
  mailable: Type.Boolean(),
})
export type CallDraft = Static<typeof CallDraft>

export const CALL_WAYS = ['telephone', 'mail', 'in-person'] as const
export type CallWay = (typeof CALL_WAYS)[number]
/** As it is kept. */
export const callWayOf = (kept: string): CallWay => CALL_WAYS.find((way) => way === kept) ?? 'telephone'
const Way = Type.Unsafe<CallWay>(Type.Union(CALL_WAYS.map((name) => Type.Literal(name))))

/** One fault that a vendor was told of and that has no visit. */
export const CalledItem = Type.Object({ ...CallItem.properties, callId: Type.String(), how: Way })
export type CalledItem = Static<typeof CalledItem>

export const CallInput = Type.Object(
  {
    faultIds: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 50 }),
    how: Way,
    /** Who answered. */
    spokeTo: Line(80),
    note: Line(1000),
  },
  { additionalProperties: false },
)
export type CallInput = Static<typeof CallInput>

/** Of some of a call's faults. @see FaultAct `call-withdrawn` */
export const CallWithdrawal = Type.Object(
  {
    faultIds: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 50 }),
    /** Why; the vendor is not told. */
    note: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type CallWithdrawal = Static<typeof CallWithdrawal>

/**
 * Was the promise kept? `kept` and `late`: somebody came, after so many school hours. `running` and `overdue`: nobody has
 * come yet. `withdrawn`: the call was taken back before that. `none`: nothing was promised on that day.
 */
export const Response = Type.Object({
  state: Type.Unsafe<'kept' | 'late' | 'running' | 'overdue' | 'withdrawn' | 'none'>(
    Type.Union([
      Type.Literal('kept'),
      Type.Literal('late'),
      Type.Literal('running'),
      Type.Literal('overdue'),
      Type.Literal('withdrawn'),
      Type.Literal('none'),
    ]),
  ),
  promisedHours: Nullable(Type.Integer()),
  /** School hours from the call to the first arrival, else to its taking back or to now, to a tenth. */
  hours: Type.Number(),
})
export type Response = Static<typeof Response>

export const CallView = Type.Object({
  id: Type.String(),
  vendorId: Type.String(),
  vendorName: Type.String(),
  at: Instant,
  by: Type.String(),
  how: Way,
  spokeTo: Type.String(),
  note: Type.String(),
  words: Type.String(),
  faults: Type.Array(
    Type.Object({
      ...{ id: Type.String(), number: Type.String(), title: Type.String(), state: Type.String() },
      /** When it was taken back from this call; null: it stands. */
      withdrawnAt: Nullable(Instant),
    }),
  ),
  response: Response,
})
export type CallView = Static<typeof CallView>

/** What a vendor did over a range of dates. */
export const VendorRecord = Type.Object({
  calls: Type.Array(CallView),
  kept: Type.Integer(),
  late: Type.Integer(),
  visits: Type.Object({ done: Type.Integer(), missed: Type.Integer(), cancelled: Type.Integer() }),
  repaired: Type.Integer(),
  notRepaired: Type.Integer(),
  cost: Type.Integer(),
  /** Of the slips of the faults that were worked on; null: no slip named one. */
  estimate: Nullable(Type.Integer()),
})
export type VendorRecord = Static<typeof VendorRecord>

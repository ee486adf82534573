/** The register of equipment: what the school has, where it stands, whose it is and until when it is under warranty. */
import { type Static, Type } from 'typebox'
import { Nullable } from './schema-parts.ts'
import type { Sentence } from './text.ts'
import { Instant, SchoolDate } from './time.ts'

/** `box`: a computer behind a TV. `ups`: a battery for the moment when the power fails. */
export const EQUIPMENT_KINDS = {
  tv: { 'zh-TW': '電視', en: 'TV' },
  box: { 'zh-TW': '播放盒', en: 'Player box' },
  amplifier: { 'zh-TW': '擴大機', en: 'Amplifier' },
  speaker: { 'zh-TW': '喇叭', en: 'Speaker' },
  microphone: { 'zh-TW': '麥克風', en: 'Microphone' },
  mixer: { 'zh-TW': '混音器', en: 'Mixer' },
  camera: { 'zh-TW': '攝影機', en: 'Camera' },
  server: { 'zh-TW': '伺服器', en: 'Server' },
  pc: { 'zh-TW': '電腦', en: 'Computer' },
  switch: { 'zh-TW': '網路交換器', en: 'Network switch' },
  ups: { 'zh-TW': '不斷電系統', en: 'UPS' },
  other: { 'zh-TW': '其他', en: 'Other' },
} as const satisfies Readonly<Record<string, Sentence>>

export const EquipmentKind = Type.Union([
  Type.Literal('tv'),
  Type.Literal('box'),
  Type.Literal('amplifier'),
  Type.Literal('speaker'),
  Type.Literal('microphone'),
  Type.Literal('mixer'),
  Type.Literal('camera'),
  Type.Literal('server'),
  Type.Literal('pc'),
  Type.Literal('switch'),
  Type.Literal('ups'),
  Type.Literal('other'),
])
export type EquipmentKind = Static<typeof EquipmentKind>

/** `retired`: no longer the school’s to use; kept with all that happened to it. */
export const EQUIPMENT_STATES = {
  'in-use': { 'zh-TW': '使用中', en: 'In use' },
  spare: { 'zh-TW': '備用', en: 'Spare' },
  'in-repair': { 'zh-TW': '送修中', en: 'In repair' },
  retired: { 'zh-TW': '已停用', en: 'Retired' },
} as const satisfies Readonly<Record<string, Sentence>>

export const EquipmentState = Type.Union([
  Type.Literal('in-use'),
  Type.Literal('spare'),
  Type.Literal('in-repair'),
  Type.Literal('retired'),
])
export type EquipmentState = Static<typeof EquipmentState>

const Word = Type.String({ maxLength: 80 })
/** Whole New Taiwan dollars. */
export const Price = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

/** What a person writes down of a device. */
export const EquipmentInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    kind: EquipmentKind,
    state: EquipmentState,
    /** As the school calls it; empty: not said. */
    room: Word,
    maker: Word,
    model: Word,
    serial: Word,
    /** 財產編號; empty: it has none. No two devices have the same. */
    propertyNumber: Word,
    vendorId: Nullable(Type.String({ maxLength: 40 })),
    bought: Nullable(SchoolDate),
    price: Nullable(Price),
    /** The last day of it; null: not known. */
    warrantyUntil: Nullable(SchoolDate),
    note: Type.String({ maxLength: 2000 }),
    /** What it is built into: a rack holds a mixer. */
    parentId: Nullable(Type.String({ maxLength: 40 })),
    /** The paired TV that it is. */
    displayId: Nullable(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
)
export type EquipmentInput = Static<typeof EquipmentInput>

/** A change names the version it saw, so that nobody writes over what was changed meanwhile. */
export const EquipmentChange = Type.Object(
  { ...Type.Partial(EquipmentInput).properties, version: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export type EquipmentChange = Static<typeof EquipmentChange>

export const Equipment = Type.Object({
  ...EquipmentInput.properties,
  id: Type.String(),
  /** What is printed on its label and never changes; means nothing. */
  label: Type.String(),
  vendorName: Type.String(),
  /** Of what it is built into; empty: nothing. */
  parentName: Type.String(),
  /** Faults of it that are not closed. */
  openFaults: Type.Integer({ minimum: 0 }),
  version: Type.Integer({ minimum: 1 }),
  createdAt: Instant,
})
export type Equipment = Static<typeof Equipment>

/** A change of a part: another name or least, and how many came (negative: were used). */
export const EquipmentPartChange = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })),
    least: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
    add: Type.Optional(Type.Integer({ minimum: -100_000, maximum: 100_000 })),
  },
  { additionalProperties: false },
)
export type EquipmentPartChange = Static<typeof EquipmentPartChange>

/** A consumable, or a spare part, kept for a device: lamps, batteries, filters. */
export const EquipmentPartInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    /** How many there are. */
    count: Type.Integer({ minimum: 0, maximum: 100_000 }),
    /** With fewer than these, more are to be bought; 0: never. */
    least: Type.Integer({ minimum: 0, maximum: 100_000 }),
  },
  { additionalProperties: false },
)
export type EquipmentPartInput = Static<typeof EquipmentPartInput>
export const EquipmentPart = Type.Object({ ...EquipmentPartInput.properties, id: Type.String() })
export type EquipmentPart = Static<typeof EquipmentPart>

/** A field with what was there and what came, in words of the reader's language. */
export const FieldWords = Type.Object({ field: Type.String(), from: Type.String(), to: Type.String() })
export type FieldWords = Static<typeof FieldWords>

/** One line of what happened to a device's entry. */
export const EquipmentEvent = Type.Object({
  id: Type.String(),
  at: Instant,
  by: Type.String(),
  act: Type.Union([
    Type.Literal('create'),
    Type.Literal('change'),
    Type.Literal('part'),
    Type.Literal('attach'),
    Type.Literal('detach'),
    Type.Literal('label'),
  ]),
  /** What it was done to, where that is not the device: a part's or a file's name. */
  what: Type.String(),
  changes: Type.Array(FieldWords),
})
export type EquipmentEvent = Static<typeof EquipmentEvent>

/** What to look at: one question each. */
export const EquipmentQuestion = Type.Union([
  Type.Literal('broken'),
  Type.Literal('warranty-ending'),
  Type.Literal('warranty-unknown'),
  Type.Literal('in-repair'),
  Type.Literal('parts-short'),
])
export type EquipmentQuestion = Static<typeof EquipmentQuestion>

/** A warranty that ends within so many days is pointed out, while something can still be claimed on it. */
export const WARRANTY_WARNING_DAYS = 60

/** How the register stands: what is broken, what leaves warranty. Retired devices count only as retired. */
export const EquipmentSummary = Type.Object({
  total: Type.Integer(),
  retired: Type.Integer(),
  questions: Type.Object({
    broken: Type.Integer(),
    'warranty-ending': Type.Integer(),
    'warranty-unknown': Type.Integer(),
    'in-repair': Type.Integer(),
    'parts-short': Type.Integer(),
  }),
  /** Paired TVs that are not in the register. */
  unregisteredTvs: Type.Integer(),
  vendors: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  makers: Type.Array(Type.String()),
})
export type EquipmentSummary = Static<typeof EquipmentSummary>

/** What stands in a room. */
export const EquipmentRoom = Type.Object({
  /** Empty: devices of which no room is said. */
  room: Type.String(),
  count: Type.Integer(),
  openFaults: Type.Integer(),
  kinds: Type.Array(Type.Object({ kind: EquipmentKind, count: Type.Integer() })),
})
export type EquipmentRoom = Static<typeof EquipmentRoom>

/** A list taken in, or looked at first. */
export const RegisterImport = Type.Object({
  saved: Type.Boolean(),
  created: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  /** Vendors that are added with it. */
  newVendors: Type.Array(Type.String()),
  /** Each line that adds or changes something; at most the first two hundred. */
  rows: Type.Array(
    Type.Object({
      line: Type.Integer(),
      name: Type.String(),
      act: Type.Union([Type.Literal('create'), Type.Literal('change')]),
      changes: Type.Array(FieldWords),
    }),
  ),
  errors: Type.Array(Type.Object({ line: Type.Integer(), message: Type.String() })),
})
export type RegisterImport = Static<typeof RegisterImport>

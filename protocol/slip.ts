/** 維修單: what is to be repaired at what price, countersigned by the school's offices before a vendor is called. */
import { type Static, Type } from 'typebox'
import { Email } from './account.ts'
import { FaultState } from './fault.ts'
import { Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'

/** An office that countersigns, such as 庶務組. `mail`: where its one-time links are sent; empty: they are copied. */
export const Office = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
    name: Type.String({ minLength: 1, maxLength: 30, pattern: '\\S' }),
    nameEn: Type.String({ maxLength: 60 }),
    mail: Type.Union([Email, Type.Literal('')]),
  },
  { additionalProperties: false },
)
export type Office = Static<typeof Office>

/** `in-order`: an office sees the slip once those before it have signed. `together`: all at once. */
export const SigningOrder = Type.Union([Type.Literal('in-order'), Type.Literal('together')])
export type SigningOrder = Static<typeof SigningOrder>

/**
 * `draft`: being written. `circulating`: with the offices. `signed`: by all of them; the vendor may be called. `refused`:
 * by one of them. `withdrawn`: by the section. The last two can be taken up again.
 */
export const SlipState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('circulating'),
  Type.Literal('signed'),
  Type.Literal('refused'),
  Type.Literal('withdrawn'),
])
export type SlipState = Static<typeof SlipState>

/** Of one office in one round. `asked`: it asked back, and waits for the answer. */
export const TurnState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('asked'),
  Type.Literal('signed'),
  Type.Literal('refused'),
])
export type TurnState = Static<typeof TurnState>

/** How an office signed: by an account of its own, by its one-time link, or by hand on the printed slip. */
export const SignedBy = Type.Union([Type.Literal('account'), Type.Literal('link'), Type.Literal('paper')])
export type SignedBy = Static<typeof SignedBy>

/** SHA-256 in lower-case hex. */
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Line = (maxLength: number) => Type.String({ maxLength })
/** New Taiwan dollars, whole. */
export const Dollars = Type.Integer({ minimum: 0, maximum: 100_000_000 })

const fields = {
  /** What is broken, and what is to be done about it. */
  what: Line(1000),
  device: Line(120),
  room: Line(60),
  /** 財產編號; empty: it has none, or nobody knows. */
  propertyNumber: Line(60),
  /** As the school calls it; empty: not chosen yet. */
  vendor: Line(120),
  vendorId: Nullable(Type.String({ maxLength: 40 })),
  /** Null: nobody knows yet. */
  estimate: Nullable(Dollars),
  /** Why it can't be repaired in the house. */
  reason: Line(1000),
}
/** What a person writes on a slip. */
export const SlipFields = Type.Object(fields, { additionalProperties: false })
export type SlipFields = Static<typeof SlipFields>

export const NewSlip = Type.Object(
  { faultId: Type.String({ maxLength: 40 }), ...Type.Partial(Type.Object(fields)).properties },
  { additionalProperties: false },
)
export type NewSlip = Static<typeof NewSlip>

/** A change names the version it saw; of another one it is refused (rule L7). */
export const SlipChange = Type.Object(
  { version: Type.Integer({ minimum: 1 }), ...Type.Partial(Type.Object(fields)).properties },
  { additionalProperties: false },
)
export type SlipChange = Static<typeof SlipChange>

/** One office's signature, or its refusal. */
export const Signature = Type.Object({
  name: Type.String(),
  via: SignedBy,
  /** Who wrote down what was signed on paper; null otherwise. */
  recordedBy: Nullable(Type.String()),
  at: Instant,
  /** Network address; empty where the reader may not see it. */
  address: Type.String(),
  hash: Hash,
})
export type Signature = Static<typeof Signature>

export const SlipTurn = Type.Object({
  office: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  state: TurnState,
  /** The office can act now: it is its turn, and nobody owes it an answer. */
  isUp: Type.Boolean(),
  /** Since when it is its turn; null: not yet, or not any more. */
  since: Nullable(Instant),
  signature: Nullable(Signature),
  /** The last question, and its answer; empty: none. */
  question: Type.String(),
  answer: Type.String(),
  /** The one-time link that is still good; null: none. */
  linkUntil: Nullable(Instant),
})
export type SlipTurn = Static<typeof SlipTurn>

/** Who must do something next. `office`: null for the section itself. */
export const SlipWait = Type.Object({
  office: Nullable(Type.String()),
  for: Type.Union([
    Type.Literal('send'),
    Type.Literal('sign'),
    Type.Literal('answer'),
    Type.Literal('call'),
    Type.Literal('decide'),
  ]),
})
export type SlipWait = Static<typeof SlipWait>

export const SlipView = Type.Object({
  id: Type.String(),
  /** `115-0012`. */
  number: Type.String(),
  faultId: Type.String(),
  fault: Type.Object({ number: Type.String(), state: FaultState }),
  ...fields,
  state: SlipState,
  version: Type.Integer({ minimum: 1 }),
  /** How often it went round; 0: never yet. */
  round: Type.Integer({ minimum: 0 }),
  order: SigningOrder,
  /** SHA-256 of what it says now. */
  hash: Hash,
  turns: Type.Array(SlipTurn),
  waits: Type.Array(SlipWait),
  /** Since when somebody is waited for; null: nobody is. */
  waitsSince: Nullable(Instant),
  createdBy: Type.String(),
  createdAt: Instant,
  sentAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  /** Why it was refused; empty otherwise. */
  refusal: Type.String(),
  /** What the visits cost so far; null: no visit yet. */
  cost: Nullable(Type.Number()),
})
export type SlipView = Static<typeof SlipView>

export const SlipAct = Type.Union([
  Type.Literal('made'),
  Type.Literal('changed'),
  Type.Literal('sent'),
  Type.Literal('signed'),
  Type.Literal('refused'),
  Type.Literal('asked'),
  Type.Literal('answered'),
  Type.Literal('withdrawn'),
  Type.Literal('taken-up'),
  Type.Literal('reminded'),
])
export type SlipAct = Static<typeof SlipAct>

/** One line of a slip's history. */
export const SlipEvent = Type.Object({
  id: Type.String(),
  at: Instant,
  act: SlipAct,
  round: Type.Integer(),
  /** Null: the section. */
  office: Nullable(Type.String()),
  by: Type.String(),
  /** A question, an answer, a reason, the names of what was changed; may be empty. */
  said: Type.String(),
})
export type SlipEvent = Static<typeof SlipEvent>

export const SlipPhoto = Type.Object({ id: Type.String(), type: Type.String(), name: Type.String() })
export type SlipPhoto = Static<typeof SlipPhoto>

export const SlipDetail = Type.Object({
  ...SlipView.properties,
  photos: Type.Array(SlipPhoto),
  events: Type.Array(SlipEvent),
  /** The turn of the reader's own office; null: the reader's account carries none of these. */
  mine: Nullable(Type.String()),
})
export type SlipDetail = Static<typeof SlipDetail>

/** What the holder of a one-time link reads: the whole slip, and whose link it is. */
export const SlipToSign = Type.Object({
  schoolName: Type.String(),
  /** IANA zone of the school. */
  timeZone: Type.String(),
  office: Type.String(),
  slip: SlipView,
  photos: Type.Array(SlipPhoto),
  expiresAt: Instant,
})
export type SlipToSign = Static<typeof SlipToSign>

/** A name as it is typed by who signs through a link or on paper. */
export const SignerName = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
export const Said = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })

/** A one-time link as it was made: told once. It goes behind `/#/sign?token=`. */
export const MadeSignLink = Type.Object({ token: Type.String(), expiresAt: Instant })
export type MadeSignLink = Static<typeof MadeSignLink>

/** Money of a span of time, by when a slip was signed by all. New Taiwan dollars. */
export const SlipMoney = Type.Object({
  slips: Type.Integer(),
  estimated: Type.Number(),
  cost: Type.Number(),
  /** Estimates of slips that still go round. */
  circulating: Type.Number(),
})
export type SlipMoney = Static<typeof SlipMoney>

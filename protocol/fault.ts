/** A fault: where it stands, what may be done to it, and whose turn it is. Both ends read the one table of moves. */
import { type Static, Type } from 'typebox'
import { literals, Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'

export const FAULT_STATES = [
  /** Told, and nobody of the section has looked yet. */
  'reported',
  /** Looked at; what is done about it is not decided. */
  'triaged',
  /** The section repairs it itself. */
  'fixing',
  /** A repair slip circulates among the offices. */
  'awaiting-slip',
  /** The vendor may be called. */
  'to-call',
  /** The vendor was called; no visit is agreed. */
  'called',
  'visit-agreed',
  /** The technician is there. */
  'on-site',
  /** Said to be repaired; the section has to see that it is. */
  'to-accept',
  'closed',
  /** No fault, or the same as another. */
  'dismissed',
] as const
export const FaultState = literals(FAULT_STATES)
export type FaultState = Static<typeof FaultState>

/** `blocks-noon`: without a repair the next noon does not play. */
export const FAULT_SEVERITIES = ['blocks-noon', 'high', 'normal', 'low'] as const
export const FaultSeverity = literals(FAULT_SEVERITIES)
export type FaultSeverity = Static<typeof FaultSeverity>

export const FaultSource = literals(['person', 'operator', 'system'] as const)
export type FaultSource = Static<typeof FaultSource>

/** What the system saw: a code of the fault watch with its parameters; words are made at the screen. */
export const FaultCause = Type.Object({
  code: Type.String({ maxLength: 40, pattern: '^[a-z-]+$' }),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})
export type FaultCause = Static<typeof FaultCause>

const Note = Type.String({ maxLength: 2000 })
const Id = Type.String({ maxLength: 100 })

/** What may be done to a fault. `note` is what the actor says to it; it may be empty unless an act is nothing without it. */
export const FaultAct = Type.Union([
  /** Judged: how bad, and who looks after it (null: the section). */
  Type.Object({ type: Type.Literal('triage'), severity: FaultSeverity, ownerId: Nullable(Id), note: Note }),
  /** Somebody takes it over, or gives it back to the section (null). */
  Type.Object({ type: Type.Literal('assign'), ownerId: Nullable(Id), note: Note }),
  /** The section begins to repair it. */
  Type.Object({ type: Type.Literal('fix'), note: Note }),
  /** The section has repaired it; `note` says what was done. */
  Type.Object({ type: Type.Literal('fixed'), note: Note }),
  /** A slip was put round. */
  Type.Object({ type: Type.Literal('need-slip'), slipId: Id, note: Note }),
  Type.Object({ type: Type.Literal('slip-signed'), slipId: Id, note: Note }),
  Type.Object({ type: Type.Literal('slip-refused'), slipId: Id, note: Note }),
  Type.Object({ type: Type.Literal('slip-withdrawn'), slipId: Id, note: Note }),
  /** It goes to the vendor without a slip: under warranty, under contract, or without cost. */
  Type.Object({ type: Type.Literal('to-vendor'), note: Note }),
  Type.Object({ type: Type.Literal('call-vendor'), vendorId: Id, callId: Id, note: Note }),
  /** The call was a mistake, or somebody else is called instead; `note` says why. */
  Type.Object({ type: Type.Literal('call-withdrawn'), vendorId: Id, callId: Id, note: Note }),
  Type.Object({ type: Type.Literal('agree-visit'), visitId: Id, note: Note }),
  Type.Object({ type: Type.Literal('visit-cancelled'), visitId: Id, note: Note }),
  Type.Object({ type: Type.Literal('arrive'), visitId: Id, note: Note }),
  Type.Object({ type: Type.Literal('repaired'), visitId: Id, note: Note }),
  Type.Object({ type: Type.Literal('not-repaired'), visitId: Id, note: Note }),
  /** The section has seen that it works. */
  Type.Object({ type: Type.Literal('accept'), note: Note }),
  Type.Object({ type: Type.Literal('reject'), note: Note }),
  Type.Object({ type: Type.Literal('dismiss'), note: Note }),
  Type.Object({ type: Type.Literal('merge'), into: Id, note: Note }),
  /** It is there again, or was never away. */
  Type.Object({ type: Type.Literal('reopen'), note: Note }),
  /** The system's case was seen. */
  Type.Object({ type: Type.Literal('acknowledge'), note: Note }),
  /** It went away by itself; it stays open until somebody says so. */
  Type.Object({ type: Type.Literal('heal'), note: Note }),
  /** It came again while open, or one more person reported it. */
  Type.Object({ type: Type.Literal('return'), note: Note }),
  /** The system sees it otherwise than at first: more rooms, or graver. */
  Type.Object({ type: Type.Literal('reassess'), severity: FaultSeverity, seen: FaultCause, note: Note }),
  /** It healed by itself, long ago, and nobody had begun: it is closed without anybody. */
  Type.Object({ type: Type.Literal('lapse'), note: Note }),
  Type.Object({ type: Type.Literal('note'), note: Note }),
  /** The reporter is asked something; until the answer the section waits. */
  Type.Object({ type: Type.Literal('ask'), note: Note }),
  Type.Object({ type: Type.Literal('answer'), note: Note }),
])
export type FaultAct = Static<typeof FaultAct>
export type FaultActType = FaultAct['type']

interface Move {
  readonly from: readonly FaultState[]
  /** Null: it stays where it is. */
  readonly to: FaultState | null
}

/** Where the section decides. */
const IN_HAND = ['reported', 'triaged', 'fixing', 'to-call'] as const
const OPEN = FAULT_STATES.filter((state) => state !== 'closed' && state !== 'dismissed')

/** The whole machine: from which states each act is possible, and where it leads. */
export const FAULT_MOVES: Readonly<Record<FaultActType, Move>> = {
  triage: { from: ['reported', 'triaged'], to: 'triaged' },
  assign: { from: OPEN, to: null },
  fix: { from: ['reported', 'triaged', 'to-call'], to: 'fixing' },
  fixed: { from: ['reported', 'triaged', 'fixing', 'to-call'], to: 'to-accept' },
  'need-slip': { from: ['triaged', 'fixing'], to: 'awaiting-slip' },
  'slip-signed': { from: ['awaiting-slip'], to: 'to-call' },
  'slip-refused': { from: ['awaiting-slip'], to: 'triaged' },
  'slip-withdrawn': { from: ['awaiting-slip', 'to-call'], to: 'triaged' },
  'to-vendor': { from: ['triaged', 'fixing'], to: 'to-call' },
  'call-vendor': { from: ['to-call'], to: 'called' },
  'call-withdrawn': { from: ['called'], to: 'to-call' },
  'agree-visit': { from: ['called'], to: 'visit-agreed' },
  'visit-cancelled': { from: ['visit-agreed', 'on-site'], to: 'called' },
  arrive: { from: ['visit-agreed'], to: 'on-site' },
  repaired: { from: ['on-site'], to: 'to-accept' },
  'not-repaired': { from: ['on-site'], to: 'called' },
  accept: { from: ['to-accept'], to: 'closed' },
  reject: { from: ['to-accept'], to: 'triaged' },
  dismiss: { from: IN_HAND, to: 'dismissed' },
  merge: { from: IN_HAND, to: 'dismissed' },
  reopen: { from: ['closed', 'dismissed'], to: 'triaged' },
  acknowledge: { from: OPEN, to: null },
  heal: { from: OPEN, to: null },
  return: { from: OPEN, to: null },
  reassess: { from: OPEN, to: null },
  lapse: { from: ['reported'], to: 'closed' },
  note: { from: FAULT_STATES, to: null },
  ask: { from: IN_HAND, to: null },
  answer: { from: OPEN, to: null },
}

/** The state after an act; null: the act is not possible from there. */
export const faultAfter = (state: FaultState, act: FaultActType): FaultState | null => {
  const { from, to } = FAULT_MOVES[act]
  return from.includes(state) ? (to ?? state) : null
}

/**
 * Whose turn it is: the section (or the person who has taken it), the offices that sign, the vendor; the reporter while
 * a question to them is open (see `faultOwner`); nobody when it is over.
 */
export const FaultOwner = literals(['section', 'offices', 'vendor', 'reporter', 'nobody'] as const)
export type FaultOwner = Static<typeof FaultOwner>
export const FAULT_OWNERS: Readonly<Record<FaultState, FaultOwner>> = {
  reported: 'section',
  triaged: 'section',
  fixing: 'section',
  'awaiting-slip': 'offices',
  'to-call': 'section',
  called: 'vendor',
  'visit-agreed': 'vendor',
  'on-site': 'vendor',
  'to-accept': 'section',
  closed: 'nobody',
  dismissed: 'nobody',
}

export const isFaultOpen = (state: FaultState): boolean => FAULT_OWNERS[state] !== 'nobody'

/** Whose turn it is with this fault: a question that the reporter has not answered hands it to the reporter (rule F2). */
export const faultOwner = ({ state, askedAt }: Pick<FaultView, 'state' | 'askedAt'>): FaultOwner =>
  FAULT_OWNERS[state] === 'section' && askedAt !== null ? 'reporter' : FAULT_OWNERS[state]

/** While others are waited for the section's clock stands (rule F4). */
export const isFaultClockRunning = (fault: Pick<FaultView, 'state' | 'askedAt'>): boolean =>
  faultOwner(fault) === 'section'

/** What people choose first when they report. */
export const FAULT_SYMPTOMS = ['no-picture', 'no-sound', 'frozen', 'remote', 'other'] as const
export const FaultSymptom = literals(FAULT_SYMPTOMS)
export type FaultSymptom = Static<typeof FaultSymptom>

export const FaultView = Type.Object({
  id: Type.String(),
  number: Type.String(),
  state: FaultState,
  severity: FaultSeverity,
  source: FaultSource,
  /** Empty when the system reported it: its words are made of `cause`. */
  title: Type.String(),
  text: Type.String(),
  /** What was chosen by who reported it; null: the system, or in words alone. */
  symptom: Nullable(FaultSymptom),
  cause: Nullable(FaultCause),
  room: Type.String(),
  equipmentId: Nullable(Type.String()),
  displayId: Nullable(Type.String()),
  reporterId: Nullable(Type.String()),
  reporterName: Type.String(),
  ownerId: Nullable(Type.String()),
  times: Type.Integer({ minimum: 1 }),
  acknowledgedAt: Nullable(Instant),
  acknowledgedBy: Type.String(),
  healedAt: Nullable(Instant),
  /** Since when the reporter is asked; null: no question is open. */
  askedAt: Nullable(Instant),
  /** By when; null while others are waited for, and when it is over. */
  dueAt: Nullable(Instant),
  /** Minutes of school hours that the section has had it, up to `clockAt`; it goes on from there while the clock runs. */
  clockMinutes: Type.Integer({ minimum: 0 }),
  clockAt: Nullable(Instant),
  slipId: Nullable(Type.String()),
  visitId: Nullable(Type.String()),
  mergedIntoId: Nullable(Type.String()),
  version: Type.Integer({ minimum: 1 }),
  createdAt: Instant,
  since: Instant,
  closedAt: Nullable(Instant),
})
export type FaultView = Static<typeof FaultView>

/** One thing that happened to a fault: `report`, or an act with what it was told. */
export const FaultHappening = Type.Object({
  id: Type.String(),
  at: Instant,
  /** A user's name, `system`, or `guest` with what a person without an account wrote. */
  by: Type.String(),
  type: Type.String(),
  note: Type.String(),
  severity: Type.Optional(FaultSeverity),
  /** Who was to look after it; null: the section. */
  ownerId: Type.Optional(Nullable(Type.String())),
  into: Type.Optional(Type.String()),
  /** Null: it was just reported. */
  from: Nullable(FaultState),
  state: FaultState,
})
export type FaultHappening = Static<typeof FaultHappening>

/** A vendor's visit: where it stands, what may be done to it, and what that does to the faults it is for. Both ends read it. */
import { type Static, Type } from 'typebox'
import type { FaultAct, FaultState } from './fault.ts'
import { literals, Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'
import { Money } from './vendor.ts'

export const VISIT_STATES = [
  /** A window was named; the vendor has not said yes. */
  'proposed',
  'agreed',
  /** The technician is there. */
  'arrived',
  'done',
  'cancelled',
  /** Nobody came. */
  'missed',
] as const
export const VisitState = literals(VISIT_STATES)
export type VisitState = Static<typeof VisitState>

export const OUTCOMES = ['fixed', 'not-fixed', 'needs-parts'] as const
export const Outcome = literals(OUTCOMES)
export type Outcome = Static<typeof Outcome>

const Id = Type.String({ minLength: 1, maxLength: 60 })
const Note = Type.String({ maxLength: 1000 })
/** A visit of a day and more is several. */
export const LONGEST_WINDOW_MS = 24 * 3_600_000

/** A part that was built in. */
export const Part = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 120 }), count: Type.Integer({ minimum: 1, maximum: 999 }) },
  { additionalProperties: false },
)
export type Part = Static<typeof Part>

/** What the technician says of one fault. */
export const FaultFinding = Type.Object(
  {
    faultId: Id,
    outcome: Outcome,
    found: Type.String({ maxLength: 2000 }),
    done: Type.String({ maxLength: 2000 }),
    parts: Type.Array(Part, { maxItems: 20 }),
    /** New Taiwan dollars, parts included; null: not said. */
    cost: Nullable(Money),
  },
  { additionalProperties: false },
)
export type FaultFinding = Static<typeof FaultFinding>

/**
 * A line drawn by finger, as an SVG path of absolute moves and lines within 600 × 200; empty: the name was typed instead.
 * The pattern is the guard: nothing but numbers, M and L gets into the picture.
 */
export const SignaturePath = Type.String({
  maxLength: 20_000,
  pattern: '^(M\\d{1,3} \\d{1,3}( ?L\\d{1,3} \\d{1,3})* ?)*$',
})
export const SIGNATURE_SIZE = { width: 600, height: 200 } as const

/** The technician's report at the end of a visit. */
export const VisitReport = Type.Object(
  {
    technician: Type.String({ minLength: 1, maxLength: 80 }),
    findings: Type.Array(FaultFinding, { maxItems: 50 }),
    /** For coming at all, besides what each fault cost. */
    callOutCost: Nullable(Money),
    /** Wished for the next visit: when, with which parts; empty: none is needed. */
    nextVisit: Note,
    signature: SignaturePath,
  },
  { additionalProperties: false },
)
export type VisitReport = Static<typeof VisitReport>

export const VisitAct = Type.Union([
  /** The vendor said yes. */
  Type.Object({ type: Type.Literal('agree'), note: Note }),
  /** Another window, the vendor agreeing as before. */
  Type.Object({ type: Type.Literal('move'), start: Instant, end: Instant, note: Note }),
  /** `at`: when, if it was told later than it happened; null: now. */
  Type.Object({ type: Type.Literal('arrive'), at: Nullable(Instant), technician: Type.String({ maxLength: 80 }) }),
  /** It was pressed by mistake. */
  Type.Object({ type: Type.Literal('undo-arrive'), note: Note }),
  Type.Object({ type: Type.Literal('finish'), report: VisitReport }),
  Type.Object({ type: Type.Literal('cancel'), note: Note }),
  /** Said by a person, or by time. */
  Type.Object({ type: Type.Literal('miss'), note: Note }),
  /** One more fault is looked at on the same occasion; or one less. */
  Type.Object({ type: Type.Literal('take-in'), faultId: Id }),
  Type.Object({ type: Type.Literal('leave-out'), faultId: Id }),
])
export type VisitAct = Static<typeof VisitAct>
export type VisitActType = VisitAct['type']

interface Move {
  readonly from: readonly VisitState[]
  /** Null: it stays where it is. */
  readonly to: VisitState | null
}

/** The whole machine. Who comes without having agreed, or after being given up, has come all the same. */
export const VISIT_MOVES: Readonly<Record<VisitActType, Move>> = {
  agree: { from: ['proposed'], to: 'agreed' },
  move: { from: ['proposed', 'agreed'], to: null },
  arrive: { from: ['proposed', 'agreed', 'missed'], to: 'arrived' },
  'undo-arrive': { from: ['arrived'], to: 'agreed' },
  finish: { from: ['arrived'], to: 'done' },
  cancel: { from: ['proposed', 'agreed'], to: 'cancelled' },
  miss: { from: ['proposed', 'agreed'], to: 'missed' },
  'take-in': { from: ['proposed', 'agreed', 'arrived'], to: null },
  'leave-out': { from: ['proposed', 'agreed', 'arrived'], to: null },
}

/** The state after an act; null: the act is not possible from there. */
export const visitAfter = (state: VisitState, act: VisitActType): VisitState | null => {
  const { from, to } = VISIT_MOVES[act]
  return from.includes(state) ? (to ?? state) : null
}

/** Whose turn it is; nobody when it is over. */
export const VISIT_OWNERS: Readonly<Record<VisitState, 'section' | 'vendor' | 'nobody'>> = {
  proposed: 'section',
  agreed: 'vendor',
  arrived: 'vendor',
  done: 'nobody',
  cancelled: 'nobody',
  missed: 'nobody',
}
/** Ahead or under way: its faults can be in no other such visit. */
export const isVisitOpen = (state: VisitState): boolean => VISIT_OWNERS[state] !== 'nobody'

/** In which state the faults of an open visit are. */
export const FAULT_DURING = {
  proposed: 'called',
  agreed: 'visit-agreed',
  arrived: 'on-site',
} as const satisfies Partial<Record<VisitState, FaultState>>

/** The acts that bring a fault from one of those states to another. */
const STEPS: Readonly<Record<string, readonly ('agree-visit' | 'visit-cancelled' | 'arrive')[]>> = {
  'called visit-agreed': ['agree-visit'],
  'called on-site': ['agree-visit', 'arrive'],
  'visit-agreed on-site': ['arrive'],
  'visit-agreed called': ['visit-cancelled'],
  'on-site called': ['visit-cancelled'],
  'on-site visit-agreed': ['visit-cancelled', 'agree-visit'],
}

/** What has to be done to a fault of a visit so that it stands as the visit does. */
export const stepsOfFault = (from: FaultState, to: FaultState, visitId: string, note: string): readonly FaultAct[] =>
  (STEPS[`${from} ${to}`] ?? []).map((type) => ({ type, visitId, note }))

/** A visit that should have begun. */
export const LATE_AFTER_MS = 15 * 60_000
/** After the end of its window nobody is expected any more. */
export const MISSED_AFTER_MS = 60 * 60_000
export const isLate = (visit: { readonly state: VisitState; readonly start: Instant }, now: Instant): boolean =>
  visit.state === 'agreed' && visit.start + LATE_AFTER_MS <= now
export const isOver = (visit: { readonly state: VisitState; readonly end: Instant }, now: Instant): boolean =>
  VISIT_MOVES.miss.from.includes(visit.state) && visit.end + MISSED_AFTER_MS <= now

/** The technician's link is good this long after the window. */
export const LINK_AFTER_MS = 3 * 24 * 3_600_000

/** A fault as a visit shows it. */
export const VisitFaultView = Type.Object({
  id: Type.String(),
  number: Type.String(),
  state: Type.String(),
  severity: Type.String(),
  title: Type.String(),
  text: Type.String(),
  room: Type.String(),
  device: Type.String(),
  displayId: Nullable(Type.String()),
  outcome: Nullable(Outcome),
  found: Type.String(),
  done: Type.String(),
  parts: Type.Array(Part),
  cost: Nullable(Type.Integer()),
})
export type VisitFaultView = Static<typeof VisitFaultView>

const fields = {
  vendorId: Id,
  /** `[start, end)`: when the technician is expected. */
  start: Instant,
  end: Instant,
  technician: Type.String({ maxLength: 80 }),
  note: Note,
}
export const VisitInput = Type.Object(
  {
    ...fields,
    faultIds: Type.Array(Id, { maxItems: 50 }),
    /** The vendor said yes already, as on the telephone. */
    agreed: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type VisitInput = Static<typeof VisitInput>

export const VisitView = Type.Object({
  id: Type.String(),
  ...fields,
  vendorName: Type.String(),
  state: VisitState,
  version: Type.Integer(),
  arrivedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  callOutCost: Nullable(Type.Integer()),
  nextVisit: Type.String(),
  signature: Type.String(),
  /** The technician as signed. */
  signedBy: Type.String(),
  createdAt: Instant,
  faults: Type.Array(VisitFaultView),
})
export type VisitView = Static<typeof VisitView>

export const VisitEventView = Type.Object({
  id: Type.String(),
  at: Instant,
  by: Type.String(),
  type: Type.String(),
  note: Type.String(),
  state: VisitState,
})
export const VisitDetail = Type.Object({
  visit: VisitView,
  events: Type.Array(VisitEventView),
  /** The technician's link that is still good. */
  link: Nullable(Type.Object({ holder: Type.String(), expiresAt: Instant })),
})
export type VisitDetail = Static<typeof VisitDetail>

/** What speaks against a window; it can be agreed all the same. */
export const VISIT_WARNINGS = ['exam', 'noon', 'no-school', 'past', 'vendor-busy', 'no-contract'] as const
export type VisitWarningCode = (typeof VISIT_WARNINGS)[number]
export const VisitWarning = Type.Object({ code: literals(VISIT_WARNINGS), text: Type.String() })
export type VisitWarning = Static<typeof VisitWarning>
export const VisitCheckInput = Type.Object(
  {
    vendorId: Id,
    faultIds: Type.Array(Id, { maxItems: 50 }),
    start: Instant,
    end: Instant,
    /** The visit that is being moved; null: a new one. */
    visitId: Nullable(Id),
  },
  { additionalProperties: false },
)
export type VisitCheckInput = Static<typeof VisitCheckInput>

/** What the technician's page is told; no names of pupils, teachers or other vendors. */
export const TechnicianView = Type.Object({
  schoolName: Type.String(),
  timeZone: Type.String(),
  now: Instant,
  expiresAt: Instant,
  visit: Type.Object({
    ...fields,
    vendorName: Type.String(),
    state: VisitState,
    arrivedAt: Nullable(Instant),
    signedBy: Type.String(),
  }),
  faults: Type.Array(
    Type.Object({
      ...VisitFaultView.properties,
      history: Type.Array(
        Type.Object({ at: Instant, number: Type.String(), title: Type.String(), done: Type.String() }),
      ),
      photos: Type.Array(
        Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), caption: Type.String() }),
      ),
    }),
  ),
})
export type TechnicianView = Static<typeof TechnicianView>

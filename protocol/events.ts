/**
 * Everything that travels over Socket.IO. Two namespaces: `/display` (a TV, by its token) and `/panel` (an account, by
 * its session). Bump PROTOCOL_VERSION when an old player could not understand a new server.
 */
import { type Static, Type } from 'typebox'
import { type AiringReport, type Display, DisplayFacts, type DisplayIdentity, type DisplayReport } from './display.ts'
import { MediaReference } from './plan-parts.ts'
import type { ReadinessView } from './readiness.ts'
import { Airing } from './rundown.ts'
import { Instant } from './time.ts'

export const PROTOCOL_VERSION = 1

/** The plan for one TV. `difference` applies only onto `base`; a TV that holds another version asks for the whole. */
export const PlanMessage = Type.Union([
  Type.Object({
    type: Type.Literal('whole'),
    version: Type.Integer(),
    window: Type.Object({ start: Instant, end: Instant }),
    airings: Type.Array(Airing),
    media: Type.Array(MediaReference),
  }),
  Type.Object({
    type: Type.Literal('difference'),
    base: Type.Integer(),
    version: Type.Integer(),
    window: Type.Object({ start: Instant, end: Instant }),
    removed: Type.Array(Type.String()),
    added: Type.Array(Airing),
    media: Type.Array(MediaReference),
  }),
])
export type PlanMessage = Static<typeof PlanMessage>

/** What is not in the plan. */
export const DisplayCommand = Type.Union([
  Type.Object({ type: Type.Literal('identify'), seconds: Type.Integer({ minimum: 1, maximum: 60 }) }),
  Type.Object({ type: Type.Literal('reload') }),
  Type.Object({ type: Type.Literal('forget'), reason: Type.Literal('unpaired') }),
])
export type DisplayCommand = Static<typeof DisplayCommand>

/** Answer of a TV to a plan: the version it now holds, or that it needs the whole. */
export type PlanAck = { readonly held: number } | { readonly need: 'whole' }

export interface ServerToDisplay {
  identity: (identity: DisplayIdentity) => void
  plan: (plan: PlanMessage, ack: (answer: PlanAck) => void) => void
  command: (command: DisplayCommand, ack: (answer: { done: true }) => void) => void
  /** What do you show? Answered with a small JPEG of the programme; null: the slate, or no picture could be taken. */
  picture: (ack: (jpeg: ArrayBuffer | null) => void) => void
}

export const DisplayHello = Type.Object({
  protocol: Type.Integer(),
  facts: DisplayFacts,
  /** Version of the rundown it already holds; 0 for none. */
  held: Type.Integer({ minimum: 0 }),
})
export type DisplayHello = Static<typeof DisplayHello>

export interface DisplayToServer {
  /** One clock sample: the answer is the server's instant with a fraction, taken as late as possible. */
  clock: (ack: (serverMs: number) => void) => void
  hello: (hello: DisplayHello) => void
  report: (report: DisplayReport) => void
  aired: (reports: AiringReport[], ack: (answer: AiredAnswer) => void) => void
}
/** Each is read for itself (`AiringReport`): one that can't be read holds up no other. */
export const AiredReports = Type.Array(Type.Unknown(), { maxItems: 500 })
export const AiredAnswer = Type.Object({
  stored: Type.Integer({ minimum: 0 }),
  /** Places, in what was sent, of those that can't be read and never will be; left out: there are none. */
  refused: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 500 })),
})
export type AiredAnswer = Static<typeof AiredAnswer>

/** Someone who has the panel open, and where. */
export interface Present {
  readonly userId: string
  readonly name: string
  readonly page: string
}
export const Page = Type.String({ maxLength: 40, pattern: '^/[a-z/-]*$' })

/** What changed, so that a panel fetches it again. */
export type ChangeTopic =
  | 'rundown'
  | 'schedule'
  | 'calendar'
  | 'media'
  | 'jobs'
  | 'displays'
  | 'groups'
  | 'bookings'
  | 'settings'
  | 'asrun'
  | 'users'
  | 'acts'
  | 'mail'
  | 'equipment'
  | 'cameras'
  | 'faults'
  | 'slips'
  | 'vendors'
  | 'visits'
  | 'duties'
  | 'requests'
  | 'procedures'
export interface Change {
  readonly topic: ChangeTopic
  /** Which; empty: many. */
  readonly ids: readonly string[]
}

export interface ServerToPanel {
  changed: (changes: readonly Change[]) => void
  /** Only displays whose status changed, at most once a second. */
  displays: (displays: readonly Display[]) => void
  /** Everyone who has the panel open; sent when that changes. */
  people: (people: readonly Present[]) => void
  /** “Is noon safe?”, when the answer changed. */
  readiness: (readiness: ReadinessView) => void
}
export interface PanelToServer {
  clock: (ack: (serverMs: number) => void) => void
  /** Which page is looked at. */
  here: (page: string) => void
}

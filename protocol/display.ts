/** A classroom TV: how it is paired, what it reports, what it can be told. */
import { type Static, Type } from 'typebox'
import { MediaReference } from './plan-parts.ts'
import { Words } from './rundown.ts'
import { Nullable } from './schema-parts.ts'
import { Duration, Instant } from './time.ts'

/** The build of a player, from its page or its script's address; null where there is none. */
export const playerBuildIn = (text: string): string | null =>
  /\/assets\/index-([\w-]{1,40})\.js/.exec(text)?.[1] ?? null

/** What a player says about the machine it runs on. */
export const DisplayFacts = Type.Object({
  /** The player's build. */
  appVersion: Type.String({ maxLength: 40 }),
  userAgent: Type.String({ maxLength: 400 }),
  width: Type.Integer({ minimum: 0, maximum: 20000 }),
  height: Type.Integer({ minimum: 0, maximum: 20000 }),
  /** False on plain HTTP to a LAN address: no service worker, so a reboot while the server is down shows nothing. */
  secureContext: Type.Boolean(),
  serviceWorker: Type.Boolean(),
  /** Whether sound may start by itself. */
  autoplay: Type.Boolean(),
})
export type DisplayFacts = Static<typeof DisplayFacts>

/** Pairing after RFC 8628: the TV asks, shows the user code, and asks again until a person approved it. */
export const PairingRequest = Type.Object({ facts: DisplayFacts }, { additionalProperties: false })
export type PairingRequest = Static<typeof PairingRequest>
export const PairingAnswer = Type.Object({
  pairingId: Type.String(),
  /** Only this TV knows it. */
  secret: Type.String(),
  /** Eight characters without look-alikes, shown as two groups of four. */
  userCode: Type.String(),
  expiresAt: Instant,
  intervalMs: Duration,
  schoolName: Type.String(),
})
export type PairingAnswer = Static<typeof PairingAnswer>
export const PairingClaim = Type.Object(
  { pairingId: Type.String(), secret: Type.String() },
  { additionalProperties: false },
)
export type PairingClaim = Static<typeof PairingClaim>
export const PairingState = Type.Union([
  Type.Object({ state: Type.Literal('waiting') }),
  Type.Object({ state: Type.Literal('expired') }),
  Type.Object({ state: Type.Literal('approved'), token: Type.String(), displayId: Type.String() }),
])
export type PairingState = Static<typeof PairingState>

/** A line over whatever runs, but for an exam and an emergency. */
export const Message = Type.Object({ words: Words, until: Instant })
export type Message = Static<typeof Message>

/** A part of a programme for one TV, from `start` on; then it shows again what its group does. */
export const Replay = Type.Object({
  id: Type.String(),
  title: Type.String(),
  media: MediaReference,
  start: Instant,
  fromMs: Duration,
  toMs: Duration,
})
export type Replay = Static<typeof Replay>

/** What the server tells a TV about itself. */
export const DisplayIdentity = Type.Object({
  displayId: Type.String(),
  name: Type.String(),
  groupId: Nullable(Type.String()),
  groupName: Type.String(),
  schoolName: Type.String(),
  timeZone: Type.String(),
  /** 0 to 1. */
  volume: Type.Number({ minimum: 0, maximum: 1 }),
  mutedUntil: Nullable(Instant),
  /** The calm slate instead of the picture until then, and no sound (rule P5); left out by an older server. */
  hiddenUntil: Type.Optional(Nullable(Instant)),
  /** A rehearsal or shifted clock: the TV says so on screen. */
  rehearsal: Type.Boolean(),
  /** Operator's correction for the panel's own delay: positive starts earlier. */
  trimMs: Type.Integer({ minimum: -500, maximum: 500 }),
  /** How fast it may fetch ahead, in megabits per second; left out by a server that leaves it to the player. */
  fetchRateMbps: Type.Optional(Type.Number({ minimum: 0.5, maximum: 100 })),
  /** The build of the player that the server hands out; left out by a server that has none. */
  playerBuild: Type.Optional(Type.String({ maxLength: 40 })),
  /** When the server said this; its newest word replaces all before. */
  toldAt: Type.Optional(Instant),
  /** Dark while no programme runs. */
  standby: Type.Optional(Type.Boolean()),
  /** Lines over whatever runs, newest last. */
  messages: Type.Optional(Type.Array(Message, { maxItems: 20 })),
  /** A part of a programme for this TV alone; null: none. */
  replay: Type.Optional(Type.Union([Replay, Type.Null()])),
})
export type DisplayIdentity = Static<typeof DisplayIdentity>

/** What a TV is doing, as a union of states that carry only their own fields. */
export const PlaybackReport = Type.Union([
  Type.Object({ state: Type.Literal('slate') }),
  Type.Object({
    state: Type.Literal('primed'),
    airingId: Type.String(),
    /** Median lead of the silent rehearsals. */
    leadMs: Type.Number(),
  }),
  Type.Object({
    state: Type.Literal('playing'),
    airingId: Type.String(),
    positionMs: Duration,
    /** Media position minus where it should be: positive is ahead. */
    skewMs: Type.Number(),
  }),
  Type.Object({
    state: Type.Literal('trouble'),
    airingId: Nullable(Type.String()),
    code: Type.String({ maxLength: 60 }),
  }),
])
export type PlaybackReport = Static<typeof PlaybackReport>

export const ObservationKind = Type.Union([Type.Literal('silence'), Type.Literal('black'), Type.Literal('frozen')])
export type ObservationKind = Static<typeof ObservationKind>

/** Something that a TV noticed of its own output, over a part of the programme (rule A1, fourth column). */
export const Observation = Type.Object({ kind: ObservationKind, fromMs: Duration, toMs: Duration })
export type Observation = Static<typeof Observation>
/** More of them from one airing say nothing that these don't. */
export const MOST_OBSERVATIONS = 30

/** Sent every few seconds and at once when something changes. */
export const DisplayReport = Type.Object({
  at: Instant,
  /** Version of the rundown it holds; 0 for none. */
  version: Type.Integer({ minimum: 0 }),
  playback: PlaybackReport,
  /** Of what the next programme needs. */
  segmentsHeld: Type.Integer({ minimum: 0 }),
  segmentsNeeded: Type.Integer({ minimum: 0 }),
  /** Half the smallest round trip: the clock's error is at most this. */
  clockErrorMs: Type.Number({ minimum: 0 }),
  driftPpm: Type.Number(),
  volume: Type.Number({ minimum: 0, maximum: 1 }),
  muted: Type.Boolean(),
  /** Whether it covers the picture as it was told to; left out by an older player. */
  hidden: Type.Optional(Type.Boolean()),
  stalls: Type.Integer({ minimum: 0 }),
  /** Pictures since its programmes were loaded, and how many of them came too late to be shown; left out by an older player. */
  frames: Type.Optional(Type.Object({ total: Type.Integer({ minimum: 0 }), dropped: Type.Integer({ minimum: 0 }) })),
  /** Reports of airings that the server could not read, since the page was loaded; left out by an older player. */
  refusedReports: Type.Optional(Type.Integer({ minimum: 0 })),
  storageBytes: Nullable(Type.Integer({ minimum: 0 })),
  /** The `toldAt` of what it knows of itself; left out by an older player. */
  toldAt: Type.Optional(Instant),
  /** What it notices of its own output at the moment, and since when; left out by an older player. */
  noticing: Type.Optional(Type.Array(Type.Object({ kind: ObservationKind, since: Instant }), { maxItems: 3 })),
})
export type DisplayReport = Static<typeof DisplayReport>

/** What really happened with one airing on one TV (rule A1, third column). May arrive hours late. */
export const AiringReport = Type.Object({
  airingId: Type.String({ maxLength: 200 }),
  /** When the first frame was on screen, by the server's clock; null when it never was. */
  firstFrameAt: Nullable(Instant),
  /** Median absolute error after the start settled. */
  skewMs: Nullable(Type.Number()),
  stalls: Type.Integer({ minimum: 0 }),
  /** The part of the programme that was confirmed on screen. */
  playedFromMs: Nullable(Duration),
  playedToMs: Nullable(Duration),
  ended: Type.Boolean(),
  /** The fourth column's, by beginning; left out by an older player. */
  observed: Type.Optional(Type.Array(Observation, { maxItems: MOST_OBSERVATIONS })),
})
export type AiringReport = Static<typeof AiringReport>

/** The picture is hidden until then; by whom, as people call them. */
export const Hidden = Type.Object({ until: Instant, by: Type.String() })
export type Hidden = Static<typeof Hidden>

/** What the panel shows of a TV. */
export const DisplayStatus = Type.Union([
  Type.Object({ state: Type.Literal('offline'), since: Nullable(Instant) }),
  Type.Object({ state: Type.Literal('online'), since: Instant, report: Nullable(DisplayReport), facts: DisplayFacts }),
])
export type DisplayStatus = Static<typeof DisplayStatus>

export const Display = Type.Object({
  id: Type.String(),
  name: Type.String(),
  groupId: Nullable(Type.String()),
  volume: Type.Number({ minimum: 0, maximum: 1 }),
  trimMs: Type.Integer(),
  mutedUntil: Nullable(Instant),
  /** Null, or past: its picture shows. */
  hidden: Nullable(Hidden),
  /** Where it hangs; empty: not said. */
  building: Type.String({ maxLength: 30 }),
  floor: Type.String({ maxLength: 10 }),
  /** Dark while no programme runs. */
  standby: Type.Boolean(),
  status: DisplayStatus,
  createdAt: Instant,
})
export type Display = Static<typeof Display>

/** A TV that waits for approval. */
export const PendingDisplay = Type.Object({
  pairingId: Type.String(),
  userCode: Type.String(),
  facts: DisplayFacts,
  address: Type.String(),
  expiresAt: Instant,
})
export type PendingDisplay = Static<typeof PendingDisplay>

export const Group = Type.Object({
  id: Type.String(),
  name: Type.String(),
  parentId: Nullable(Type.String()),
  displays: Type.Integer({ minimum: 0 }),
})
export type Group = Static<typeof Group>

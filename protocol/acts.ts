/**
 * What an operator may do to what is on the air: the requests, the one rule of what is legal now, and how an act is
 * followed from asked to confirmed. Both ends use it; a button that would be refused is not offered.
 */
import { type Static, Type } from 'typebox'
import type { Display } from './display.ts'
import { type Airing, Notice, type Reason, Words } from './rundown.ts'
import { Duration, Instant } from './time.ts'

const Id = Type.String({ minLength: 1, maxLength: 60 })
/** Groups that are meant, each with all below it; none: the whole school. */
const Groups = Type.Array(Id, { maxItems: 200 })
/** Single TVs that are meant beside the groups. None of either: the whole school. */
const Displays = Type.Array(Id, { maxItems: 500 })
const Later = Type.Union([Instant, Type.Null()])
/** The airing the operator saw; another one on the air by now is a conflict. */
const Seen = Type.Optional(Type.String({ maxLength: 200 }))

/** This slot's turn of today does not play, from the airing seen on (rule P6). */
export const SkipRequest = Type.Object({
  type: Type.Literal('skip'),
  groups: Groups,
  airingId: Type.String({ maxLength: 200 }),
})
export type SkipRequest = Static<typeof SkipRequest>

export const ActRequest = Type.Union([
  /** Shows a ready programme from `start` (null: now) until `end` (null: the programme's own). */
  Type.Object({ type: Type.Literal('cut-in'), groups: Groups, mediaId: Id, start: Later, end: Later }),
  /** The slate until `until`; null or left out: until someone undoes it. */
  Type.Object({ type: Type.Literal('hold'), groups: Groups, until: Type.Optional(Later), airingId: Seen }),
  /** The slate until the programme's time is over. */
  Type.Object({ type: Type.Literal('end'), groups: Groups, airingId: Seen }),
  SkipRequest,
  /** Goes on beyond its time. */
  Type.Object({ type: Type.Literal('extend'), groups: Groups, until: Instant, airingId: Seen }),
  /** `[fromMs, toMs)` of a programme again in some rooms alone. */
  Type.Object({
    type: Type.Literal('replay'),
    displays: Type.Array(Id, { minItems: 1, maxItems: 100 }),
    mediaId: Id,
    fromMs: Duration,
    toMs: Duration,
    start: Later,
  }),
  /** A line over whatever runs. */
  Type.Object({ type: Type.Literal('message'), groups: Groups, displays: Displays, words: Words, until: Instant }),
  Type.Object({
    type: Type.Literal('volume'),
    groups: Groups,
    displays: Displays,
    volume: Type.Number({ minimum: 0, maximum: 1 }),
  }),
  /** `until` null: sound again. */
  Type.Object({ type: Type.Literal('mute'), groups: Groups, displays: Displays, until: Later }),
  /** The calm slate instead of the picture, and no sound; `until` null: the picture again. */
  Type.Object({ type: Type.Literal('hide'), groups: Groups, displays: Displays, until: Later }),
  /** Dark while no programme runs. */
  Type.Object({ type: Type.Literal('standby'), groups: Groups, displays: Displays, on: Type.Boolean() }),
  Type.Object({ type: Type.Literal('identify'), groups: Groups, displays: Displays }),
  Type.Object({ type: Type.Literal('reload'), groups: Groups, displays: Displays }),
])
export type ActRequest = Static<typeof ActRequest>

/** Covers its audience at once, until all-clear (rule P4). */
export const EmergencyRequest = Type.Object({
  groups: Groups,
  notice: Notice,
  /** A programme that plays with it; null: words alone. */
  mediaId: Type.Union([Id, Type.Null()]),
})
export type EmergencyRequest = Static<typeof EmergencyRequest>

/** Anything that can be asked for; an act's request as it is kept. */
export const AskedAct = Type.Union([
  ActRequest,
  Type.Object({ type: Type.Literal('emergency'), ...EmergencyRequest.properties }),
])
export type AskedAct = Static<typeof AskedAct>

export const ActType = Type.Union([
  ...ActRequest.anyOf.map(({ properties }) => properties.type),
  Type.Literal('emergency'),
])
export type ActType = ActRequest['type'] | 'emergency'

/** What the TVs have to say before an act counts as done. */
export const Awaited = Type.Object({
  /** The TVs that were asked. */
  displays: Type.Array(Type.String()),
  /** Per group, the version of the plan that carries the act. */
  plan: Type.Record(Type.String(), Type.Integer()),
  /** The TV must hold a word about itself at least this new; null: not needed. */
  toldAt: Later,
  /** For orders that are answered at once: who answered; null: not such an order. */
  answered: Type.Union([Type.Array(Type.String()), Type.Null()]),
})
export type Awaited = Static<typeof Awaited>

export const Act = Type.Object({
  id: Type.String(),
  at: Instant,
  actor: Type.String(),
  why: Type.String(),
  type: Type.Unsafe<ActType>(ActType),
  /** What the operator asked for, as it was sent. */
  request: Type.Unknown(),
  /** Until when it lasts; null: until it is undone, or it was over at once. */
  until: Later,
  undoneAt: Later,
  undoneBy: Type.Union([Type.String(), Type.Null()]),
  undoable: Type.Boolean(),
  awaits: Awaited,
})
export type Act = Static<typeof Act>

/** Why an act is not legal now. */
export type Refusal = 'exam' | 'emergency' | 'nothing-on' | 'not-planned' | 'held' | 'nothing-left' | 'no-emergency'

interface Explained {
  readonly reasons: readonly Reason[]
}

/**
 * What decides: the airing of one group now, and whether its programme (rather than the slate) runs. Of a skip: the
 * airing that is meant, which may be later today.
 */
export interface Situation {
  readonly airing: (Pick<Airing, 'exam' | 'emergency' | 'start' | 'end' | 'mediaDurationMs'> & Explained) | null
  readonly plays: boolean
}

const isHeld = ({ airing }: Situation): boolean => airing?.reasons.some(({ code }) => code === 'held') === true

/**
 * May this act be done to a group now? Null: yes. Nothing but an emergency may cut into an exam (rules P1, C4);
 * only an all-clear ends an emergency (rule P4). An exam's slot after its recording is still the exam's, but for a replay.
 */
export const refusalOf = (act: ActType, now: Situation): Refusal | null => {
  if (act === 'emergency' || act === 'identify' || act === 'reload') return reservedFor(act, now)
  if (now.airing?.emergency === true) return 'emergency'
  if (act === 'replay') return now.airing?.exam === true && now.plays ? 'exam' : null
  if (now.airing?.exam === true) return 'exam'
  switch (act) {
    case 'skip':
      return now.airing === null ? 'not-planned' : null
    case 'cut-in':
    case 'message':
    case 'volume':
    case 'mute':
    case 'hide':
    case 'standby':
      return null
    case 'hold':
    case 'end':
      return isHeld(now) ? 'held' : now.plays ? null : 'nothing-on'
    case 'extend':
      if (!now.plays || now.airing === null) return 'nothing-on'
      return now.airing.mediaDurationMs > now.airing.end - now.airing.start ? null : 'nothing-left'
    default:
      return act satisfies never
  }
}

/** An emergency is always legal; nothing disturbs a TV during an exam or an emergency. */
const reservedFor = (act: 'emergency' | 'identify' | 'reload', { airing, plays }: Situation): Refusal | null => {
  if (act === 'emergency') return null
  if (airing?.emergency === true) return 'emergency'
  return airing?.exam === true && plays ? 'exam' : null
}

/** How far an act has come: who was asked, who confirmed, who did not. */
export interface Followed {
  readonly asked: number
  readonly confirmed: number
  /** In order of name. */
  readonly missing: readonly { readonly id: string; readonly name: string }[]
}

/** Reads from what the TVs report whether they did what was asked. A TV that is gone has not. */
export const followed = (awaits: Awaited, displays: readonly Display[]): Followed => {
  const asked = displays.filter(({ id }) => awaits.displays.includes(id))
  const missing = asked
    .filter((display) => !hasConfirmed(awaits, display))
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-TW', { numeric: true }))
  return { asked: asked.length, confirmed: asked.length - missing.length, missing }
}

/** Has one TV that was asked done it? */
export const hasConfirmed = (awaits: Awaited, { id, groupId, status }: Display): boolean => {
  if (awaits.answered !== null) return awaits.answered.includes(id)
  if (status.state === 'offline' || status.report === null) return false
  const version = awaits.plan[groupId ?? '']
  if (version !== undefined && status.report.version < version) return false
  return awaits.toldAt === null || (status.report.toldAt ?? 0) >= awaits.toldAt
}

/**
 * The resolved plan: plain data that the server, the panel and every TV read with the same function.
 */
import { type Static, Type } from 'typebox'
import { Duration, Instant, within } from './time.ts'

export const AiringKind = Type.Union([
  Type.Literal('news'),
  Type.Literal('film'),
  Type.Literal('booked-film'),
  Type.Literal('listening'),
  Type.Literal('notice'),
  Type.Literal('live'),
  Type.Literal('slate'),
])
export type AiringKind = Static<typeof AiringKind>

/** Why something is, or is not, on the air: a code with parameters; words are made at the screen (see reasons.ts). */
export const Reason = Type.Object({
  code: Type.String({ pattern: '^[a-z0-9-]+$' }),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})
export type Reason = Static<typeof Reason>

/** What the TVs say, in both languages; Chinese first. */
export const Words = Type.Object({ zh: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 200 }) })
export type Words = Static<typeof Words>

/** What an emergency says; an exercise says that it is one. */
export const Notice = Type.Object({ ...Words.properties, exercise: Type.Boolean() })
export type Notice = Static<typeof Notice>

/** One programme (or the slate) in one group during `[start, end)`. */
export const Airing = Type.Object({
  /** Stable: the same inputs give the same id, on every server. */
  id: Type.String(),
  /** The group of displays it is for. */
  group: Type.String(),
  start: Instant,
  end: Instant,
  kind: AiringKind,
  /** What a person calls it; empty for the slate, whose words are made at the screen. */
  title: Type.String(),
  /** The prepared programme; null: the slate. */
  mediaId: Type.Union([Type.String(), Type.Null()]),
  /** Where in the programme the airing starts. */
  offsetMs: Duration,
  /** How much of the programme is left from `offsetMs`; the slate follows when it is used up before `end`. */
  mediaDurationMs: Duration,
  /** The slot it came from; null for the slate between slots and for cut-ins. */
  slotId: Type.Union([Type.String(), Type.Null()]),
  /** Series and episode of a film in instalments. */
  series: Type.Union([
    Type.Object({
      id: Type.String(),
      episode: Type.Integer({ minimum: 0 }),
      /** The episode goes on where this airing's part of it ends: it stops with a scene, before its slot does. */
      continues: Type.Optional(Type.Literal(true)),
    }),
    Type.Null(),
  ]),
  /** An exam: nothing but an emergency may cut in, volume is fixed. */
  exam: Type.Boolean(),
  emergency: Type.Boolean(),
  /** The words of an emergency; left out: the TV says nothing of its own. */
  notice: Type.Optional(Notice),
  /** Nobody has said when it ends: `end` is how far it is confirmed, and moves on while the server lives (rule P4). */
  openEnded: Type.Optional(Type.Literal(true)),
  /** Why this, in order (rule R2). Never empty. */
  reasons: Type.Array(Reason),
})
export type Airing = Static<typeof Airing>

export const Rundown = Type.Object({
  /** The window that was asked for; airings at its edges may reach beyond it. */
  window: Type.Object({ start: Instant, end: Instant }),
  /** Sorted by group, then start; gap-free and without overlap within a group (rule R1). */
  airings: Type.Array(Airing),
})
export type Rundown = Static<typeof Rundown>

/** What is on the air in a group at an instant (rule R3). */
export interface OnAir {
  readonly airing: Airing
  /** Position in the programme; null when the slate shows (also after a programme shorter than its slot, rule C6). */
  readonly positionMs: Duration | null
  /** The next instant at which this answer becomes a different one, other than by time simply passing. */
  readonly nextChangeAt: Instant
}

/**
 * What is on the air in `group` at `at`. The answer is null only outside the rundown.
 * Linear in the number of airings; give it one group's airings where that matters.
 */
export const onAirAt = (rundown: { readonly airings: readonly Airing[] }, at: Instant, group: string): OnAir | null => {
  const airing = rundown.airings.find((candidate) => candidate.group === group && within(candidate, at))
  if (airing === undefined) return null
  const elapsed = at - airing.start
  const playing = airing.mediaId !== null && elapsed < airing.mediaDurationMs
  const mediaEnd = airing.start + airing.mediaDurationMs
  return {
    airing,
    positionMs: playing ? ((airing.offsetMs + elapsed) as Duration) : null,
    nextChangeAt: (playing && mediaEnd < airing.end ? mediaEnd : airing.end) as Instant,
  }
}

/** May a teacher mute or hide this in the own classroom (rule P5)? Never an emergency, never an exam. */
export const mayMute = (airing: Pick<Airing, 'exam' | 'emergency'>): boolean => !airing.exam && !airing.emergency

/** An airing as the HTTP API tells it: instants as RFC 3339 with the school's offset, reasons also in words. */
export const AiringView = Type.Object({
  ...Airing.properties,
  start: Type.String({ description: 'RFC 3339 with offset' }),
  end: Type.String({ description: 'RFC 3339 with offset' }),
  reasons: Type.Array(Type.Object({ ...Reason.properties, text: Type.String() })),
})
export type AiringView = Static<typeof AiringView>

export const RundownView = Type.Object({ airings: Type.Array(AiringView) })
export type RundownView = Static<typeof RundownView>

export const OnAirView = Type.Object({
  airing: AiringView,
  /** Position in the programme; null while the slate shows. */
  positionMs: Type.Union([Duration, Type.Null()]),
  nextChangeAt: Type.String({ description: 'RFC 3339 with offset' }),
})
export type OnAirView = Static<typeof OnAirView>

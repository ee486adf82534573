/** Something that is wrong at the moment, as whoever can see it says; what comes of it is the watch's to decide. */
import type { TextParams } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import { isTroubleCode, type TroubleCode } from '../../protocol/trouble.ts'

/** What it is about. `server`: one of the server's own things, such as a disk. */
export type Subject =
  | { readonly type: 'tv'; readonly id: string }
  | { readonly type: 'camera'; readonly id: string }
  | { readonly type: 'media'; readonly id: string }
  | { readonly type: 'server'; readonly id: string }

/** What one thing can have; the other codes are of several rooms together. */
export type TroubleKind = Exclude<TroubleCode, 'switch-down' | 'network-down' | `rooms-${string}`>
export const isTroubleKind = (code: string): code is TroubleKind =>
  isTroubleCode(code) && !code.startsWith('rooms-') && code !== 'switch-down' && code !== 'network-down'
export type TvKind = Extract<TroubleKind, `tv-${string}`>

export const TV_KINDS = [
  'tv-offline',
  'tv-playback',
  'tv-unprepared',
  'tv-silent',
  'tv-black',
  'tv-frozen',
  'tv-behind',
  'tv-stalls',
  'tv-dropped',
  'tv-clock',
] as const satisfies readonly TvKind[]

export interface Trouble {
  readonly kind: TroubleKind
  readonly subject: Subject
  readonly since: Instant
  /** For the sentence of `kind`; they may change from look to look. */
  readonly params: TextParams
  /** The device in the register, where it is known. */
  readonly equipmentId?: string | null
  readonly room?: string
}

/** What a look at something found. */
export interface Findings {
  readonly troubles: readonly Trouble[]
  /** Keys (`troubleKey`) that could not be judged: what was wrong with them may still be, and nothing new is known. */
  readonly unjudged: ReadonlySet<string>
}

/** Who sees troubles of its own tells them here; asked every few seconds, so it answers from what it knows. */
export type TroubleSource = () => Findings | Promise<Findings>

/** One kind of trouble of one subject. */
export const troubleKey = (kind: TroubleKind, subject: Subject): string => `${kind} ${subject.type}:${subject.id}`
export const tvKey = (kind: TroubleKind, id: string): string => troubleKey(kind, { type: 'tv', id })

export const together = (findings: readonly Findings[]): Findings => ({
  troubles: findings.flatMap(({ troubles }) => troubles),
  unjudged: new Set(findings.flatMap(({ unjudged }) => [...unjudged])),
})

/** What this TV shows, and what comes next, read from the plan it holds. Pure: the plan and an instant in, data out. */
import type { MediaManifest, Rendition, Segment, StoredObject } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import { type Airing, onAirAt, type Reason } from '../protocol/rundown.ts'
import { type Instant, instant } from '../protocol/time.ts'

/** One airing of a prepared programme, in the terms of a deck. */
export interface Show {
  readonly airing: Airing
  readonly mediaId: string
  /** Which packaged content; null: the plan doesn't say. */
  readonly revision: string | null
  /** The server's instant at which position 0 of the programme would be, were it shown from its beginning. */
  readonly originMs: Instant
  /** The programme runs during `[startAt, endAt)`. */
  readonly startAt: Instant
  readonly endAt: Instant
}

export interface Agenda {
  /** What is on the air; null: outside the plan. */
  readonly airing: Airing | null
  /** The programme that runs; null: the slate. */
  readonly show: Show | null
  /** The next programme after `at`. */
  readonly next: Show | null
  /** When this answer becomes another one; null when nothing more is known. */
  readonly changesAt: Instant | null
}

const NOTHING: Agenda = { airing: null, show: null, next: null, changesAt: null }

/** The agenda of a TV at an instant. A plan is for one group: that of its airings. */
export const agendaAt = (plan: HeldPlan | null, at: Instant): Agenda => {
  const group = plan?.airings[0]?.group
  if (plan === null || group === undefined) return NOTHING
  const onAir = onAirAt(plan, at, group)
  const following = plan.airings.find((airing) => airing.start > at && airing.mediaId !== null)
  const next = following === undefined ? null : showOf(plan, following)
  return {
    airing: onAir?.airing ?? null,
    show: onAir === null || onAir.positionMs === null ? null : showOf(plan, onAir.airing),
    next,
    changesAt: onAir?.nextChangeAt ?? next?.startAt ?? null,
  }
}

/** These say that the slate shows, not why. */
const NO_ANSWER: readonly string[] = ['slate', 'no-slot', 'note', 'programme-over', 'shorter-than-slot']

/**
 * Why the slate shows on this day: the last word of the airing that is on, else of the slot that most lately went
 * without a programme. Null when there is nothing to explain.
 * @param dayStart the beginning of the day that counts
 */
export const whySlate = (plan: HeldPlan | null, at: Instant, dayStart: number): Reason | null => {
  const empty = (plan?.airings ?? []).filter(
    (airing) =>
      airing.mediaId === null &&
      airing.start <= at &&
      (at < airing.end || (airing.slotId !== null && airing.start >= dayStart)),
  )
  const answers = empty.flatMap(({ reasons }) => reasons.filter(({ code }) => !NO_ANSWER.includes(code)).slice(-1))
  return answers[answers.length - 1] ?? null
}

/** An airing in the terms of a deck; null for the slate. */
export const showOf = (plan: Pick<HeldPlan, 'media'>, airing: Airing): Show | null => {
  const { mediaId } = airing
  if (mediaId === null) return null
  return {
    airing,
    mediaId,
    revision: plan.media.find((reference) => reference.id === mediaId)?.revision ?? null,
    originMs: instant(airing.start - airing.offsetMs),
    startAt: airing.start,
    endAt: instant(Math.min(airing.end, airing.start + airing.mediaDurationMs)),
  }
}

/** Do two shows put the same picture on the screen at the same instant? Then one deck goes on for both. */
export const sameTimeline = (a: Show, b: Show): boolean =>
  a.mediaId === b.mediaId && a.revision === b.revision && a.originMs === b.originMs

/** `preferred` first, then 720p, then 360p; sound alone for a programme without a picture. */
export const chooseRendition = (manifest: MediaManifest, preferred: Rendition['name'] | null): Rendition | null => {
  const named = (name: Rendition['name']) => manifest.renditions.find((rendition) => rendition.name === name)
  const hasPicture = named('720p') !== undefined || named('audio') === undefined
  const asked = preferred === null || (preferred === 'audio') === hasPicture ? undefined : named(preferred)
  return asked ?? (hasPicture ? (named('720p') ?? named('360p')) : named('audio')) ?? null
}

/** Where segment `index` begins in the programme, in milliseconds. */
export const segmentStart = (segments: readonly Segment[], index: number): number => {
  let start = 0
  for (const segment of segments.slice(0, index)) start += segment.durationMs
  return start
}

/** The segment that holds a position; the last one for a position beyond the end. */
export const segmentAt = (segments: readonly Segment[], positionMs: number): number => {
  let end = 0
  for (const [index, segment] of segments.entries()) {
    end += segment.durationMs
    if (positionMs < end) return index
  }
  return Math.max(0, segments.length - 1)
}

/** What a deck needs to show `[fromMs, toMs)` of a rendition, in order. */
export const objectsFor = (rendition: Rendition, fromMs: number, toMs: number): readonly StoredObject[] => {
  const first = segmentAt(rendition.segments, fromMs)
  const last = segmentAt(rendition.segments, Math.max(fromMs, toMs - 1))
  return [rendition.init, ...rendition.segments.slice(first, last + 1)]
}

/** All objects a show needs from `at` on. */
export const objectsOf = (
  show: Show,
  manifest: MediaManifest,
  preferred: Rendition['name'] | null,
  at: Instant,
): readonly StoredObject[] => {
  const rendition = chooseRendition(manifest, preferred)
  if (rendition === null) return []
  return objectsFor(rendition, Math.max(at, show.startAt) - show.originMs, show.endAt - show.originMs)
}

export interface Need {
  readonly sha256: string
  readonly bytes: number
}

export interface Needs {
  /** Media whose manifest is missing, in order of air time. */
  readonly manifests: readonly Show[]
  /** Every object from now on, in order of air time, each once. */
  readonly objects: readonly Need[]
  /** Pictures that announce a programme; nothing waits for them. */
  readonly posters: readonly Need[]
}

/** Everything the plan needs from `at` on. `manifestOf` answers null for one that is not held. */
export const needsOf = (
  plan: HeldPlan | null,
  manifestOf: (show: Show) => MediaManifest | null,
  preferred: Rendition['name'] | null,
  at: Instant,
): Needs => {
  const manifests: Show[] = []
  const objects = new Map<string, Need>()
  const posters = new Map<string, Need>()
  for (const airing of plan?.airings ?? []) {
    const show = plan === null || airing.end <= at ? null : showOf(plan, airing)
    if (show === null || show.endAt <= at) continue
    const manifest = manifestOf(show)
    if (manifest === null) {
      if (!manifests.some((other) => other.mediaId === show.mediaId && other.revision === show.revision))
        manifests.push(show)
      continue
    }
    for (const { sha256, bytes } of objectsOf(show, manifest, preferred, at))
      if (!objects.has(sha256)) objects.set(sha256, { sha256, bytes })
    if (manifest.poster !== null) posters.set(manifest.poster.sha256, manifest.poster)
  }
  return { manifests, objects: [...objects.values()], posters: [...posters.values()] }
}

/** How much of what one show needs is held. Nothing is complete while the manifest is missing. */
export const completeness = (
  show: Show | null,
  manifest: MediaManifest | null,
  preferred: Rendition['name'] | null,
  at: Instant,
  held: ReadonlySet<string>,
): { readonly held: number; readonly needed: number } => {
  if (show === null) return { held: 0, needed: 0 }
  if (manifest === null) return { held: 0, needed: 1 }
  const objects = objectsOf(show, manifest, preferred, at)
  return { held: objects.filter((object) => held.has(object.sha256)).length, needed: objects.length }
}

/**
 * What is stored and not needed any more. Where not one manifest is held nothing can be said to be unneeded; a single
 * one that is missing, of a programme that can't be had, spares nothing.
 */
export const evictable = (held: Iterable<string>, needs: Needs): readonly string[] => {
  if (needs.manifests.length > 0 && needs.objects.length === 0) return []
  const needed = new Set([...needs.objects, ...needs.posters].map((object) => object.sha256))
  return [...held].filter((sha256) => !needed.has(sha256))
}

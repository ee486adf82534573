/** What wants a group's time: slots, cut-ins and what already aired, each able to say what it shows in a given time. */
import { type ReasonCode, reason } from '../../protocol/reasons.ts'
import type { Airing, AiringKind, Reason } from '../../protocol/rundown.ts'
import { duration, type Instant, instant, type Window } from '../../protocol/time.ts'
import type { CutIn } from './inputs.ts'
import { airedPart, type Library, readyBy } from './library.ts'
import type { Occurrence } from './occurrences.ts'
import { knownEnd } from './open-end.ts'
import {
  type Items,
  type Piece,
  type Playhead,
  type ProgrammeItem,
  playAlong,
  playFrom,
  toKeyframe,
} from './playhead.ts'
import { type Claim, cutInRank, RANK, rankOf } from './priority.ts'
import { clockText, type Programme } from './sources.ts'

/** Which group the airings are for, and how instants are written for people. */
export interface Stage {
  readonly group: string
  readonly timeText: (at: Instant) => string
  /** Cuts `[start, end)` at the school's midnights. */
  readonly byMidnight: (start: Instant, end: Instant) => readonly Window[]
}

/** How a contender goes on after an interruption. */
type Course =
  | { readonly type: 'resume'; readonly headKey: string; readonly items: Items }
  | { readonly type: 'rejoin'; readonly items: Items }
  | { readonly type: 'slate' }

/** One that wants `[start, end)`, with its claim settled. */
export interface Contender extends Window, Claim {
  /** `plan`: the timetable; `aired`: frozen when it started; `cut-in`: neither. */
  readonly layer: 'plan' | 'aired' | 'cut-in'
  /** Whose turn it is; null: no slot's. */
  readonly slotId: string | null
  /** The slot whose turn it takes away (rule P6). */
  readonly skips?: string | null
  readonly course: Course
  /** Airings over `[from, until)`, which lies within its own time. Pieces fill it. */
  readonly show: (pieces: readonly Piece[], from: Instant, until: Instant) => readonly Airing[]
}

/** What a contender plays over `[from, until)`, and where a resuming one stands afterwards. */
export const playContender = (
  contender: Contender,
  head: Playhead,
  from: Instant,
  until: Instant,
): { readonly pieces: readonly Piece[]; readonly head: Playhead } => {
  const { course } = contender
  switch (course.type) {
    case 'resume':
      return playFrom(course.items, head, from, until, contender.end)
    case 'rejoin':
      return { pieces: playAlong(course.items, contender.start, from, until), head }
    case 'slate':
      return { pieces: [{ item: null, start: from, end: until, offsetMs: duration(0) }], head }
    default:
      return course satisfies never
  }
}

interface SlateFields extends Window {
  readonly id: string
  readonly group: string
  readonly slotId: string | null
  readonly reasons: readonly Reason[]
}
export const slateAiring = (fields: SlateFields): Airing => ({
  id: fields.id,
  group: fields.group,
  start: fields.start,
  end: fields.end,
  kind: 'slate',
  title: '',
  mediaId: null,
  offsetMs: duration(0),
  mediaDurationMs: duration(0),
  slotId: fields.slotId,
  series: null,
  exam: false,
  emergency: false,
  reasons: [...fields.reasons],
})

/** The slate where nothing asks for the time, one airing for each local day. */
export const gapAirings = (
  stage: Stage,
  start: Instant,
  end: Instant,
  reasonsAt: (at: Instant) => readonly Reason[],
): Airing[] =>
  stage.byMidnight(start, end).map((part) =>
    slateAiring({
      ...part,
      id: `${stage.group}.slate.${part.start}`,
      group: stage.group,
      slotId: null,
      reasons: reasonsAt(part.start),
    }),
  )

/** A slot that does not air on its date: slate in its time, which says why (rule R6). */
export const silentContender = (occurrence: Occurrence, stage: Stage): Contender => ({
  ...slotClaim(occurrence),
  rank: RANK.none,
  layer: 'plan',
  course: { type: 'slate' },
  show: (_pieces, from, until) => slotSlate(occurrence, stage, occurrence.reasons, from, until),
})

const slotClaim = ({ slot, start, end }: Occurrence) => ({
  start,
  end,
  createdAt: slot.createdAt,
  id: slot.id,
  slotId: slot.id,
})

const slotSlate = (
  occurrence: Occurrence,
  stage: Stage,
  reasons: readonly Reason[],
  from: Instant,
  until: Instant,
): Airing[] =>
  stage.byMidnight(from, until).map((part) =>
    slateAiring({
      ...part,
      id: slotAiringId(stage.group, occurrence, part.start),
      group: stage.group,
      slotId: occurrence.slot.id,
      reasons,
    }),
  )

/** The same inputs give the same id: group, slot, date, and milliseconds since the slot's start. */
const slotAiringId = (group: string, { slot, date, start }: Occurrence, at: Instant): string =>
  `${group}.${slot.id}.${date}.${at - start}`

/** A slot with what it plays. */
export const slotContender = (
  occurrence: Occurrence,
  programme: Programme,
  headKey: string,
  stage: Stage,
): Contender => ({
  ...slotClaim(occurrence),
  rank: rankOf(programme.kind, programme.exam),
  layer: 'plan',
  course: slotCourse(programme, headKey),
  show: (pieces, from, until) =>
    pieces.flatMap((piece): Airing[] => {
      const reasons = pieceReasons(occurrence, programme, piece, from, stage)
      if (piece.item === null) return slotSlate(occurrence, stage, reasons, piece.start, piece.end)
      const { item } = piece
      return [
        {
          id: slotAiringId(stage.group, occurrence, piece.start),
          group: stage.group,
          start: piece.start,
          end: piece.end,
          kind: programme.kind,
          title: item.title,
          mediaId: item.mediaId,
          offsetMs: piece.offsetMs,
          mediaDurationMs: duration(item.toMs - piece.offsetMs),
          slotId: occurrence.slot.id,
          series: item.series,
          exam: programme.exam,
          emergency: false,
          reasons: [...reasons, ...lengthReasons(occurrence, programme, piece, item, until, stage)],
        },
      ]
    }),
})

const slotCourse = (programme: Programme, headKey: string): Course => {
  if (programme.kind === 'slate') return { type: 'slate' }
  if (programme.after === 'resume') return { type: 'resume', headKey, items: programme.items }
  return { type: 'rejoin', items: programme.items }
}

const pieceReasons = (
  occurrence: Occurrence,
  programme: Programme,
  piece: Piece,
  from: Instant,
  _stage: Stage,
): readonly Reason[] => {
  if (programme.kind === 'slate') return programme.reasons
  const reasons = [...programme.reasons]
  if (piece.start === from && from > occurrence.start)
    reasons.push(reason(programme.after === 'resume' ? 'resumed' : 'rejoined'))
  if (piece.item === null) return [...reasons, reason('programme-over')]
  if (piece.start > from) reasons.push(reason('next-item', { title: piece.item.title }))
  return reasons
}

/** Shorter differences than this are no news to anyone. */
const WORTH_SAYING_MS = 1000

/** What the length of the programme means for its end (rule C6); only said of the last piece in the slot. */
const lengthReasons = (
  occurrence: Occurrence,
  programme: Programme,
  piece: Piece,
  item: ProgrammeItem,
  until: Instant,
  stage: Stage,
): Reason[] => {
  if (piece.end !== until || until !== occurrence.end) return []
  if (item.series?.continues === true)
    return [
      reason('ends-with-scene', { time: stage.timeText(instant(piece.start + (item.toMs - piece.offsetMs))) }),
      reason('continues-next-time', { position: clockText(toKeyframe(item.toMs)) }),
    ]
  const spare = piece.end - piece.start - (item.toMs - piece.offsetMs)
  if (Math.abs(spare) < WORTH_SAYING_MS) return []
  if (spare > 0)
    return [reason('shorter-than-slot', { time: stage.timeText(instant(piece.end - Math.floor(spare / 1000) * 1000)) })]
  if (programme.seriesId !== null)
    return [reason('continues-next-time', { position: clockText(piece.offsetMs + (piece.end - piece.start)) })]
  return [reason('ends-with-slot', { over: clockText(-spare) })]
}

const CUT_IN_REASONS = { hold: 'held', end: 'ended-early', extend: 'extended', skip: 'skipped' } as const

const cutInReason = ({ emergency, act }: CutIn): ReasonCode =>
  emergency ? 'emergency' : act === undefined ? 'cut-in' : CUT_IN_REASONS[act]

/** A cut-in or an emergency. It is never resumed, only rejoined; an open one lasts as far as its end is confirmed. */
export const cutInContender = (cutIn: CutIn, library: Library, stage: Stage): Contender => {
  const media = cutIn.mediaId === null ? undefined : library.media.get(cutIn.mediaId)
  const item: ProgrammeItem | null =
    media !== undefined && readyBy(media, cutIn.start, library.asOf)
      ? {
          mediaId: media.id,
          title: cutIn.title,
          ...airedPart(media),
          ...(cutIn.offsetMs == null ? {} : { fromMs: cutIn.offsetMs }),
          series: cutIn.series ?? null,
        }
      : null
  const code = cutInReason(cutIn)
  return {
    start: cutIn.start,
    end: knownEnd(cutIn, library.asOf),
    rank: cutInRank(cutIn.emergency),
    createdAt: cutIn.createdAt,
    id: cutIn.id,
    layer: 'cut-in',
    slotId: null,
    course: { type: 'rejoin', items: (index) => (index === 0 ? item : null) },
    show: (_pieces, from, until) =>
      stage.byMidnight(from, until).map((part): Airing => {
        const elapsed = part.start - cutIn.start
        const offset = elapsed + (item?.fromMs ?? 0)
        const plays = item !== null && offset < item.toMs
        const reasons = [reason(code, { title: cutIn.title })]
        if (part.start === from && from > cutIn.start) reasons.push(reason('rejoined'))
        return {
          id: `${stage.group}.cut-in.${cutIn.id}.${elapsed}`,
          group: stage.group,
          ...part,
          kind: cutIn.kind,
          title: cutIn.title,
          mediaId: plays ? item.mediaId : null,
          offsetMs: duration(plays ? offset : 0),
          mediaDurationMs: duration(plays ? item.toMs - offset : 0),
          slotId: null,
          series: plays ? item.series : null,
          exam: false,
          emergency: cutIn.emergency,
          ...(cutIn.notice == null ? {} : { notice: cutIn.notice }),
          ...(cutIn.end === null ? { openEnded: true as const } : {}),
          reasons,
        }
      }),
  }
}

const RESUMED: ReadonlySet<AiringKind> = new Set<AiringKind>(['film', 'booked-film'])

/**
 * An airing as it was frozen. A programme keeps all its time; slate only what has passed, so that a slot made for
 * later today still airs. Cut-ins are not taken from here, since their own record says when they ended.
 */
export const airedContender = (airing: Airing, asOf: Instant, headKey: string): Contender | null => {
  const isCutIn = airing.slotId === null && (airing.kind !== 'slate' || airing.emergency)
  const end = airing.mediaId === null ? instant(Math.min(airing.end, asOf)) : airing.end
  if (isCutIn || end <= airing.start) return null
  return {
    start: airing.start,
    end,
    rank: airing.mediaId === null ? RANK.slate : rankOf(airing.kind, airing.exam),
    createdAt: instant(0),
    id: airing.id,
    layer: 'aired',
    slotId: airing.slotId,
    course: airedCourse(airing, headKey),
    show: (pieces, from) =>
      pieces.map((piece): Airing => {
        const whole = piece.start === airing.start
        const plays = piece.item !== null
        return {
          ...airing,
          id: whole ? airing.id : `${airing.id}.${piece.start - airing.start}`,
          start: piece.start,
          end: piece.end,
          kind: plays ? airing.kind : 'slate',
          mediaId: plays ? airing.mediaId : null,
          offsetMs: piece.offsetMs,
          mediaDurationMs: duration(piece.item === null ? 0 : piece.item.toMs - piece.offsetMs),
          reasons:
            piece.start === from && from > airing.start
              ? [...airing.reasons, reason(RESUMED.has(airing.kind) ? 'resumed' : 'rejoined')]
              : airing.reasons,
        }
      }),
  }
}

const airedCourse = (airing: Airing, headKey: string): Course => {
  if (airing.mediaId === null) return { type: 'slate' }
  const item: ProgrammeItem = {
    mediaId: airing.mediaId,
    title: airing.title,
    fromMs: airing.offsetMs,
    toMs: duration(airing.offsetMs + airing.mediaDurationMs),
    series: airing.series,
  }
  const position = airing.series?.episode ?? 0
  if (RESUMED.has(airing.kind)) return { type: 'resume', headKey, items: (index) => (index === position ? item : null) }
  return { type: 'rejoin', items: (index) => (index === 0 ? item : null) }
}

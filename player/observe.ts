/**
 * What a TV notices of its own output: silence, a black picture, one that does not move (rule A1). Pure: one look a
 * second in, spells out. Thresholds are those of ffmpeg's silencedetect, blackdetect and freezedetect, whose defaults
 * broadcasters know; what has begun goes on until it is clearly over, so that a level at the threshold is one spell and
 * not many; the shortest spell is longer than a fade or a pause between two scenes.
 */
import { MOST_OBSERVATIONS, type Observation, type ObservationKind } from '../protocol/display.ts'
import { duration } from '../protocol/time.ts'

/** One look at the output. */
export interface Look {
  /** In the programme. */
  readonly positionMs: number
  /** Luma of a few hundred points, 0 to 255; null: no picture to be looked at. */
  readonly luma: readonly number[] | null
  /** Level of the sound, dBFS, −Infinity for none; null: not to be judged (no sound track, muted on purpose). */
  readonly levelDb: number | null
}

export interface Watch {
  readonly last: Look | null
  /** The picture that has not changed since; null: there is none. */
  readonly still: Look | null
  /** What goes on at the moment, from which position on. */
  readonly open: Readonly<Partial<Record<ObservationKind, number>>>
  /** What is over, long enough to be told. */
  readonly over: readonly Observation[]
}

export const NOTHING_SEEN: Watch = { last: null, still: null, open: {}, over: [] }

/** silencedetect: −60 dB. Over at 6 dB more. */
const SILENT_DB = -60
const SOUND_DB = -54
/** blackdetect: 98 % of the picture darker than 10 % of the way from black to white. Over when a twentieth is not. */
const DARK = 25.5
const DARK_SHARE = 0.98
const STILL_DARK_SHARE = 0.95
/** freezedetect: a mean absolute difference below −60 dB of full scale from the picture with which it began … */
const FROZEN_DIFFERENCE = 255 * 0.001
/** … and no point far from it: lips move little of a picture, and that much. A still that was encoded stays below 1. */
const FROZEN_AT_A_POINT = 4
/** Shorter is a fade, a pause, a title. */
export const LEAST_MS = 10_000
/** Looks further apart than this (a seek, a sleeping tab) don't belong to one spell. */
const GAP_MS = 3000

const KINDS: readonly ObservationKind[] = ['silence', 'black', 'frozen']

/** The watch after another look. */
export const looked = (watch: Watch, look: Look): Watch => {
  const { last } = watch
  const step = last === null ? 0 : look.positionMs - last.positionMs
  const unbroken = last !== null && step >= 0 && step <= GAP_MS
  const before = unbroken ? watch.open : {}
  const still = unbroken && step > 0 && watch.still !== null && isLike(watch.still, look) ? watch.still : look
  const from: Readonly<Record<ObservationKind, number | null>> = {
    silence: isSilent(look, before.silence !== undefined) ? look.positionMs : null,
    black: isBlack(look, before.black !== undefined) ? look.positionMs : null,
    // What is black is not also frozen.
    frozen: still !== look && !isBlack(look, before.black !== undefined) ? still.positionMs : null,
  }
  const open: Partial<Record<ObservationKind, number>> = {}
  const over = [...watch.over]
  for (const kind of KINDS) {
    const began = watch.open[kind]
    const now = from[kind]
    if (now !== null) open[kind] = before[kind] ?? now
    if (began !== undefined && open[kind] !== began && last !== null) over.push(...spell(kind, began, last.positionMs))
  }
  return { last: look, still, open, over: over.slice(0, MOST_OBSERVATIONS) }
}

/** Everything noticed so far, what still goes on included. */
export const observations = (watch: Watch): readonly Observation[] =>
  [...watch.over, ...goingOn(watch)].slice(0, MOST_OBSERVATIONS)

/** What goes on, and has for long enough to be told. */
export const goingOn = ({ last, open }: Watch): readonly Observation[] =>
  KINDS.flatMap((kind) => {
    const began = open[kind]
    return began === undefined || last === null ? [] : spell(kind, began, last.positionMs)
  })

const spell = (kind: ObservationKind, fromMs: number, toMs: number): readonly Observation[] =>
  toMs - fromMs < LEAST_MS
    ? []
    : [{ kind, fromMs: duration(Math.max(0, Math.round(fromMs))), toMs: duration(Math.round(toMs)) }]

/** @param already it has begun, and is over only when it clearly is; so below */
const isSilent = ({ levelDb }: Look, already: boolean): boolean =>
  levelDb !== null && levelDb < (already ? SOUND_DB : SILENT_DB)

const isBlack = ({ luma }: Look, already: boolean): boolean =>
  luma !== null &&
  luma.filter((value) => value < DARK).length >= luma.length * (already ? STILL_DARK_SHARE : DARK_SHARE)

/** No difference to be seen between two pictures. */
const isLike = ({ luma: one }: Look, { luma: other }: Look): boolean => {
  if (one === null || other === null) return false
  const differences = other.map((value, index) => Math.abs(value - (one[index] ?? 0)))
  const total = differences.reduce((sum, value) => sum + value, 0)
  return total / other.length < FROZEN_DIFFERENCE && Math.max(...differences) < FROZEN_AT_A_POINT
}

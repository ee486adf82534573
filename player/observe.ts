/**
 * What a TV notices of its own output: silence, a black picture, one that does not move (rule A1). Pure: one look a
 * second in, spells out. Thresholds are those of ffmpeg's silencedetect, blackdetect and freezedetect, whose defaults
 * broadcasters know; the shortest spell is longer than a fade or a pause between two scenes.
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
  /** What goes on at the moment. */
  readonly open: Readonly<Partial<Record<ObservationKind, number>>>
  /** What is over, long enough to be told. */
  readonly over: readonly Observation[]
}

export const NOTHING_SEEN: Watch = { last: null, open: {}, over: [] }

/** silencedetect: −60 dB. */
const SILENT_DB = -60
/** blackdetect: 98 % of the picture darker than 10 % of the way from black to white. */
const DARK = 25.5
const DARK_SHARE = 0.98
/** freezedetect: a mean absolute difference below −60 dB of full scale. */
const FROZEN_DIFFERENCE = 255 * 0.001
/** Shorter is a fade, a pause, a title. */
export const LEAST_MS = 10_000
/** Looks further apart than this (a seek, a sleeping tab) don't belong to one spell. */
const GAP_MS = 3000

/** The watch after another look. */
export const looked = (watch: Watch, look: Look): Watch => {
  const { last } = watch
  const step = last === null ? 0 : look.positionMs - last.positionMs
  const unbroken = last !== null && step >= 0 && step <= GAP_MS
  const open: Partial<Record<ObservationKind, number>> = {}
  const over = [...watch.over]
  for (const kind of ['silence', 'black', 'frozen'] as const) {
    const began = watch.open[kind]
    // A picture that is black is not also frozen; without a look before, nothing can be said to stand still.
    const now = holds(kind, look, unbroken ? last : null)
    if (now) open[kind] = unbroken && began !== undefined ? began : look.positionMs
    if (began !== undefined && open[kind] !== began && last !== null) over.push(...spell(kind, began, last.positionMs))
  }
  return { last: look, open, over: over.slice(0, MOST_OBSERVATIONS) }
}

/** Everything noticed so far, what still goes on included. */
export const observations = ({ last, open, over }: Watch): readonly Observation[] => {
  if (last === null) return over
  const going = (['silence', 'black', 'frozen'] as const).flatMap((kind) => {
    const began = open[kind]
    return began === undefined ? [] : spell(kind, began, last.positionMs)
  })
  return [...over, ...going].slice(0, MOST_OBSERVATIONS)
}

const spell = (kind: ObservationKind, fromMs: number, toMs: number): readonly Observation[] =>
  toMs - fromMs < LEAST_MS
    ? []
    : [{ kind, fromMs: duration(Math.max(0, Math.round(fromMs))), toMs: duration(Math.round(toMs)) }]

const holds = (kind: ObservationKind, look: Look, before: Look | null): boolean => {
  switch (kind) {
    case 'silence':
      return look.levelDb !== null && look.levelDb < SILENT_DB
    case 'black':
      return isBlack(look.luma)
    case 'frozen':
      return before !== null && !isBlack(look.luma) && stoodStill(before, look)
    default:
      return kind satisfies never
  }
}

const isBlack = (luma: Look['luma']): boolean =>
  luma !== null && luma.filter((value) => value < DARK).length >= luma.length * DARK_SHARE

/** The position moved and the picture did not. */
const stoodStill = (before: Look, look: Look): boolean => {
  if (before.luma === null || look.luma === null || look.positionMs === before.positionMs) return false
  const earlier = before.luma
  const total = look.luma.reduce((sum, value, index) => sum + Math.abs(value - (earlier[index] ?? 0)), 0)
  return total / look.luma.length < FROZEN_DIFFERENCE
}

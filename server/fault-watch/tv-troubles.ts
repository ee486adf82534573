/** What is wrong with each TV at one look, and what can't be told now (rule W1). Pure. */
import type { Display, DisplayReport, ObservationKind } from '../../protocol/display.ts'
import type { TextParams } from '../../protocol/text.ts'
import { AUDIBLE_SKEW_MS } from '../../protocol/tile.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Lately } from './lately.ts'
import { type Findings, type Trouble, TV_KINDS, type TvKind, together, tvKey } from './trouble.ts'

export interface TvLook {
  readonly displays: readonly Display[]
  readonly now: Instant
  /** Since when the TVs of a group have been looked after without a break; null: they are not now. */
  readonly watchedSince: (groupId: string | null) => Instant | null
  readonly lately: (displayId: string) => Lately
}

/** Stalls of five minutes that pupils notice as more than one mishap. */
const MANY_STALLS = 5
/** A minute of pictures at 25 a second: fewer say nothing of the share. */
const ENOUGH_FRAMES = 1500
const DROPPED_SHARE = 0.05
/** Counted for less than this, few say nothing yet. */
const COUNTED_MS = 4 * 60_000

/** Null: well. `'unjudged'`: it can't be told. */
type Verdict = { readonly since: Instant; readonly params?: TextParams } | null | 'unjudged'

export const tvFindings = (look: TvLook): Findings =>
  together(look.displays.map((display) => findingsOf(display, verdictsOf(display, look))))

const findingsOf = ({ id, name }: Display, verdicts: Readonly<Record<TvKind, Verdict>>): Findings => {
  const troubles: Trouble[] = []
  const unjudged = new Set<string>()
  for (const kind of TV_KINDS) {
    const verdict = verdicts[kind]
    if (verdict === 'unjudged') unjudged.add(tvKey(kind, id))
    else if (verdict !== null) troubles.push({ kind, subject: { type: 'tv', id }, room: name, params: {}, ...verdict })
  }
  return { troubles, unjudged }
}

const NOTHING_KNOWN: Readonly<Record<TvKind, Verdict>> = {
  'tv-offline': 'unjudged',
  'tv-playback': 'unjudged',
  'tv-unprepared': 'unjudged',
  'tv-silent': 'unjudged',
  'tv-black': 'unjudged',
  'tv-frozen': 'unjudged',
  'tv-behind': 'unjudged',
  'tv-stalls': 'unjudged',
  'tv-dropped': 'unjudged',
  'tv-clock': 'unjudged',
}

const verdictsOf = (display: Display, look: TvLook): Readonly<Record<TvKind, Verdict>> => {
  const { status } = display
  const watched = look.watchedSince(display.groupId)
  if (status.state === 'offline') {
    // One that never came is not missing, and one that is switched off at night is not broken.
    if (status.since === null || watched === null) return NOTHING_KNOWN
    return { ...NOTHING_KNOWN, 'tv-offline': { since: instant(Math.max(status.since, watched)) } }
  }
  const { report } = status
  if (report === null || display.groupId === null) return { ...NOTHING_KNOWN, 'tv-offline': null }
  return {
    ...(report.playback.state === 'playing' ? whilePlaying(display, report, look) : NOTHING_KNOWN),
    'tv-offline': null,
    'tv-playback': report.playback.state === 'trouble' ? badNow(look, { code: report.playback.code }) : null,
    'tv-unprepared': unprepared(report, watched, look),
    'tv-clock': report.clockErrorMs > AUDIBLE_SKEW_MS ? badNow(look, { error: Math.round(report.clockErrorMs) }) : null,
  }
}

const badNow = ({ now }: TvLook, params: TextParams): Verdict => ({ since: now, params })

const unprepared = (
  { version, segmentsHeld, segmentsNeeded }: DisplayReport,
  watched: Instant | null,
  look: TvLook,
) => {
  if (version > 0 && segmentsHeld >= segmentsNeeded) return null
  return watched === null ? 'unjudged' : badNow(look, { missing: segmentsNeeded - segmentsHeld })
}

const whilePlaying = (display: Display, report: DisplayReport, look: TvLook): Readonly<Record<TvKind, Verdict>> => {
  const { now } = look
  const noticed = (kind: ObservationKind): Verdict => {
    if (report.noticing === undefined) return 'unjudged'
    const since = report.noticing.find((each) => each.kind === kind)?.since
    return since === undefined ? null : { since }
  }
  const isHidden = display.hidden !== null && display.hidden.until > now
  const isMuted = isHidden || (display.mutedUntil !== null && display.mutedUntil > now)
  const isTurnedDown = report.muted || report.volume === 0
  const skewMs = report.playback.state === 'playing' ? Math.round(report.playback.skewMs) : 0
  const { stalls, frames, dropped, spanMs } = look.lately(display.id)
  const isCounted = spanMs >= COUNTED_MS
  return {
    ...NOTHING_KNOWN,
    'tv-silent': isMuted ? 'unjudged' : isTurnedDown ? { since: now } : noticed('silence'),
    'tv-black': isHidden ? 'unjudged' : noticed('black'),
    'tv-frozen': isHidden ? 'unjudged' : noticed('frozen'),
    'tv-behind': Math.abs(skewMs) > AUDIBLE_SKEW_MS ? badNow(look, { skew: skewMs }) : null,
    'tv-stalls': stalls >= MANY_STALLS ? badNow(look, { count: stalls }) : isCounted ? null : 'unjudged',
    'tv-dropped':
      frames >= ENOUGH_FRAMES && dropped / frames >= DROPPED_SHARE
        ? badNow(look, { percent: Math.round((100 * dropped) / frames) })
        : isCounted && frames >= ENOUGH_FRAMES
          ? null
          : 'unjudged',
  }
}

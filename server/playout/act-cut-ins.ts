/** What an act puts beside the timetable: its cut-ins as data. Pure; priority decides what comes of them (rule P1). */
import type { ActRequest, EmergencyRequest } from '../../protocol/acts.ts'
import type { Airing, AiringKind, Notice } from '../../protocol/rundown.ts'
import { type Duration, duration, type Instant, instant } from '../../protocol/time.ts'
import type { GroupNow } from './act-scope.ts'

/** A programme that can be cut in: what airs of it. */
export interface CutInProgramme {
  readonly id: string
  readonly title: string
  readonly kind: AiringKind
  readonly lengthMs: Duration
}

export interface NewCutIn {
  readonly act: 'cut-in' | 'hold' | 'end' | 'extend' | 'skip' | 'emergency'
  readonly kind: AiringKind
  readonly title: string
  readonly mediaId: string | null
  readonly audience: readonly string[]
  /** Of a skip: the slot whose turn it takes. */
  readonly slotId: string | null
  readonly offsetMs: Duration | null
  readonly series: Airing['series']
  readonly notice: Notice | null
  readonly start: Instant
  /** Null: until someone ends it. */
  readonly end: Instant | null
}

/** TVs need this long to fetch the first seconds of a programme that nobody announced. */
export const CUT_IN_LEAD_MS = 5000
/** Starts are on the channels' grid (ADR 002), so that every HLS client joins at the same picture. */
const GRID_MS = 4000

/** The first instant on the grid at which all TVs can be ready for what is asked for now. */
export const soonest = (now: Instant): Instant => instant(Math.ceil((now + CUT_IN_LEAD_MS) / GRID_MS) * GRID_MS)

const BARE = { mediaId: null, slotId: null, offsetMs: null, series: null, notice: null } as const

export const cutInOf = (
  request: Extract<ActRequest, { type: 'cut-in' }>,
  programme: CutInProgramme,
  now: Instant,
): NewCutIn => {
  const start = request.start ?? soonest(now)
  return {
    ...BARE,
    act: 'cut-in',
    kind: programme.kind,
    title: programme.title,
    mediaId: programme.id,
    audience: request.groups,
    start,
    end: request.end ?? instant(start + programme.lengthMs),
  }
}

/** @param until null: until someone ends it */
export const holdOf = (groups: readonly GroupNow[], now: Instant, until: Instant | null): NewCutIn => ({
  ...BARE,
  act: 'hold',
  kind: 'slate',
  title: '',
  audience: groups.map(({ groupId }) => groupId),
  start: now,
  end: until,
})

/** One for each end of what is on: groups may show different programmes. */
export const endsOf = (groups: readonly GroupNow[], now: Instant): readonly NewCutIn[] =>
  [...Map.groupBy(groups, ({ airing }) => airing?.end ?? now)].map(([end, those]) => ({
    ...BARE,
    act: 'end',
    kind: 'slate',
    title: '',
    audience: those.map(({ groupId }) => groupId),
    start: now,
    end,
  }))

/** Each programme goes on from where its time would have ended; the picture is not interrupted. */
export const extensionsOf = (groups: readonly GroupNow[], until: Instant): readonly NewCutIn[] => {
  const key = ({ airing }: GroupNow) =>
    `${airing?.mediaId} ${airing?.end} ${(airing?.offsetMs ?? 0) - (airing?.start ?? 0)}`
  return [...Map.groupBy(groups, key).values()].flatMap((those) => {
    const airing = those[0]?.airing
    if (airing == null || airing.mediaId === null || until <= airing.end) return []
    return [
      {
        ...BARE,
        act: 'extend' as const,
        kind: airing.kind,
        title: airing.title,
        mediaId: airing.mediaId,
        audience: those.map(({ groupId }) => groupId),
        offsetMs: duration(airing.offsetMs + (airing.end - airing.start)),
        series: airing.series,
        start: airing.end,
        end: until,
      },
    ]
  })
}

export const emergencyOf = (
  { groups, notice, mediaId }: EmergencyRequest,
  programme: CutInProgramme | null,
  now: Instant,
): NewCutIn => ({
  ...BARE,
  act: 'emergency',
  kind: programme?.kind ?? 'notice',
  title: notice.zh,
  mediaId,
  audience: groups,
  notice,
  start: now,
  end: null,
})

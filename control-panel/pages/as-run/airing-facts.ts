/** What an airing's record says when its four columns are laid side by side (rule A1). Pure. */
import type { AsRunEntry } from '../../../protocol/as-run.ts'

export interface RoomFact {
  readonly name: string
  /** First frame after the planned start, milliseconds; negative: before it. */
  readonly lateMs: number
  /** Median error once it had settled, milliseconds; null: not reported. */
  readonly skewMs: number | null
  readonly stalls: number
  readonly ended: boolean
}

export interface AiringFacts {
  readonly rooms: readonly RoomFact[]
  /** Names of the rooms that never showed it. */
  readonly missed: readonly string[]
  readonly medianLateMs: number | null
  readonly stalls: number
}

interface Room {
  readonly id: string
  readonly name: string
  readonly groupId: string | null
}

const byName = new Intl.Collator('zh-TW', { numeric: true })

/** @param displays the school's TVs as they are now; one that was taken away since is known by its report alone */
export const factsOf = ({ planned, reported }: AsRunEntry, displays: readonly Room[]): AiringFacts => {
  const rooms = reported
    .flatMap(({ displayName, firstFrameAt, skewMs, stalls, ended }): RoomFact[] =>
      firstFrameAt === null ? [] : [{ name: displayName, lateMs: firstFrameAt - planned.start, skewMs, stalls, ended }],
    )
    .sort((a, b) => byName.compare(a.name, b.name))
  const shown = new Set(reported.filter(({ firstFrameAt }) => firstFrameAt !== null).map(({ displayId }) => displayId))
  const missed = new Map(
    [
      ...displays.filter(({ groupId }) => groupId === planned.group).map(({ id, name }) => [id, name] as const),
      ...reported.map(({ displayId, displayName }) => [displayId, displayName] as const),
    ].filter(([id]) => !shown.has(id)),
  )
  return {
    rooms,
    missed: [...missed.values()].sort(byName.compare),
    medianLateMs: median(rooms.map(({ lateMs }) => lateMs)),
    stalls: rooms.reduce((sum, room) => sum + room.stalls, 0),
  }
}

/** Of an even number the mean of the middle two. */
const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Half the width of the plot: the least of 20, 50, 100 … ms that holds every room but those far off. */
export const plotScale = (lateMs: readonly number[]): number => {
  const largest = Math.max(0, ...lateMs.map(Math.abs))
  return [20, 50, 100, 250, 500].find((scale) => largest <= scale) ?? 1000
}

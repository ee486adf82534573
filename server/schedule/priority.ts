/** Who wins when programmes meet (rules P1, P2). */
import type { AiringKind } from '../../protocol/rundown.ts'
import type { Instant } from '../../protocol/time.ts'

/** Rule P1 as numbers; the higher wins. `none`: a slot that does not air, below even the slate. */
export const RANK = {
  emergency: 7,
  exam: 6,
  live: 5,
  listening: 4,
  'booked-film': 3,
  film: 2,
  news: 2,
  notice: 2,
  slate: 1,
  none: 0,
} as const satisfies Readonly<Record<AiringKind | 'emergency' | 'exam' | 'none', number>>

/** Rank of what a slot airs. A live slot ranks as a live cut-in does. */
export const rankOf = (kind: AiringKind, exam: boolean): number => (exam ? RANK.exam : RANK[kind])

/** Rank of a cut-in of any kind. */
export const cutInRank = (emergency: boolean): number => (emergency ? RANK.emergency : RANK.live)

/** What decides between two that want the same instant. */
export interface Claim {
  readonly rank: number
  readonly start: Instant
  readonly createdAt: Instant
  /** Settles what the rules leave open, so that the order of input never matters (rule R4). */
  readonly id: string
}

/** True when `a` goes before `b`: rank, then the later start, then the one created first (rules P1, P2). */
export const precedes = (a: Claim, b: Claim): boolean => {
  if (a.rank !== b.rank) return a.rank > b.rank
  if (a.start !== b.start) return a.start > b.start
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt
  return a.id < b.id
}

/** The one that goes before all others; null among none. */
export const strongest = <T extends Claim>(claims: readonly T[]): T | null =>
  claims.reduce<T | null>((best, claim) => (best === null || precedes(claim, best) ? claim : best), null)

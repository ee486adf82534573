/** What waits, in one order: late first, then what is due soonest, then what has waited longest. Pure. */
import type { DeskItem } from '../../protocol/desk.ts'

/** Later than any due time. */
const NEVER = Number.MAX_SAFE_INTEGER

export const inOrder = (items: readonly DeskItem[]): readonly DeskItem[] =>
  [...items].sort(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      (a.dueAt ?? NEVER) - (b.dueAt ?? NEVER) ||
      a.since - b.since ||
      a.id.localeCompare(b.id),
  )

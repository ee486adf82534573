/** A slot's turn taken away in some groups (rule P6): the slate that stands in its time, and who still asks for it. */
import { reason } from '../../protocol/reasons.ts'
import { type Contender, type Stage, slateAiring } from './contenders.ts'
import type { CutIn } from './inputs.ts'
import { knownEnd } from './open-end.ts'
import { RANK } from './priority.ts'

/** The slate where nothing else asks for the time; anything that airs goes before it. */
export const skipContender = (skip: CutIn, stage: Stage, asOf: CutIn['start']): Contender => ({
  start: skip.start,
  end: knownEnd(skip, asOf),
  rank: RANK.slate,
  createdAt: skip.createdAt,
  id: skip.id,
  layer: 'cut-in',
  slotId: null,
  skips: skip.slotId ?? null,
  course: { type: 'slate' },
  show: (_pieces, from, until) =>
    stage.byMidnight(from, until).map((part) =>
      slateAiring({
        ...part,
        id: `${stage.group}.cut-in.${skip.id}.${part.start - skip.start}`,
        group: stage.group,
        slotId: null,
        reasons: [reason('skipped', { title: skip.title })],
      }),
    ),
})

/** Those whose turn no skip takes; an exam's is never taken. */
export const unskipped = (active: readonly Contender[]): readonly Contender[] => {
  const skipped = new Set(active.flatMap(({ skips }) => skips ?? []))
  if (skipped.size === 0) return active
  return active.filter(({ rank, slotId }) => rank >= RANK.exam || slotId === null || !skipped.has(slotId))
}

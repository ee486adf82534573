/** Where the palette leads, and which goals what was typed means. Pure. */
import type { FoundKind } from '../../protocol/search.ts'
import type { Asked } from '../pages/on-air/offered.ts'

export type Goal =
  | { readonly kind: 'page' | 'programme'; readonly name: string; readonly path: string }
  /** Found by the server, which read more than the name. */
  | {
      readonly kind: 'found'
      readonly what: Exclude<FoundKind, 'programme' | 'room'>
      readonly name: string
      readonly detail: string
      readonly path: string
    }
  | { readonly kind: 'room'; readonly name: string; readonly id: string }
  /** Opens the act's form; nothing is done from here. */
  | { readonly kind: 'act'; readonly name: string; readonly act: Asked }

/** Tells goals of one list apart. */
export const keyOf = (goal: Goal): string => {
  if (goal.kind === 'room') return `room ${goal.id}`
  return goal.kind === 'act' ? `act ${goal.act}` : `${goal.kind} ${goal.path} ${goal.name}`
}

const SHOWN = 12

/** Those whose name holds every word typed; names that begin with it first, otherwise in the order given. */
export const goalsFor = (goals: readonly Goal[], typed: string): readonly Goal[] => {
  const words = typed.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  const named = goals.map((goal) => ({ goal, name: goal.name.normalize('NFKC').toLowerCase() }))
  const found = named.filter(({ name }) => words.every((word) => name.includes(word)))
  const first = words[0] ?? ''
  return [...found.filter(({ name }) => name.startsWith(first)), ...found.filter(({ name }) => !name.startsWith(first))]
    .slice(0, SHOWN)
    .map(({ goal }) => goal)
}

/** Where the palette leads, and which goals what was typed means. Pure. */
export interface Goal {
  readonly kind: 'page' | 'room' | 'programme'
  readonly name: string
  readonly path: string
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

/** What is left of a list when something is typed. Pure. */
export interface Option {
  readonly id: string
  readonly name: string
  /** Beside the name and searched like it, such as a device's room; empty: nothing. */
  readonly detail: string
}

/** More are found by typing on. */
const MOST_SHOWN = 50

/** Every word that was typed is in the name or the detail; names that begin with it first, else in their order. */
export const optionsFor = (options: readonly Option[], typed: string): readonly Option[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const [first = ''] = words
  const begins = ({ name }: Option) => name.toLowerCase().startsWith(first)
  return options
    .filter(({ name, detail }) => words.every((word) => `${name} ${detail}`.toLowerCase().includes(word)))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
    .slice(0, MOST_SHOWN)
}

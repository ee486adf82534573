/** Text that must fit a label: cut into lines by its width on paper. Pure. */

/** Widths in ems of a Chinese text font: full-width letters fill the em, Latin ones about half of it. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u
const BROAD = /[MWmw@%&—]/
const UPPER = /\p{Lu}/u
const NARROW = /[ iljI.,:;'|!()[\]-]/

const emsOf = (letter: string): number => {
  if (WIDE.test(letter)) return 1
  if (BROAD.test(letter)) return 0.92
  if (UPPER.test(letter)) return 0.68
  return NARROW.test(letter) ? 0.36 : 0.6
}

/** The width of a text in ems, rounded up rather than down, so that what fits here fits on paper, in bold too. */
export const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + emsOf(letter), 0)

/** Where a line may end: after a space or a hyphen, and around each full-width letter. */
const pieces = (text: string): readonly string[] =>
  text.match(
    /[\u2E80-\uA4CF\uF900-\uFAFF\uFF00-\uFF60]|[^\s\u2E80-\uA4CF\uF900-\uFAFF\uFF00-\uFF60-]+[-]?\s*|[-\s]+/gu,
  ) ?? []

const cut = (text: string, ems: number): string => {
  const letters = [...text.trimEnd()]
  while (letters.length > 0 && widthOf(letters.join('')) + 1 > ems) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/**
 * At most `most` lines of at most `ems`; what is too long ends in `…`. A word longer than a line is cut.
 * @param ems width of a line divided by the font's size
 */
export const linesOf = (text: string, ems: number, most: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text.trim())) {
    if (widthOf((line + piece).trimEnd()) <= ems) {
      line += piece
      continue
    }
    if (line.trim() !== '') lines.push(line)
    line = piece
    while (widthOf(line.trimEnd()) > ems && lines.length <= most) {
      const fits = longestWithin(line, ems)
      lines.push(fits)
      line = line.slice(fits.length)
    }
  }
  if (line.trim() !== '') lines.push(line)
  const kept = lines.slice(0, most).map((each) => each.trimEnd())
  if (lines.length <= most) return kept
  return [...kept.slice(0, -1), cut(lines.slice(most - 1).join(''), ems)]
}

/** The longest beginning that fits; one letter at least. */
const longestWithin = (text: string, ems: number): string => {
  const letters = [...text]
  let taken = letters.length
  while (taken > 1 && widthOf(letters.slice(0, taken).join('')) > ems) taken--
  return letters.slice(0, taken).join('')
}

/** The shape of a letter's words. `{date}`, `{title}`… in them are the letter's facts, written out. */
import type { Sentence } from '../../protocol/text.ts'

export interface LetterWords {
  readonly subject: Sentence
  /** Paragraphs; one whose parameter is empty is left out. */
  readonly lines: readonly Sentence[]
  /** What the link is called, and where in the panel it leads; null: there is nothing to open. */
  readonly link: { readonly text: Sentence; readonly path: string } | null
}

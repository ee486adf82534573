/** One error a person can meet. */
import type { Sentence } from './text.ts'

export interface ErrorEntry {
  /** HTTP. */
  readonly status: number
  /** Says what to do. */
  readonly text: Sentence
}

/** What the socket says of TVs, laid over what is known of them. */
import type { Display } from '../protocol/display.ts'

export const DISPLAYS_KEY = ['displays', 'all']

/** The TVs with the news in their places; TVs that nothing is known of are left out. Null: nothing is known yet. */
export const withNews = (held: readonly Display[] | undefined, changed: readonly Display[]): Display[] | undefined => {
  if (held === undefined) return undefined
  const news = new Map(changed.map((display) => [display.id, display]))
  return held.map((display) => news.get(display.id) ?? display)
}

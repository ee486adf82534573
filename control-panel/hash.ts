/** The page's address lives behind the `#`: `/#/displays?code=…`. */
import { useHashLocation } from 'wouter/use-hash-location'

/** The path without its query, as routes are matched. */
export const useHashPath = Object.assign(
  (options?: Parameters<typeof useHashLocation>[0]): ReturnType<typeof useHashLocation> => {
    const [at, go] = useHashLocation(options)
    return [at.split('?')[0] ?? '/', go]
  },
  { hrefs: (path: string) => `#${path}` },
)

/**
 * The query behind the `#`, and how it is set without leaving the page: a filter stands there, so that it can be gone back
 * to, kept and sent to a colleague.
 */
export const useHashQuery = (): [query: string, set: (query: string) => void] => {
  const [at] = useHashLocation()
  const [path = '/', query = ''] = at.split('?')
  const set = (next: string) => {
    window.history.replaceState(window.history.state, '', `#${path}${next === '' ? '' : `?${next}`}`)
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  }
  return [query, set]
}

/** A value of the query behind the `#`, or before it, as links typed by hand may have it. */
export const hashQuery = (name: string, { hash, search }: Pick<Location, 'hash' | 'search'>): string | null =>
  new URLSearchParams(hash.split('?')[1] ?? '').get(name) ?? new URLSearchParams(search).get(name)

/** Takes a value out of the query before the `#`, so that a reload does not find it again. */
export const forgetQuery = (name: string): void => {
  const address = new URL(window.location.href)
  address.searchParams.delete(name)
  window.history.replaceState(window.history.state, '', address)
}

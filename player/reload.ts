/** Loading the page again without losing it. */

const ANSWER_WITHIN_MS = 5000

/**
 * Loads the page again if it can be had: from the service worker, or from a server that answers. Over plain HTTP with the
 * server down the browser would put its own error page in the place of a programme, and stay there.
 * @returns false when it was not done
 */
export const reloadIfServed = async (): Promise<boolean> => {
  const kept = 'serviceWorker' in navigator && navigator.serviceWorker?.controller != null
  if (!kept && !(await isServed())) return false
  location.reload()
  return true
}

const isServed = async (): Promise<boolean> => {
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(), ANSWER_WITHIN_MS)
  try {
    return (await fetch(location.pathname, { cache: 'no-store', signal: end.signal })).ok
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** Where the camera of this thread led a request to, if it did. Told and never followed; the library keeps it to itself. */
import { subscribe } from 'node:diagnostics_channel'

const HTTPS_PORT = 443

/** RFC 9110 §15.4: moved, for good or for now. */
const MOVED: ReadonlySet<unknown> = new Set([301, 302, 303, 307, 308])

/** The port of an answer that leads to HTTPS; null: it doesn't. Of the address that it names nothing else counts. */
export const securePortOf = (status: unknown, location: unknown): number | null => {
  if (!MOVED.has(status)) return null
  const url = URL.parse(String(location ?? ''))
  if (url?.protocol !== 'https:') return null
  const port = url.port === '' ? HTTPS_PORT : Number(url.port)
  return port === 0 ? null : port
}

/** Listens to every answer over HTTP from now on. */
export const watchRedirects = (): { readonly securePort: () => number | null } => {
  let port: number | null = null
  subscribe('http.client.response.finish', (message) => {
    const response: unknown = Reflect.get(Object(message), 'response')
    const headers: unknown = Reflect.get(Object(response), 'headers')
    port = securePortOf(Reflect.get(Object(response), 'statusCode'), Reflect.get(Object(headers), 'location'))
  })
  return { securePort: () => port }
}

/** A look at one of the school's sites: is it up, does it say what it should, how long is its certificate good (rule D21). */
import { lookup as resolve } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { SiteCheck } from '../../../protocol/duty-probe.ts'
import { type Instant, instant } from '../../../protocol/time.ts'
import { mayReach } from './addresses.ts'

const PATIENCE_MS = 10_000
const MOST_BYTES = 512 * 1024
const MOST_REDIRECTS = 5
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export interface SiteOrder {
  readonly url: string
  /** Text that the page must have; empty: any. */
  readonly expects: string
}

/** A site that can't be looked at, with the reason in a word or two; no page's content. */
class SiteTrouble extends Error {}

interface Hop {
  readonly status: number
  readonly location: string | null
  readonly body: string
  readonly certificateUntil: Instant | null
  readonly certificateProblem: string | null
}

/** The named address itself: http or https, without a user or password. */
export const siteAddress = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  return url !== null && isWeb && url.username === '' && url.password === '' ? url : null
}

/** Resolves a name and refuses addresses that may not be reached: what is checked is what is connected to. */
const guardedLookup =
  (isNamed: boolean): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, '')
      const reachable = addresses.filter(({ address }) => mayReach(address, isNamed))
      const [first] = reachable
      if (first === undefined) return done(new SiteTrouble('ADDRESS_NOT_ALLOWED'), '')
      return options.all === true ? done(null, reachable) : done(null, first.address, first.family)
    })
  }

const literalHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

const textOf = (bytes: Buffer, contentType: string | undefined): string => {
  const charset = /charset=["']?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch (problem) {
    if (problem instanceof RangeError) return bytes.toString('utf8') // A charset that nobody knows.
    throw problem
  }
}

const bodyOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    if (!(chunk instanceof Buffer)) continue
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= MOST_BYTES) break
  }
  return textOf(Buffer.concat(chunks).subarray(0, MOST_BYTES), response.headers['content-type'])
}

const certificateOf = (response: IncomingMessage): Pick<Hop, 'certificateUntil' | 'certificateProblem'> => {
  const { socket } = response
  if (!(socket instanceof TLSSocket)) return { certificateUntil: null, certificateProblem: null }
  const until = Date.parse(socket.getPeerCertificate().valid_to)
  const problem: unknown = socket.authorizationError
  return {
    certificateUntil: Number.isNaN(until) ? null : instant(until),
    certificateProblem: socket.authorized ? null : problem instanceof Error ? codeOf(problem) : String(problem),
  }
}

/** Certificates are judged, not enforced: no secret is sent, and an ended one must still be told from a site that is down. */
const ask = (url: URL, isNamed: boolean, signal: AbortSignal): Promise<Hop> =>
  new Promise((done, fail) => {
    const host = literalHost(url)
    if (isIP(host) !== 0 && !mayReach(host, isNamed)) return fail(new SiteTrouble('ADDRESS_NOT_ALLOWED'))
    const options = {
      signal,
      lookup: guardedLookup(isNamed),
      agent: false as const,
      headers: { 'user-agent': 'Nooncast' },
    }
    const request =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, rejectUnauthorized: false })
        : requestHttp(url, options)
    request.once('error', fail)
    request.once('response', (response) => {
      const certificate = certificateOf(response)
      const { statusCode: status = 0, headers } = response
      const location = REDIRECTS.has(status) ? (headers.location ?? null) : null
      const body = location === null ? bodyOf(response) : Promise.resolve('')
      body.then((text) => done({ status, location, body: text, ...certificate }), fail).finally(() => request.destroy())
    })
    return request.end()
  })

const codeOf = (error: Error): string => {
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : error.message.slice(0, 80)
}

const nextAddress = (location: string, from: URL): URL => {
  const next = URL.canParse(location, from.href) ? siteAddress(new URL(location, from.href).href) : null
  if (next === null) throw new SiteTrouble('REDIRECT_NOT_ALLOWED')
  return next
}

const follow = async ({ url, expects }: SiteOrder, at: Instant, signal: AbortSignal): Promise<SiteCheck> => {
  const named = siteAddress(url)
  if (named === null) throw new SiteTrouble('ADDRESS_NOT_ALLOWED')
  let next = named
  let certificateUntil: Instant | null = null
  let certificateProblem: string | null = null
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    // The host's own other ports are not what was named.
    const isNamed = next.hostname === named.hostname && (next.port === named.port || next.port === '')
    const hop = await ask(next, isNamed, signal)
    certificateProblem ??= hop.certificateProblem
    if (hop.certificateUntil !== null)
      certificateUntil = instant(Math.min(certificateUntil ?? hop.certificateUntil, hop.certificateUntil))
    if (hop.location === null) {
      const saysExpected = expects === '' || hop.body.includes(expects)
      return { type: 'up', at, status: hop.status, saysExpected, certificateUntil, certificateProblem }
    }
    next = nextAddress(hop.location, next)
  }
  throw new SiteTrouble('TOO_MANY_REDIRECTS')
}

/** Never fails: what went wrong is the answer. @param at written into it */
export const checkSite = async (order: SiteOrder, at: Instant, patienceMs = PATIENCE_MS): Promise<SiteCheck> => {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    return await follow(order, at, signal)
  } catch (error) {
    const why = signal.aborted ? 'TIMED_OUT' : error instanceof Error ? codeOf(error) : 'UNKNOWN'
    return { type: 'down', at, why }
  }
}

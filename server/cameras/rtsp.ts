/** RTSP as far as one question needs it: what is asked for a stream's description, and what the answer says. Pure. */

/** Where a stream is at its camera. The host that the camera names is not kept: there is only the paired one. */
export interface StreamPlace {
  /** By TLS: `rtsps:`, or the port that is kept for it. */
  readonly secure: boolean
  readonly port: number
  /** Path and query, `/` at least, in ASCII without spaces or line ends. */
  readonly path: string
}

/** RFC 2326 §3.2 */
const USUAL_PORT = 554
/** RFC 7826 §19.1 and IANA's register of ports: `rtsps`. */
const SECURE_PORT = 322
const LONGEST_PATH = 1000
/** `RTSP/1.0 200 `, in characters. */
const SHORTEST_BEGIN = 13

/** Is it the address of a stream at all? */
export const isStream = ({ protocol }: URL): boolean => protocol === 'rtsp:' || protocol === 'rtsps:'

/** Reads `rtsp://…` or `rtsps://…`; a name or a password in it is left out. Null: it is none, or one that no camera needs so long. */
export const streamPlace = (uri: string): StreamPlace | null => {
  const url = URL.parse(uri)
  if (url === null || !isStream(url) || url.hostname === '') return null
  const port = url.port !== '' ? Number(url.port) : url.protocol === 'rtsps:' ? SECURE_PORT : USUAL_PORT
  const secure = url.protocol === 'rtsps:' || port === SECURE_PORT
  const path = `${url.pathname === '' ? '/' : url.pathname}${url.search}`
  return port === 0 || path.length > LONGEST_PATH || !/^[\x21-\x7e]+$/.test(path) ? null : { secure, port, path }
}

/** RFC 2326 §10.2: the description of a stream. @param authorization empty: without */
export const describeRequest = (uri: string, sequence: number, authorization: string): string =>
  [
    `DESCRIBE ${uri} RTSP/1.0`,
    `CSeq: ${sequence}`,
    'Accept: application/sdp',
    'User-Agent: Nooncast',
    ...(authorization === '' ? [] : [`Authorization: ${authorization}`]),
    '\r\n',
  ].join('\r\n')

export interface RtspAnswer {
  readonly status: number
  /** Each `WWW-Authenticate: Digest …`. */
  readonly challenges: readonly string[]
  readonly body: string
}

/**
 * Reads what has come in so far (RFC 2326 §7).
 * @param heard a character for each byte
 * @returns `'more'`: not the whole of it yet; `'broken'`: no answer of RTSP
 */
export const readAnswer = (heard: string): RtspAnswer | 'more' | 'broken' => {
  const begin = /^RTSP\/1\.\d (\d{3})[ \r\n]/.exec(heard)
  if (begin === null) return heard.length < SHORTEST_BEGIN ? 'more' : 'broken'
  const gap = /\r?\n\r?\n/.exec(heard)
  if (gap === null) return 'more'
  const headers = heard.slice(0, gap.index).split(/\r?\n/).slice(1)
  const valuesOf = (name: string) =>
    headers.flatMap((line) => (line.toLowerCase().startsWith(`${name}:`) ? [line.slice(name.length + 1).trim()] : []))
  // RFC 2326 §4.4: without one there is no body.
  const length = valuesOf('content-length')[0] ?? '0'
  if (!/^\d{1,9}$/.test(length)) return 'broken'
  const from = gap.index + gap[0].length
  if (heard.length < from + Number(length)) return 'more'
  return {
    status: Number(begin[1]),
    challenges: valuesOf('www-authenticate').filter((each) => /^digest /i.test(each)),
    body: heard.slice(from, from + Number(length)),
  }
}

/** Is there video in a description (RFC 8866 §5.14)? Null: it is no description. */
export const hasVideo = (sdp: string): boolean | null => (sdp.startsWith('v=') ? /^m=video /m.test(sdp) : null)

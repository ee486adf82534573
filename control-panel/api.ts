/** The one way to the server: sends the language and the CSRF token, parses every answer, turns failures into words. */
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { ErrorAnswer } from '../protocol/errors.ts'
import type { Language } from '../protocol/text.ts'

/** A failure as a person reads it: the server's sentence, already in the reader's language. */
export class Problem extends Error {
  readonly code: string
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  constructor(code: string, message: string, status: number) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.status = status
  }
}

export interface Api {
  get<Schema extends TSchema>(path: string, schema: Schema): Promise<Static<Schema>>
  /**
   * Bytes, such as a photo's.
   * @param order sent as JSON, for what is made of it; left out: it is only fetched
   */
  blob(path: string, order?: unknown, more?: MoreHeaders): Promise<Blob>
  /** @param body sent as JSON; a string or file is sent as it is, with `type` */
  send<Schema extends TSchema>(
    method: Method,
    path: string,
    schema: Schema,
    body?: unknown,
    /** Once it says so, nobody waits for the answer any more. */
    signal?: AbortSignal,
    more?: MoreHeaders,
  ): Promise<Static<Schema>>
  /** For answers that carry nothing (204) or nothing of interest. */
  act(method: Method, path: string, body?: unknown, more?: MoreHeaders): Promise<void>
  /** Headers for what is not fetched here (tus). */
  headers(): Readonly<Record<string, string>>
  setCsrfToken(token: string | null): void
}
/** Sent besides, such as a guest's token, which must not stand in an address. */
type MoreHeaders = Readonly<Record<string, string>>
export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface ApiDeps {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  readonly language: () => Language
  /** Words for failures that have no server sentence. */
  readonly words: {
    readonly unreachable: () => string
    /** Of an HTTP status from 500 on without a sentence: something stands between, or the server is starting. */
    readonly trouble: (status: number) => string
    readonly notUnderstood: (path: string) => string
  }
  /** The session is over: show the sign-in page. */
  readonly onSignedOut: () => void
}

export const createApi = (deps: ApiDeps): Api => {
  const held: { csrfToken: string | null } = { csrfToken: null }

  const headers = (): Record<string, string> => ({
    'accept-language': deps.language(),
    ...(held.csrfToken === null ? {} : { 'x-csrf-token': held.csrfToken }),
  })

  const request = async (
    method: 'GET' | Method,
    path: string,
    body: unknown,
    signal: AbortSignal | null = null,
    more: MoreHeaders = {},
  ): Promise<Response> => {
    const own = { ...headers(), ...more }
    const content: RequestInit =
      body === undefined
        ? { headers: own }
        : body instanceof Blob
          ? { body, headers: { ...own, 'content-type': body.type || 'application/octet-stream' } }
          : { body: JSON.stringify(body), headers: { ...own, 'content-type': 'application/json' } }
    const response = await deps.fetch(path, { method, credentials: 'same-origin', signal, ...content }).catch(() => {
      throw new Problem('SERVER_UNREACHABLE', deps.words.unreachable(), 0)
    })
    if (response.ok) return response
    const problem = await readProblem(response, path)
    if (problem.code === 'NOT_SIGNED_IN') deps.onSignedOut()
    throw problem
  }

  const readProblem = async (response: Response, path: string): Promise<Problem> => {
    const answer: unknown = await response.json().catch(() => null)
    const { status } = response
    if (Check(ErrorAnswer, answer)) return new Problem(answer.code, answer.message, status)
    if (status >= 500) return new Problem('SERVER_TROUBLE', deps.words.trouble(status), status)
    return new Problem('ANSWER_NOT_UNDERSTOOD', deps.words.notUnderstood(path), status)
  }

  const parse = async <Schema extends TSchema>(
    response: Response,
    path: string,
    schema: Schema,
  ): Promise<Static<Schema>> => {
    const answer: unknown = await response.json().catch(() => undefined)
    if (Check(schema, answer)) return answer
    throw new Problem('ANSWER_NOT_UNDERSTOOD', deps.words.notUnderstood(path), response.status)
  }

  return {
    blob: async (path, order, more) =>
      (await request(order === undefined ? 'GET' : 'POST', path, order, null, more)).blob(),
    get: async (path, schema) => parse(await request('GET', path, undefined), path, schema),
    send: async (method, path, schema, body, signal, more) =>
      parse(await request(method, path, body, signal, more), path, schema),
    act: async (method, path, body, more) => {
      await request(method, path, body, null, more)
    },
    headers,
    setCsrfToken: (token) => {
      held.csrfToken = token
    },
  }
}

/** `/api/media?q=…` from parts; parameters that are undefined or empty are left out. */
export const address = (
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

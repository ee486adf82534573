/**
 * The uploads of this browser: a queue of resumable ones (tus 1.0), two at a time, each of which can be paused, goes on
 * after a cut, and after a reload of the page once the same file is chosen again.
 */
import type { PreviousUpload, Upload } from 'tus-js-client'
import { Check } from 'typebox/value'
import { ErrorAnswer } from '../../protocol/errors.ts'
import type { MediaKind } from '../../protocol/media.ts'
import { readName } from '../../protocol/programme-name.ts'
import { rateOf, type Sample, withSample } from './upload-rate.ts'

export type UploadState =
  | { readonly type: 'waiting' }
  | { readonly type: 'running' }
  | { readonly type: 'paused' }
  /** Interrupted or refused; `final`: trying again can't help. */
  | { readonly type: 'failed'; readonly message: string; readonly final: boolean }
  | { readonly type: 'done'; readonly mediaId: string | null }

/** How it will be filed; `airDate` is YYYY-MM-DD or empty. */
export interface Filing {
  readonly kind: MediaKind
  readonly airDate: string
}

export interface QueuedUpload extends Filing {
  readonly key: number
  /** The booking whose film it is; null: it goes into the library. */
  readonly bookingId: string | null
  readonly name: string
  readonly bytes: number
  readonly sent: number
  /** Bytes per second; null while unknown. */
  readonly rate: number | null
  readonly state: UploadState
  /** Why the library does not file it as chosen here; null: it does, or it is not there yet. */
  readonly unfiled: string | null
}

/** One that an earlier visit left half way; the browser no longer has its file. */
export interface LeftUpload {
  readonly key: string
  readonly bookingId: string | null
  readonly name: string
  readonly bytes: number | null
}

export interface UploadQueue {
  /** The same object until something changes. */
  list(): readonly QueuedUpload[]
  subscribe(listen: () => void): () => void
  add(files: Iterable<File>, bookingId?: string | null): void
  pause(key: number): void
  resume(key: number): void
  /** Gives up: what the server has of it is dropped. A finished one only leaves the list. */
  remove(key: number): void
  /** Files it otherwise, also when it is already there; once more when that failed. */
  file(key: number, filing: Filing): void
  left(): Promise<readonly LeftUpload[]>
  forget(key: string): Promise<void>
}

export interface UploadQueueDeps {
  /** Of this very moment: the session may be renewed meanwhile. */
  readonly headers: () => Readonly<Record<string, string>>
  /** Files a programme that is already in the library. */
  readonly refile: (mediaId: string, filing: Filing) => Promise<void>
  readonly onDone: () => void
  readonly now: () => number
}

const ENDPOINT = '/api/uploads'
const OWN_ENDPOINT = '/api/own-films'
const AT_ONCE = 2
/** After a cut it is tried again so many milliseconds later; then a person is asked. */
const RETRY_MS = [500, 2000, 5000, 10_000, 20_000]

interface Held {
  row: QueuedUpload
  readonly file: File
  upload: Upload | null
  samples: readonly Sample[]
  /** What the server was told when it began. */
  told: Filing | null
}

export const createUploadQueue = (deps: UploadQueueDeps): UploadQueue => {
  const held = new Map<number, Held>()
  const listeners = new Set<() => void>()
  let rows: readonly QueuedUpload[] = []
  let nextKey = 1

  const tell = () => {
    rows = [...held.values()].map(({ row }) => row)
    for (const listen of listeners) listen()
  }
  const change = (one: Held, patch: Partial<QueuedUpload>) => {
    one.row = { ...one.row, ...patch }
    tell()
  }
  const become = (one: Held, state: UploadState) => {
    one.samples = []
    change(one, { state, rate: null })
    pump()
  }

  const pump = () => {
    const running = [...held.values()].filter(({ row }) => row.state.type === 'running').length
    const waiting = [...held.values()].filter(({ row }) => row.state.type === 'waiting')
    for (const one of waiting.slice(0, Math.max(0, AT_ONCE - running))) {
      one.row = { ...one.row, state: { type: 'running' } }
      begin(one).catch((error: unknown) => become(one, failure(error)))
    }
    tell()
  }

  const begin = async (one: Held): Promise<void> => {
    one.upload ??= await prepareUpload(one)
    if (one.row.state.type === 'running') one.upload.start()
  }

  const prepareUpload = async (one: Held): Promise<Upload> => {
    const { Upload: TusUpload } = await import('tus-js-client')
    const { kind, airDate, bookingId } = one.row
    const filing = bookingId === null ? { kind, airDate } : { bookingId }
    const upload = new TusUpload(one.file, {
      endpoint: bookingId === null ? ENDPOINT : OWN_ENDPOINT,
      metadata: { filename: one.file.name, filetype: one.file.type, ...filing },
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(deps.headers())) request.setHeader(name, value)
      },
      onProgress: (sent) => {
        one.samples = withSample(one.samples, { at: deps.now(), sent })
        change(one, { sent, rate: rateOf(one.samples) })
      },
      onError: (error) => become(one, failure(error)),
      onSuccess: ({ lastResponse }) => finish(one, lastResponse.getHeader('nooncast-media-id') ?? null),
    })
    const before = (await upload.findPreviousUploads()).find(
      (each) => each.size === one.file.size && bookingOf(each) === bookingId,
    )
    // Without a date of ours the server goes by the file's name.
    if (before === undefined) one.told = { kind, airDate: airDate || (readName(one.file.name).airDate ?? '') }
    else upload.resumeFromPreviousUpload(before)
    return upload
  }

  const finish = (one: Held, mediaId: string | null) => {
    change(one, { sent: one.file.size })
    become(one, { type: 'done', mediaId })
    const { kind, airDate } = one.row
    if (mediaId !== null && one.row.bookingId === null && (one.told?.kind !== kind || one.told.airDate !== airDate))
      refile(one, mediaId)
    deps.onDone()
  }
  const refile = (one: Held, mediaId: string) => {
    const { kind, airDate } = one.row
    change(one, { unfiled: null })
    deps.refile(mediaId, { kind, airDate }).catch((error: unknown) => {
      // What was chosen since has its own answer.
      if (one.row.kind === kind && one.row.airDate === airDate) change(one, { unfiled: wordsOf(error) })
    })
  }

  const left = async (): Promise<readonly LeftUpload[]> => {
    const { defaultOptions } = await import('tus-js-client')
    const known = new Set([...held.values()].map(({ file }) => `${file.name} ${file.size}`))
    return (await defaultOptions.urlStorage.findAllUploads())
      .map((each) => ({
        ...{ key: each.urlStorageKey, name: nameOf(each), bytes: each.size },
        bookingId: bookingOf(each),
      }))
      .filter(({ name, bytes }) => !known.has(`${name} ${bytes}`))
  }

  return {
    list: () => rows,
    subscribe: (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    add: (files, bookingId = null) => {
      for (const file of files) {
        const facts = readName(file.name)
        const key = nextKey++
        const row: QueuedUpload = {
          ...{ key, name: file.name, bytes: file.size, sent: 0, rate: null, state: { type: 'waiting' }, unfiled: null },
          ...{ kind: facts.kind, airDate: facts.airDate ?? '', bookingId },
        }
        held.set(key, { row, file, upload: null, samples: [], told: null })
      }
      pump()
    },
    pause: (key) => {
      const one = held.get(key)
      if (one === undefined) return
      one.upload?.abort()
      become(one, { type: 'paused' })
    },
    resume: (key) => {
      const one = held.get(key)
      if (one !== undefined) become(one, { type: 'waiting' })
    },
    remove: (key) => {
      const one = held.get(key)
      held.delete(key)
      if (one !== undefined && one.row.state.type !== 'done') one.upload?.abort(true).catch(() => undefined)
      pump()
    },
    file: (key, filing) => {
      const one = held.get(key)
      if (one === undefined) return
      change(one, filing)
      const { state } = one.row
      if (state.type === 'done' && state.mediaId !== null) refile(one, state.mediaId)
    },
    left,
    forget: async (key) => {
      const { defaultOptions } = await import('tus-js-client')
      await defaultOptions.urlStorage.removeUpload(key)
      tell()
    },
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const bookingOf = ({ metadata }: PreviousUpload): string | null => metadata.bookingId ?? null
const nameOf = ({ metadata }: PreviousUpload): string => metadata.filename ?? ''

/** What the server answered when it would not take it, else what the network said. */
const failure = (error: unknown): UploadState => {
  const response = error instanceof Error && 'originalResponse' in error ? error.originalResponse : null
  const answer = answerOf(response)
  if (answer !== null) return { type: 'failed', message: answer.message, final: answer.status < 500 }
  return { type: 'failed', message: '', final: false }
}

const answerOf = (response: unknown): { readonly message: string; readonly status: number } | null => {
  if (typeof response !== 'object' || response === null) return null
  if (!('getBody' in response) || typeof response.getBody !== 'function') return null
  if (!('getStatus' in response) || typeof response.getStatus !== 'function') return null
  try {
    const body: unknown = JSON.parse(String(response.getBody()))
    return Check(ErrorAnswer, body) ? { message: body.message, status: Number(response.getStatus()) } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

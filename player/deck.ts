/**
 * One of the two decks: a <video> that is fed by Media Source Extensions from verified segments. Segments are whole,
 * equally long and known beforehand, so appending them needs no playlist.
 */
import type { Rendition } from '../protocol/media.ts'
import { segmentAt, segmentStart } from './agenda.ts'

export type DeckTrouble = 'unsupported' | 'segment-missing' | 'decoder' | 'timeout'

export class DeckFailure extends Error {
  readonly code: DeckTrouble
  constructor(code: DeckTrouble, detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'DeckFailure'
    this.code = code
  }
}

/** Reads a verified segment, wherever it is. */
export type ReadObject = (sha256: string, signal: AbortSignal) => Promise<ArrayBuffer>

export interface Deck {
  readonly video: HTMLVideoElement
  /**
   * Opens a programme, paused, with the frame at `positionMs` decoded.
   * @returns the position really reached; later than asked for when the programme's first picture is
   * @throws DeckFailure
   */
  load(rendition: Rendition, positionMs: number): Promise<number>
  /** Moves within the programme that is open; paused or not stays as it was. Like `load`. */
  seek(positionMs: number): Promise<number>
  /** Milliseconds into the programme. */
  position(): number
  /** Gives up the programme and its memory. */
  unload(): void
}

/** Held ahead of and behind the position: enough to outlast a network that hiccups, little enough for a TV's memory. */
const AHEAD_SEGMENTS = 5
const BEHIND_MS = 12_000
const PUMP_MS = 500
const LOAD_TIMEOUT_MS = 8000
/** A first picture that comes a little late (B-frames, audio priming) is waited for, not sought. */
const LARGEST_LATE_START_MS = 500

/** @param failed told of a decoder's error while a programme runs */
export const createDeck = (video: HTMLVideoElement, read: ReadObject, failed: (failure: DeckFailure) => void): Deck => {
  let open: { readonly feed: Feed; readonly end: AbortController } | null = null

  const unload = () => {
    open?.end.abort()
    open = null
    video.pause()
    video.removeAttribute('src')
    video.load()
  }
  video.addEventListener('error', () => {
    if (open !== null && video.error !== null)
      failed(new DeckFailure('decoder', `${video.error.code} ${video.error.message}`))
  })

  const seek = async (positionMs: number): Promise<number> => {
    if (open === null) throw new DeckFailure('timeout', 'nothing is open')
    const { feed, end } = open
    const reached = await feed.reach(positionMs)
    if (Math.abs(video.currentTime * 1000 - reached) > 0.5) video.currentTime = reached / 1000
    await decoded(video, end.signal)
    return video.currentTime * 1000
  }

  return {
    video,
    load: async (rendition, positionMs) => {
      unload()
      const end = new AbortController()
      const feed = await openFeed(video, rendition, read, end.signal)
      open = { feed, end }
      return seek(positionMs)
    },
    seek,
    position: () => video.currentTime * 1000,
    unload,
  }
}

interface Feed {
  /** Resolves with a position that is buffered: the one asked for, or the first picture just after it. */
  reach(positionMs: number): Promise<number>
}

const openFeed = async (
  video: HTMLVideoElement,
  rendition: Rendition,
  read: ReadObject,
  signal: AbortSignal,
): Promise<Feed> => {
  const type = `${rendition.width > 0 ? 'video' : 'audio'}/mp4; codecs="${rendition.codecs}"`
  if (!('MediaSource' in globalThis) || !MediaSource.isTypeSupported(type)) throw new DeckFailure('unsupported', type)
  const source = new MediaSource()
  const address = URL.createObjectURL(source)
  video.src = address
  await eventOf(source, 'sourceopen', signal)
  URL.revokeObjectURL(address)
  const buffer = source.addSourceBuffer(type)
  source.duration = segmentStart(rendition.segments, rendition.segments.length) / 1000
  await append(buffer, await read(rendition.init.sha256, signal), signal)

  const appended = new Set<number>()
  const missing = new Set<number>()
  let target = 0
  let pumping: Promise<void> = Promise.resolve()

  const wantedIndex = (): number | null => {
    const first = segmentAt(rendition.segments, target)
    const last = Math.min(rendition.segments.length - 1, first + AHEAD_SEGMENTS)
    for (let index = first; index <= last; index++) if (!appended.has(index) && !missing.has(index)) return index
    return null
  }

  const dropBehind = async (): Promise<void> => {
    const until = target - BEHIND_MS
    for (const index of [...appended])
      if (segmentStart(rendition.segments, index + 1) < until) {
        appended.delete(index)
        buffer.remove(
          segmentStart(rendition.segments, index) / 1000,
          segmentStart(rendition.segments, index + 1) / 1000,
        )
        await eventOf(buffer, 'updateend', signal)
      }
  }

  const pump = async (): Promise<void> => {
    for (let index = wantedIndex(); index !== null && !signal.aborted; index = wantedIndex()) {
      const segment = rendition.segments[index]
      if (segment === undefined) return
      const data = await readOrMiss(read, segment.sha256, signal)
      if (data === null) {
        missing.add(index)
        continue
      }
      await dropBehind()
      await append(buffer, data, signal)
      appended.add(index)
    }
    const finished = rendition.segments.length - 1
    if (appended.has(finished) && source.readyState === 'open' && !buffer.updating) source.endOfStream()
  }

  /** One pump at a time; a failed one is tried again by the next. */
  const pumped = (): Promise<void> => {
    pumping = pumping.then(pump, pump)
    return pumping
  }

  const timer = setInterval(() => {
    target = video.currentTime * 1000
    missing.clear()
    if (wantedIndex() !== null && source.readyState !== 'closed' && !signal.aborted)
      pumped().catch(() => clearIntervalWhenOver())
  }, PUMP_MS)
  const clearIntervalWhenOver = () => {
    if (signal.aborted || source.readyState === 'closed') clearInterval(timer)
  }
  signal.addEventListener('abort', () => clearInterval(timer))

  return {
    reach: async (positionMs) => {
      target = positionMs
      video.currentTime = positionMs / 1000
      missing.clear()
      const until = performance.now() + LOAD_TIMEOUT_MS
      const index = segmentAt(rendition.segments, positionMs)
      while (!appended.has(index)) {
        const round = pumped()
        if (missing.has(index)) throw new DeckFailure('segment-missing', `${index}`)
        await Promise.race([round, pause(100)])
        if (signal.aborted || performance.now() > until) throw new DeckFailure('timeout', `segment ${index}`)
      }
      return firstBuffered(buffer.buffered, positionMs)
    },
  }
}

/** The position itself when it is buffered, else the first buffered one just after it. */
const firstBuffered = (ranges: TimeRanges, positionMs: number): number => {
  for (let index = 0; index < ranges.length; index++) {
    const start = ranges.start(index) * 1000
    if (start <= positionMs && positionMs < ranges.end(index) * 1000) return positionMs
    if (positionMs < start && start - positionMs <= LARGEST_LATE_START_MS) return Math.ceil(start)
  }
  throw new DeckFailure('segment-missing', `nothing buffered at ${Math.round(positionMs)} ms`)
}

const readOrMiss = async (read: ReadObject, sha256: string, signal: AbortSignal): Promise<ArrayBuffer | null> => {
  try {
    return await read(sha256, signal)
  } catch (error) {
    if (signal.aborted) throw error
    return null
  }
}

const append = async (buffer: SourceBuffer, data: ArrayBuffer, signal: AbortSignal): Promise<void> => {
  const done = eventOf(buffer, 'updateend', signal)
  buffer.appendBuffer(data)
  await done
}

/** Waits until the frame at the position is decoded. */
const decoded = async (video: HTMLVideoElement, signal: AbortSignal): Promise<void> => {
  const until = performance.now() + LOAD_TIMEOUT_MS
  while (video.seeking || video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
    if (video.error !== null) throw new DeckFailure('decoder', `${video.error.code} ${video.error.message}`)
    if (signal.aborted || performance.now() > until) throw new DeckFailure('timeout', 'no frame')
    await pause(10)
  }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

const eventOf = (target: EventTarget, name: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const over = () => {
      target.removeEventListener(name, happened)
      reject(new DeckFailure('timeout', `${name} never came`))
    }
    const happened = () => {
      signal.removeEventListener('abort', over)
      resolve()
    }
    if (signal.aborted) return over()
    target.addEventListener(name, happened, { once: true })
    signal.addEventListener('abort', over, { once: true })
  })

/** Keeps the channels' slate current: made in the background after the start, and again when the school's name changes. */
import type { MediaManifest } from '../../protocol/media.ts'
import type { Runner } from '../media/runner.ts'
import type { Changes } from '../platform/changes.ts'
import type { Dispose } from '../platform/clock.ts'

export interface SlateKeeper {
  /** Null until it was made for the first time. */
  current(): MediaManifest | null
  start(): void
  stop(): void
}

export const createSlateKeeper = (deps: {
  readonly changes: Changes
  readonly log: { error(details: object, message: string): void }
  readonly schoolName: () => Promise<string>
  readonly make: (schoolName: string) => Promise<MediaManifest>
}): SlateKeeper => {
  let slate: MediaManifest | null = null
  let stopped = false
  let work: Promise<void> = Promise.resolve()
  let unsubscribe: Dispose = () => undefined
  const remake = () => {
    work = work.then(async () => {
      if (stopped) return
      try {
        slate = await deps.make(await deps.schoolName())
      } catch (error) {
        if (!stopped) deps.log.error({ err: error }, 'the slate for HLS clients could not be made')
      }
    })
  }
  return {
    current: () => slate,
    start: () => {
      remake()
      unsubscribe = deps.changes.subscribe(({ topic }) => topic === 'settings' && remake())
    },
    stop: () => {
      stopped = true
      unsubscribe()
    },
  }
}

/** A slate takes seconds; one that takes this long hangs. */
const LONGEST_MS = 180_000

/** Runs ffmpeg to its end. Rejects with what it wrote when it does not end well. */
export const ffmpegOf =
  (runner: Runner) =>
  async (args: readonly string[]): Promise<void> => {
    const result = await runner.run({ program: 'ffmpeg', args }, { timeoutMs: LONGEST_MS })
    if (result.type === 'done') return
    throw new Error(`ffmpeg ${result.type}${'stderr' in result ? `: ${result.stderr}` : ''}`)
  }

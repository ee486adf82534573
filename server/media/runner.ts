/**
 * Runs ffmpeg and ffprobe. argv comes in as data and is passed on untouched, without a shell. The only file that
 * knows fluent-ffmpeg (it is archived upstream): its spawner, its line rings, nothing of its command building.
 */
import { fileURLToPath } from 'node:url'
import Ffmpeg from 'fluent-ffmpeg'
import { instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'

/** What a step of a preparation runs. */
export interface Command {
  readonly program: 'ffmpeg' | 'ffprobe'
  readonly args: readonly string[]
}

export interface RunOptions {
  /** Longest run by the clock, milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Called with ffmpeg's position in its output, milliseconds, when argv has `-progress pipe:1`. */
  readonly onPosition?: (positionMs: number) => void
  /** Called with each line of standard output instead of keeping it. */
  readonly onLine?: (line: string) => void
}

export type RunResult =
  | { readonly type: 'done'; readonly stdout: string; readonly stderr: string }
  | { readonly type: 'failed'; readonly stderr: string }
  | { readonly type: 'timed-out'; readonly stderr: string }
  | { readonly type: 'cancelled' }

export type Run = (command: Command, options: RunOptions) => Promise<RunResult>

export interface Runner {
  readonly run: Run
  /** Ends every process it started and waits until they are gone. */
  stop(): Promise<void>
}

export interface Programs {
  readonly ffmpeg: string
  readonly ffprobe: string
}

/** So much of standard error is kept: enough for a summary with its cause. */
const STDERR_LINES = 40
/** A line of binary rubbish must not fill the memory. */
const LONGEST_LINE = 2000
/** ffprobe's facts of a file with 64 streams are below 1 MB. */
const MOST_STDOUT = 8_000_000

const LEASH = fileURLToPath(new URL('./leash.ts', import.meta.url))

interface LineRing {
  callback(listen: (line: string) => void): void
}
interface Child {
  readonly stdout: { setEncoding(encoding: 'utf8'): void } | null
  readonly stdin: { end(): void; on(event: 'error', listen: (error: Error) => void): void } | null
}
interface SpawnOptions {
  readonly captureStdout: boolean
  readonly detached: boolean
  readonly stdoutLines: number
  readonly windowsHide: boolean
}
declare module 'fluent-ffmpeg' {
  interface FfmpegCommand {
    _spawnFfmpeg(
      args: string[],
      options: SpawnOptions,
      started: (child: Child, stdout: LineRing, stderr: LineRing) => void,
      ended: (error: Error | null | undefined) => void,
    ): void
  }
}

export const createRunner = (programs: Programs, clock: Clock): Runner => {
  const running = new Map<Promise<RunResult>, () => void>()
  const run: Run = (command, options) => {
    const { result, end } = start(programs[command.program], command.args, options, clock)
    running.set(result, end)
    return result.finally(() => running.delete(result))
  }
  return {
    run,
    stop: async () => {
      for (const end of running.values()) end()
      await Promise.allSettled([...running.keys()])
    },
  }
}

type Ending = 'cancelled' | 'timed-out'

const start = (
  program: string,
  args: readonly string[],
  options: RunOptions,
  clock: Clock,
): { result: Promise<RunResult>; end: () => void } => {
  let ending: Ending | null = null
  let release = (): void => undefined
  const stop = (why: Ending) => {
    ending ??= why
    release()
  }
  const result = new Promise<RunResult>((resolve) => {
    if (options.signal?.aborted) return resolve({ type: 'cancelled' })
    const [output, errors] = [createOutput(options), createTail()]
    const command = Ffmpeg().setFfmpegPath(process.execPath)
    const cancel = () => stop('cancelled')
    const disposeTimer = clock.at(instant(clock.now() + options.timeoutMs), () => stop('timed-out'))
    options.signal?.addEventListener('abort', cancel)
    command._spawnFfmpeg(
      [LEASH, program, ...args],
      { captureStdout: true, detached: true, stdoutLines: 1, windowsHide: true },
      (child, stdout, stderr) => {
        release = () => letGo(child)
        child.stdout?.setEncoding('utf8')
        // A leash that is already gone can't be let go: the error says nothing new.
        child.stdin?.on('error', (error) => errors.add(error.message))
        stdout.callback(output.add)
        stderr.callback(errors.add)
        if (ending !== null) release()
      },
      (error) => {
        disposeTimer()
        options.signal?.removeEventListener('abort', cancel)
        resolve(outcome(ending, error ?? null, output.text(), errors.text()))
      },
    )
  })
  return { result, end: () => stop('cancelled') }
}

const outcome = (ending: Ending | null, error: Error | null, stdout: string, stderr: string): RunResult => {
  if (ending === 'cancelled') return { type: 'cancelled' }
  if (ending === 'timed-out') return { type: 'timed-out', stderr }
  if (error !== null) return { type: 'failed', stderr: stderr === '' ? error.message : stderr }
  return { type: 'done', stdout, stderr }
}

/** Closing the leash's input makes it kill its program and leave. */
const letGo = (child: Child): void => child.stdin?.end()

const createTail = () => {
  const lines: string[] = []
  return {
    add: (line: string) => {
      const cut = line.slice(0, LONGEST_LINE).trimEnd()
      if (cut === '') return
      lines.push(cut)
      if (lines.length > STDERR_LINES) lines.shift()
    },
    text: () => lines.join('\n'),
  }
}

const createOutput = (options: RunOptions) => {
  let kept = ''
  return {
    add: (line: string) => {
      if (options.onLine !== undefined) options.onLine(line)
      else if (options.onPosition !== undefined) {
        const position = /^out_time_us=(\d+)/.exec(line)?.[1]
        if (position !== undefined) options.onPosition(Number(position) / 1000)
      } else if (kept.length < MOST_STDOUT) kept += `${line}\n`
    },
    text: () => kept,
  }
}

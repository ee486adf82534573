/** The steps of a preparation: each a command that ends well, or ends the preparation with its reason. */
import type { ErrorCode } from '../../protocol/errors.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { PrepareRequest, PrepareResult, PrepareStep } from './prepare.ts'
import type { Command, Run, RunOptions } from './runner.ts'

/** Why a preparation ended early; thrown and caught inside a preparation alone. */
export class Ended extends Error {
  readonly result: Exclude<PrepareResult, { type: 'ready' }>
  constructor(result: Exclude<PrepareResult, { type: 'ready' }>) {
    super(result.type)
    this.result = result
  }
}
export const refused = (code: ErrorCode, params: TextParams = {}): Ended => new Ended({ type: 'refused', code, params })

/** Where each step ends, of the whole. */
export const STEP_ENDS = { examine: 0.04, listen: 0.14, encode: 0.9, subtitles: 0.92, measure: 0.97, store: 1 } as const
const STEPS: readonly PrepareStep[] = ['examine', 'listen', 'encode', 'subtitles', 'measure', 'store']

/** A damaged file may hang a demuxer: longest run of a step is ten minutes and this many times the programme. */
const PATIENCE = { leastMs: 600_000, timesLength: 10 } as const
const PROBE_MS = 60_000

export type Step = (
  step: PrepareStep,
  command: Command,
  seconds: number,
  onLine?: RunOptions['onLine'],
) => Promise<Said>
export interface Said {
  readonly stdout: string
  readonly stderr: string
}

export const createStep =
  (run: Run, request: PrepareRequest): Step =>
  async (step, command, seconds, onLine) => {
    const from = STEP_ENDS[STEPS[STEPS.indexOf(step) - 1] ?? 'examine'] * (step === 'examine' ? 0 : 1)
    request.onProgress({ step, fraction: from })
    const onPosition = (positionMs: number): void => {
      const done = seconds === 0 ? 0 : Math.min(1, positionMs / 1000 / seconds)
      request.onProgress({ step, fraction: from + done * (STEP_ENDS[step] - from) })
    }
    const result = await run(command, {
      timeoutMs: seconds === 0 ? PROBE_MS : PATIENCE.leastMs + seconds * 1000 * PATIENCE.timesLength,
      signal: request.signal,
      ...(onLine === undefined ? {} : { onLine }),
      ...(command.args.includes('-progress') ? { onPosition } : {}),
    })
    if (result.type === 'cancelled') throw new Ended({ type: 'cancelled' })
    if (result.type !== 'done') throw new Ended({ type: 'failed', stderr: result.stderr })
    return result
  }

/** A failure to read means that the file is damaged, not that we failed. */
export const orUnreadable = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof Ended && error.result.type === 'failed') throw refused('MEDIA_UNREADABLE')
    throw error
  }
}

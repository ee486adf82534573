/**
 * A thread of its own for one piece of work that nobody can vouch for, or that would hold up the server. Whatever becomes of
 * it (a throw in a callback, a loop, more memory than there is): the thread ends, the server goes on.
 */
import { Worker } from 'node:worker_threads'
import { instant } from '../../protocol/time.ts'
import type { Clock } from './clock.ts'

/** How a thread ended: by itself, by its deadline, by whoever began it, or by what it met. */
export type ThreadEnd = 'done' | 'late' | 'cancelled' | 'broken' | 'out-of-memory'

export interface ThreadOptions {
  /** Longest life by the clock, milliseconds. */
  readonly deadlineMs: number
  /** Most memory that its JavaScript may hold, megabytes. */
  readonly memoryMb?: number
  readonly signal?: AbortSignal
  /** Each message as it comes; not yet parsed. */
  readonly onMessage: (message: unknown) => void
}

/** Enough for a talk with a device. */
const MEMORY_MB = 48

/** Runs a file of ours with an order; done when the thread is gone. It sees no environment, and what it prints is dropped. */
export const runThread = (
  clock: Pick<Clock, 'now' | 'at'>,
  file: URL,
  order: unknown,
  { deadlineMs, memoryMb = MEMORY_MB, signal, onMessage }: ThreadOptions,
): Promise<ThreadEnd> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve('cancelled')
    const worker = new Worker(file, {
      workerData: order,
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    worker.stdout.resume()
    worker.stderr.resume()
    let end: ThreadEnd = 'done'
    const finish = (why: ThreadEnd) => {
      if (end === 'done') end = why
      worker.terminate().catch(() => undefined)
    }
    const cancel = () => finish('cancelled')
    signal?.addEventListener('abort', cancel)
    const disposeTimer = clock.at(instant(clock.now() + deadlineMs), () => finish('late'))
    worker.on('message', (message: unknown) => {
      if (end === 'done') onMessage(message)
    })
    worker.on('error', (error) => {
      finish(Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'broken')
    })
    worker.on('exit', () => {
      disposeTimer()
      signal?.removeEventListener('abort', cancel)
      resolve(end)
    })
  })

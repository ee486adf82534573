/**
 * The press: papers are made one after the other, each in a thread that is gone afterwards. The server's own loop (the noon,
 * the sockets) never waits for one, and a paper that can't be made harms nothing but itself (ADR 034).
 */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { runThread } from '../platform/thread.ts'
import { createTurns } from '../platform/turns.ts'
import type { PaperOrder } from './order.ts'

export interface PressLimits {
  /** Longest making of one paper, milliseconds. */
  readonly deadlineMs: number
  /** Most memory of one, megabytes. */
  readonly memoryMb: number
  /** Papers under way and waiting. */
  readonly most: number
}

/** 480 labels, the most at a time, take 3 s and do with 96 MB; a busy machine is several times slower. */
const LIMITS: PressLimits = { deadlineMs: 60_000, memoryMb: 256, most: 8 }

const THREAD = new URL('./press-thread.ts', import.meta.url)

const Printed = Type.Object({ type: Type.Literal('printed'), pdf: Type.Unsafe<Uint8Array>(Type.Any()) })
const Failed = Type.Object({ type: Type.Literal('failed'), reason: Type.String() })

export interface PressDeps {
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly log: { error(details: object, message: string): void }
  readonly limits?: Partial<PressLimits>
}

export type Press = ReturnType<typeof createPress>

export const createPress = ({ clock, log, limits }: PressDeps) => {
  const { deadlineMs, memoryMb, most } = { ...LIMITS, ...limits }
  const turn = createTurns(1)
  const stopped = new AbortController()
  const underWay = new Set<Promise<Buffer>>()

  const make = async (order: PaperOrder): Promise<Buffer> => {
    let answer: unknown = null
    const onMessage = (message: unknown) => {
      answer ??= message
    }
    const end = await runThread(clock, THREAD, order, { deadlineMs, memoryMb, signal: stopped.signal, onMessage })
    if (Value.Check(Printed, answer) && answer.pdf instanceof Uint8Array)
      return Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength)
    if (end === 'cancelled') throw new Failure('PAPERS_MANY')
    log.error(
      { kind: order.kind, end, reason: Value.Check(Failed, answer) ? answer.reason : '' },
      'a paper was not made',
    )
    throw new Failure(end === 'late' || end === 'out-of-memory' ? 'PAPER_TOO_LARGE' : 'PAPER_FAILED')
  }

  return {
    /** @throws Failure PAPERS_MANY, PAPER_TOO_LARGE, PAPER_FAILED */
    print: async (order: PaperOrder): Promise<Buffer> => {
      if (underWay.size >= most) throw new Failure('PAPERS_MANY')
      const made = turn(() => make(order))
      underWay.add(made)
      return made.finally(() => underWay.delete(made))
    },

    /** Ends what is being made; done when no thread is left. Nothing is made afterwards. */
    stop: async (): Promise<void> => {
      stopped.abort()
      await Promise.allSettled(underWay)
    },
  }
}

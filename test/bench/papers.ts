/** What the server's loop feels while a paper is printed: by the press, and by the same printing on the loop itself. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { sheetOf } from '../../protocol/label-sheet.ts'
import { type PaperOrder, paperOf } from '../../server/papers/order.ts'
import { createPress } from '../../server/papers/press.ts'
import { printPaper } from '../../server/papers/printing.ts'
import { createClock } from '../../server/platform/clock.ts'
import type { Bench, BenchRow } from './bench.ts'

const LABELS = 480
/** A TV's questions about the time are answered on this loop: so late one of them may be, milliseconds. */
const TARGET_P99_MS = 20
const TARGET_MAX_MS = 100
/** Before and after, so that the first and the last delay are seen. */
const AROUND_MS = 100

const labels = (count: number): PaperOrder => {
  const sheet = sheetOf('A4-40')
  if (sheet === null) throw new Error('no sheet')
  const devices = Array.from({ length: count }, (_, index) => ({
    label: `CDFGH${String(index).padStart(3, '0')}`,
    name: `電視 ${index}`,
    room: `${101 + (index % 70)} 教室`,
    propertyNumber: `3140101-03-${String(index).padStart(6, '0')}`,
  }))
  const of = {
    devices,
    sheet,
    startAt: 1,
    frames: false,
    address: 'http://192.168.10.20:8080',
    language: 'zh-TW',
  } as const
  return { kind: 'labels', of }
}

interface Felt {
  readonly p99: number
  readonly max: number
  readonly took: number
}

/** Delays of the loop while something is made, beyond the timer's own step of a millisecond; milliseconds. */
const feel = async (make: () => Promise<unknown>): Promise<Felt> => {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  await pause(AROUND_MS)
  const begun = performance.now()
  await make()
  const took = performance.now() - begun
  await pause(AROUND_MS)
  delays.disable()
  return { p99: delays.percentile(99) / 1e6, max: delays.max / 1e6, took }
}

const row = (what: string, ours: number, peer: number, most: number | null): BenchRow => ({
  ...{ what, ours, peer, ratio: peer / ours, unit: 'ms' },
  ...(most === null ? { target: '', met: null } : { target: `≤ ${most} ms`, met: ours <= most }),
})

export const bench: Bench = {
  name: 'papers',
  run: async () => {
    const press = createPress({ clock: createClock(), log: console })
    const byPress = (count: number) => feel(() => press.print(labels(count)))
    const onLoop = (count: number) => feel(() => printPaper(paperOf(labels(count))))
    // Once each for what is read and compiled only once.
    await byPress(1)
    await onLoop(1)
    const one = { ours: await byPress(1), peer: await onLoop(1) }
    const many = { ours: await byPress(LABELS), peer: await onLoop(LABELS) }
    await press.stop()
    return [
      row(`loop's delay while ${LABELS} labels are made, p99`, many.ours.p99, many.peer.p99, TARGET_P99_MS),
      row('the same, the longest', many.ours.max, many.peer.max, TARGET_MAX_MS),
      row(`until ${LABELS} labels are there`, many.ours.took, many.peer.took, null),
      row('until one label is there', one.ours.took, one.peer.took, null),
    ]
  },
}

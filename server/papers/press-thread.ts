/** One paper, described and printed in a thread of its own. Its first message is the PDF, or what went wrong; and the last. */
import { parentPort, workerData } from 'node:worker_threads'
import { type PaperOrder, paperOf } from './order.ts'
import { printPaper } from './printing.ts'

/** Made by `press.ts`, which takes nothing else. */
const isOrder = (value: unknown): value is PaperOrder => typeof value === 'object' && value !== null && 'kind' in value

const print = async () => {
  if (!isOrder(workerData)) throw new Error('no order')
  const pdf = new Uint8Array(await printPaper(paperOf(workerData)))
  parentPort?.postMessage({ type: 'printed', pdf }, [pdf.buffer])
}

await print().catch((error: unknown) => {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  parentPort?.postMessage({ type: 'failed', reason })
})

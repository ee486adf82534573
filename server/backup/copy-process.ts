/**
 * A process of its own for one copy: it may be ended at any instant, it gives way to everything else, and neither
 * SQLite nor gzip ever stands in the way of the server's event loop.
 */
import { constants, setPriority } from 'node:os'
import { Value } from 'typebox/value'
import type { CopyNews } from './backups.ts'
import { CopyOrder, CopyTrouble, makeCopy } from './make-copy.ts'

const tell = (news: CopyNews): Promise<void> =>
  new Promise((done) => (process.send === undefined ? done() : process.send(news, () => done())))

process.once('disconnect', () => process.exit(1)) // the server is gone
try {
  setPriority(constants.priority.PRIORITY_LOW)
} catch {
  // Not every system lets a process be modest; the copy is right all the same.
}
try {
  const order = Value.Parse(CopyOrder, JSON.parse(process.argv[2] ?? ''))
  await makeCopy(order, (step) => void tell({ type: 'step', step }))
  await tell({ type: 'done' })
} catch (error) {
  await tell({
    type: 'failed',
    code: error instanceof CopyTrouble ? error.code : 'unexpected',
    message: String(error),
  })
}
process.disconnect?.()

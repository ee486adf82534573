/**
 * A process to be killed: `node hanging-migration.ts FILE DIRECTORY N` migrates FILE, stops for ever at the N-th time
 * that the clock is read, and says so. It is read twice for each migration: before its SQL and, still inside the
 * transaction, after it.
 */
import { writeSync } from 'node:fs'
import { createClock } from '../../server/platform/clock.ts'
import { migrate } from '../../server/platform/migrations.ts'

const [file = '', directory = '', stop = ''] = process.argv.slice(2)
const clock = createClock()
let reads = 0
migrate(
  file,
  {
    ...clock,
    now: () => {
      reads++
      if (reads === Number(stop)) {
        writeSync(1, 'stopped')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      }
      return clock.now()
    },
  },
  directory,
)

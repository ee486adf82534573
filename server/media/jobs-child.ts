/**
 * A process of a test's own that prepares slowly, to be killed in the middle: `node jobs-child.ts <database> <folder>
 * <lines>`. Each preparation writes half its work, says so on standard output, and only then finishes; with `lines` 0
 * it never does.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { createChanges } from '../platform/changes.ts'
import { createClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'
import { createJobs } from './jobs.ts'
import { someResult } from './media-fixture.ts'

const [databaseUrl = '', mediaDir = '', steps = '0'] = process.argv.slice(2)
// A test that dies leaves nothing behind: its end of the pipe closes.
process.stdin.on('end', () => process.exit(1)).resume()

const quiet = () => undefined
const clock = createClock()
const database = await openDatabase(databaseUrl, clock)
const changes = createChanges()
changes.subscribe((change) => process.stdout.write(`changed ${change.topic}\n`))
const jobs = createJobs({
  database,
  clock,
  changes,
  mediaDir,
  settings: async () => DEFAULT_SETTINGS,
  log: { info: quiet, warn: quiet, error: quiet },
  prepare: async ({ mediaId, folder, onProgress }) => {
    await writeFile(join(folder, 'half'), mediaId)
    onProgress({ step: 'encode', fraction: 0.5 })
    process.stdout.write(`working ${mediaId}\n`)
    if (steps === '0') await new Promise(() => clock.every(1000, () => undefined))
    return someResult(mediaId)
  },
})
await jobs.start()

/** Runs every test, or those whose path contains a word: `npm test -- server/schedule`. */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Value } from 'typebox/value'
import { settle, summarise, summaryLine, TestReport, type TestSummary } from './test-summary.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The same on every machine, so that a run can be trusted to repeat; `NOONCAST_SEED=random` looks further. */
const USUAL_SEED = '20261123'
const wanted = process.env.NOONCAST_SEED || USUAL_SEED
const seed = wanted === 'random' ? String(randomInt(1, 2 ** 31)) : wanted
console.log(`seed of the property tests: NOONCAST_SEED=${seed}`)

const readSummary = (file: string): TestSummary =>
  existsSync(file)
    ? summarise(Value.Parse(TestReport, JSON.parse(readFileSync(file, 'utf8'))))
    : { passed: 0, failed: 0, skipped: 0 }

const folder = await mkdtemp(join(tmpdir(), 'nooncast-tests-'))
const report = join(folder, 'report.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const child = spawn(
  process.execPath,
  [
    vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--silent=passed-only',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, NOONCAST_SEED: seed } },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
const code = await new Promise<number | null>((done, fail) => {
  child.once('error', fail)
  child.once('close', done)
})
const summary = settle(readSummary(report), code)
await rm(folder, { recursive: true, force: true })
console.log(summaryLine(summary))
process.exitCode = summary.failed === 0 ? 0 : 1

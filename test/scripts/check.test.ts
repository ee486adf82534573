import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The whole tree is read by three programs at once, beside another worker's tests. */
const TIMEOUT_MS = 120_000

test('types, lint, format, import cycles and migrations hold (npm run check)', { timeout: TIMEOUT_MS }, () => {
  const check = spawnSync(process.execPath, ['scripts/check.ts'], { cwd: root, encoding: 'utf8', timeout: TIMEOUT_MS })
  expect({ code: check.status, said: check.stderr.trim() }).toEqual({ code: 0, said: '' })
})

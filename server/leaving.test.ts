import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test/temporary.ts'

const CHILD = join(import.meta.dirname, '../test/leaving-child.ts')
const ended = async (...args: readonly string[]): Promise<unknown> => {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: 'ignore' })
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000)
  const [code, signal] = await once(child, 'exit')
  clearTimeout(tooLong)
  return code ?? signal
}

it('a process leaves with 0, and while a file operation hangs as it was asked to, instead of never', async () => {
  const folder = await temporaryFolder()
  try {
    const pipe = join(folder.path, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await Promise.all([ended(), ended(pipe)])).toEqual([0, 'SIGTERM'])
  } finally {
    await folder.remove()
  }
})

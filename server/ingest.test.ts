import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test/temporary.ts'

const INGEST = fileURLToPath(new URL('./ingest.ts', import.meta.url))

const ingest = (mediaDir: string, args: readonly string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, MEDIA_DIR: mediaDir }
    execFile(process.execPath, [INGEST, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr })
    })
  })

it('copies a file into the inbox, never over another, and says so', async () => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, '20261123 午間新聞.mp4')
  await writeFile(file, 'news')
  const mediaDir = join(folder.path, 'media')
  const first = await ingest(mediaDir, [file])
  expect(first.code).toBe(0)
  expect(first.said).toContain('[news 2026-11-23] 20261123 午間新聞.mp4')
  expect((await ingest(mediaDir, [file])).code).toBe(0)
  const inbox = join(mediaDir, 'inbox')
  expect((await readdir(inbox)).sort()).toEqual([
    '[news 2026-11-23] 20261123 午間新聞 (2).mp4',
    '[news 2026-11-23] 20261123 午間新聞.mp4',
  ])
  expect(await readFile(join(inbox, '[news 2026-11-23] 20261123 午間新聞.mp4'), 'utf8')).toBe('news')
  expect(await readFile(file, 'utf8')).toBe('news')
})

it('ends with 2 when the asking is wrong and with 1 when the file is', async () => {
  await using folder = await temporaryFolder()
  const mediaDir = join(folder.path, 'media')
  await writeFile(join(folder.path, 'empty.mp4'), '')
  await mkdir(join(folder.path, 'folder'))
  expect(await ingest(mediaDir, [])).toMatchObject({ code: 2, said: expect.stringContaining('npm run ingest') })
  for (const name of ['missing.mp4', 'empty.mp4', 'folder'])
    expect((await ingest(mediaDir, [join(folder.path, name)])).code, name).toBe(1)
})

import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary.ts'
import { objectPath } from './segments-cache.ts'
import { makeSlate } from './slate.ts'

const execute = promisify(execFile)

test('C5 the slate is a minute of whole segments from 0 on, made once and again for another name', async () => {
  await using folder = await temporaryFolder()
  let runs = 0
  const run = async (args: readonly string[]): Promise<void> => {
    runs++
    await execute('ffmpeg', [...args])
  }
  const deps = { mediaDir: folder.path, run }
  const slate = await makeSlate(deps, "臺中一中: O'Brien, [A]; 100%")
  expect(slate.renditions.map((one) => [one.name, one.segments.length])).toEqual([
    ['720p', 15],
    ['360p', 15],
  ])
  const rendition = slate.renditions[1]
  const parts = [rendition?.init, ...(rendition?.segments ?? [])].flatMap((one) => (one === undefined ? [] : [one]))
  const contents = await Promise.all(parts.map((one) => readFile(objectPath(folder.path, one.sha256))))
  const whole = join(folder.path, 'whole.mp4')
  await writeFile(whole, Buffer.concat(contents))
  const entries = 'stream=codec_type,start_time:packet=stream_index,pts_time'
  const { stdout } = await execute('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'csv', whole])
  const picture = stdout.split('\n').filter((line) => line.startsWith('packet,0,'))
  expect(picture.length).toBe(1800)
  expect(picture[0]).toMatch(/^packet,0,0\.000000/)
  expect(stdout.match(/stream,video,0\.000000/)).not.toBeNull()

  expect(await makeSlate(deps, "臺中一中: O'Brien, [A]; 100%")).toEqual(slate)
  expect(runs).toBe(1)
  expect((await makeSlate(deps, '別的學校')).revision).not.toBe(slate.revision)
  expect(runs).toBe(2)
})

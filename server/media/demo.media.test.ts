import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { schoolDate } from '../../protocol/time.ts'
import { temporaryFolder } from '../../test/temporary.ts'
import { createClock } from '../platform/clock.ts'
import { demoProgrammes } from './demo.ts'
import { caption } from './drawn.ts'
import { createRunner } from './runner.ts'
import { findTools } from './tools.ts'

it('makes programmes that are what they say', async () => {
  await using folder = await temporaryFolder()
  const tools = await findTools({
    ffmpegPath: process.env.FFMPEG_PATH ?? null,
    ffprobePath: process.env.FFPROBE_PATH ?? null,
  })
  const { run, stop } = createRunner(tools, createClock())
  const programmes = await demoProgrammes(run, folder.path, [schoolDate('2026-11-23')])
  expect(programmes.map(({ title, kind, series }) => [title, kind, series])).toEqual([
    ['示範新聞 2026-11-23', 'news', undefined],
    ['示範影片 第一集', 'film', '示範影片'],
    ['示範影片 第二集', 'film', '示範影片'],
    ['示範英聽', 'listening', undefined],
  ])
  const lengths: number[] = []
  for (const { file } of programmes) {
    const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]
    const result = await run({ program: 'ffprobe', args }, { timeoutMs: 20_000 })
    lengths.push(result.type === 'done' ? Math.round(Number(result.stdout)) : Number.NaN)
  }
  expect(lengths).toEqual([90, 1200, 1200, 180])
  expect(await readdir(folder.path)).toHaveLength(4)
  await stop()
})

it('writes words and clock as one filter, a drive’s colon escaped', () => {
  expect(caption('示範 1', 'C:/f.ttc')).toBe(
    "drawtext=fontfile='C\\:/f.ttc':text='示範 1':fontsize=36:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=10:x=(w-text_w)/2:y=h*0.2," +
      "drawtext=fontfile='C\\:/f.ttc':text='%{pts\\:hms}':fontsize=64:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=10:x=(w-text_w)/2:y=h*0.5",
  )
})

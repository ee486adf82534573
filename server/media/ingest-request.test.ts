import { describe, expect, it } from 'vitest'
import { readIngest } from './ingest-request.ts'

describe('npm run ingest', () => {
  it.each([
    [['20261123 午間新聞.mp4'], '[news 2026-11-23] 20261123 午間新聞.mp4'],
    [
      ['/usb/clip.MOV', '--kind', 'news', '--date', '2026-11-23', '--title', '午間新聞'],
      '[news 2026-11-23] 午間新聞.MOV',
    ],
    [['--kind=film', '海角七號.mkv'], '[film] 海角七號.mkv'],
    [['20261123 news.mp4', '--date=2026-11-24'], '[news 2026-11-24] 20261123 news.mp4'],
    [['clip'], '[other] clip'],
    [['clip.tmp'], '[other] clip'],
  ])('%j goes in as %s', (argv, name) => {
    expect(readIngest(argv)).toMatchObject({ type: 'copy', name })
  })

  it.each([
    [[], 'FILE'],
    [['a.mp4', 'b.mp4'], 'b.mp4'],
    [['a.mp4', '--kind', 'opera'], '--kind opera'],
    [['a.mp4', '--date', '2026-02-30'], '--date 2026-02-30'],
    [['a.mp4', '--date'], '--date'],
    [['a.mp4', '--loud'], '--loud'],
  ])('%j is wrong: %s', (argv, problem) => {
    expect(readIngest(argv)).toEqual({ type: 'wrong', problem })
  })
})

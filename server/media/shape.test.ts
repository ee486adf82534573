import { expect, test } from 'vitest'
import { framesPerSecond, rungsOf, tilesOf } from './shape.ts'
import type { PictureFacts } from './source.ts'

const picture = (facts: Partial<PictureFacts>): PictureFacts => ({
  index: 0,
  codec: 'h264',
  profile: 'High',
  level: 41,
  pixelFormat: 'yuv420p',
  width: 1920,
  height: 1080,
  rotation: 0,
  pixelShape: 1,
  interlaced: false,
  hdr: false,
  matrix: 'bt709',
  averageFps: 30,
  realFps: 30,
  startSeconds: 0,
  ...facts,
})
const sizes = (facts: Partial<PictureFacts>) => rungsOf(picture(facts)).map((rung) => [rung.width, rung.height])

test('rungs keep the shape, fit their box, are even and never larger than the source', () => {
  expect(sizes({})).toEqual([
    [1280, 720],
    [640, 360],
  ])
  expect(sizes({ rotation: 90 })).toEqual([
    [406, 720],
    [202, 360],
  ])
  expect(sizes({ width: 720, height: 480, pixelShape: 8 / 9 })).toEqual([
    [640, 480],
    [480, 360],
  ])
  expect(sizes({ width: 321, height: 241 })).toEqual([
    [322, 242],
    [322, 242],
  ])
  expect(sizes({ width: 4096, height: 1716 })).toEqual([
    [1280, 536],
    [640, 268],
  ])
})

test('frame rates that fill two seconds with whole frames', () => {
  const rates = [24000 / 1001, 24, 25, 50, 30000 / 1001, 60, 12, 0]
  expect(rates.map((averageFps) => framesPerSecond(picture({ averageFps })))).toEqual([24, 24, 25, 25, 30, 30, 30, 30])
})

test('thumbnails: at most a hundred on a sheet', () => {
  const shape = { width: 1280, height: 720 }
  expect(tilesOf(8, shape)).toEqual({ everySeconds: 2, columns: 4, rows: 1, width: 160, height: 90 })
  expect(tilesOf(3600, shape)).toEqual({ everySeconds: 36, columns: 10, rows: 10, width: 160, height: 90 })
  expect(tilesOf(44, { width: 404, height: 720 })).toEqual({
    everySeconds: 2,
    columns: 10,
    rows: 3,
    width: 50,
    height: 90,
  })
})

/** Sizes and frame rates of what a picture becomes. */
import type { PictureFacts } from './source.ts'

export interface Rung {
  readonly name: '720p' | '360p'
  readonly width: number
  readonly height: number
  /** H.264 level (ITU-T H.264 table A-1): 720p30 needs 3.1, 360p30 needs 3.0. */
  readonly level: '3.1' | '3.0'
  /** Constant quality of x264, and the bit rate it may not exceed, kb/s. */
  readonly crf: number
  readonly maxKbps: number
}

const LADDER = [
  { name: '720p', width: 1280, height: 720, level: '3.1', crf: 21, maxKbps: 3000 },
  { name: '360p', width: 640, height: 360, level: '3.0', crf: 23, maxKbps: 800 },
] as const satisfies readonly Rung[]

/** Upright size in square pixels. */
export const displaySize = (picture: PictureFacts): { width: number; height: number } => {
  const [width, height] = [picture.width * picture.pixelShape, picture.height]
  return picture.rotation % 180 === 0 ? { width, height } : { width: height, height: width }
}

/** 4:2:0 needs even sides; nothing below 16 is a picture (a macroblock). */
const even = (size: number): number => Math.max(16, 2 * Math.round(size / 2))

/** The two rungs: the source's shape, fitted into 1280×720 and 640×360, never enlarged. */
export const rungsOf = (picture: PictureFacts): readonly [Rung, Rung] => {
  const size = displaySize(picture)
  const shrink = <R extends Rung>(rung: R): Rung => {
    const scale = Math.min(1, rung.width / size.width, rung.height / size.height)
    return { ...rung, width: even(size.width * scale), height: even(size.height * scale) }
  }
  return [shrink(LADDER[0]), shrink(LADDER[1])]
}

/** 24 and 25 stay, 50 halves to 25, everything else becomes 30: whole frames in 2 s, at most 30. */
export const framesPerSecond = (picture: PictureFacts): 24 | 25 | 30 => {
  const rate = picture.averageFps || picture.realFps
  if (Math.abs(rate - 24) < 0.1) return 24
  return Math.abs(rate - 25) < 0.1 || Math.abs(rate - 50) < 0.2 ? 25 : 30
}

export interface Tiles {
  readonly everySeconds: number
  readonly columns: number
  readonly rows: number
  readonly width: number
  readonly height: number
}

const MOST_TILES = 100
const COLUMNS = 10
const TILE_HEIGHT = 90

/** One sheet of at most 100 pictures, 2 s or more apart. @param seconds the programme with its padding */
export const tilesOf = (seconds: number, shape: { width: number; height: number }): Tiles => {
  const everySeconds = Math.max(2, Math.ceil(seconds / MOST_TILES))
  const count = Math.ceil(seconds / everySeconds)
  return {
    everySeconds,
    columns: Math.min(COLUMNS, count),
    rows: Math.ceil(count / COLUMNS),
    width: even((TILE_HEIGHT * shape.width) / shape.height),
    height: TILE_HEIGHT,
  }
}

/** What a preparation writes into its folder: the rungs, the stills, the subtitles and the waveform. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SEGMENT_MS } from '../../protocol/media.ts'
import { duration } from '../../protocol/time.ts'
import { type CardWords, encodeCommand, encodeSoundCommand, filterPath, type Recipe, THUMBNAILS } from './arguments.ts'
import { CJK_FONTS, firstPresent } from './fonts.ts'
import type { Lengths, Track } from './length.ts'
import { type Loudness, measureCommand, parseLoudness } from './loudness.ts'
import { type Packaged, writeJson } from './manifest.ts'
import type { PrepareDeps } from './prepare.ts'
import { Ended, type Step } from './prepare-steps.ts'
import { isConformant, remuxCommand, stillsCommand } from './remux.ts'
import { rungsOf, tilesOf } from './shape.ts'
import { hasCues, subtitleCommand } from './subtitles.ts'
import { parseWaveform, stretchMs } from './waveform.ts'

export interface Made extends Pick<Packaged, 'rungs' | 'thumbnails'> {
  readonly damaged: boolean
}

export const encode = async (
  deps: PrepareDeps,
  step: Step,
  recipe: Recipe,
  tracks: ReadonlyMap<number, Track>,
  lengths: Lengths,
  title: string,
): Promise<Made> => {
  const { picture } = recipe.source
  const seconds = (recipe.segments * SEGMENT_MS) / 1000
  if (picture === null) {
    const words = await writeWords(deps, recipe, title)
    const { stderr } = await step('encode', encodeSoundCommand(recipe, words), seconds)
    const rungs = [
      { name: 'audio', width: 0, height: 0 },
      { name: '360p', width: 640, height: 360 },
    ] as const
    return { rungs, thumbnails: null, damaged: isDamaged(stderr) }
  }
  const rungs = rungsOf(picture).map(({ name, width, height }) => ({ name, width, height }))
  const tiles = tilesOf(seconds, rungs[0] ?? picture)
  const { everySeconds, ...layout } = tiles
  const thumbnails = { file: THUMBNAILS, everyMs: duration(everySeconds * 1000), ...layout }
  const own = tracks.get(picture.index)
  const holds = lengths.picture !== null && Math.abs(lengths.programme - lengths.picture) < 0.001
  if (own !== undefined && holds && isConformant(recipe.source, picture, own)) {
    const { stderr } = await step('encode', remuxCommand(recipe, picture, own), seconds)
    await step('encode', stillsCommand(recipe, picture, tiles), seconds)
    const { width, height } = picture
    return { rungs: [{ name: '720p', width, height }], thumbnails, damaged: isDamaged(stderr) }
  }
  const options = { toneMapping: deps.toneMapping ?? false }
  const { stderr } = await step('encode', encodeCommand(recipe, picture, tiles, options), seconds)
  return { rungs, thumbnails, damaged: isDamaged(stderr) }
}

const isDamaged = (stderr: string): boolean => /error while decoding|Invalid data|corrupt|concealing/i.test(stderr)

const TITLE = 'title.txt'
const writeWords = async (deps: PrepareDeps, recipe: Recipe, title: string): Promise<CardWords | null> => {
  const font = await firstPresent(deps.fonts ?? CJK_FONTS)
  if (font === null) return null
  const file = join(recipe.folder, TITLE)
  await writeFile(file, title)
  return { font, file }
}

export const writeSubtitles = async (
  step: Step,
  recipe: Recipe,
  seconds: number,
): Promise<{ made: Packaged['subtitles']; skipped: number }> => {
  const made: { file: string; language: string; name: string }[] = []
  for (const subtitle of recipe.source.subtitles) {
    const file = `subtitles-${subtitle.streamIndex}.vtt`
    try {
      await step('subtitles', subtitleCommand(recipe.source, subtitle, join(recipe.folder, file)), seconds)
    } catch (error) {
      if (error instanceof Ended && error.result.type === 'failed') continue
      throw error
    }
    const name = subtitle.title || subtitle.language
    if (hasCues(await readFile(join(recipe.folder, file), 'utf8')))
      made.push({ file, language: subtitle.language, name })
  }
  return { made, skipped: recipe.source.subtitles.length - made.length }
}

export const WAVEFORM = 'waveform.json'
const SAMPLES_PER_MS = 48

/** What came out, not what was meant to. */
export const measure = async (step: Step, folder: string, durationMs: number, rung: string): Promise<Loudness> => {
  const peaks = join(folder, 'peaks.txt')
  const playlist = join(folder, `${rung}.m3u8`)
  const command = measureCommand(playlist, filterPath(peaks), stretchMs(durationMs) * SAMPLES_PER_MS)
  const { stderr } = await step('measure', command, durationMs / 1000)
  await writeJson(folder, WAVEFORM, parseWaveform(await readFile(peaks, 'utf8'), durationMs))
  return parseLoudness(stderr) ?? { type: 'silent' }
}

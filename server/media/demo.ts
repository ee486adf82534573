/** The demo school's programmes, made by ffmpeg: plainly a demonstration, cheap to make, and good to look at clocks by. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaKind } from '../../protocol/media.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { caption, DRAWN_RATE, draw, encoding, QUIETLY, source } from './drawn.ts'
import { CJK_FONTS, firstPresent } from './fonts.ts'
import type { Run } from './runner.ts'

export interface DemoProgramme {
  /** Absolute; the caller's to move or remove. */
  readonly file: string
  readonly title: string
  readonly kind: MediaKind
  readonly airDate: SchoolDate | null
  /** Title of the series it is a part of; parts come in order. */
  readonly series?: string
}

const NEWS_SECONDS = 90
const EPISODE_SECONDS = 20 * 60
/** Of an episode this much is encoded and then repeated. */
const LOOP_SECONDS = 20
const LISTENING_SECONDS = 180
const SERIES = '示範影片'

/**
 * Makes a news programme for each date, a film in two episodes, and a listening recording.
 * @param folder made if need be
 * @param fonts files with Chinese letters, in the order to be tried
 * @throws Error with ffmpeg's last words
 */
export const demoProgrammes = async (
  run: Run,
  folder: string,
  dates: readonly SchoolDate[],
  fonts: readonly string[] = CJK_FONTS,
): Promise<readonly DemoProgramme[]> => {
  await mkdir(folder, { recursive: true })
  const font = await firstPresent(fonts)
  const programmes: DemoProgramme[] = []
  for (const date of dates) {
    const file = join(folder, `news-${date}.mp4`)
    const words = font === null ? `DEMO NEWS ${date}` : `示範新聞 ${date}`
    await draw(run, newsArguments(file, caption(words, font)), newsArguments(file, null))
    programmes.push({ file, title: `示範新聞 ${date}`, kind: 'news', airDate: date })
  }
  for (const [index, part] of ['第一集', '第二集'].entries()) {
    const loop = join(folder, `loop-${index + 1}.mp4`)
    const file = join(folder, `film-${index + 1}.mp4`)
    const words = font === null ? `DEMO FILM ${index + 1}` : `${SERIES} ${part}`
    const tone = index === 0 ? 220 : 330
    await draw(run, loopArguments(loop, tone, caption(words, font)), loopArguments(loop, tone, null))
    await draw(run, repeatArguments(loop, file))
    await rm(loop)
    programmes.push({ file, title: `${SERIES} ${part}`, kind: 'film', airDate: null, series: SERIES })
  }
  const file = join(folder, 'listening.m4a')
  await draw(run, listeningArguments(file))
  programmes.push({ file, title: '示範英聽', kind: 'listening', airDate: null })
  return programmes
}

/** A running clock, and a beep of a tenth of a second on each second. */
const newsArguments = (file: string, words: string | null): readonly string[] => [
  ...QUIETLY,
  ...source(`smptebars=size=640x360:rate=${DRAWN_RATE}`),
  ...source('aevalsrc=0.4*sin(2*PI*1000*t)*lt(mod(t\\,1)\\,0.1):sample_rate=48000'),
  ...(words === null ? [] : ['-vf', words]),
  ...['-t', String(NEWS_SECONDS)],
  ...encoding(file),
]

const loopArguments = (file: string, tone: number, words: string | null): readonly string[] => [
  ...QUIETLY,
  ...source(`testsrc2=size=640x360:rate=${DRAWN_RATE}`),
  ...source(`sine=frequency=${tone}:sample_rate=48000`),
  ...(words === null ? [] : ['-vf', words]),
  ...['-t', String(LOOP_SECONDS)],
  ...encoding(file),
]

const repeatArguments = (loop: string, file: string): readonly string[] => [
  ...QUIETLY,
  ...['-stream_loop', '-1', '-i', loop, '-t', String(EPISODE_SECONDS), '-c', 'copy', '-movflags', '+faststart', file],
]

/** A question's tones, rising from one to the next, each followed by silence to answer in. */
const listeningArguments = (file: string): readonly string[] => [
  ...QUIETLY,
  ...source('aevalsrc=0.3*sin(2*PI*(300+30*floor(t/10))*t)*lt(mod(t\\,10)\\,3):sample_rate=48000'),
  ...['-t', String(LISTENING_SECONDS), '-c:a', 'aac', '-b:a', '96k', '-ac', '2', file],
]

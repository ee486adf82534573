/** The demo school's programmes, made by ffmpeg: plainly a demonstration, cheap to make, and good to look at clocks by. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaKind } from '../../protocol/media.ts'
import type { SchoolDate } from '../../protocol/time.ts'
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
const RATE = 30
/** HLS authoring wants a keyframe every 2 s; with it here the episodes need no encoding later. */
const KEYFRAME_EVERY = 2 * RATE
const SERIES = '示範影片'
/** Encoding 90 s at this size takes seconds; ten minutes means that something hangs. */
const TIMEOUT_MS = 600_000

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
    await make(run, newsArguments(file, caption(words, font)), newsArguments(file, null))
    programmes.push({ file, title: `示範新聞 ${date}`, kind: 'news', airDate: date })
  }
  for (const [index, part] of ['第一集', '第二集'].entries()) {
    const loop = join(folder, `loop-${index + 1}.mp4`)
    const file = join(folder, `film-${index + 1}.mp4`)
    const words = font === null ? `DEMO FILM ${index + 1}` : `${SERIES} ${part}`
    const tone = index === 0 ? 220 : 330
    await make(run, loopArguments(loop, tone, caption(words, font)), loopArguments(loop, tone, null))
    await make(run, repeatArguments(loop, file))
    await rm(loop)
    programmes.push({ file, title: `${SERIES} ${part}`, kind: 'film', airDate: null, series: SERIES })
  }
  const file = join(folder, 'listening.m4a')
  await make(run, listeningArguments(file))
  programmes.push({ file, title: '示範英聽', kind: 'listening', airDate: null })
  return programmes
}

/** Runs ffmpeg; where it fails (a build that can't write letters) the plainer way is tried. */
const make = async (run: Run, args: readonly string[], plainer?: readonly string[]): Promise<void> => {
  const result = await run({ program: 'ffmpeg', args }, { timeoutMs: TIMEOUT_MS })
  if (result.type === 'done') return
  if (result.type === 'failed' && plainer !== undefined) return make(run, plainer)
  throw new Error(`the demo’s programmes could not be made: ${'stderr' in result ? result.stderr : result.type}`)
}

const QUIETLY = ['-hide_banner', '-nostdin', '-y'] as const

const encoding = (file: string): readonly string[] => [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-b:v', '500k'],
  ...['-g', String(KEYFRAME_EVERY), '-keyint_min', String(KEYFRAME_EVERY), '-sc_threshold', '0'],
  ...['-flags', '+cgop', '-c:a', 'aac', '-b:a', '96k', '-ar', '48000', '-ac', '2', '-movflags', '+faststart', file],
]

const source = (filter: string): readonly string[] => ['-f', 'lavfi', '-i', filter]

/** Two lines: the words, and the programme's own time to the millisecond. @param font a file, or ffmpeg's own choice */
export const caption = (words: string, font: string | null): string => {
  const face = font === null ? '' : `fontfile='${font.replaceAll(':', '\\:')}':`
  const look = 'fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=10:x=(w-text_w)/2'
  return [
    `drawtext=${face}text='${words}':fontsize=36:${look}:y=h*0.2`,
    `drawtext=${face}text='%{pts\\:hms}':fontsize=64:${look}:y=h*0.5`,
  ].join(',')
}

/** A running clock, and a beep of a tenth of a second on each second. */
const newsArguments = (file: string, words: string | null): readonly string[] => [
  ...QUIETLY,
  ...source(`smptebars=size=640x360:rate=${RATE}`),
  ...source('aevalsrc=0.4*sin(2*PI*1000*t)*lt(mod(t\\,1)\\,0.1):sample_rate=48000'),
  ...(words === null ? [] : ['-vf', words]),
  ...['-t', String(NEWS_SECONDS)],
  ...encoding(file),
]

const loopArguments = (file: string, tone: number, words: string | null): readonly string[] => [
  ...QUIETLY,
  ...source(`testsrc2=size=640x360:rate=${RATE}`),
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

/**
 * A programme to judge a TV by: colour bars up to the edge, a frame that marks the safe area, the programme's own time,
 * and on each second a white field with a beep, which must come together. Drawn when it is first asked for.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Media } from '../../protocol/media.ts'
import type { Language } from '../../protocol/text.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { caption, DRAWN_RATE, draw, encoding, QUIETLY, source } from './drawn.ts'
import { firstPresent } from './fonts.ts'
import type { Intake } from './intake.ts'
import type { Run } from './runner.ts'

const SECONDS = 32
/** EBU R 95: what matters lies within 5 % of each edge. */
const SAFE = 0.05
const TITLE = '測試畫面 Test picture'
const KEPT_AS = 'server.test-picture'

export interface TestPictureDeps {
  readonly database: Database
  readonly clock: Clock
  readonly mediaDir: string
  readonly run: Run
  /** Font files with Chinese letters, in the order to be tried. */
  readonly fonts: readonly string[]
  readonly intake: Intake
  readonly media: (id: string, language: Language) => Promise<Media | null>
}

export interface TestPicture {
  /** The test picture as a programme of the library, which may still be preparing. @throws Error with ffmpeg's last words */
  (language: Language): Promise<Media>
  /** The one that is there already; null: it has yet to be drawn. */
  known(): Promise<string | null>
}

export const createTestPicture = (deps: TestPictureDeps): TestPicture => {
  let making: Promise<string> | null = null
  const known = async (language: Language): Promise<Media | null> => {
    const row = await deps.database.setting.findUnique({ where: { key: KEPT_AS } })
    const media = typeof row?.value === 'string' ? await deps.media(row.value, language) : null
    return media === null || media.archivedAt !== null || media.state === 'refused' ? null : media
  }
  const makeOnce = (): Promise<string> => {
    making ??= drawn(deps).finally(() => {
      making = null
    })
    return making
  }
  const testPicture = async (language: Language): Promise<Media> => {
    const media = (await known(language)) ?? (await deps.media(await makeOnce(), language))
    if (media === null) throw new Error('the test picture is gone already')
    return media
  }
  return Object.assign(testPicture, { known: async () => (await known('en'))?.id ?? null })
}

const drawn = async ({ database, clock, mediaDir, run, fonts, intake }: TestPictureDeps): Promise<string> => {
  const folder = join(mediaDir, 'work-test-picture')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'test-picture.mp4')
  const font = await firstPresent(fonts)
  const words = caption(font === null ? 'TEST PICTURE' : '測試畫面 Test picture', font)
  await draw(run, testPictureArguments(file, words), testPictureArguments(file, null))
  const id = await intake(file, { originalName: 'test-picture.mp4', title: TITLE, kind: 'other', airDate: null })
  const value = { value: id, updatedAt: new Date(clock.now()) }
  await database.setting.upsert({ where: { key: KEPT_AS }, create: { key: KEPT_AS, ...value }, update: value })
  return id
}

/** @param words a filter that writes the caption; null where ffmpeg can't write letters */
export const testPictureArguments = (file: string, words: string | null): readonly string[] => {
  const side = 1 - 2 * SAFE
  const frame = `drawbox=x=iw*${SAFE}:y=ih*${SAFE}:w=iw*${side}:h=ih*${side}:color=white:t=4`
  const flash = "drawbox=x=iw*0.1:y=ih*0.12:w=ih*0.2:h=ih*0.2:color=white:t=fill:enable='lt(mod(t\\,1)\\,0.1)'"
  return [
    ...QUIETLY,
    ...source(`smptehdbars=size=1280x720:rate=${DRAWN_RATE}`),
    ...source('aevalsrc=0.4*sin(2*PI*1000*t)*lt(mod(t\\,1)\\,0.1):sample_rate=48000'),
    ...['-vf', [frame, flash, ...(words === null ? [] : [words])].join(',')],
    ...['-t', String(SECONDS)],
    ...encoding(file),
  ]
}

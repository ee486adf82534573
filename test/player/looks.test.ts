import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Notes, Screen } from '../../player/stage.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary.ts'

/** Set to a folder to keep a picture of each. */
const shots = process.env.SCREENSHOTS
const SIZES = [
  [3840, 2160],
  [1920, 1080],
  [1280, 720],
  [1366, 768],
  [1024, 768],
] as const
/** Wednesday, 12:03:41; and late in the evening. */
const NOON = Date.parse('2026-11-25T12:03:41+08:00')
const NIGHT = Date.parse('2026-11-25T22:10:00+08:00')

const POSTER = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"><rect width="16" height="9" fill="#386"/></svg>')}`
const QUIET: Notes = { small: null, rehearsal: false, identify: null }
const AWAY: Notes = {
  ...QUIET,
  small: { zh: '11:20 起連不到伺服器，節目照常播出', en: 'Server away since 11:20; programmes go on' },
  rehearsal: true,
}
const slate = {
  type: 'slate',
  schoolName: '國立臺中第一高級中學',
  roomName: '一年三班',
  nextTitle: '午間新聞',
  nextAt: NOON + 19_000,
  poster: null,
  why: null,
} as const
const LONG_TITLE = '海角七號：一封遲到六十年的情書，從恆春寄往日本的故事（第三集，共七集）'
const why = {
  zh: '「海角七號」的公播授權只到 11/20，不能在今天播出',
  en: 'The licence of “Cape No. 7” ended on 20 November, so it can’t be shown today',
}

const SCREENS: Readonly<Record<string, readonly [Screen, Notes, number]>> = {
  slate: [slate, QUIET, NOON],
  'slate with poster': [{ ...slate, poster: POSTER, nextTitle: LONG_TITLE }, AWAY, NOON],
  'slate with why': [{ ...slate, nextTitle: null, nextAt: null, why }, AWAY, NOON],
  night: [{ ...slate, nextTitle: null, nextAt: null }, QUIET, NIGHT],
  pairing: [
    {
      type: 'pairing',
      view: { type: 'code', userCode: 'CDFGHJKM', schoolName: '國立臺中第一高級中學', reachable: true },
      address: '192.168.100.200:8080',
      link: 'http://192.168.100.200:8080/#/displays?code=CDFGHJKM',
    },
    QUIET,
    NOON,
  ],
  unreachable: [
    { type: 'pairing', view: { type: 'unreachable' }, address: '192.168.100.200:8080', link: '' },
    QUIET,
    NOON,
  ],
  listening: [{ type: 'listening', title: '第二次英語聽力測驗（一年級）', until: NOON + 900_000 }, QUIET, NOON],
  trouble: [
    {
      type: 'trouble',
      what: { zh: '這個節目現在播不出來', en: 'This programme can’t be shown right now' },
      next: {
        zh: '會自動一直重試，恢復後從正確的位置接著播。',
        en: 'It keeps trying and joins at the right place.',
      },
      since: NOON,
      room: '一年三班',
      report: 'http://192.168.100.200:8080/#/report?tv=0198c9d2-7a4b-7c3e-9f0a-1b2c3d4e5f60',
    },
    AWAY,
    NOON,
  ],
  hidden: [{ type: 'hidden', until: NOON + 979_000, room: '一年三班' }, AWAY, NOON],
  message: [
    slate,
    { ...QUIET, message: { zh: '今天下午第七節停課，請導師到會議室', en: 'No seventh lesson today' } },
    NOON,
  ],
  emergency: [
    {
      type: 'emergency',
      notice: { zh: '地震演習：趴下、掩護、穩住', en: 'Earthquake drill: drop, cover, hold on', exercise: true },
      room: '一年三班',
    },
    QUIET,
    NOON,
  ],
}

/** Everything that is read: where it stands, and how large its letters are. */
const Read = Type.Object({
  boxes: Type.Array(
    Type.Object({
      text: Type.String(),
      left: Type.Number(),
      top: Type.Number(),
      right: Type.Number(),
      bottom: Type.Number(),
    }),
  ),
  texts: Type.Array(Type.Object({ text: Type.String(), name: Type.String(), size: Type.Number() })),
})

let folder: TemporaryFolder
let chromium: TestBrowser
let page: Page

beforeAll(async () => {
  folder = await temporaryFolder()
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder.path,
      lib: { entry: 'player/stage.ts', name: 'Looks', formats: ['iife'], fileName: () => 'stage.js' },
    },
  })
  chromium = await launchBrowser()
  page = await chromium.browser.newPage()
  await page.setContent('<!doctype html><html lang="zh-Hant-TW"><body><div id="stage"></div></body></html>')
  await page.addStyleTag({ content: await readFile('player/stage.css', 'utf8') })
  await page.addScriptTag({ content: await readFile(join(folder.path, 'stage.js'), 'utf8') })
  await page.evaluate('window.shown = Looks.createStage(document.getElementById("stage"))')
})
afterAll(async () => {
  await chromium?.close()
  await folder?.remove()
})

const show = async ([screen, notes, at]: readonly [Screen, Notes, number]) => {
  const given = [screen, notes, at, 'Asia/Taipei'].map((each) => JSON.stringify(each)).join(', ')
  await page.evaluate(`window.shown.render(${given})`)
}

const read = async () =>
  Value.Parse(
    Read,
    await page.evaluate(() => {
      const isSeen = (element: Element) =>
        element.getBoundingClientRect().width > 0 && getComputedStyle(element).visibility !== 'hidden'
      const boxes = [...document.querySelectorAll('#stage p:not(.exercise), .coming, .qr')]
        .filter(isSeen)
        .map((element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect()
          const sideways = Number.parseFloat(getComputedStyle(element).paddingLeft)
          const below = Number.parseFloat(getComputedStyle(element).paddingBottom)
          const within = element.parentElement?.className ?? ''
          const text = element.textContent ?? ''
          return { text, within, left: left + sideways, top, right: right - sideways, bottom: bottom - below }
        })
      const texts = [...document.querySelectorAll('#stage p, #stage span')].filter(isSeen).flatMap((element) => {
        const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent !== '')
        const size = Number.parseFloat(getComputedStyle(element).fontSize)
        return own ? [{ text: element.textContent ?? '', name: element.className, size }] : []
      })
      return { boxes: boxes.filter(({ text, within }) => text !== '' && within !== 'coming'), texts }
    }),
  )

describe.each(SIZES)('at %d × %d', (width, height) => {
  it.each(Object.keys(SCREENS))('%s: inside the safe area, nothing over anything else, large enough', async (name) => {
    await page.setViewportSize({ width, height })
    const state = SCREENS[name]
    if (state === undefined) throw new Error(name)
    await show(state)
    if (shots !== undefined) {
      await page.waitForTimeout(name === 'night' ? 2200 : 50)
      await page.screenshot({ path: join(shots, `tv-${name.replaceAll(' ', '-')}-${width}.png`) })
    }
    const { boxes, texts } = await read()
    if (name === 'emergency') {
      const frame = await page.locator('.exercise').boundingBox()
      expect(frame?.x).toBeGreaterThanOrEqual(width * 0.05 - 1)
      expect(frame?.y).toBeGreaterThanOrEqual(height * 0.05 - 1)
      const strip = height * 0.05 + Math.min(width / 100, height / 56.25) * 3.4
      for (const box of boxes) expect(box.top, box.text).toBeGreaterThanOrEqual(strip - 1)
    }
    expect(texts.length).toBeGreaterThan(1)
    for (const box of boxes) {
      expect(box.left, box.text).toBeGreaterThanOrEqual(width * 0.05 - 1)
      expect(box.right, box.text).toBeLessThanOrEqual(width * 0.95 + 1)
      expect(box.top, box.text).toBeGreaterThanOrEqual(height * 0.05 - 1)
      expect(box.bottom, box.text).toBeLessThanOrEqual(height * 0.95 + 1)
    }
    const unit = Math.min(width / 100, height / 56.25)
    const emergency = texts.filter((one) => name === 'emergency' && /^(chinese|english)$/.test(one.name))
    for (const { text, size } of texts) expect(size, text).toBeGreaterThanOrEqual(unit * 2.6 - 0.1)
    for (const { text, size } of emergency) expect(size, text).toBeGreaterThanOrEqual(height / 12)
    for (const [index, one] of boxes.entries())
      for (const other of boxes.slice(index + 1)) {
        const beside = one.right <= other.left + 1 || other.right <= one.left + 1
        const apart = beside || one.bottom <= other.top + 1 || other.bottom <= one.top + 1
        expect(apart, `${one.text} | ${other.text}`).toBe(true)
      }
  })
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { makeClip, makeDisguises } from '../clips/clips.ts'
import { complaints, keepPicture, visit } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let page: Page
let address: string
let clip: string
let text: string

beforeAll(async () => {
  app = await startTestApp({ clock: createClock(instant(Date.parse('2026-11-23T09:00:00+08:00'))) })
  address = await app.listen()
  clip = await makeClip('conformant.mp4', app.directory)
  text = (await makeDisguises(app.directory)).MEDIA_IS_TEXT ?? ''
  chromium = await launchPageBrowser()
  page = await visit(chromium.browser, { address })
}, 90_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

/** A Friday's news as three TVs saw it, one of which did not. */
const recordNoon = async (directory: string): Promise<void> => {
  const database = await openDatabase(`file:${join(directory, 'data', 'nooncast.db')}`, app.clock)
  const start = instant(Date.parse('2026-11-20T12:04:00+08:00'))
  const end = instant(start + 960_000)
  const airing = {
    ...{ id: 'friday', group: 'school', start, end, kind: 'news', title: '午間新聞 11/20', mediaId: 'm' },
    ...{ offsetMs: 0, mediaDurationMs: 900_000, slotId: 's', series: null, exam: false, emergency: false },
    reasons: [{ code: 'news', params: { title: '午間新聞 11/20' } }],
  }
  await database.asRun.create({
    data: {
      ...{ airingId: 'friday', groupId: 'school', mediaId: 'm', start: new Date(start), end: new Date(end) },
      ...{ planned: airing, commanded: { frozen: 'at-start', lateMs: 2 }, frozenAt: new Date(start) },
    },
  })
  for (const [name, late] of [
    ['101', -10],
    ['102', 4],
    ['103', null],
  ] as const) {
    await database.display.create({
      data: { id: name, name, groupId: 'school', tokenHash: name, facts: {}, createdAt: new Date(start) },
    })
    await database.airingReport.create({
      data: {
        ...{ airingId: 'friday', displayId: name, skewMs: 3, reportedAt: new Date(end), ended: late !== null },
        firstFrameAt: late === null ? null : new Date(start + late),
      },
    })
  }
  await database.$disconnect()
}
const shot = (name: string) => keepPicture(page, name, { fullPage: true })

test('two files are uploaded: one is filed by its name and prepared, the other refused in words beside it', async () => {
  await page.locator('.rail-link', { hasText: '片庫' }).click()
  await page.getByText('片庫是空的').waitFor()
  await shot('library-empty')
  await page.getByLabel('選擇要上傳的檔案').setInputFiles([
    { name: '20261124 午間新聞.mp4', mimeType: 'video/mp4', buffer: await readFile(clip) },
    { name: '會議紀錄.mp4', mimeType: 'video/mp4', buffer: await readFile(text) },
  ])
  const uploads = page.getByRole('region', { name: '上傳檔案' })
  expect(await uploads.getByLabel('類別 20261124 午間新聞.mp4').inputValue()).toBe('news')
  expect(await uploads.getByLabel('新聞日期 20261124 午間新聞.mp4').inputValue()).toBe('2026-11-24')
  await uploads.getByLabel('類別 20261124 午間新聞.mp4').selectOption('film')
  await uploads.getByText('這是文字檔', { exact: false }).waitFor()
  await page.getByText('▲ 1 個檔案還沒備妥').waitFor({ timeout: 60_000 })
  await uploads.getByText('✓ 備妥').waitFor({ timeout: 60_000 })
  await page.locator('.programme', { hasText: '20261124 午間新聞' }).getByText('影片').waitFor()
  await shot('library-uploads')
}, 120_000)

test('a date that did not reach the library is told beside the file, and saved when tried again', async () => {
  const uploads = page.getByRole('region', { name: '上傳檔案' })
  const date = uploads.getByLabel('新聞日期 20261124 午間新聞.mp4')
  await page.route('**/api/media/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await date.fill('2026-11-25')
  const alert = uploads.getByRole('alert')
  await alert.getByText('類別和日期沒有存到片庫').waitFor()
  await shot('library-unfiled')
  await page.unroute('**/api/media/*')
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok())
  await alert.getByRole('button', { name: /再試一次/ }).click()
  await saved
  await alert.waitFor({ state: 'detached' })
  await date.fill('2026-11-24')
}, 60_000)

test('words find a part of a Chinese title; the wall shows posters', async () => {
  await page.getByRole('searchbox').fill('間新')
  await page.locator('.programme', { hasText: '會議紀錄' }).waitFor({ state: 'detached' })
  expect(await page.locator('.programme').count()).toBe(1)
  await page.getByRole('button', { name: '海報牆' }).click()
  await page.locator('.programme-wall img').waitFor()
  await page.getByRole('searchbox').fill('找不到的')
  await page.getByText('沒有符合的節目').waitFor()
  await page.getByRole('searchbox').fill('')
  await page.locator('.programme', { hasText: '會議紀錄' }).waitFor()
  await shot('library-wall')
}, 60_000)

test('a programme is looked at frame by frame, trimmed on the grid, and the trim undone', async () => {
  await page.locator('.programme', { hasText: '午間新聞' }).click()
  await page.getByRole('heading', { name: '20261124 午間新聞' }).waitFor()
  const video = page.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThanOrEqual(2)
  const at = () => video.evaluate((element: HTMLVideoElement) => Math.round(element.currentTime * 1000))
  await video.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(at).toBe(1000)
  await page.keyboard.press('ArrowRight')
  await expect.poll(at).toBe(1033)
  for (let second = 0; second < 4; second++) await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(at).toBe(5033)
  await page.keyboard.press('i')
  await page.getByText('播出 0:04 到 0:10，共 0:06。').waitFor()
  await shot('programme-trimmed')
  await page.locator('.notices').getByRole('button', { name: '復原' }).click()
  await page.getByText('播出完整節目。').waitFor()
}, 60_000)

test('the picture becomes the poster; tags, licence and subtitles are kept', async () => {
  const poster = () => page.locator('video').getAttribute('poster')
  const before = await poster()
  await page.getByRole('button', { name: '用這一格當封面' }).click()
  await page.getByText('封面已更換').waitFor()
  await expect.poll(poster).not.toBe(before)

  await page.getByLabel('加上標籤').fill('校慶')
  await page.keyboard.press('Enter')
  await page.locator('.tag-list').getByText('校慶').waitFor()
  const licence = page.getByRole('region', { name: '公播授權' })
  await licence.getByLabel('授權種類').selectOption('educational')
  await licence.getByLabel('授權迄日').fill('2026-12-01')
  await licence.getByRole('button', { name: '儲存' }).click()
  await licence.getByText('授權 2026-12-01 到期').waitFor()

  const subtitles = page.getByRole('region', { name: '字幕' })
  await subtitles.getByText('沒有字幕').waitFor()
  const srt = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n各位同學午安\n')
  await subtitles.getByLabel('選擇字幕檔（VTT、SRT）').setInputFiles({
    ...{ name: '午間新聞.en.srt', mimeType: 'application/x-subrip', buffer: srt },
  })
  await subtitles.getByText('位移 0.0 秒').waitFor()
  await subtitles.getByRole('button', { name: '+1.0' }).click()
  await subtitles.getByText('位移 +1.0 秒').waitFor()
}, 60_000)

test.each([
  ['light', 1280, 'zh-TW'],
  ['dark', 360, 'en'],
  ['light', 768, 'en'],
] as const)(
  'nothing serious for axe in the library: %s, %i px, %s',
  async (colorScheme, width, language) => {
    const here = page.url()
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.evaluate(`localStorage.setItem('nooncast.language', '${language}')`)
    const found: string[] = []
    for (const place of ['/library', `/library/${here.split('/').at(-1)}`]) {
      await page.goto(`${address}/#${place}`)
      await page.reload()
      await page.locator(`html[data-shade="${colorScheme}"] .clock-time`).waitFor()
      await page
        .locator(place === '/library' ? '.programme' : '.strip')
        .first()
        .waitFor()
      await shot(`${place === '/library' ? 'library' : 'programme'}-${width}-${colorScheme}-${language}`)
      found.push(...(await complaints(page)).map((complaint) => `${place}: ${complaint}`))
    }
    expect(found).toEqual([])
  },
  120_000,
)

test('a series of two: ordered by keyboard, forecast, bookmark moved and moved back', async () => {
  const mediaId = page.url().split('/').at(-1) ?? ''
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.evaluate(`localStorage.setItem('nooncast.language', 'zh-TW')`)
  await page.goto(`${address}/#/library/series`)
  await page.reload()
  await page.getByRole('button', { name: '新增影集' }).waitFor()
  await page.getByPlaceholder('影集名稱').fill('十二月的影片')
  await page.getByRole('button', { name: '新增影集' }).click()
  const card = page.getByRole('region', { name: '十二月的影片' })
  const find = card.getByPlaceholder('找影片加入')
  for (const count of [1, 2]) {
    await find.fill('間新')
    await card.getByRole('button', { name: '新增 20261124 午間新聞' }).click()
    await expect.poll(() => card.locator('.episodes > li').count()).toBe(count)
  }
  await find.fill('會議')
  await card.getByRole('button', { name: '新增 會議紀錄' }).click()
  await card.getByRole('button', { name: '往前移 會議紀錄' }).click()
  await expect.poll(() => card.locator('.episodes > li').nth(1).textContent()).toContain('會議紀錄')
  const moved = page.locator('.notice-box', { hasText: '已移動「會議紀錄」' })
  await moved.getByRole('button', { name: '復原' }).click()
  await expect.poll(() => card.locator('.episodes > li').nth(2).textContent()).toContain('會議紀錄')
  await card.getByRole('button', { name: '移除 會議紀錄' }).click()
  await expect.poll(() => card.locator('.episodes > li').count()).toBe(2)

  await card.getByText('照節目表不會播到').waitFor()
  await card.getByLabel('試算的時段 十二月的影片').selectOption({ label: '假如在「午間影片」播' })
  await card.getByText('還要 1 個中午，11/24（二）播完').waitFor()

  await card.getByText('改從別處接著播').click()
  await card.getByLabel('集', { exact: true }).selectOption({ label: '2 20261124 午間新聞' })
  await card.getByLabel('位置（如 12:30）').fill('0:08')
  await card.locator('details').getByRole('button', { name: '儲存' }).click()
  await card.getByText('播到第 2 集 0:08').waitFor()
  const saved = page.locator('.notice-box', { hasText: '已儲存' })
  await saved.getByRole('button', { name: '復原' }).click()
  await card.getByText('播到第 1 集 0:00').waitFor()
  await shot('series')
  expect(await complaints(page)).toEqual([])
  await card.getByRole('button', { name: '移除 十二月的影片' }).click()
  await card.waitFor({ state: 'detached' })
  await page.goto(`${address}/#/library/${mediaId}`)
  await page.locator('.strip').waitFor()
}, 60_000)

test('the record of a date: planned, commanded, reported, observed; an empty day says so', async () => {
  await page.locator('.rail-link', { hasText: '紀錄' }).click()
  await page.getByText('這一天沒有播出紀錄').waitFor()
  await recordNoon(app.directory)
  await page.getByLabel('日期').fill('2026-11-20')
  const entry = page.getByRole('region', { name: '午間新聞 11/20' })
  await entry.getByText('▲ 2 / 3 台播出').waitFor()
  await entry.getByText('▲ 沒有播出：103').waitFor()
  await entry.getByText('起播誤差中位數 -3 毫秒').waitFor()
  await entry.getByText('各教室明細').click()
  await entry.getByRole('row', { name: '102 +4 ms' }).waitFor()
  await shot('as-run')
  expect(await complaints(page)).toEqual([])
  await page.setViewportSize({ width: 360, height: 800 })
  await shot('as-run-360')
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(wide).toBe(0)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goBack()
  await page.locator('.strip').waitFor()
}, 60_000)

test('a programme is put away and brought back; only what was put away can be deleted for good', async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.evaluate(`localStorage.setItem('nooncast.language', 'zh-TW')`)
  await page.reload()
  await page.getByRole('button', { name: '收起', exact: true }).click()
  await page.getByText('已收起', { exact: true }).waitFor()
  await page.locator('.notices').getByRole('button', { name: '復原' }).click()
  await page.getByRole('button', { name: '收起', exact: true }).click()
  await page.getByRole('button', { name: '永久刪除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '刪除檔案' }).click()
  await page.getByText('已刪除「20261124 午間新聞」', { exact: false }).waitFor()
  await page.locator('.programme', { hasText: '會議紀錄' }).waitFor()
  expect(await page.locator('.programme').count()).toBe(1)
}, 60_000)

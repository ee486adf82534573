import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const FACTS = {
  appVersion: 'test',
  userAgent: 'test',
  width: 1920,
  height: 1080,
  secureContext: true,
  serviceWorker: true,
  autoplay: true,
}

let app: TestApp
let chromium: TestBrowser
let page: Page
let players: readonly Page[]
let address: string

const pair = async (admin: Browserlike, name: string): Promise<string> => {
  const inject = (url: string, payload: object) => app.http.inject({ method: 'POST', url, payload })
  const { pairingId, secret, userCode } = (await inject('/api/pairing', { facts: FACTS })).json()
  const payload = { userCode, name, groupId: 'school' }
  const made = (await admin.inject({ method: 'POST', url: '/api/displays/approve', payload })).json()
  const place = { building: '明德樓', floor: `${name.slice(0, 1)} 樓` }
  await admin.inject({ method: 'PATCH', url: `/api/displays/${made.id}`, payload: place })
  return (await inject('/api/pairing/claim', { pairingId, secret })).json().token
}

/** The programme of today, as if it had been prepared in the morning. */
const addNews = async (): Promise<void> => {
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, app.clock)
  const at = new Date(app.clock.now() - 3_600_000)
  const sizes = { durationMs: 960_000, bytes: 1, revision: '1', warnings: [], audioTracks: [] }
  const file = { originalName: '', originalPath: '', createdAt: at, readyAt: at }
  await database.media.create({
    data: {
      id: 'news',
      title: '午間新聞 11/23',
      kind: 'news',
      state: 'ready',
      airDate: '2026-11-23',
      ...sizes,
      ...file,
    },
  })
  await database.$disconnect()
}

beforeAll(async () => {
  app = await startTestApp({ clock: createClock(instant(Date.parse('2026-11-23T12:03:00+08:00'))) })
  address = await app.listen()
  const admin = await app.signIn()
  await addNews()
  const tokens = [await pair(admin, '101'), await pair(admin, '203')]
  await pair(admin, '311')
  chromium = await launchBrowser()
  const room = await chromium.browser.newContext({ locale: 'zh-TW', reducedMotion: 'reduce' })
  players = await Promise.all(
    tokens.map(async (token, index) => {
      const player = await room.newPage()
      await player.goto(`${address}/player/?name=tv${index}#token=${token}`)
      await player.locator('html[data-connection="connected"]').waitFor()
      return player
    }),
  )
  page = await visit(chromium.browser, { address, height: 720 })
  await page.locator('.tile', { hasText: '311' }).waitFor()
}, 90_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const keepTv = async (name: string): Promise<void> => {
  for (const tv of players.slice(0, 1)) await keepPicture(tv, name)
}

test('P4 an exercise of an emergency covers both TVs, is confirmed by them, and ends with the all-clear', async () => {
  await page.getByRole('button', { name: '緊急', exact: true }).click()
  await page.getByLabel('這是演習').check()
  await keepPicture(page, 'emergency-dialog')
  await page.getByRole('dialog').getByRole('button', { name: '緊急', exact: true }).click()
  for (const player of players) {
    await player.locator('html[data-state="emergency"]').waitFor()
    await player.getByText('演習 EXERCISE').waitFor()
    await player.getByText('請立即依老師指示行動').waitFor()
  }
  await keepTv('tv-emergency')
  await page.getByText('3 台中 2 台，未確認：311').waitFor()
  await page.getByRole('button', { name: '訊息', exact: true, disabled: true }).waitFor()
  await keepPicture(page, 'emergency')
  await page.getByRole('button', { name: '解除緊急' }).click()
  for (const player of players) await player.locator('html[data-state="slate"]').waitFor()
}, 60_000)

test('a message stands on the TVs until it is undone', async () => {
  await page.getByRole('button', { name: '訊息', exact: true }).click()
  await page.getByLabel('中文').fill('放學後請到視聽教室集合')
  await page.getByLabel('英文').fill('Meet in the media room after school')
  await page.getByRole('dialog').getByRole('button', { name: '訊息', exact: true }).click()
  for (const player of players) await player.getByText('Meet in the media room after school').waitFor()
  await keepTv('tv-message')
  const line = page.locator('.act-line', { hasText: '訊息' })
  await line.getByText('3 台中 2 台，未確認：311').waitFor()
  await line.getByRole('button', { name: '復原' }).click()
  for (const player of players)
    await player.getByText('Meet in the media room after school').waitFor({ state: 'hidden' })
}, 60_000)

test('P6 from the palette: a skip says what airs instead before it is pressed, with its reason, and is undone', async () => {
  await page.goto(`${address}/#/timetable`)
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: '前往…' })
  await page.getByRole('combobox').fill('…')
  await palette.getByRole('option', { name: '緊急… 動作' }).waitFor()
  // The news fits its slot: there is nothing to go on with.
  expect(await palette.getByRole('option', { name: '延長…' }).count()).toBe(0)
  await keepPicture(page, 'palette-acts')
  await page.getByRole('combobox').fill('不播')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: '全校這次不播' })
  await form.getByText('12:04–12:20 待機畫面').waitFor()
  await form.getByLabel('原因（可不填）').fill('校長要講話')
  await keepPicture(page, 'skip')
  expect(await complaints(page)).toEqual([])
  await form.getByRole('button', { name: '這次不播' }).click()
  await page.goto(`${address}/#/`)
  const line = page.locator('.act-line', { hasText: '這次不播' })
  await line.getByText('校長要講話').waitFor()
  await line.getByText('到 12:20').waitFor()
  await page.locator('.rundown', { hasText: '操作員這次不播「午間新聞 11/23」' }).waitFor()
  await keepPicture(page, 'skipped')
  await line.getByText('3 台中 2 台，未確認：311').waitFor()
  await line.getByRole('button', { name: '復原' }).click()
  await page.locator('.act-line', { hasText: '已復原' }).getByText('校長要講話').waitFor()
}, 60_000)

test('the palette finds a room; there one TV goes dark and wakes', async () => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('203')
  await keepPicture(page, 'palette')
  await page.keyboard.press('Enter')
  const room = page.getByRole('dialog', { name: '203' })
  await room.getByText('現在沒有播放節目畫面').waitFor()
  await keepPicture(page, 'room')
  expect(await complaints(page)).toEqual([])
  await room.getByRole('button', { name: '待命（關閉畫面）' }).click()
  await players[1]?.locator('html[data-state="dark"]').waitFor()
  await room.getByRole('button', { name: '結束待命' }).click()
  await players[1]?.locator('html[data-state="slate"]').waitFor()
  await room.getByText('電視的紀錄').click()
  await room.locator('.room-events li', { hasText: '待命（關閉畫面）' }).first().waitFor()
  await keepPicture(page, 'room-history')
  await room.getByText('203 發生過的事').click()
  const told = room.locator('.chronicle')
  await told.getByRole('link', { name: '待命（關閉畫面）' }).first().waitFor()
  await told.getByLabel('種類').selectOption({ label: '廠商到校' })
  await told.getByText('沒有這一種的紀錄。').waitFor()
  await keepPicture(page, 'room-chronicle')
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('Escape')
}, 60_000)

test('fits every width, in both looks, and meets WCAG', async () => {
  expect(await complaints(page)).toEqual([])
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 768, 1280, 1920]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: width === 360 ? 740 : 1080 })
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect(over, `${width} px`).toBe(0)
      await keepPicture(page, `on-air-${width}-${colorScheme}`)
    }
  await page.goto(`${address}/?wall=1`)
  await page.locator('.tile', { hasText: '311' }).waitFor()
  expect(await page.locator('.rail').isVisible()).toBe(false)
  await keepPicture(page, 'wall-mode')
}, 60_000)

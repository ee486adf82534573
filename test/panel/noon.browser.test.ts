import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
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
const PLACES = ['', 'timetable', 'library', 'bookings', 'displays', 'as-run', 'settings']

let app: TestApp
let chromium: TestBrowser
let page: Page
let address: string

beforeAll(async () => {
  app = await startTestApp({ clock: createClock(instant(Date.parse('2026-11-23T12:03:00+08:00'))) })
  address = await app.listen()
  chromium = await launchPageBrowser()
  page = await visit(chromium.browser, { address })
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

test('a slot without a programme is what comes next: amber, with its reasons and what to do', async () => {
  const answer = page.locator('.answer.amber')
  await answer.getByText('12:04 午間新聞：沒有可播的節目').waitFor()
  await answer.getByText('到 12:04 沒有當天的新聞檔').waitFor()
  await answer.getByRole('link', { name: '前往片庫' }).waitFor()
  await page.locator('.clock-next', { hasText: '距 12:04:00 還有' }).waitFor()
}, 60_000)

test('a TV is taken in by the code in its link, and stands on the wall; one that is off does not answer', async () => {
  const asked = await app.http.inject({ method: 'POST', url: '/api/pairing', payload: { facts: FACTS } })
  const { userCode } = Value.Parse(Type.Object({ userCode: Type.String() }), asked.json())
  await page.goto(`${address}/#/displays?code=${userCode}`)
  await page.reload()
  await page.getByLabel('教室名稱').fill('101')
  expect(await page.getByLabel('配對碼').inputValue()).toBe(userCode)
  await page.getByRole('button', { name: '配對這台電視' }).click()
  await page.getByText('「101」已配對').waitFor()
  await page.getByText('調整 101').click()
  await page.getByRole('button', { name: '在電視上顯示名稱' }).click()
  await page.getByText('「101」沒有回應').waitFor()
  await page.getByRole('link', { name: '播出' }).click()
  await page.locator('.tile', { hasText: '101' }).getByText('離線').waitFor()
}, 60_000)

test('Tuesday is cancelled, says why, and is brought back', async () => {
  await page.getByRole('link', { name: '節目表' }).click()
  const tuesday = page.locator('.day', { hasText: '11/24' })
  await tuesday.locator('.block').click()
  await page.getByRole('dialog').getByRole('button', { name: '這天取消' }).click()
  await tuesday.getByText('已取消').first().waitFor()
  await tuesday.locator('.block').click()
  await page.getByRole('dialog').getByText('這天的時段已取消').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.notices').getByRole('button', { name: '復原' }).click()
  await tuesday.getByText('沒有可播的節目').waitFor()
}, 60_000)

test('the government’s calendar shows what would change before it is saved', async () => {
  await page.getByRole('button', { name: '行事曆', exact: true }).click()
  await page.getByText('匯入政府行事曆').click()
  const file = new URL('../../server/schedule/fixtures/tw-office-calendar-2026.csv', import.meta.url)
  await page
    .getByLabel('選擇 CSV 檔')
    .setInputFiles({ name: '115.csv', mimeType: 'text/csv', buffer: await readFile(file) })
  await page.getByRole('button', { name: /^儲存這 \d+ 天$/ }).click()
  await page.getByText(/^✓ 已匯入 \d+ 天/).waitFor()
}, 60_000)

test('a Friday can be booked once there is a film; without one, the page says so', async () => {
  await page.getByRole('link', { name: '預約' }).click()
  const friday = page.getByRole('region', { name: '11/27（五）' })
  await friday.getByRole('button', { name: '預約這天' }).click()
  await friday.getByText('片庫裡還沒有影片').waitFor()
}, 60_000)

test('? lists the keys', async () => {
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '鍵盤快速鍵' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}, 60_000)

test.each([
  ['light', 1280, 'zh-TW'],
  ['dark', 360, 'en'],
] as const)(
  'nothing serious for axe on any page: %s, %i px, %s',
  async (colorScheme, width, language) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.evaluate(`localStorage.setItem('nooncast.language', '${language}')`)
    await page.reload()
    await page.locator(`html[data-shade="${colorScheme}"] .clock-time`).waitFor()
    const found: string[] = []
    for (const place of PLACES) {
      await page.goto(`${address}/#/${place}`)
      await page.locator(`.rail-link[aria-current="page"][href="#/${place}"]`).waitFor()
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      await keepPicture(page, `${place || 'on-air'}-${width}-${colorScheme}`)
      found.push(...(await complaints(page)).map((complaint) => `${place}: ${complaint}`))
    }
    expect(found).toEqual([])
  },
  120_000,
)

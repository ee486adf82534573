import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'

/** Set to a folder to keep pictures of each step. */
const shots = process.env.SCREENSHOTS

let app: TestApp
let directory: string
let chromium: TestBrowser
let page: Page
let address: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nooncast-first-'))
  const clock = createClock(instant(Date.parse('2026-11-23T09:00:00+08:00')))
  app = await startTestApp({ clock, directory, environment: { ADMIN_PASSWORD: '' } })
  address = await app.listen()
  chromium = await launchBrowser()
  page = await chromium.browser.newPage({ locale: 'zh-TW', viewport: { width: 390, height: 844 } })
  page.setDefaultTimeout(20_000)
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
  await rm(directory, { recursive: true, force: true })
})

const keep = async (name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `first-start-${name}.png`), fullPage: true })
}

test('first start: the link, five steps, and the first TV says that it shows the test picture', async () => {
  await page.goto(`${address}/#/setup?token=${app.setupLink.token()}`)
  await page.getByLabel('學校名稱').fill('正午高中')
  await page.getByLabel('帳號').fill('chief')
  await page.getByLabel('密碼').fill('a quiet noon in November')
  await page.getByRole('button', { name: '開始使用' }).click()
  await page.getByRole('link', { name: '開始使用' }).click()
  await page.getByText('完成 0 / 5 步').waitFor()
  await keep('1')

  await page.getByLabel('英文名稱').fill('Noon High School')
  await page.getByRole('button', { name: /儲\s*存/ }).click()
  await page.getByText('完成 1 / 5 步').waitFor()

  await page.getByRole('button', { name: '新增學期' }).click()
  await page.getByLabel('學期名稱').fill('上學期')
  const term = page.locator('form', { has: page.getByLabel('學期名稱') })
  await term.getByLabel('從').fill('2026-08-31')
  await term.getByLabel('到').fill('2027-01-20')
  await term.getByRole('button', { name: '儲存' }).click()
  await page.getByText('完成 2 / 5 步').waitFor()

  const news = join(directory, '2026-11-23 news.mp4')
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=4']
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
  execFileSync('ffmpeg', ['-v', 'error', ...source, ...coded, news])
  await page.getByLabel('選擇要上傳的檔案').setInputFiles(news)
  await page.getByText('完成 3 / 5 步').waitFor()
  await keep('3')

  const tv = await chromium.browser.newPage({ viewport: { width: 1280, height: 720 } })
  await tv.goto(`${address}/player/`)
  await tv.locator('html[data-code]:not([data-code=""])').waitFor({ state: 'attached' })
  await page.getByText('第一台電視').click()
  await page.getByRole('button', { name: '使用這個配對碼' }).click()
  await page.getByLabel('教室名稱').fill('101')
  await page.getByRole('button', { name: '配對這台電視' }).click()
  await page.getByRole('button', { name: '顯示測試畫面' }).click()
  await page.getByText('「101」回報正在播放測試畫面。').waitFor({ timeout: 100_000 })
  await tv.locator('video[data-on-air="true"]').waitFor()
  await keep('5')
  if (shots !== undefined) await tv.screenshot({ path: join(shots, 'first-start-tv.png') })
  expect(await page.getByText('完成 4 / 5 步').isVisible()).toBe(true)
}, 180_000)

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, openWindow, signIn } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let page: Page
let address: string

beforeAll(async () => {
  app = await startTestApp()
  address = await app.listen()
  chromium = await launchPageBrowser()
  page = await openWindow(chromium.browser)
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

test('a wrong password is refused in words, the right one opens the panel; the settings are kept', async () => {
  await page.goto(`${address}/`)
  await page.getByLabel('帳號').fill('admin')
  await page.getByLabel('密碼').fill('not the password')
  await page.getByRole('button', { name: '登入' }).click()
  await page.getByText('帳號或密碼不正確').waitFor()
  expect(await complaints(page)).toEqual([])

  await signIn(page)
  await page.locator('.clock-time').waitFor()

  await page.getByRole('link', { name: '設定' }).click()
  await page.getByLabel('學校名稱').fill('正午高中')
  await page
    .locator('form', { has: page.getByLabel('學校名稱') })
    .getByRole('button', { name: /儲\s*存/ })
    .click()
  await page.locator('.top-name', { hasText: '正午高中' }).waitFor()
  await page.reload()
  await page.locator('.top-name', { hasText: '正午高中' }).waitFor()
  await page.getByLabel('學校名稱').waitFor()
  expect(await complaints(page)).toEqual([])
}, 60_000)

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN_PASSWORD, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'

const Violations = Type.Array(Type.Object({ id: Type.String(), impact: Type.Union([Type.String(), Type.Null()]) }))

let app: TestApp
let chromium: TestBrowser
let page: Page
let address: string
let axe: string

beforeAll(async () => {
  app = await startTestApp()
  address = await app.listen()
  chromium = await launchPageBrowser()
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // The page's own policy forbids scripts from outside; axe is one.
  const context = await chromium.browser.newContext({ locale: 'zh-TW', bypassCSP: true })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const seriousViolations = async (): Promise<readonly string[]> => {
  await page.addScriptTag({ content: axe })
  const found: unknown = await page.evaluate(
    'axe.run().then((result) => result.violations.map(({ id, impact }) => ({ id, impact })))',
  )
  return Value.Parse(Violations, found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id }) => id)
}

test('a wrong password is refused in words, the right one opens the panel; the settings are kept', async () => {
  await page.goto(`${address}/`)
  await page.getByLabel('帳號').fill('admin')
  await page.getByLabel('密碼').fill('not the password')
  await page.getByRole('button', { name: '登入' }).click()
  await page.getByText('帳號或密碼不正確').waitFor()
  expect(await seriousViolations()).toEqual([])

  await page.getByLabel('密碼').fill(ADMIN_PASSWORD)
  await page.getByRole('button', { name: '登入' }).click()
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
  expect(await seriousViolations()).toEqual([])
}, 60_000)

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

let app: TestApp
let address: string
let opened: TestBrowser
let browser: Browser
let admin: Browserlike
beforeAll(async () => {
  app = await startTestApp()
  address = await app.listen()
  admin = await app.signIn()
  opened = await launchPageBrowser()
  browser = opened.browser
  const payload = {
    kind: 'computer',
    summary: '教務處印表機卡紙',
    details: '',
    room: '教務處',
    fields: {},
    wantedOn: null,
  }
  const filed = await admin.inject({ method: 'POST', url: '/api/requests', payload })
  expect(filed.statusCode, filed.body).toBe(201)
})
afterAll(async () => {
  await opened.close()
  await app.close()
})

test('what waits is found on the desk and by the search, and leads to its page', async () => {
  const page = await visit(browser, { address, place: '/desk' })
  const waits = page.getByRole('region', { name: '等誰' })
  await waits.getByText('本組').click()
  await waits.getByRole('link', { name: '教務處印表機卡紙' }).waitFor()
  expect(await complaints(page)).toEqual([])
  await keepPicture(page, 'desk')
  await page.getByRole('button', { name: /搜尋全部/ }).click()
  await page.getByRole('combobox').fill('印表')
  await page.getByRole('option', { name: /教務處印表機卡紙/ }).click()
  await page.getByRole('heading', { name: '教務處印表機卡紙' }).waitFor()
  await page.context().close()
})

test('a procedure shows its charts, is rewritten, and keeps what it said', async () => {
  const page = await visit(browser, { address, place: '/procedures', width: 360 })
  await page.getByRole('link', { name: /直播室、班級電視/ }).waitFor()
  await keepPicture(page, 'procedures-phone')
  await page.getByRole('link', { name: '圖書館留言版' }).click()
  await page
    .getByRole('img', { name: /流程圖/ })
    .first()
    .waitFor()
  expect(await complaints(page)).toEqual([])
  await page.getByRole('button', { name: '修改' }).click()
  const when = page.getByRole('group', { name: '辦理時間' })
  await when.getByLabel('中文').fill('每天早上')
  await page.getByLabel('改了什麼、為什麼（可不填）').fill('早點看')
  await page.getByRole('button', { name: '儲存成新版本' }).click()
  await page.getByText('每天早上').waitFor()
  await page.getByRole('button', { name: '看以前的版本' }).click()
  await page.getByText('早點看').waitFor()
  await keepPicture(page, 'procedure-phone')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${address}/#/procedures/010`)
  await page
    .getByRole('img', { name: /流程圖/ })
    .first()
    .waitFor()
  await keepPicture(page, 'procedure-010-dark')
  expect(await complaints(page)).toEqual([])
  await page.context().close()
})

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeAt } from '../../server/accounts/authenticator.ts'
import { ADMIN_PASSWORD, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, openWindow, signIn, visit } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let address: string

beforeAll(async () => {
  app = await startTestApp()
  address = await app.listen()
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const phoneWindow = (): Promise<Page> => openWindow(chromium.browser, { locale: 'en', width: 360 })

/** What axe and the width say of a page, which is kept as a picture. */
const troubles = async (page: Page, name: string): Promise<readonly string[]> => {
  await keepPicture(page, `people-${name}`, { fullPage: true })
  return complaints(page)
}

test('an invited teacher chooses a password on a phone; the link is then spent', async () => {
  const admin = await visit(chromium.browser, { address, place: '/settings' })
  await admin.getByText('邀請新帳號').click()
  const form = admin.locator('form', { has: admin.getByRole('button', { name: '建立邀請連結' }) })
  await form.getByLabel('帳號').fill('wang')
  await form.getByLabel('姓名').fill('王老師')
  await form.getByRole('button', { name: '建立邀請連結' }).click()
  const link = await admin.getByLabel('一次性連結', { exact: true }).inputValue()
  expect(await troubles(admin, 'link')).toEqual([])
  await admin.getByRole('button', { name: '關閉' }).click()
  await admin.getByText('等待設定密碼').waitFor()
  expect(await troubles(admin, 'users')).toEqual([])

  const phone = await phoneWindow()
  await phone.goto(link)
  await phone.getByText('Welcome, 王老師').waitFor()
  await phone.getByLabel('New password').fill('wang.wang.wang')
  await phone.getByRole('button', { name: 'Begin' }).click()
  await phone.getByText('little more than').waitFor()
  expect(await troubles(phone, 'welcome')).toEqual([])
  await phone.getByLabel('New password').fill('rain on the sports field')
  await phone.getByRole('button', { name: 'Begin' }).click()
  await phone.locator('.clock-time').waitFor()
  await phone.goto(`${address}/#/settings`)
  await phone.getByText('this browser').waitFor()
  await phone.getByLabel('Full name').fill('Wang')
  const profile = phone.locator('form', { has: phone.getByLabel('Full name') })
  await profile.getByRole('button', { name: 'Save' }).click()
  await phone.getByRole('button', { name: 'Wang ▾' }).waitFor()
  expect(await troubles(phone, 'mine')).toEqual([])

  await phone.goto('about:blank')
  await phone.goto(link)
  await phone.getByText('This link was used').waitFor()
}, 120_000)

test('a list of teachers is corrected, taken in once, and its links handed out', async () => {
  const admin = await visit(chromium.browser, { address, place: '/settings' })
  await admin.getByText('匯入教師名單').click()
  const panel = admin.locator('details', { has: admin.getByText('匯入教師名單') })
  const list = join(app.directory, '名單.csv')
  await writeFile(list, '帳號,姓名,電子郵件\nchen,陳老師,chen@\nadmin,林老師,\nhuang,"黃,老師",huang@school.example\n')
  await panel.locator('input[type="file"]').setInputFiles(list)
  await panel.getByText('「chen@」不是電子郵件地址').waitFor()
  await panel.getByText('「admin」已經有帳號在用').waitFor()
  expect(await panel.getByRole('button', { name: /^匯入/ }).count()).toBe(0)
  expect(await troubles(admin, 'import-wrong')).toEqual([])
  // The same file, put right, is chosen again; saved once more in the spreadsheet before it is taken in.
  await writeFile(list, '帳號,姓名,電子郵件\nchen,陳老師,\nhuang,"黃,老師",huang@school.example\n')
  await panel.locator('input[type="file"]').setInputFiles(list)
  await panel.getByText('名單上有 2 人，還沒有匯入。').waitFor()
  await panel.getByText('黃,老師').waitFor()
  await writeFile(list, 'saved anew')
  await panel.getByRole('button', { name: '匯入 2 人並建立邀請' }).dblclick()
  await panel.getByText('已匯入 2 人').waitFor()
  expect(await troubles(admin, 'imported')).toEqual([])
  const [file] = await Promise.all([
    admin.waitForEvent('download'),
    panel.getByRole('button', { name: '下載邀請連結' }).click(),
  ])
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n')
  expect(lines.map((line) => line.split('/#/welcome')[0]?.replace(address, ''))).toEqual([
    ...['\uFEFF"陳老師","chen","","', '"黃,老師","huang","huang@school.example","', ''],
  ])
  const phone = await openWindow(chromium.browser, { width: 360 })
  await phone.goto(/http[^"]+/.exec(lines[1] ?? '')?.[0] ?? '')
  await phone.getByText('黃,老師').waitFor()
}, 120_000)

test('a second step is turned on by a code, and asked for on a phone', async () => {
  const desk = await visit(chromium.browser, { address, place: '/settings' })
  await desk.getByRole('button', { name: '開啟', exact: true }).click()
  await desk.getByLabel('請輸入您的密碼').fill(ADMIN_PASSWORD)
  await desk.getByRole('button', { name: '繼續' }).click()
  const key = ((await desk.locator('.code-key code').textContent()) ?? '').replaceAll(' ', '')
  const begun = Date.now()
  expect(await troubles(desk, 'authenticator')).toEqual([])
  await desk.getByLabel('App 現在顯示的驗證碼').fill(codeAt(key, begun))
  await desk.getByRole('dialog').getByRole('button', { name: '開啟' }).click()
  await desk.getByRole('list', { name: '救援碼' }).waitFor()
  expect(await troubles(desk, 'codes')).toEqual([])
  await desk.getByRole('button', { name: '關閉' }).last().click()
  await desk.getByText('還有 10 組救援碼').waitFor()
  expect(await troubles(desk, 'second-step')).toEqual([])

  const phone = await phoneWindow()
  await phone.goto(address)
  await signIn(phone)
  await phone.getByLabel('Code').fill('000000')
  await phone.getByRole('button', { name: 'Continue' }).click()
  await phone.getByText('That code is not right').waitFor()
  expect(await troubles(phone, 'code')).toEqual([])
  await phone.getByRole('button', { name: 'No phone at hand?' }).click()
  expect(await troubles(phone, 'recovery')).toEqual([])
  // The password need not be typed again.
  await phone.reload()
  // The code that confirmed it is spent; the next one is good already.
  await phone.getByLabel('Code').fill(codeAt(key, begun + 30_000))
  await phone.getByRole('button', { name: 'Continue' }).click()
  await phone.locator('.clock-time').waitFor()
}, 120_000)

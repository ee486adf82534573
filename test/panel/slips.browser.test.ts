/** A repair slip from its draft to the last signature: the section at its desk, one office by a link on a phone, one by account. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { User } from '../../protocol/account.ts'
import type { SlipView } from '../../protocol/slip.ts'
import { instant } from '../../protocol/time.ts'
import { createAttachments } from '../../server/attachments/attachments.ts'
import { createFaultStore } from '../../server/faults/store.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
)

let app: TestApp
let chromium: TestBrowser
let address: string
let slip: SlipView

beforeAll(async () => {
  const clock = createClock(instant(Date.parse('2026-11-26T09:00:00+08:00')))
  app = await startTestApp({ clock })
  address = await app.listen()
  const admin = await app.signIn()
  const payload = { name: 'kuo', fullName: '郭主任', role: 'teacher', password: ADMIN_PASSWORD }
  const { id } = (await admin.inject({ method: 'POST', url: '/api/users', payload })).json<User>()
  await admin.inject({ method: 'PATCH', url: `/api/users/${id}`, payload: { office: 'accounting' } })
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
  const fault = await faults.report(
    { source: 'operator', severity: 'high', title: '擴大機沒有聲音', text: '開機後左右聲道都沒有輸出', room: '直播室' },
    'admin',
  )
  await faults.act(fault.id, { type: 'triage', severity: 'high', ownerId: null, note: '' }, 'admin')
  const attachments = createAttachments({ database, clock, mediaDir: join(app.directory, 'media') })
  await attachments.keep({ subject: 'fault', id: fault.id }, { bytes: PIXEL, name: '擴大機.png' }, 'admin')
  await database.$disconnect()
  slip = (await admin.inject({ method: 'POST', url: '/api/slips', payload: { faultId: fault.id } })).json<SlipView>()
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

test('L2 L4 L11 L12 a slip goes round: written at the desk, signed on a phone and by an account', async () => {
  const { browser } = chromium
  const desk = await visit(browser, { address, place: '/slips' })
  await desk.getByRole('link', { name: /115-0001/ }).click()
  await desk.getByText('等我們填完送出').waitFor()
  expect(await desk.getByRole('button', { name: '送出會簽' }).isDisabled()).toBe(true)
  await desk.getByRole('button', { name: '修改內容' }).click()
  await desk.getByRole('textbox', { name: '設備' }).fill('擴大機 Yamaha MA2030')
  await desk.getByLabel('為什麼校內修不好').fill('主機板燒毀，校內沒有零件')
  await desk.getByLabel('估價（新臺幣元）').fill('4500')
  await desk.getByRole('combobox', { name: '廠商' }).fill('和聲音響')
  await keepPicture(desk, 'slips-form-zh-light-1280')
  expect(await complaints(desk)).toEqual([])
  await desk.getByRole('button', { name: '儲存' }).click()
  await desk.getByRole('button', { name: '送出會簽' }).click()
  await desk.getByText('等庶務組簽').first().waitFor()
  await desk.getByRole('button', { name: '產生新的連結' }).click()
  const link = await desk.getByRole('textbox', { name: '簽名連結' }).inputValue()
  await desk.getByRole('button', { name: '關閉', exact: true }).click()
  await desk.getByText(/連結有效到/).waitFor()
  await keepPicture(desk, 'slips-circulating-zh-light-1280')
  expect(await complaints(desk)).toEqual([])

  const context = await browser.newContext({
    ...{ locale: 'en', colorScheme: 'dark', bypassCSP: true, reducedMotion: 'reduce' },
    viewport: { width: 360, height: 800 },
  })
  const phone = await context.newPage()
  phone.setDefaultTimeout(10_000)
  await phone.goto(link)
  await phone.getByText('NT$ 4,500').waitFor()
  await phone.getByRole('img', { name: 'Picture 1' }).waitFor()
  await keepPicture(phone, 'sign-en-dark-360')
  expect(await complaints(phone)).toEqual([])
  await phone.getByRole('button', { name: 'Ask first' }).click()
  await phone.getByLabel('What would you like to know?').fill('Is it under warranty?')
  await phone.getByLabel('Your name').fill('許組長')
  await phone.locator('button[type=submit]').click()
  await phone.getByText('Your question is with the broadcast room').waitFor()
  await desk.getByLabel('回答').fill('保固去年到期')
  await desk.getByRole('button', { name: '回答' }).click()
  await desk.getByText('等庶務組簽').first().waitFor()

  await phone.reload()
  await phone.getByText('保固去年到期').waitFor()
  await phone.getByLabel('Your name').fill('許組長')
  await phone.locator('button[type=submit]').click()
  await phone.getByText('is on repair slip 115-0001').waitFor()
  await keepPicture(phone, 'sign-thanks-en-dark-360')
  expect(await complaints(phone)).toEqual([])
  await phone.reload()
  await phone.getByText('This link has expired').waitFor()

  await desk.getByText('等會計室簽').first().waitFor()
  const office = await visit(browser, { address, account: 'kuo', place: '/slips', width: 768 })
  await office.getByRole('link', { name: /115-0001/ }).click()
  await office.getByRole('heading', { name: /請您會簽/ }).waitFor()
  await keepPicture(office, 'slips-office-zh-light-768')
  expect(await complaints(office)).toEqual([])
  await office.locator('.slip-sign button[type=submit]').click()
  await office.getByText('已簽名').waitFor()
  await desk.getByText('可以叫廠商了').waitFor()
  await desk.emulateMedia({ colorScheme: 'dark' })
  await desk.setViewportSize({ width: 360, height: 800 })
  await desk.evaluate("localStorage.setItem('nooncast.language', 'en')")
  await desk.reload()
  await desk.getByText('the vendor can be called').waitFor()
  await desk.getByText('History').click()
  await keepPicture(desk, 'slips-signed-en-dark-360')
  expect(await complaints(desk)).toEqual([])
  await desk.goto(`${address}/#/slips`)
  await desk.getByRole('button', { name: 'All', exact: true }).click()
  await desk.getByRole('link', { name: /115-0001/ }).waitFor()
  await keepPicture(desk, 'slips-list-en-dark-360')
  expect(await complaints(desk)).toEqual([])
  expect(slip.number).toBe('115-0001')
}, 60_000)

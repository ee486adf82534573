/** What goes another way round with a repair slip: an office refuses, the words change after a signature, all is taken back and undone. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { User } from '../../protocol/account.ts'
import type { SlipView } from '../../protocol/slip.ts'
import { instant } from '../../protocol/time.ts'
import { createFaultStore } from '../../server/faults/store.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let address: string
/** The fault that needs a slip. */
let noisy: string

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
  const other = await faults.report(
    { source: 'operator', severity: 'high', title: '混音器有雜音', text: '', room: '直播室' },
    'admin',
  )
  noisy = other.id
  await faults.act(noisy, { type: 'triage', severity: 'high', ownerId: null, note: '' }, 'admin')
  await database.$disconnect()
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

test('L3 L6 L7 L9 offices change places; one refuses, the slip is put right and signed again; what is taken back is undone', async () => {
  const { browser } = chromium
  const admin = await app.signIn()
  await admin.inject({
    ...{ method: 'POST', url: '/api/users' },
    payload: { name: 'hsu', fullName: '許組長', role: 'teacher', password: ADMIN_PASSWORD },
  })
  const fields = { device: '混音器', reason: '校內沒有零件', what: '雜音', estimate: 3000, vendor: '和聲音響' }
  const made = await admin.inject({ method: 'POST', url: '/api/slips', payload: { faultId: noisy, ...fields } })
  expect(made.statusCode, made.body).toBe(201)
  const second = made.json<SlipView>()

  const desk = await visit(browser, { address, place: '/settings' })
  await desk.getByRole('combobox', { name: '會簽單位 hsu' }).selectOption('general-affairs')
  await desk.getByText('已儲存').first().waitFor()
  await desk.getByRole('button', { name: '把2往前移' }).click()
  await desk.locator('#settings-countersigners button[type=submit]').click()
  await expect
    .poll(async () => (await admin.inject({ method: 'GET', url: '/api/settings' })).json().countersigners[0].id)
    .toBe('accounting')

  await desk.goto(`${address}/#/slips/${second.id}`)
  await desk.getByRole('button', { name: '送出會簽' }).click()
  await desk.getByText('等會計室簽').first().waitFor()
  const kuo = await visit(browser, { address, account: 'kuo', place: `/slips/${second.id}`, width: 360 })
  await kuo.getByRole('button', { name: '不同意', exact: true }).first().click()
  await kuo.getByLabel('不同意的原因').fill('請先比價')
  await keepPicture(kuo, 'slips-refusing-zh-light-360')
  expect(await complaints(kuo)).toEqual([])
  await kuo.locator('.slip-sign button[type=submit]').click()
  await desk.getByText('不同意的原因：請先比價').waitFor()
  await keepPicture(desk, 'slips-refused-zh-light-1280')
  await desk.getByRole('button', { name: '重新處理' }).click()
  await desk.getByRole('button', { name: '修改內容' }).click()
  await desk.getByLabel('估價（新臺幣元）').fill('2500')
  await desk.getByRole('button', { name: '儲存' }).click()
  await desk.getByText('NT$ 2,500').first().waitFor()
  await desk.getByRole('button', { name: '送出會簽' }).click()
  await desk.getByText('等會計室簽').first().waitFor()
  // As the letter's link opens it.
  await kuo.reload()
  await kuo.getByRole('heading', { name: /請您會簽/ }).waitFor()
  await kuo.locator('.slip-sign button[type=submit]').click()
  await desk.getByText('等庶務組簽').first().waitFor()

  // Changed once more: what 會計室 signed counts no more, and it signs what it now says.
  await desk.getByRole('button', { name: '修改內容' }).click()
  await desk.getByText('已經有人簽過').waitFor()
  await desk.getByLabel('估價（新臺幣元）').fill('2400')
  await desk.getByRole('button', { name: '儲存' }).click()
  await desk.getByText('等會計室簽').first().waitFor()
  await kuo.reload()
  await kuo.getByText('NT$ 2,400').first().waitFor()
  await kuo.locator('.slip-sign button[type=submit]').click()
  const hsu = await visit(browser, { address, account: 'hsu', place: `/slips/${second.id}`, width: 768 })
  await hsu.locator('.slip-sign button[type=submit]').click()
  await desk.getByText('可以叫廠商了').waitFor()

  await desk.locator('.page-head').getByRole('button', { name: '撤回', exact: true }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click()
  await desk.getByText(`維修單 ${second.number} 已撤回`).waitFor()
  await desk.getByRole('button', { name: '復原', exact: true }).last().click()
  await desk.getByText('等我們填完送出').waitFor()
  await desk.getByText('經過').click()
  await desk.getByText('不再算數').first().waitFor()
  await keepPicture(desk, 'slips-taken-up-zh-light-1280')
  expect(await complaints(desk)).toEqual([])
}, 120_000)

/**
 * A repair from the label on the wall to its acceptance, as everybody in it sees it: whoever scans the label, the teacher
 * of the room, the section at its desk, two offices that sign, the technician on a phone without network, and the TV itself.
 */
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { User } from '../../protocol/account.ts'
import { instant } from '../../protocol/time.ts'
import { createFaultStore } from '../../server/faults/store.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { launchBrowser, launchPageBrowser, type TestBrowser } from '../browser.ts'
import { drawPages, readCode } from '../papers.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const PHOTO = {
  ...{ name: 'tv.png', mimeType: 'image/png' },
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
    'base64',
  ),
}
/** A Thursday. */
const MORNING = instant(Date.parse('2026-11-26T09:00:00+08:00'))

let app: TestApp
let pages: TestBrowser
let living: TestBrowser
let address: string
let admin: Browserlike
let classroom: BrowserContext

const turnOn = async (): Promise<Page> => {
  const tv = await classroom.newPage()
  await tv.goto(`${address}/player/`)
  return tv
}
/** A TV with the player of this server, taken in as room 101's, and off until it is repaired. @returns its id */
const pairTv = async (): Promise<string> => {
  classroom = await living.browser.newContext({ viewport: { width: 1280, height: 720 } })
  const tv = await turnOn()
  await tv.locator('html[data-code]:not([data-code=""])').waitFor({ state: 'attached' })
  const payload = { userCode: await tv.locator('html').getAttribute('data-code'), name: '101', groupId: 'school' }
  const taken = await admin.inject({ method: 'POST', url: '/api/displays/approve', payload })
  await tv.locator('html[data-connection="connected"]').waitFor()
  await tv.close()
  return taken.json<{ id: string }>().id
}
const addUser = async (payload: object): Promise<string> =>
  (
    await admin.inject({ method: 'POST', url: '/api/users', payload: { ...payload, password: ADMIN_PASSWORD } })
  ).json<User>().id

/** The teacher of 101, an office, the room's TV in the register, and a fault elsewhere that waits for the same vendor. */
const furnish = async (displayId: string): Promise<void> => {
  const userId = await addUser({ name: 'chen', fullName: '陳老師', role: 'teacher' })
  const office = await addUser({ name: 'kuo', fullName: '郭主任', role: 'teacher' })
  await admin.inject({ method: 'PATCH', url: `/api/users/${office}`, payload: { office: 'accounting' } })
  const { clock } = app
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const device = { kind: 'tv', maker: '大同', model: 'TX-50', state: 'in-use', createdAt: new Date(clock.now()) }
  await database.classroom.create({ data: { userId, displayId } })
  await database.equipment.create({
    data: {
      ...device,
      id: 'tv',
      label: 'K7Q2MX4P',
      name: '教室電視',
      room: '101',
      displayId,
      propertyNumber: '3140101-3',
    },
  })
  await database.equipment.create({
    data: { ...device, id: 'screen', label: 'PNMKJHGF', name: '電視', room: '視聽教室' },
  })
  const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
  const said = { source: 'operator', severity: 'normal', title: '畫面有橫線', room: '視聽教室' } as const
  const { id } = await faults.report({ ...said, equipmentId: 'screen' }, 'admin')
  await faults.act(id, { type: 'triage', severity: 'normal', ownerId: null, note: '' }, 'admin')
  await faults.act(id, { type: 'to-vendor', note: '還在保固' }, 'admin')
  await database.$disconnect()
}

beforeAll(async () => {
  app = await startTestApp({ clock: createClock(MORNING) })
  address = await app.listen()
  admin = await app.signIn()
  ;[pages, living] = await Promise.all([launchPageBrowser(), launchBrowser()])
  const displayId = await pairTv()
  // The test picture is drawn and prepared meanwhile; it is not shown yet.
  await admin.inject({ method: 'POST', url: '/api/test-pictures', payload: { displayId } })
  await admin.inject({ method: 'DELETE', url: `/api/test-pictures/${displayId}` })
  await furnish(displayId)
}, 180_000)
afterAll(async () => {
  await Promise.all([pages?.close(), living?.close()])
  await app?.close()
})

const PHONE = { width: 360, height: 740 }
/** A phone of somebody without an account. */
const phoneAt = async (place: string, look: { locale: string; colorScheme: 'light' | 'dark' }): Promise<Page> => {
  const context = await pages.browser.newContext({ ...look, bypassCSP: true, reducedMotion: 'reduce', viewport: PHONE })
  const phone = await context.newPage()
  phone.setDefaultTimeout(15_000)
  await phone.goto(place)
  return phone
}
const look = async (page: Page, name: string): Promise<void> => {
  await keepPicture(page, `story-${name}`)
  expect(await complaints(page), name).toEqual([])
}

/** What the code on the printed label of 101's TV opens. */
const labelAddress = async (): Promise<string | null> => {
  const order = { ids: ['tv'], sheet: 'L7163', startAt: 1, frames: false, address }
  const paper = await admin.inject({ method: 'POST', url: '/api/equipment/labels', payload: order })
  const [page] = await drawPages(paper.rawPayload, 150)
  return page === undefined ? null : readCode(page)
}

const reported = async (desk: Page): Promise<Page> => {
  const scanned = await labelAddress()
  expect(scanned).toBe(`${address}/#/report?label=K7Q2MX4P`)
  const phone = await phoneAt(scanned ?? '', { locale: 'zh-TW', colorScheme: 'light' })
  await phone.getByText('101 教室電視').waitFor()
  await phone.getByRole('button', { name: '沒有畫面' }).click()
  await phone.getByLabel('說明').fill('開機後全黑')
  await phone.locator('input[type=file]').setInputFiles(PHOTO)
  await look(phone, '1-label-360')
  await phone.getByRole('button', { name: '送出報修' }).click()
  await phone.getByText('報修編號 115-0002').waitFor()
  await phone.context().close()
  // The section sees it come, on the board and on the rail.
  await desk.getByRole('link', { name: '沒有畫面' }).waitFor()
  await desk.locator('.rail-faults', { hasText: '1' }).waitFor()

  const teacher = await visit(pages.browser, { address, place: '/help', account: 'chen', ...PHONE })
  await teacher.getByRole('button', { name: '報修', exact: true }).click()
  await teacher.getByText('這裡已經有人報修').waitFor()
  await teacher.getByRole('button', { name: '我這裡也是' }).click()
  await teacher.locator('.chip', { hasText: '已收到，還沒有人看' }).waitFor()
  return teacher
}

/** Judged by keys, then a slip, written and sent round. @returns the link for the first office */
const slipSent = async (desk: Page): Promise<string> => {
  await desk.getByRole('link', { name: '沒有畫面' }).click()
  await desk.getByText('另有 1 人回報').waitFor()
  await desk.keyboard.press('a')
  await desk.getByLabel('緊急程度').selectOption('high')
  await desk.getByRole('form', { name: '查看並判斷' }).getByRole('button', { name: '查看並判斷' }).click()
  await desk.getByRole('region', { name: '維修單' }).getByRole('button', { name: '建立維修單' }).click()
  await desk.getByText('等我們填完送出').waitFor()
  await desk.getByRole('button', { name: '修改內容' }).click()
  expect(await desk.getByRole('textbox', { name: '設備' }).inputValue()).toContain('TX-50')
  await desk.getByLabel('為什麼校內修不好').fill('主機板燒毀，校內沒有零件')
  await desk.getByLabel('估價（新臺幣元）').fill('4500')
  await desk.getByRole('combobox', { name: '廠商' }).fill('大同視聽')
  await look(desk, '2-slip-1280')
  await desk.getByRole('button', { name: '儲存' }).click()
  await desk.getByRole('button', { name: '送出會簽' }).click()
  await desk.getByText('等庶務組簽').first().waitFor()
  await desk.getByRole('button', { name: '產生新的連結' }).click()
  const link = await desk.getByRole('textbox', { name: '簽名連結' }).inputValue()
  await desk.getByRole('button', { name: '關閉', exact: true }).click()
  return link
}

/** One office by a link, once it has its answer; the other by its account. */
const slipSigned = async (desk: Page, link: string): Promise<void> => {
  const phone = await phoneAt(link, { locale: 'en', colorScheme: 'dark' })
  await phone.getByRole('img', { name: 'Picture 1' }).waitFor()
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
  await look(phone, '3-sign-360-en-dark')
  await phone.getByLabel('Your name').fill('許組長')
  await phone.locator('button[type=submit]').click()
  await phone.getByText('is on repair slip 115-0001').waitFor()
  await phone.reload()
  await phone.getByText('This link has expired').waitFor()
  await phone.context().close()

  await desk.getByText('等會計室簽').first().waitFor()
  const office = await visit(pages.browser, { address, account: 'kuo', place: '/slips', width: 768 })
  await office.getByRole('link', { name: /115-0001/ }).click()
  await office.getByRole('heading', { name: /請您會簽/ }).waitFor()
  await look(office, '4-office-768')
  await office.locator('.slip-sign button[type=submit]').click()
  await office.getByText('已簽名').waitFor()
  await office.context().close()
  await desk.getByText('可以叫廠商了').waitFor()
}

/** From the slip to the fault, from the fault to a vendor that nobody has written down yet. */
const vendorAdded = async (desk: Page): Promise<void> => {
  await desk.getByRole('link', { name: '看這項故障' }).click()
  await desk.getByRole('region', { name: '維修單' }).getByText('已簽畢').waitFor()
  await desk.getByRole('link', { name: '去叫修' }).click()
  await desk.getByText('還沒有廠商').waitFor()
  await desk.getByRole('button', { name: '新增廠商' }).click()
  const form = desk.getByRole('region', { name: '新增廠商' })
  await form.getByLabel('名稱', { exact: true }).fill('大同視聽')
  await form.getByLabel('統一編號').fill('04595253')
  await form.getByText('檢查碼不對').waitFor()
  expect(await form.getByRole('button', { name: '儲存' }).isDisabled()).toBe(true)
  await form.getByLabel('統一編號').fill('04595257')
  await form.getByLabel('電話').fill('04-2222-0000')
  await form.getByLabel('電視', { exact: true }).check()
  await form.getByRole('button', { name: '加合約' }).click()
  await form.getByLabel('合約名稱').fill('年度維護')
  await form.getByLabel('幾個上班小時內到校').fill('8')
  await look(desk, '5-vendor-1280')
  await form.getByRole('button', { name: '儲存' }).click()
}

/** One call for two faults; the first one was too early, and is taken back. */
const called = async (desk: Page): Promise<void> => {
  const call = desk.getByRole('region', { name: '一通電話叫修' })
  const words = call.getByLabel('要說的話')
  await call.getByLabel(/101/).waitFor()
  expect(await words.inputValue()).toContain('101：沒有畫面（報修 115-0002）')
  await call.getByLabel(/視聽教室/).uncheck()
  await expect.poll(() => words.inputValue()).not.toContain('視聽教室')
  await call.getByLabel(/視聽教室/).check()
  await look(desk, '6-call-1280')
  await call.getByRole('button', { name: '記下：已通知 2 件' }).click()
  await desk.getByRole('region', { name: '已通知，還沒約到校時間' }).waitFor()
  await desk.locator('.notices').getByRole('button', { name: '復原' }).click()
  await desk.getByText('已收回，2 件退回「待叫修」').waitFor()
  await call.getByLabel('誰接的（可不填）').fill('王先生')
  await call.getByRole('button', { name: '記下：已通知 2 件' }).click()
}

/** @returns the technician's link */
const visitAgreed = async (desk: Page): Promise<string> => {
  const waiting = desk.getByRole('region', { name: '已通知，還沒約到校時間' })
  await waiting.getByRole('button', { name: '約到校時間' }).click()
  await waiting.getByLabel('日期').fill('2026-11-28')
  await waiting.getByText('2026-11-28 學校不上課').waitFor()
  await waiting.getByLabel('日期').fill('2026-11-27')
  await waiting.getByText('這個時間沒有衝突').waitFor()
  await waiting.getByRole('button', { name: '約這個時間' }).click()
  await desk.getByRole('region', { name: '還沒結束的' }).getByRole('link', { name: '大同視聽' }).click()
  await desk.getByText('到校時由廠商或您按「到了」。').waitFor()
  await desk.getByLabel('給誰').fill('王技師')
  await desk.getByRole('button', { name: '產生連結' }).click()
  const link = await desk.getByRole('dialog').getByLabel('給技師的連結').inputValue()
  await desk.getByRole('button', { name: '關閉', exact: true }).click()
  return link
}

/** The technician comes, loses the network, writes down what came of it and signs; it is sent when the network is back. */
const repaired = async (desk: Page, link: string): Promise<void> => {
  const phone = await phoneAt(link, { locale: 'en', colorScheme: 'dark' })
  await phone.getByText('To be repaired: 2').waitFor()
  await phone.getByLabel('Your name').fill('王大明')
  await phone.getByRole('button', { name: 'I am here' }).click()
  await phone.getByText('✓ Arrived').waitFor()
  await desk.getByText('修完由廠商在手機填結果').waitFor()
  await phone.context().setOffline(true)
  const report = phone.getByRole('region', { name: 'Write down the result' })
  await report.getByRole('button', { name: 'Send the result and sign' }).click()
  await report.getByText('Choose a result').first().waitFor()
  const of = (room: RegExp) => report.getByRole('group', { name: room })
  await of(/101/).getByRole('button', { name: 'Fixed', exact: true }).click()
  await of(/101/).getByLabel('What was done').fill('換電源板')
  await of(/101/).getByLabel('Cost (NT$)').fill('5200')
  await of(/101/).getByRole('button', { name: 'Add a part' }).click()
  await of(/101/).getByLabel('Part', { exact: true }).fill('電源板')
  await of(/視聽教室/)
    .getByRole('button', { name: 'Needs parts' })
    .click()
  await report.getByLabel('Next visit').fill('下週二帶面板')
  const pad = report.getByRole('img', { name: 'Signature pad' })
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (box === null) throw new Error('no signature pad')
  await phone.mouse.move(box.x + 20, box.y + 20)
  await phone.mouse.down()
  await phone.mouse.move(box.x + 120, box.y + 60, { steps: 5 })
  await phone.mouse.up()
  await look(phone, '7-technician-360-en-dark')
  await report.getByRole('button', { name: 'Send the result and sign' }).click()
  await phone.getByText('The result is kept on this phone').waitFor()
  await phone.context().setOffline(false)
  await phone.getByText('the school has your result').waitFor()
  await phone.getByRole('button', { name: '中文' }).click()
  await phone.getByText('謝謝，結果已經送到學校。').waitFor()
  await phone.context().close()
}

/** The test picture on the TV itself, which says that it shows it; then the section accepts. */
const accepted = async (desk: Page): Promise<void> => {
  await desk.getByText('王大明 簽名').first().waitFor()
  await desk.getByText('合計 NT$ 5,200').waitFor()
  const acceptance = desk.getByRole('region', { name: '驗收 115-0002' })
  const show = acceptance.getByRole('button', { name: '顯示測試畫面' })
  // Asked for while the TV is off, and thought better of: then it is kept until the TV answers, and pressed no more.
  await show.click()
  await acceptance.getByRole('button', { name: '不用顯示了' }).click()
  await show.click()
  await acceptance.getByText('一連線就會自己顯示').waitFor()
  await look(desk, '8-waits-1280')
  const tv = await turnOn()
  await acceptance.getByText('「101」回報正在播放測試畫面。').waitFor({ timeout: 40_000 })
  await tv.locator('video[data-on-air="true"]').waitFor()
  await keepPicture(tv, 'story-8-tv')
  await look(desk, '8-accept-1280')
  await acceptance.getByRole('button', { name: '我看過，好了' }).click()
  await desk.getByText('沒修好的已經退回「等廠商約時間」，請再約。').waitFor()
}

/** What is over keeps its history when it comes again; what was not repaired is taken back from the vendor. */
const reopened = async (desk: Page, teacher: Page): Promise<void> => {
  await teacher.getByText('已結束的報修').click()
  await teacher.locator('.chip', { hasText: '已修好結案' }).waitFor()
  await keepPicture(teacher, 'story-9-mine-360')
  await desk.getByRole('link', { name: '沒有畫面' }).click()
  await desk.getByRole('region', { name: '廠商到校' }).getByRole('link', { name: '大同視聽 · 王大明' }).waitFor()
  await desk.getByRole('button', { name: '重新開啟' }).first().click()
  await desk.getByRole('form').getByLabel('說明').fill('隔天又黑了')
  await desk.getByRole('form').getByRole('button', { name: '重新開啟' }).click()
  const history = desk.getByRole('region', { name: '經過' })
  await history.getByText('隔天又黑了').waitFor()
  for (const kept of ['開機後全黑', '換電源板', '收回叫修', '簽完'])
    expect(await desk.getByText(kept).count(), kept).toBeGreaterThan(0)
  await desk.goto(`${address}/#/faults?q=115-0001`)
  await desk.getByRole('link', { name: '畫面有橫線' }).click()
  const calls = desk.getByRole('region', { name: '叫修紀錄' })
  await calls.getByRole('button', { name: '收回叫修' }).click()
  await calls.getByLabel('為什麼收回').fill('改找原廠')
  await look(desk, '10-withdraw-1280')
  await calls.getByRole('form').getByRole('button', { name: '收回叫修' }).click()
  await desk.getByRole('link', { name: '去叫修' }).waitFor()
}

test('L11 V6 V7 V10 a repair from the label on the wall to its acceptance, and again', async () => {
  const desk = await visit(pages.browser, { address, place: '/faults' })
  const teacher = await reported(desk)
  await slipSigned(desk, await slipSent(desk))
  await vendorAdded(desk)
  await called(desk)
  await repaired(desk, await visitAgreed(desk))
  await accepted(desk)
  await reopened(desk, teacher)

  // The same papers and lists in English, in the dark, on a phone.
  await desk.evaluate("localStorage.setItem('nooncast.language', 'en')")
  await desk.emulateMedia({ colorScheme: 'dark' })
  await desk.setViewportSize(PHONE)
  await desk.goto(`${address}/#/vendors`)
  await desk.reload()
  await desk.getByRole('link', { name: '大同視聽' }).click()
  await desk.getByText('1 in time').waitFor()
  await desk.getByText('Cost NT$ 5,200, estimate NT$ 4,500').waitFor()
  await look(desk, '11-vendor-360-en-dark')
  await desk.goto(`${address}/#/visits`)
  await desk.getByRole('link', { name: '大同視聽' }).waitFor()
  await look(desk, '11-visits-360-en-dark')
  await desk.goto(`${address}/#/slips`)
  await desk.getByRole('button', { name: 'All', exact: true }).click()
  await desk.getByRole('link', { name: /115-0001/ }).click()
  await desk.getByText('History').click()
  await look(desk, '11-slip-360-en-dark')
}, 240_000)

/** From the call to acceptance: a vendor is added, called once for two faults, comes, reports by phone without network, is accepted. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let address: string

beforeAll(async () => {
  const clock = createClock(instant(Date.parse('2026-11-26T09:00:00+08:00')))
  app = await startTestApp({ clock })
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const at = new Date(clock.now())
  for (const [id, room, title, severity] of [
    ['a', '203', '電視沒有畫面', 'blocks-noon'],
    ['b', '視聽教室', '擴大機有雜音', 'normal'],
  ] as const) {
    const device = { maker: '大同', model: 'TX-50', serial: `S-${id}`, propertyNumber: `3140101-${id}` }
    await database.equipment.create({
      data: {
        ...device,
        id,
        label: `LABEL${id}`.padEnd(8, 'X'),
        kind: 'tv',
        name: '電視',
        room,
        state: 'in-use',
        createdAt: at,
      },
    })
    const number = `115-000${id === 'a' ? 1 : 2}`
    const said = { number, source: 'person', severity, title, room, equipmentId: id, text: '早自習時發現' }
    await database.fault.create({ data: { ...said, id: `fault-${id}`, state: 'to-call', createdAt: at, since: at } })
  }
  await database.$disconnect()
  address = await app.listen()
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

test('V1 V6 V7 from the call to acceptance', async () => {
  const page = await visit(chromium.browser, { address, place: '/vendors' })
  await page.getByText('還沒有廠商').waitFor()
  await keepPicture(page, 'vendors-empty')
  await page.getByRole('button', { name: '新增廠商' }).click()
  const form = page.getByRole('region', { name: '新增廠商' })
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
  await keepPicture(page, 'vendor-form')
  expect(await complaints(page)).toEqual([])
  await form.getByRole('button', { name: '儲存' }).click()

  const call = page.getByRole('region', { name: '一通電話叫修' })
  await call.getByText('影響中午').waitFor()
  const words = call.getByLabel('要說的話')
  expect(await words.inputValue()).toContain('1. 【急】203：電視沒有畫面（報修 115-0001）')
  await call.getByLabel(/視聽教室/).uncheck()
  await expect.poll(() => words.inputValue()).not.toContain('視聽教室')
  await call.getByLabel(/視聽教室/).check()
  await call.getByLabel('誰接的（可不填）').fill('王先生')
  await keepPicture(page, 'vendor-call')
  expect(await complaints(page)).toEqual([])
  await call.getByRole('button', { name: '記下：已通知 2 件' }).click()

  const waiting = page.getByRole('region', { name: '已通知，還沒約到校時間' })
  await waiting.getByRole('button', { name: '約到校時間' }).click()
  await waiting.getByLabel('日期').fill('2026-11-28')
  await waiting.getByText('2026-11-28 學校不上課').waitFor()
  await keepPicture(page, 'visit-plan')
  await waiting.getByLabel('日期').fill('2026-11-27')
  await waiting.getByText('這個時間沒有衝突').waitFor()
  await waiting.getByRole('button', { name: '約這個時間' }).click()
  await page.getByRole('region', { name: '還沒結束的' }).getByRole('link', { name: '大同視聽' }).click()

  await page.getByText('到校時由廠商或您按「到了」。').waitFor()
  await page.getByLabel('給誰').fill('王技師')
  await page.getByRole('button', { name: '產生連結' }).click()
  const link = await page.getByRole('dialog').getByLabel('給技師的連結').inputValue()
  await keepPicture(page, 'visit-link')
  await page.getByRole('button', { name: '關閉', exact: true }).click()

  const context = await chromium.browser.newContext({
    ...{ locale: 'en', bypassCSP: true, reducedMotion: 'reduce', colorScheme: 'dark' },
    viewport: { width: 360, height: 740 },
  })
  const phone = await context.newPage()
  phone.setDefaultTimeout(10_000)
  await phone.goto(link)
  await phone.getByText('To be repaired: 2').waitFor()
  await phone.getByLabel('Your name').fill('王大明')
  await phone.getByRole('button', { name: 'I am here' }).click()
  await phone.getByText('✓ Arrived').waitFor()
  await page.getByText('修完由廠商在手機填結果').waitFor()
  await keepPicture(phone, 'technician-360-en-dark')
  expect(await complaints(phone)).toEqual([])

  await context.setOffline(true)
  const report = phone.getByRole('region', { name: 'Write down the result' })
  await report.getByRole('button', { name: 'Send the result and sign' }).click()
  await report.getByText('Choose a result').first().waitFor()
  await report.getByRole('group', { name: /203/ }).getByRole('button', { name: 'Fixed', exact: true }).click()
  await report
    .getByRole('group', { name: /視聽教室/ })
    .getByRole('button', { name: 'Needs parts' })
    .click()
  await report.getByLabel('What was done').first().fill('換電源板')
  await report.getByLabel('Cost (NT$)').first().fill('1200')
  await report.getByLabel('Next visit').fill('下週二帶擴大機')
  const pad = report.getByRole('img', { name: 'Signature pad' })
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (box === null) throw new Error('no signature pad')
  await phone.mouse.move(box.x + 20, box.y + 20)
  await phone.mouse.down()
  await phone.mouse.move(box.x + 120, box.y + 60, { steps: 5 })
  await phone.mouse.up()
  await keepPicture(phone, 'technician-report-360-en-dark')
  await report.getByRole('button', { name: 'Send the result and sign' }).click()
  await phone.getByText('The result is kept on this phone').waitFor()
  await keepPicture(phone, 'technician-offline-360-en-dark')
  await context.setOffline(false)
  await phone.getByText('the school has your result').waitFor()
  expect(await complaints(phone)).toEqual([])
  await phone.getByRole('button', { name: '中文' }).click()
  await phone.getByText('謝謝，結果已經送到學校。').waitFor()
  await keepPicture(phone, 'technician-done-360')
  await context.close()

  await page.getByText('王大明 簽名').first().waitFor()
  await page.getByText('合計 NT$ 1,200').waitFor()
  await keepPicture(page, 'visit-done')
  expect(await complaints(page)).toEqual([])
  await page.getByRole('region', { name: '驗收 115-0001' }).getByRole('button', { name: '我看過，好了' }).click()
  await page.getByText('沒修好的已經退回「等廠商約時間」，請再約。').waitFor()
  await page.getByRole('link', { name: '電視沒有畫面' }).click()
  await page.getByRole('region', { name: '廠商到校' }).getByRole('link', { name: '大同視聽 · 王大明' }).waitFor()
  const closed = await app.signIn()
  const { items } = (await closed.inject({ method: 'GET', url: '/api/visits' })).json<{
    items: { faults: { number: string; state: string }[] }[]
  }>()
  expect(items[0]?.faults.map(({ number, state }) => [number, state])).toEqual([
    ['115-0001', 'closed'],
    ['115-0002', 'called'],
  ])
}, 90_000)

test('vendors and visits fit a phone in English, dark', async () => {
  const page = await visit(chromium.browser, { address, place: '/visits', width: 360, height: 740 })
  await page.evaluate(`localStorage.setItem('nooncast.language', 'en')`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await page.getByRole('link', { name: '大同視聽' }).waitFor()
  await keepPicture(page, 'visits-360-en-dark')
  expect(await complaints(page)).toEqual([])
  await page.goto(`${address}/#/vendors`)
  await page.getByRole('link', { name: '大同視聽' }).click()
  await page.getByText('1 in time').waitFor()
  await keepPicture(page, 'vendor-360-en-dark')
  expect(await complaints(page)).toEqual([])
}, 60_000)

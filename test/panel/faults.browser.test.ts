/** A fault from a label on the wall to its acceptance: reported by a guest and a teacher, judged, asked back, repaired, confirmed. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const photo = { name: 'tv.png', mimeType: 'image/png', buffer: PNG }

let app: TestApp
let chromium: TestBrowser
let address: string
beforeAll(async () => {
  const clock = createClock(instant(Date.parse('2026-11-23T09:00:00+08:00')))
  app = await startTestApp({ clock })
  address = await app.listen()
  const admin = await app.signIn()
  const payload = { name: 'chen', fullName: '陳老師', role: 'teacher', password: ADMIN_PASSWORD }
  const userId = (await admin.inject({ method: 'POST', url: '/api/users', payload })).json<{ id: string }>().id
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const createdAt = new Date(clock.now())
  const facts = {
    ...{ appVersion: '1', userAgent: '', width: 1, height: 1 },
    ...{ secureContext: true, serviceWorker: true, autoplay: true },
  }
  await database.display.create({ data: { id: 'tv', name: '101', tokenHash: 'x', facts, createdAt } })
  await database.classroom.create({ data: { userId, displayId: 'tv' } })
  await database.vendor.create({ data: { id: 'v', name: '大同電子', serves: [], createdAt } })
  await database.equipment.create({
    data: {
      ...{ id: 'e', label: 'K7Q2MX4P', name: '教室電視', kind: 'tv', state: 'in-use', createdAt },
      ...{ room: '101', displayId: 'tv', vendorId: 'v' },
    },
  })
  await database.$disconnect()
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const guest = async (): Promise<Page> => {
  const context = await chromium.browser.newContext({
    ...{ locale: 'zh-TW', bypassCSP: true, reducedMotion: 'reduce', viewport: { width: 360, height: 740 } },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(`${address}/#/report?label=k7q2-mx4p`)
  return page
}

test('a fault from the label on the wall to its acceptance', async () => {
  const label = await guest()
  await label.getByRole('button', { name: '沒有畫面' }).click()
  await label.getByLabel('說明').fill('開機後全黑')
  await label.locator('input[type=file]').setInputFiles(photo)
  await keepPicture(label, 'faults-label-360')
  expect(await complaints(label)).toEqual([])
  await label.getByRole('button', { name: '送出報修' }).click()
  await label.getByText('報修編號 115-0001').waitFor()
  await label.context().close()

  const teacher = await visit(chromium.browser, {
    address,
    place: '/my-classroom',
    account: 'chen',
    width: 360,
    height: 740,
  })
  await teacher.getByRole('main').getByRole('link', { name: '報修', exact: true }).click()
  await teacher.getByText('這裡已經有人報修').waitFor()
  await teacher.getByRole('button', { name: '沒有聲音' }).click()
  await teacher.getByLabel('下一次中午播出前要用').check()
  await keepPicture(teacher, 'faults-teacher-360')
  expect(await complaints(teacher)).toEqual([])
  await teacher.getByRole('button', { name: '送出報修' }).click()
  await teacher.getByText('已收到報修 115-0002').waitFor()

  const page = await visit(chromium.browser, { address, place: '/faults' })
  await page.getByRole('link', { name: '沒有聲音' }).waitFor()
  await keepPicture(page, 'faults-board-1280')
  expect(await complaints(page)).toEqual([])
  await page.getByRole('link', { name: '沒有聲音' }).click()
  await page.getByText('按 A 做下一步').waitFor()
  await page.keyboard.press('a')
  await page.getByLabel('緊急程度').selectOption('high')
  await page.getByRole('form', { name: '查看並判斷' }).getByRole('button', { name: '查看並判斷' }).click()
  await page.getByText('115-0002 已更新').waitFor()
  await page.getByRole('button', { name: '詢問報修人' }).click()
  await page.getByLabel('要問什麼').fill('遙控器按過靜音嗎？')
  await page.getByRole('form').getByRole('button', { name: '詢問報修人' }).click()
  await teacher.getByText('遙控器按過靜音嗎？').waitFor()
  await teacher.getByLabel('回覆').fill('按過，沒有用')
  await teacher.getByRole('button', { name: '回覆' }).click()
  await page.getByText('按過，沒有用').waitFor()
  await keepPicture(page, 'faults-fault-1280')
  expect(await complaints(page)).toEqual([])
  await page.getByRole('button', { name: '修好了' }).click()
  await page.getByLabel('做了什麼').fill('換了音源線')
  await page.getByRole('form').getByRole('button', { name: '修好了' }).click()
  await teacher.getByText('換了音源線').waitFor()
  await keepPicture(teacher, 'faults-mine-360')
  await teacher.getByRole('button', { name: '好了，可以用' }).click()
  await page
    .getByRole('heading', { name: '已結案' })
    .or(page.getByRole('heading', { name: '結案' }))
    .waitFor()
  await teacher.context().close()

  // Dismissed by mistake, taken back; then the same in English, in the dark, on a phone.
  await page.goto(`${address}/#/faults`)
  await page.getByRole('link', { name: '沒有畫面' }).click()
  await page.getByRole('button', { name: '不處理' }).click()
  await page.getByLabel('為什麼不處理').fill('電源沒開')
  await page.getByRole('form').getByRole('button', { name: '不處理' }).click()
  await page.getByRole('button', { name: '復原' }).click()
  await page.getByRole('button', { name: '自己修' }).waitFor()
  await page.goto(`${address}/#/faults/figures`)
  await page.getByRole('heading', { name: '各教室' }).first().waitFor()
  await keepPicture(page, 'faults-figures-1280')
  expect(await complaints(page)).toEqual([])
  await page.goBack()
  await page.evaluate("localStorage.setItem('nooncast.language', 'en')")
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  await page.getByRole('button', { name: 'Repair it ourselves' }).waitFor()
  await keepPicture(page, 'faults-fault-360-en-dark')
  expect(await complaints(page)).toEqual([])
  await page.goto(`${address}/#/faults`)
  await page.getByRole('link', { name: 'No picture' }).waitFor()
  await keepPicture(page, 'faults-board-360-en-dark')
  expect(await complaints(page)).toEqual([])
})

/** A fault that the section repairs itself: reported by a teacher, judged, asked back, repaired, confirmed; found again; counted. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const NEWS = {
  ...{ group: 'school', kind: 'news', title: '午間新聞', mediaId: 'm', offsetMs: 0, mediaDurationMs: 960_000 },
  ...{ slotId: 'noon', series: null, exam: false, emergency: false, reasons: [] },
}
/** Three noons last week: 101 had the first, a minute and a half late the second, and nothing on the third; 102 had them all. */
const recordNoons = async (database: Database): Promise<void> => {
  for (const [place, date] of ['2026-11-18', '2026-11-19', '2026-11-20'].entries()) {
    const start = new Date(`${date}T12:04:00+08:00`)
    const columns = { skewMs: 3, stalls: 0, playedFromMs: 0, playedToMs: 960_000, ended: true, reportedAt: start }
    const seen = (displayId: string, lateMs: number) => ({
      ...{ displayId, firstFrameAt: new Date(start.getTime() + lateMs), ...columns },
    })
    await database.asRun.create({
      data: {
        ...{ airingId: date, groupId: 'school', mediaId: 'm', start, frozenAt: start },
        ...{ end: new Date(start.getTime() + 960_000), commanded: { frozen: 'at-start', lateMs: 0 } },
        planned: { ...NEWS, id: date, start: start.getTime(), end: start.getTime() + 960_000 },
        reports: { create: [seen('tv2', 5), ...(place < 2 ? [seen('tv', place * 90_000)] : [])] },
      },
    })
  }
}

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
  const createdAt = new Date('2026-11-02T08:00:00+08:00')
  const facts = {
    ...{ appVersion: '1', userAgent: '', width: 1, height: 1 },
    ...{ secureContext: true, serviceWorker: true, autoplay: true },
  }
  for (const [id, name] of [
    ['tv', '101'],
    ['tv2', '102'],
  ] as const)
    await database.display.create({ data: { id, name, tokenHash: id, groupId: 'school', facts, createdAt } })
  await recordNoons(database)
  await database.classroom.create({ data: { userId, displayId: 'tv' } })
  await database.vendor.create({ data: { id: 'v', name: '大同電子', serves: [], createdAt } })
  await database.equipment.create({
    data: {
      ...{ id: 'e', label: 'K7Q2MX4P', name: '教室電視', kind: 'tv', state: 'in-use', createdAt },
      ...{ room: '101', displayId: 'tv', vendorId: 'v' },
    },
  })
  await database.$disconnect()
  const guest = { symptom: 'no-picture', text: '開機後全黑', name: '', contact: '' }
  await app.http.inject({ method: 'POST', url: '/api/report/K7Q2MX4P', payload: guest })
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

test('a fault that the section repairs itself, what it is found by, and what is counted of it', async () => {
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
  await page.getByRole('combobox', { name: '設備' }).fill('視聽')
  await page.getByText('沒有符合的項目').waitFor()
  await page.getByRole('combobox', { name: '設備' }).fill('101 教室')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '取消篩選設備：教室電視' }).waitFor()
  await page.getByRole('combobox', { name: '地點' }).press('ArrowDown')
  await keepPicture(page, 'faults-filter-1280')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '取消篩選地點：101' }).waitFor()
  expect(new URL(page.url()).hash).toBe('#/faults?equipmentId=e&room=101')
  await page.getByRole('button', { name: '存下這個篩選' }).click()
  await page.getByLabel('篩選名稱').fill('101 的電視')
  await page.getByRole('button', { name: '儲存' }).click()
  await page.getByText('已存「101 的電視」').waitFor()
  await page.goto(`${address}/#/faults`)
  await page.reload()
  await page.getByRole('list', { name: '存下的篩選' }).getByRole('button', { name: '101 的電視', exact: true }).click()
  await page.getByRole('button', { name: '取消篩選設備：教室電視' }).waitFor()
  expect(new URL(page.url()).hash).toBe('#/faults?equipmentId=e&room=101')
  await page.getByRole('button', { name: '刪除篩選「101 的電視」' }).click()
  await page.getByRole('list', { name: '存下的篩選' }).getByRole('button').first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '取消篩選地點：101' }).click()
  await page.getByRole('button', { name: '取消篩選設備：教室電視' }).click()
  await page.getByRole('list', { name: '篩選條件' }).waitFor({ state: 'detached' })
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
  const room = page.getByRole('region', { name: '101 發生過的事' })
  await room.getByRole('link', { name: '沒有畫面 115-0001' }).waitFor()
  await room.getByText('已通報').waitFor()
  await room.getByLabel('種類').selectOption({ label: '申請' })
  await room.getByText('沒有這一種的紀錄。').waitFor()
  await room.getByLabel('種類').selectOption({ label: '故障' })
  await page.getByRole('region', { name: '陳老師 報修與申請過的' }).getByText('還沒有紀錄。').waitFor()
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
  await page.getByText('6 次應播，5 次有畫面 · 晚 1 次').waitFor()
  await page.getByRole('table', { name: '各教室中午播出' }).getByText('2/3 · 晚 1 次').waitFor()
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

/** The operator's story on the timetable, in a real browser: a slot, a drag, a cancelled date, a typhoon, the sheet. */
import type { Page } from 'playwright-core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Slot } from '../../protocol/calendar.ts'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let page: Page

beforeAll(async () => {
  app = await startTestApp({ clock: createClock(instant(Date.parse('2026-11-23T12:03:00+08:00'))) })
  const address = await app.listen()
  chromium = await launchPageBrowser()
  page = await visit(chromium.browser, { address, place: '/timetable', height: 900 })
  await page.locator('.block').first().waitFor()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const day = (date: string) => page.locator('.day', { hasText: date })
const view = (name: string) => page.getByRole('button', { name, exact: true }).click()
const undo = async () => {
  await page.locator('.notices').getByRole('button', { name: '復原' }).last().click()
  await page.locator('.notices').getByText('已復原').last().waitFor()
}
const slots = async () => {
  const operator = await app.signIn()
  const answer = await operator.inject({ method: 'GET', url: '/api/slots' })
  return Value.Parse(Type.Object({ items: Type.Array(Slot) }), answer.json()).items
}

test('S1 a new slot tells what it changes before it is saved', async () => {
  await view('新增時段')
  const form = page.getByRole('dialog', { name: '新增時段' })
  await form.getByText('填好名稱').waitFor()
  await form.getByLabel('名稱').fill('午間公告')
  await form.getByLabel('開始').fill('12:30')
  await form.getByLabel('結束').fill('12:40')
  await form.getByText(/11\/27（五） 不播 → 12:30–12:40 午間公告/).waitFor()
  expect(await slots()).toHaveLength(3)
  await form.getByRole('button', { name: '儲存' }).click()
  await day('11/27').getByText('午間公告').waitFor()
  expect(await slots()).toHaveLength(4)
}, 60_000)

test('S2 a slot that another operator saved first is told with both versions, and nothing is lost', async () => {
  const block = day('11/27').locator('.block', { hasText: '午間公告' })
  await block.click()
  await view('編輯時段')
  const form = page.getByRole('dialog', { name: '編輯時段' })
  await form.getByLabel('名稱').fill('我的公告')
  const held = (await slots()).find((slot) => slot.name === '午間公告')
  const { id = '', createdAt: _createdAt, ...theirs } = held ?? { createdAt: 0 }
  const other = await app.signIn()
  const payload = { ...theirs, endTime: '12:45', weekdays: [5] }
  expect((await other.inject({ method: 'PUT', url: `/api/slots/${id}`, payload })).statusCode).toBe(200)
  await form.getByRole('button', { name: '儲存' }).click()
  const conflict = form.getByRole('alert')
  await conflict.getByRole('row', { name: /名稱 我的公告 午間公告/ }).waitFor()
  await conflict.getByRole('row', { name: /結束 12:40 12:45/ }).waitFor()
  await conflict.getByRole('row', { name: /星期 一、二、三、四、五 五$/ }).waitFor()
  await conflict.getByRole('button', { name: '用剛存的' }).click()
  await form.getByRole('button', { name: '儲存' }).click()
  await day('11/27').getByText('12:30–12:45').waitFor()
}, 60_000)

test('S2 a block dragged to another time moves that date alone, and can be put back', async () => {
  const block = day('11/24').locator('.block', { hasText: '午間影片' })
  const box = await block.boundingBox()
  if (box === null) throw new Error('the block is not shown')
  await page.mouse.move(box.x + 30, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 30, box.y + 60, { steps: 4 })
  await page.mouse.up()
  const form = page.getByRole('dialog')
  expect(await form.getByLabel('開始').inputValue()).not.toBe('12:04')
  await form.getByLabel('開始').fill('12:08')
  await form.getByLabel('結束').fill('12:24')
  await form.getByText(/12:04–12:20 午間影片.*→ 12:08–12:24/).waitFor()
  await form.getByRole('button', { name: /^只改/ }).click()
  await day('11/24').getByText('12:08–12:24').waitFor()
  await day('11/26').getByText('12:04–12:20').waitFor()
  await undo()
  await day('11/24').getByText('12:04–12:20').waitFor()
}, 60_000)

test('S2 a date is cancelled, tells who did it, and is brought back', async () => {
  await day('11/25').locator('.block', { hasText: '午間新聞' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '這天取消' }).click()
  await day('11/25').getByText('已取消').first().waitFor()
  await day('11/25').locator('.block', { hasText: '午間新聞' }).click()
  await page.getByRole('dialog').getByText('admin 設定').waitFor()
  await page.keyboard.press('Escape')
  await undo()
  await day('11/25').getByText('已取消').first().waitFor({ state: 'detached' })
}, 60_000)

test('R6 a day without programmes says why', async () => {
  await day('11/28').getByText('週六不上課').waitFor()
})

test('T3 a typhoon suspends tomorrow: seen first, saved, and taken back', async () => {
  await view('行事曆')
  await view('颱風：明天停課')
  await page
    .locator('.draft')
    .getByText(/11\/24.*午間影片/)
    .first()
    .waitFor()
  await view('儲存這些日子')
  const tomorrow = page.getByRole('button', { name: /^11\/24（二）\s*停課/ })
  await tomorrow.waitFor()
  await tomorrow.click()
  await page.getByText(/操作員設定：停課 颱風停課 · admin 設定/).waitFor()
  await undo()
  await page.getByRole('button', { name: /^11\/24（二）\s*上課日/ }).waitFor()
}, 60_000)

test('T5 a term is entered and removed', async () => {
  await view('新增學期')
  await page.getByLabel('學期名稱').fill('上學期')
  const form = page.locator('form', { has: page.getByLabel('學期名稱') })
  await form.getByLabel('從').fill('2026-08-31')
  await form.getByLabel('到').fill('2027-01-20')
  await form.getByRole('button', { name: '儲存' }).click()
  const term = page.getByRole('listitem').filter({ hasText: '上學期' })
  await term.getByRole('button', { name: '移除' }).click()
  await term.waitFor({ state: 'detached' })
}, 60_000)

test('the day sheet holds the day and prints on one A4 page without the panel around it', async () => {
  await view('當日節目單')
  await page.getByRole('row', { name: /12:04–12:20 午間新聞/ }).waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.rail').isVisible()).toBe(false)
  expect(await page.locator('.sheet').isVisible()).toBe(true)
  await keepPicture(page, 'timetable-sheet-print')
  await page.emulateMedia({ media: null })
}, 60_000)

test('R3 any minute of a day can be rehearsed', async () => {
  await view('試看')
  await page.getByText('到 12:04 沒有當天的新聞檔').waitFor()
  await page.getByRole('button', { name: /下一個變化/ }).click()
  await page.locator('.rehearsal-time', { hasText: '12:20' }).waitFor()
  await page.getByText('節目表在這個時間沒有節目').waitFor()
}, 60_000)

test.each([
  ['light', 1280, 'zh-TW'],
  ['dark', 360, 'en'],
] as const)(
  'nothing serious for axe in any view, none too wide: %s, %i px, %s',
  async (colorScheme, width, language) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.evaluate(`localStorage.setItem('nooncast.language', '${language}')`)
    await page.reload()
    await page.locator(`html[data-shade="${colorScheme}"] .block`).first().waitFor()
    const found: string[] = []
    const look = async (name: string) => {
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      await keepPicture(page, `timetable-${name}-${width}`, { fullPage: true })
      found.push(...(await complaints(page)).map((complaint) => `${name}: ${complaint}`))
    }
    await look('week')
    await page.locator('.block').first().click()
    await page.getByRole('dialog').waitFor()
    await look('entry')
    await page.keyboard.press('Escape')
    await view(language === 'en' ? 'New slot' : '新增時段')
    await look('editor')
    await page.keyboard.press('Escape')
    for (const [index, name] of ['month', 'sheet', 'rehearsal'].entries()) {
      await page
        .locator('.page-head .choices button')
        .nth(index + 1)
        .click()
      await look(name)
    }
    expect(found).toEqual([])
  },
  120_000,
)

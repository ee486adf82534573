/** Duties in a real browser: ticked on a phone, undone, skipped; a rule written with its next five; an office that answers. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DutyDraft } from '../../protocol/duty.ts'
import type { DutyBoard } from '../../protocol/duty-occurrence.ts'
import { instant, timeOfDay } from '../../protocol/time.ts'
import { SUPPLY } from '../../server/duties/letters.ts'
import { createGuestLinks } from '../../server/guests/guest-links.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, openWindow, visit } from './visit.ts'

/** A Monday at which a school's day is over: what is left is late. */
const clock = createClock(instant(Date.parse('2026-11-23T15:00:00+08:00')))
let app: TestApp
let admin: Browserlike
let chromium: TestBrowser
let address: string

const walk: DutyDraft = {
  ...{
    name: '巡視機房',
    procedure: '',
    note: '每天下課後看一次',
    recurrence: { type: 'school-days' },
    onHoliday: 'drop',
  },
  ...{ onlyInTerm: false, time: timeOfDay('17:00'), leadDays: 0, remindDays: null, escalateDays: null },
  ...{ ownerId: null, standInId: null, paused: false, lapses: 'never' },
  inputs: [],
  steps: [
    { id: 'look', text: '門窗關好', critical: true, evidence: { type: 'tick' }, probe: null },
    {
      ...{ id: 'heat', text: '機櫃溫度', critical: true, probe: null },
      evidence: { type: 'number', unit: '°C', min: null, max: 35 },
    },
    {
      ...{ id: 'page', text: '公告溫度', critical: true, probe: null },
      ...{ evidence: { type: 'tick' }, opens: { type: 'request', kind: 'other' } },
    },
    { id: 'fan', text: '風扇沒有異音', critical: false, evidence: { type: 'tick' }, probe: null },
  ],
}

beforeAll(async () => {
  app = await startTestApp({ clock })
  address = await app.listen()
  admin = await app.signIn()
  const made = await admin.inject({ method: 'POST', url: '/api/duties', payload: walk })
  expect(made.statusCode, made.body).toBe(201)
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

/** The secret of a link as an office's letter carries it. */
const linkOf = async (office: string): Promise<string> => {
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const { id } = await database.dutyAwaited.findFirstOrThrow({ where: { office } })
  const order = { purpose: SUPPLY, subjectId: id, holder: office, createdBy: 'admin' }
  const { token } = await createGuestLinks({ database, clock }).make({
    ...order,
    expiresAt: instant(clock.now() + 3_600_000),
  })
  await database.$disconnect()
  return token
}

const board = async () => (await admin.inject({ method: 'GET', url: '/api/duty-board' })).json<DutyBoard>()

test('D12 D13 D15 D18 a day’s duties on a phone: ticked, undone, failed, skipped; an office is asked', async () => {
  const page = await visit(chromium.browser, { address, place: '/duties', width: 360 })
  const card = page.locator('details.duty-card', { hasText: '巡視機房' })
  await card.locator('summary').click()
  await card.getByRole('button', { name: '門窗關好' }).first().press('Enter')
  await page.getByRole('button', { name: '復原' }).click()
  await card.getByRole('button', { name: '門窗關好' }).first().waitFor()
  await card.locator('button.duty-tick', { hasText: '門窗關好' }).click()
  await card.getByText('做好').waitFor()
  await card.getByLabel(/機櫃溫度/).fill('41')
  await card.getByRole('button', { name: '送出 機櫃溫度' }).click()
  await card.getByRole('link', { name: '已建立報修' }).waitFor()
  await page.getByText('機櫃溫度：沒做到').waitFor()
  await keepPicture(page, 'duties-360')
  expect(await complaints(page)).toEqual([])
  await card.getByRole('button', { name: '沒做到 公告溫度' }).click()
  await card.getByLabel('哪裡沒做到？').fill('布告欄鎖著')
  await card.getByRole('button', { name: '送出', exact: true }).click()
  await card.getByRole('link', { name: '已建立申請' }).click()
  await page.getByRole('heading', { name: '巡視機房：公告溫度' }).waitFor()
  await page.getByRole('region', { name: '屬於定期公務' }).getByRole('link', { name: '巡視機房' }).click()
  await card.getByText('布告欄鎖著').waitFor()
  await card.getByRole('button', { name: '不需要 風扇沒有異音' }).click()
  await card.getByRole('button', { name: '完成 巡視機房' }).click()
  await page.getByText('已完成：巡視機房').waitFor()
  const daily = page.locator('details.duty-card', { hasText: '看留言版' }).first()
  await daily.locator('summary').click()
  await daily.getByRole('button', { name: '請處室回覆' }).click()
  await daily.getByLabel('處室', { exact: true }).fill('教務處')
  await daily.getByLabel('請他們做什麼').fill('回覆第 3 則留言')
  await daily.getByRole('button', { name: '詢問', exact: true }).click()
  const waiting = page.getByRole('region', { name: '等其他處室回覆' })
  await waiting.getByText('▲ 教務處').waitFor()
  await daily.getByRole('button', { name: '略過' }).click()
  await daily.getByLabel('為什麼略過？').fill('網站維修中')
  await daily.getByRole('button', { name: '送出', exact: true }).click()
  await page.getByRole('region', { name: '今天做完的' }).getByText('看留言版').waitFor()
  await waiting.getByText('回覆第 3 則留言').waitFor()
  const { closed, awaited } = await board()
  expect(closed.map(({ state, reason }) => [state, reason])).toEqual([
    ...[
      ['skipped', '網站維修中'],
      ['done', ''],
    ],
  ])
  expect(awaited).toMatchObject([{ office: '教務處', blocks: false }])
  await page.context().close()
}, 60_000)

test('D6 D14 a duty is written at a desk, with its next five; who is away; what Nooncast sees', async () => {
  const page = await visit(chromium.browser, { address, place: '/duties' })
  await page.getByRole('region', { name: '接下來一週' }).getByText('防毒伺服器').waitFor()
  await keepPicture(page, 'duties-1280')
  expect(await complaints(page)).toEqual([])
  await page.getByRole('link', { name: '全部公務與設定' }).click()
  await page.getByRole('button', { name: '新增公務' }).click()
  const form = page.getByRole('form', { name: '新增公務' })
  await form.getByLabel('名稱').fill('月底盤點')
  await form.getByLabel('多久一次').selectOption('monthly')
  await form.getByLabel('幾日').fill('31')
  await form.getByLabel('做什麼').fill('點一次器材')
  await form.getByText(/原訂 01\/31/).waitFor()
  await keepPicture(page, 'duty-editor-1280')
  expect(await complaints(page)).toEqual([])
  await form.getByRole('button', { name: '儲存' }).click()
  await page.getByText('已儲存：月底盤點').waitFor()
  await page.getByLabel('伺服器名稱').fill('學校網站')
  await page.getByRole('button', { name: '產生金鑰' }).click()
  await page.getByText('這組金鑰只顯示這一次').waitFor()
  await page.context().close()
}, 60_000)

test('in English and the dark, on a phone: the list, one duty, and an office’s page', async () => {
  const page = await openWindow(chromium.browser, { locale: 'en', colorScheme: 'dark', width: 360 })
  await page.goto(`${address}/#/supply?token=${'x'.repeat(43)}`)
  await page.getByText(/has expired, was used or was withdrawn/).waitFor()
  await page.goto(`${address}/#/supply?token=${await linkOf('教務處')}`)
  await page.reload()
  await page.getByLabel('Your answer').fill('已回覆家長')
  await keepPicture(page, 'supply-360-en-dark')
  expect(await complaints(page)).toEqual([])
  await page
    .getByLabel('A file (optional)')
    .setInputFiles({ name: '回覆.txt', mimeType: 'text/plain', buffer: Buffer.from('已於 11/23 回覆') })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('It has arrived.').waitFor()
  expect((await board()).awaited).toEqual([])
  await page.goto(`${address}/#/duties/sop-009-audit`)
  await page.locator('input').first().fill('admin')
  await page.locator('input[type=password]').fill(ADMIN_PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.getByRole('heading', { name: '政府機關電腦作業效率書面查核' }).waitFor()
  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('form', { name: 'Change' }).getByText('The next five').waitFor()
  await keepPicture(page, 'duty-360-en-dark')
  expect(await complaints(page)).toEqual([])
  await page.context().close()
}, 60_000)

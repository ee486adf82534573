/** The teacher's minute in a real browser: A books, B waits, A withdraws, B is moved up and accepts; the approver refuses. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { clip } from '../programmes.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const MINUTE = 60_000

let app: TestApp
let admin: Browserlike
let chromium: TestBrowser
let address: string
let clock: ReturnType<typeof createClock>

beforeAll(async () => {
  clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
  app = await startTestApp({ clock })
  address = await app.listen()
  admin = await app.signIn()
  for (const [name, fullName, role] of [
    ['chen', '陳老師', 'teacher'],
    ['lin', '林老師', 'teacher'],
    ['boss', '主任', 'head'],
  ]) {
    const payload = { name, fullName, role, password: ADMIN_PASSWORD }
    expect((await admin.inject({ method: 'POST', url: '/api/users', payload })).statusCode).toBe(201)
  }
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const now = new Date(clock.now())
  for (const [id, title, minutes] of [
    ['short', '看見台灣（節錄）', 15],
    ['long', '一部很長的紀錄片，片名也很長，長到手機上一行放不下', 90],
  ] as const)
    await database.media.create({
      data: {
        ...{ id, title, kind: 'film', state: 'ready', durationMs: minutes * MINUTE, warnings: [], audioTracks: [] },
        ...{ originalName: id, originalPath: id, bytes: 1n, createdAt: now, readyAt: now, hasVideo: true },
      },
    })
  await database.calendarDay.create({
    data: { date: '2026-12-04', source: 'school', type: 'holiday', note: '校慶補假' },
  })
  const facts = {
    ...{ appVersion: '1', userAgent: '', width: 1920, height: 1080 },
    ...{ secureContext: true, serviceWorker: true, autoplay: true },
  }
  await database.display.create({ data: { id: 'tv', name: '101 教室', tokenHash: 'tv', facts, createdAt: now } })
  await database.$disconnect()
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const enter = async (account: string, width = 360): Promise<Page> => {
  const page = await visit(chromium.browser, { address, place: '/bookings', account, width })
  await page.getByRole('region', { name: '11/27（五）' }).waitFor()
  return page
}
const day = (page: Page, name: string) => page.getByRole('region', { name })
const mine = (page: Page) => page.getByRole('region', { name: '我的預約' })
const shoot = (page: Page, name: string) => keepPicture(page, `bookings-${name}`, { fullPage: true })
const book = async (page: Page, film: string, button: string) => {
  const friday = day(page, '11/27（五）')
  await friday.getByRole('button', { name: button }).click()
  await friday.getByRole('radio', { name: new RegExp(film) }).check()
  await friday.getByText(/會播/).waitFor()
  await friday.locator('button[type=submit]').click()
  await friday.getByLabel('公播授權').selectOption('educational')
  await friday.getByText('放得下，授權也有效').waitFor()
  await shoot(page, `step-2-${film.slice(0, 2)}`)
  await friday.locator('button[type=submit]').click()
  await friday.getByLabel('課程或理由（可不填）').fill('地理課')
  await friday.getByRole('button', { name: '送出預約' }).click()
  await mine(page).getByText('地理課').waitFor()
}

test('B1 B2 A books, B waits, A withdraws, B is moved up and accepts; the head approves', async () => {
  const [chen, lin] = [await enter('chen'), await enter('lin')]
  await day(chen, '12/04（五）').getByText('校慶補假').waitFor()
  expect(await day(chen, '12/04（五）').getByRole('button', { name: '預約這天' }).count()).toBe(0)
  await shoot(chen, 'free-360')
  await book(chen, '看見台灣', '預約這天')
  await mine(chen).getByText('等候核准').waitFor()
  await book(lin, '看見台灣', '排候補')
  await mine(lin).getByText('候補第 1 位').waitFor()
  await shoot(lin, 'waiting-360')
  expect(await complaints(lin)).toEqual([])
  await mine(chen).getByRole('button', { name: '撤回' }).click()
  await mine(chen).getByText('已撤回').waitFor()
  await mine(lin).getByText('輪到您了').waitFor()
  await mine(lin).getByText('請在 11/24（二） 08:').waitFor()
  await shoot(lin, 'offered-360')
  await mine(lin).getByRole('button', { name: '接受這天' }).click()
  await mine(lin).getByText('等候核准').waitFor()
  const boss = await enter('boss', 1280)
  const asked = boss.getByRole('region', { name: '等我核准' })
  await asked.getByText('放得下，授權也有效').waitFor()
  await shoot(boss, 'approver-1280')
  expect(await complaints(boss)).toEqual([])
  await mine(lin).getByRole('button', { name: '更改' }).click()
  await mine(lin).locator('button[type=submit]').click()
  await mine(lin).locator('button[type=submit]').click()
  await mine(lin).getByLabel('課程或理由（可不填）').fill('公民課')
  await shoot(lin, 'change-360')
  expect(await complaints(lin)).toEqual([])
  await mine(lin).getByRole('button', { name: '送出更改' }).click()
  await asked.getByText('公民課').waitFor()
  await asked.getByRole('button', { name: '核准', exact: true }).click()
  await mine(lin).getByText('已核准').waitFor()
  await shoot(lin, 'approved-360')
}, 90_000)

test('B4 a refusal names its reason, and is taken back with Undo', async () => {
  const [lin, boss] = [await enter('lin'), await enter('boss', 1280)]
  const booked = day(boss, '11/27（五）')
  await booked.getByRole('button', { name: '不核准' }).click()
  await shoot(boss, 'refusing-1280')
  expect(await complaints(boss)).toEqual([])
  await booked.getByRole('button', { name: '授權不足' }).click()
  await mine(lin).getByText('不核准的原因: 授權不足').waitFor()
  await boss.getByRole('button', { name: '復原' }).click()
  await mine(lin).getByText('等候核准').waitFor()
}, 60_000)

test('a film that is too long says how much is cut before it is booked; English at 360 px, dark', async () => {
  const chen = await enter('chen')
  await chen.emulateMedia({ colorScheme: 'dark' })
  await chen.evaluate(`localStorage.setItem('nooncast.language', 'en')`)
  await chen.reload()
  const friday = day(chen, '12/11 (Fri)')
  await friday.getByRole('button', { name: 'Book this date' }).click()
  await friday.getByLabel(/一部很長/).check()
  await friday.getByText('There is no time for 1:14:00 of it.').waitFor()
  await shoot(chen, 'long-360-en-dark')
  expect(await complaints(chen)).toEqual([])
}, 60_000)

test('B13 a film that is not there yet is booked by its title; the room links it, the verdict is told again', async () => {
  const [chen, boss] = [await enter('chen'), await enter('boss', 768)]
  const friday = day(chen, '12/18（五）')
  await friday.getByRole('button', { name: '預約這天' }).click()
  await friday.getByRole('button', { name: '片庫裡沒有這部片' }).click()
  await friday.getByLabel('片名').fill('海角七號')
  await friday.getByLabel(/片長/).fill('12')
  await friday.getByLabel('哪天送到').fill('2026-12-15')
  await friday.getByText('「海角七號」還沒進片庫，預計').waitFor()
  await shoot(chen, 'missing-film-360')
  expect(await complaints(chen)).toEqual([])
  for (const _step of [1, 2]) await friday.locator('button[type=submit]').click()
  await friday.getByRole('button', { name: '送出預約' }).click()
  await mine(chen).getByText('影片還沒到').waitFor()
  const asked = boss.getByRole('region', { name: '等我核准' }).locator('li').filter({ hasText: '海角七號' })
  expect(await asked.getByRole('button', { name: '核准', exact: true }).count()).toBe(0)
  await shoot(boss, 'awaited-768')
  await asked.getByLabel('影片到了：').selectOption({ label: '看見台灣（節錄）' })
  const linked = mine(chen).locator('li').filter({ hasText: '看見台灣' }).last()
  await linked.getByText('適合嗎？').click()
  await linked.getByText('片長和預約時說的差了').waitFor()
}, 60_000)

test('B13 a teacher sends the film from the phone; it waits outside the library until it is accepted', async () => {
  const [chen, boss] = [await enter('chen'), await enter('boss', 1280)]
  const friday = day(chen, '12/11（五）')
  await friday.getByRole('button', { name: '預約這天' }).click()
  await friday.getByRole('button', { name: '片庫裡沒有這部片' }).click()
  await friday.getByLabel('片名').fill('我們的河')
  await friday.getByLabel(/片長/).fill('1')
  await friday.getByLabel('哪天送到').fill('2026-12-09')
  await friday.getByText('「我們的河」還沒進片庫').waitFor()
  for (const _step of [1, 2]) await friday.locator('button[type=submit]').click()
  await friday.getByRole('button', { name: '送出預約' }).click()
  const own = mine(chen).locator('li', { hasText: '我們的河' }).first()
  await own.getByText('影片還沒到').waitFor()
  const file = join(app.directory, 'river.mp4')
  clip(file, 6, 330)
  await own.getByLabel('上傳我的影片').setInputFiles(file)
  await own.getByText('自備影片，等待審核').waitFor()
  await own.getByRole('progressbar').first().waitFor({ state: 'detached', timeout: 60_000 })
  await shoot(chen, 'own-film-360')
  expect(await complaints(chen)).toEqual([])
  const shelf = async () => (await admin.inject({ method: 'GET', url: '/api/media?q=我們的河' })).json().items
  expect(await shelf()).toEqual([])
  const asked = boss.getByRole('region', { name: '等我核准' }).locator('li').filter({ hasText: '我們的河' })
  await asked.getByText('自備影片，等待審核').waitFor()
  await asked.getByText('還沒備妥').waitFor({ state: 'detached' })
  await shoot(boss, 'own-film-1280')
  expect(await complaints(boss)).toEqual([])
  await asked.getByRole('button', { name: '收進片庫' }).click()
  await own.getByText('自備影片，等待審核').waitFor({ state: 'detached' })
  expect(await shelf()).toMatchObject([{ title: '我們的河', state: 'ready' }])
}, 120_000)

test('P5 a teacher mutes the linked classroom and takes it back, and hides its picture until a chosen time', async () => {
  const chen = await enter('chen')
  await chen.getByRole('link', { name: '我的教室' }).click()
  await chen.getByText('還沒有設定您的教室').waitFor()
  await shoot(chen, 'classroom-none-360')
  const boss = await enter('boss', 1280)
  await boss.getByRole('link', { name: '設備', exact: true }).click()
  await boss.getByLabel('陳老師').selectOption({ label: '101 教室' })
  await boss.getByText('已儲存').first().waitFor()
  await shoot(boss, 'classroom-assign-1280')
  expect(await complaints(boss)).toEqual([])
  await chen.getByText('101 教室').waitFor()
  await chen.getByRole('button', { name: '靜音 50 分鐘' }).click()
  await chen.getByRole('button', { name: '恢復聲音' }).waitFor()
  await shoot(chen, 'classroom-muted-360')
  expect(await complaints(chen)).toEqual([])
  await chen.getByRole('button', { name: '復原' }).click()
  await chen.getByRole('button', { name: '恢復聲音' }).waitFor({ state: 'detached' })
  const tv = async () => (await admin.inject({ method: 'GET', url: '/api/displays/tv' })).json()
  expect(await tv()).toMatchObject({ mutedUntil: null })
  await chen.getByRole('button', { name: '今天都不看' }).click()
  await chen.getByText('畫面藏到 24:00').first().waitFor()
  await shoot(chen, 'classroom-hidden-360')
  await chen.getByRole('button', { name: '恢復畫面' }).click()
  await chen.getByText('畫面正常').first().waitFor()
  await chen.getByLabel('藏到其他時間').fill('23:59')
  await chen.getByRole('button', { name: '藏到這個時間' }).click()
  await chen.getByText('畫面藏到 23:59').first().waitFor()
  expect(await complaints(chen)).toEqual([])
  expect(await tv()).toMatchObject({ hidden: { by: '陳老師' } })
}, 60_000)

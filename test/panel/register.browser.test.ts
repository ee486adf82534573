import { mkdir, writeFile } from 'node:fs/promises'
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
  app = await startTestApp({ clock: createClock(instant(Date.parse('2026-11-26T09:00:00+08:00'))) })
  address = await app.listen()
  chromium = await launchPageBrowser()
  if (process.env.SCREENSHOTS !== undefined) await mkdir(process.env.SCREENSHOTS, { recursive: true })
}, 90_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const HEAD = '財產編號,名稱,種類,地點,廠牌,型號,廠商,購置日期,價格,保固到期,裝在\n'
const RACK =
  'R-1,機櫃,其他,直播室,,,大同資訊,112/8/1,"12,000",,\nR-2,混音器,混音器,直播室,Yamaha,MG10,大同資訊,112/8/1,9800,,R-1\n'
/** Forty rooms with five devices each: more than a page. */
const SCHOOL = Array.from({ length: 40 }, (_, room) =>
  ['電視', '播放盒', '喇叭', '麥克風', '擴大機'].map(
    (kind, index) =>
      `S-${room}-${index},${kind},${kind},${101 + room},Sony,X80L,大同資訊,,,${room === 7 ? '2026-12-31' : '2030-01-01'},\n`,
  ),
)
  .flat()
  .join('')

test('the register: a list taken in, a device looked at and changed, its label printed, as the desk and a phone see it', async () => {
  const page = await visit(chromium.browser, { address, place: '/register' })
  await page.getByText('還沒有登記設備').waitFor()
  expect(await complaints(page)).toEqual([])
  await keepPicture(page, 'register-empty')

  const list = join(app.directory, 'list.csv')
  await writeFile(list, `${HEAD}${RACK}${SCHOOL}R-9,杯子,湯匙,,,,,,,,\n`)
  await page.getByRole('button', { name: '匯入清單' }).click()
  const drawer = page.getByRole('dialog', { name: '匯入清單' })
  await drawer.locator('input[type="file"]').setInputFiles(list)
  await drawer.getByText('不認得種類「湯匙」').waitFor()
  await keepPicture(page, 'register-import-wrong')
  await writeFile(list, `${HEAD}${RACK}${SCHOOL}`)
  await drawer.locator('input[type="file"]').setInputFiles(list)
  await drawer.getByText('會新增 202 台、修改 0 台').waitFor()
  expect(await complaints(page)).toEqual([])
  await keepPicture(page, 'register-import')
  await writeFile(list, 'saved anew')
  await drawer.getByRole('button', { name: '匯入', exact: true }).dblclick()
  await drawer.getByText('已新增 202 台').waitFor()
  await drawer.getByRole('button', { name: '關閉' }).click()

  await page.getByRole('button', { name: '保固 60 天內到期' }).click()
  await expect.poll(() => page.locator('.device-rows > li').count()).toBe(5)
  await page.getByText('保固到 2026/12/31').first().waitFor()
  await keepPicture(page, 'register-warranty')
  await page.getByRole('button', { name: '保固 60 天內到期' }).click()
  await page.getByRole('button', { name: '地點', exact: true }).click()
  await page.getByText('混音器 1').waitFor()
  expect(await complaints(page)).toEqual([])
  await keepPicture(page, 'register-rooms')

  await page.getByRole('link', { name: /^直播室/ }).click()
  await expect.poll(() => page.locator('.device-rows > li').count()).toBe(2)
  await page.getByRole('searchbox', { name: '搜尋名稱' }).fill('R-2')
  await page.getByRole('link', { name: '混音器' }).click()
  const facts = page.getByRole('region', { name: '基本資料' })
  await facts.getByLabel('型號').fill('MG12')
  await facts.getByLabel('保固到期').fill('2028-07-31')
  await facts.getByRole('button', { name: '儲存' }).click()
  await page.getByText('型號: MG10 → MG12').waitFor()
  await page.getByLabel('零件名稱').fill('推桿')
  await page.getByLabel('至少要有').fill('2')
  await page.getByRole('button', { name: '新增', exact: true }).click()
  await page.getByText('少於 2 個').waitFor()
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await page.getByLabel('加照片或手冊').setInputFiles({ name: '背面.png', mimeType: 'image/png', buffer: png })
  await page.getByRole('img', { name: '背面.png' }).waitFor()
  expect(await complaints(page)).toEqual([])
  await keepPicture(page, 'register-device')
  await page.getByRole('button', { name: '停用' }).click()
  await page.getByText('「混音器」已停用').waitFor()
  await page.getByRole('button', { name: '復原' }).click()
  await page.getByRole('button', { name: '停用', exact: true }).waitFor()

  await page.getByRole('link', { name: '列印標籤' }).click()
  await page.getByLabel('從第幾格開始').fill('5')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下載 1 張標籤' }).click()
  expect((await download).suggestedFilename()).toBe('nooncast-labels.pdf')
  expect(await complaints(page)).toEqual([])
  await page.context().close()

  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, app.clock)
  const at = new Date(app.clock.now())
  const broken = await database.equipment.findFirstOrThrow({ where: { propertyNumber: 'R-2' } })
  await database.fault.create({
    data: {
      ...{ id: 'f', number: '115-9999', state: 'triaged', severity: 'high', source: 'person', title: '左聲道沒有聲音' },
      ...{ equipmentId: broken.id, createdAt: at, since: at },
    },
  })
  await database.$disconnect()

  const phone = await visit(chromium.browser, { address, place: `/register/${broken.id}`, width: 360, height: 740 })
  await phone.getByText('左聲道沒有聲音').waitFor()
  await phone.evaluate("localStorage.setItem('nooncast.language', 'en')")
  await phone.emulateMedia({ colorScheme: 'dark' })
  await phone.reload()
  await phone.getByRole('heading', { name: 'What it is' }).waitFor()
  expect(await complaints(phone)).toEqual([])
  await keepPicture(phone, 'register-phone-device')
  await phone.goto(`${address}/#/register?question=broken`)
  await phone.getByText('With a fault: 1').waitFor()
  expect(await complaints(phone)).toEqual([])
  const kinds = phone.getByRole('combobox', { name: 'Kind' })
  expect(await kinds.isVisible()).toBe(false)
  await keepPicture(phone, 'register-phone')
  await phone.getByRole('button', { name: 'Filters and tools' }).click()
  await kinds.waitFor()
  await phone.goto(`${address}/#/register/labels?room=108`)
  await phone.getByText('Chosen: 5').waitFor()
  expect(await complaints(phone)).toEqual([])
  await keepPicture(phone, 'register-phone-labels')
}, 90_000)

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fingerprintText } from '../../protocol/camera-certificate.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { makeCertificate } from '../cameras/certificate.ts'
import { type FakeCamera, startFakeCamera } from '../cameras/fake-camera.ts'
import { startFakeDiscovery } from '../cameras/fake-discovery.ts'
import { type FakeStream, startFakeStream } from '../cameras/fake-stream.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const PASSWORD = 'studio light'

const [FIRST, SECOND] = [makeCertificate('rsa'), makeCertificate('ec')]

let app: TestApp
let chromium: TestBrowser
let address: string
let desk: FakeCamera
let guest: FakeCamera
/** Over HTTPS alone. */
let wide: FakeCamera
let stream: FakeStream
let lan: Awaited<ReturnType<typeof startFakeDiscovery>>

beforeAll(async () => {
  app = await startTestApp({ camerasOnLoopback: true })
  address = await app.listen()
  stream = await startFakeStream({ user: 'nooncast', password: PASSWORD })
  const own = { stream: `rtsp://127.0.0.1:${stream.port}/main` }
  desk = await startFakeCamera({ maker: 'Kôgaku', model: 'K-1', ...own })
  guest = await startFakeCamera({ maker: 'Kôgaku', model: 'K-2', serial: 'G-2', offsetMs: -8 * 3_600_000, ...own })
  wide = await startFakeCamera({ maker: 'Kôgaku', model: 'K-3', serial: 'W-3', ...own }, { certificate: FIRST })
  lan = await startFakeDiscovery(() => [
    {
      endpoint: 'urn:uuid:1',
      addresses: `http://127.0.0.1:${desk.port}/onvif/device_service`,
      scopes: 'onvif://www.onvif.org/name/%E4%B8%BB%E6%92%AD%E5%8F%B0 onvif://www.onvif.org/hardware/K-1',
    },
    { endpoint: 'urn:uuid:2', addresses: 'http://10.66.66.66/onvif/device_service', scopes: '' },
  ])
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await lan?.close()
  await desk?.close()
  await guest?.close()
  await wide?.close()
  await stream?.close()
  await app?.close()
})

const fill = async (page: Page, fields: Readonly<Record<string, string>>) => {
  for (const [label, value] of Object.entries(fields))
    await page.getByRole('dialog').getByLabel(label, { exact: true }).fill(value)
}
const card = (page: Page, name: string) => page.locator('.camera', { hasText: name })

test('a network is allowed, a camera is found and another added, each says how it is', async () => {
  const page = await visit(chromium.browser, { address, place: '/cameras' })
  await page.getByText('還沒有允許任何網段').waitFor()
  await keepPicture(page, 'cameras-closed')
  expect(await page.getByRole('button', { name: '用位址新增' }).isDisabled()).toBe(true)
  await page.getByLabel('網段', { exact: true }).fill('127.0.0.0/8')
  await page.getByRole('button', { name: '新增', exact: true }).click()
  await page.getByText('不能當攝影機網段').waitFor()
  await page.getByLabel('網段', { exact: true }).fill('127.0.0.0/24')
  await page.getByRole('button', { name: '新增', exact: true }).click()
  await page.getByText('還沒有攝影機').waitFor()

  await page.getByRole('button', { name: '搜尋攝影機' }).click()
  await page.getByText('它自稱在 10.66.66.66').waitFor()
  await keepPicture(page, 'cameras-search')
  await page.getByRole('button', { name: /新增這台 主播台/ }).click()
  await fill(page, { 帳號: 'nooncast', 密碼: PASSWORD })
  await keepPicture(page, 'cameras-form')
  expect(await complaints(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: '新增' }).click()
  await card(page, '主播台').getByText('00012345678901234567890').waitFor()
  await page.getByText('1 台攝影機都正常').waitFor()
  await card(page, '主播台').getByRole('img', { name: '「主播台」的畫面' }).waitFor()
  await page.getByText('搜尋完畢，找到 2 台').waitFor()
  await page.getByRole('button', { name: '收起' }).click()

  await page.getByRole('button', { name: '用位址新增' }).click()
  const other = { 名稱: '來賓席', 'IP 位址': '127.0.0.1', 連接埠: String(guest.port), 帳號: 'nooncast', 密碼: 'wrong' }
  await fill(page, other)
  await page.getByRole('dialog').getByRole('button', { name: '新增' }).click()
  await card(page, '來賓席').getByText('密碼不對').waitFor()
  await page.getByText('2 台攝影機，1 台需要處理').waitFor()
  await card(page, '來賓席').getByRole('button', { name: '編輯' }).click()
  await page.getByText('已存有密碼').waitFor()
  await fill(page, { 密碼: PASSWORD })
  await page.getByRole('button', { name: '儲存' }).click()
  await card(page, '來賓席').getByText('慢 8 小時').waitFor()
  await keepPicture(page, 'cameras-desk')
  expect(await complaints(page)).toEqual([])

  await card(page, '主播台').getByRole('button', { name: '登錄到設備' }).click()
  await fill(page, { 放在哪裡: '直播室' })
  await page.getByRole('dialog').getByRole('button', { name: '登錄到設備' }).click()
  await page.getByText('「主播台」已登錄到設備').waitFor()

  stream.manner = 'sound'
  await card(page, '主播台').getByRole('button', { name: '立即檢查' }).click()
  await card(page, '主播台').getByText('串流裡沒有影像').waitFor()
  await page.getByRole('button', { name: '主播台：沒有影像' }).waitFor()
  await keepPicture(page, 'cameras-no-video')
  stream.manner = 'open'
  await card(page, '主播台').getByRole('button', { name: '立即檢查' }).click()
  await page.getByText('2 台攝影機，1 台需要處理').waitFor()

  await card(page, '主播台').getByRole('button', { name: '移除' }).click()
  await page.getByText('已移除「主播台」').waitFor()
  expect(await card(page, '主播台').count()).toBe(0)
  await page.getByRole('button', { name: '復原' }).click()
  await card(page, '主播台').getByText('正常').waitFor()
}, 60_000)

test('on a phone, in English and dark, a camera that is away says so; another device at its address is taken over', async () => {
  await guest.close()
  desk.state.serial = 'NEW-7'
  const page = await visit(chromium.browser, { address, place: '/cameras', width: 360, height: 780 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(`localStorage.setItem('nooncast.language', 'en')`)
  await page.reload()
  await card(page, '來賓席').getByRole('button', { name: 'Look now' }).click()
  await card(page, '來賓席').getByText('Nothing listens at this port').waitFor()
  await card(page, '主播台').getByRole('button', { name: 'Look now' }).click()
  await card(page, '主播台').getByText('A device with serial NEW-7').waitFor()
  await page.getByText('2 of 2 cameras need somebody').waitFor()
  await keepPicture(page, 'cameras-phone')
  expect(await complaints(page)).toEqual([])
  await card(page, '主播台').getByRole('button', { name: 'It was exchanged' }).click()
  await card(page, '主播台').locator('.chip', { hasText: 'well' }).waitFor()
  await page.getByText('1 of 2 cameras need somebody').waitFor()
}, 60_000)

test('over HTTPS a camera is paired by its fingerprint; another certificate is compared and accepted', async () => {
  const page = await visit(chromium.browser, { address, place: '/cameras' })
  await page.getByRole('button', { name: '用位址新增' }).click()
  const place = { 名稱: '全景', 'IP 位址': `https://127.0.0.1:${wide.port}/onvif/device_service` }
  await fill(page, { ...place, 帳號: 'nooncast', 密碼: PASSWORD })
  const form = page.getByRole('dialog')
  expect(await form.getByLabel('連線方式').inputValue()).toBe('https')
  expect(await form.getByLabel('連接埠').inputValue()).toBe(String(wide.port))
  expect(await form.getByLabel('IP 位址').inputValue()).toBe('127.0.0.1')
  await keepPicture(page, 'cameras-https-form')
  await form.getByRole('button', { name: '新增' }).click()
  await form.getByText('請比對「全景」的憑證').waitFor()
  expect((await form.locator('.fingerprint').textContent())?.replaceAll(/\s/g, '')).toBe(fingerprintText(FIRST.sha256))
  await keepPicture(page, 'cameras-https-pairing')
  expect(await complaints(page)).toEqual([])
  await form.getByRole('button', { name: '一樣，完成' }).click()
  const wideCard = card(page, '全景')
  await wideCard.getByText('W-3').waitFor()
  await wideCard.locator('summary').click()
  await wideCard.scrollIntoViewIfNeeded()
  await keepPicture(page, 'cameras-https-card')

  wide.show(SECOND)
  await page.setViewportSize({ width: 360, height: 780 })
  await wideCard.getByRole('button', { name: '立即檢查' }).click()
  await wideCard.locator('.chip', { hasText: '憑證變了' }).waitFor()
  await wideCard.locator('.camera-certificate').scrollIntoViewIfNeeded()
  await keepPicture(page, 'cameras-https-changed')
  await wideCard.getByRole('button', { name: '比對新憑證' }).click()
  await keepPicture(page, 'cameras-https-question')
  expect(await complaints(page)).toEqual([])
  await page.getByRole('button', { name: '指紋相符，接受新憑證' }).click()
  await wideCard.locator('.chip', { hasText: '正常' }).waitFor()

  await page.evaluate(`localStorage.setItem('nooncast.language', 'en')`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  wide.show(FIRST)
  await wideCard.getByRole('button', { name: 'Look now' }).click()
  await wideCard.getByRole('button', { name: 'Compare the certificate' }).click()
  await keepPicture(page, 'cameras-https-question-en')
  await page.setViewportSize({ width: 1920, height: 1080 })
  await keepPicture(page, 'cameras-https-question-en-desk')
}, 60_000)

/** Mail set up in a real browser: saved, tried, refused in the server's words; what became of letters; one's own wishes. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { startMailServer, type TestMailServer } from '../mail/mail-server.ts'
import { complaints, keepPicture, visit } from './visit.ts'

let app: TestApp
let chromium: TestBrowser
let mailbox: TestMailServer
let address: string

beforeAll(async () => {
  const clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
  mailbox = await startMailServer()
  app = await startTestApp({ clock })
  address = await app.listen()
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const createdAt = new Date(clock.now())
  for (const [key, state, failure] of [
    ['a', 'sent', null],
    ['b', 'given-up', { code: 'refused', answer: '550 No such user' }],
  ] as const)
    await database.delivery.create({
      data: {
        ...{ id: key, key, channel: 'mail', kind: 'booking-approved', letter: '', language: 'zh-TW', state, createdAt },
        ...{ subject: '已核准：看見台灣，2026年11月27日（五）', address: 'chen@school.example', attempts: 1 },
        ...{ nextAt: createdAt, endedAt: createdAt, ...(failure === null ? {} : { failure }) },
      },
    })
  await database.$disconnect()
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
  await mailbox?.[Symbol.asyncDispose]()
})

const enter = (width: number, locale: 'zh-TW' | 'en', colorScheme: 'light' | 'dark'): Promise<Page> =>
  visit(chromium.browser, { address, place: '/settings', width, locale, colorScheme })
const shoot = (page: Page, name: string) => keepPicture(page, `mail-${name}`, { fullPage: true })

test('an administrator sets up mail on a phone, tries it, and sees what became of letters', async () => {
  const page = await enter(360, 'zh-TW', 'light')
  const card = page.locator('section', { has: page.getByRole('heading', { name: '寄信與 webhook' }) })
  await card.getByLabel('郵件伺服器（SMTP）').fill('127.0.0.1')
  await card.getByLabel('加密方式').click()
  await page.getByTitle('不加密（只限同一台機器）').click()
  await card.getByLabel('連接埠').fill(String(mailbox.port))
  await card.getByLabel('寄件地址').fill('noon@school.example')
  await card.getByRole('button', { name: '儲存' }).first().click()
  await card.getByLabel('測試信寄到').fill('me@school.example')
  await card.getByRole('button', { name: '寄測試信' }).click()
  await card.getByText('對方已收下：').waitFor()
  expect(mailbox.received[0]?.to).toEqual(['me@school.example'])
  mailbox.moods.push({ type: 'answer', status: 550, words: 'No such user here' })
  await card.getByRole('button', { name: '寄測試信' }).click()
  await card.getByText(/對方拒收.*No such user here/).waitFor()
  await card.getByText(/對方拒收（550 No such user）/).waitFor()
  await shoot(page, '360')
  expect(await complaints(page)).toEqual([])
}, 90_000)

test('safety copies: none in a rehearsal, where they would lie, and that it is the same disk', async () => {
  const page = await enter(360, 'zh-TW', 'dark')
  const card = page.locator('#backup')
  await card.getByText('演練時不備份').waitFor()
  await card.getByText('這裡和資料在同一顆硬碟').waitFor()
  expect(await card.getByRole('button', { name: '立即備份' }).isDisabled()).toBe(true)
  await shoot(page, 'backup-360')
  expect(await complaints(page)).toEqual([])
}, 90_000)

test('my own mail, in English and dark', async () => {
  const page = await enter(1280, 'en', 'dark')
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'My mail' }) })
  await card.getByLabel('Mail address').fill('Me@School.example')
  await card.getByLabel('Reminders: my film tomorrow, my duties in the morning').uncheck()
  await card.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').first().waitFor()
  const me = await app.signIn()
  expect((await me.inject({ method: 'GET', url: '/api/session/mail' })).json()).toEqual({
    ...{ address: 'me@school.example', unwanted: ['reminders'] },
  })
  await shoot(page, '1280-en-dark')
  expect(await complaints(page)).toEqual([])
}, 90_000)

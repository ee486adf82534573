/** The yearly audit from 1 February to its filing: asked for by letter, answered by two offices on a phone, filed with its receipt. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Duty } from '../../protocol/duty.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { createTestClock, type TestClock } from '../clock.ts'
import { type ReceivedMail, startMailServer, type TestMailServer } from '../mail/mail-server.ts'
import { complaints, keepPicture, openWindow, visit } from './visit.ts'

const AUDIT = '政府機關電腦作業效率書面查核'
const MINUTE = 60_000
const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') })

let clock: TestClock
let app: TestApp
let admin: Browserlike
let database: Database
let mailbox: TestMailServer
let chromium: TestBrowser
let address: string

beforeAll(async () => {
  clock = createTestClock(at('2027-01-29T12:00:00'))
  mailbox = await startMailServer()
  app = await startTestApp({ clock })
  address = await app.listen()
  database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  await database.user.updateMany({ data: { email: 'head@school.example' } })
  admin = await app.signIn()
  const server = { host: '127.0.0.1', port: mailbox.port, tls: 'none', user: '', trusted: '' }
  const payload = { ...server, from: 'noon@school.example', panelAddress: address }
  await admin.inject({ method: 'PUT', url: '/api/mail/server', payload })
  const { items } = (await admin.inject({ method: 'GET', url: '/api/duties?limit=50' })).json<{ items: Duty[] }>()
  for (const { id } of items)
    if (id !== 'sop-009-audit') await admin.inject({ method: 'DELETE', url: `/api/duties/${id}` })
  const inputs = { computers: 'ga@school.example', funds: 'accounts@school.example' }
  const audit = await database.duty.findUniqueOrThrow({ where: { id: 'sop-009-audit' } })
  const asked = [
    { id: 'computers', office: '庶務組', what: '全校電腦的數量與購置資料', email: inputs.computers, language: 'zh-TW' },
    { id: 'funds', office: '會計室', what: '電腦相關的經費資料', email: inputs.funds },
  ]
  await database.duty.update({ where: { id: audit.id }, data: { inputs: asked } })
  chromium = await launchPageBrowser()
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await database?.$disconnect()
  await app?.close()
  await mailbox?.[Symbol.asyncDispose]()
})

/** What a mail says, however it was encoded. */
const wordsOf = ({ raw }: ReceivedMail): string => {
  const plain = raw.replace(/=\r\n/g, '').replace(/=3D/g, '=')
  const parts = raw.match(/(?:[A-Za-z0-9+/]{60,}=*\r\n)+[A-Za-z0-9+/=]*/g) ?? []
  return [plain, ...parts.map((part) => Buffer.from(part, 'base64').toString())].join('\n')
}
const mailsTo = (whom: string) => mailbox.received.filter(({ to }) => to.includes(`${whom}@school.example`))
/** The link of the last letter to an office, once it has come. */
const linkTo = async (whom: string, letters: number): Promise<string> => {
  await expect
    .poll(
      () => {
        clock.advance(MINUTE)
        return mailsTo(whom).length
      },
      { interval: 500 },
    )
    .toBe(letters)
  const last = mailsTo(whom).at(-1)
  return last === undefined ? '' : (/http[^\s"]+token=[\w-]{43}/.exec(wordsOf(last))?.[0] ?? '')
}
/** That morning: the server looks, and this year's is there. */
const morningOf = async (text: string): Promise<void> => {
  clock.jump(at(text))
  clock.advance(MINUTE)
  const nominal = `${text.slice(0, 4)}-03-15`
  await expect.poll(() => database.dutyOccurrence.count({ where: { nominal } })).toBe(1)
}
const card = (page: Page) => page.locator('details.duty-card', { hasText: AUDIT })
/** The only duty of this school: its card is open from the start. */
const enter = (width: number): Promise<Page> => visit(chromium.browser, { address, place: '/duties', width })
const supply = async (link: string, locale: 'zh-TW' | 'en', answer: string, file: string): Promise<void> => {
  const page = await openWindow(chromium.browser, { locale, width: 390, height: 844 })
  await page.goto(link)
  await page.getByLabel(locale === 'en' ? 'Your answer' : '回覆', { exact: true }).fill(answer)
  await page.locator('input[type=file]').setInputFiles(pdf(file))
  await keepPicture(page, `audit-supply-390-${locale}`)
  await page.getByRole('button', { name: locale === 'en' ? 'Send' : '送出' }).click()
  await page.getByText(locale === 'en' ? 'It has arrived.' : '已收到，謝謝您。').waitFor()
  await page.context().close()
}

test('D4 D9 D15 on 1 February it is there by itself, with the days that remain; two offices are asked by letter', async () => {
  await morningOf('2027-02-01T08:00:00')
  const page = await enter(1280)
  await card(page).getByText('剩 31 個上課日').waitFor()
  await card(page)
    .getByLabel(/收到公文/)
    .setInputFiles(pdf('公文.pdf'))
  await card(page).getByRole('link', { name: '公文.pdf' }).waitFor()
  for (const office of ['庶務組', '會計室']) {
    await card(page)
      .getByRole('button', { name: `詢問 ${office}` })
      .click()
    await page.getByText(`信已排入寄送：${office}`).waitFor()
  }
  await keepPicture(page, 'audit-february-1280')
  expect(await complaints(page)).toEqual([])
  await page.context().close()
  await supply(await linkTo('ga', 1), 'zh-TW', '桌上型 412 台，平板 96 台', '清冊.pdf')
  expect(wordsOf(mailsTo('ga')[0] ?? { to: [], raw: '', secure: false, user: '' })).not.toContain('To 庶務組')
}, 120_000)

test('D13 D15 in March who has not answered is reminded, and answers; filed in time with its receipt, and told in the year’s record', async () => {
  await morningOf('2027-03-11T09:00:00')
  const page = await enter(390)
  await card(page).getByText('剩 3 個上課日').waitFor()
  await card(page).getByText('桌上型 412 台').waitFor()
  for (const step of ['電腦資料與經費資料已填入', '主任看過'])
    await card(page).locator('button.duty-tick', { hasText: step }).click()
  await card(page).getByRole('button', { name: '再提醒 會計室' }).click()
  await card(page)
    .getByText(/提醒第 1 次/)
    .waitFor()
  await card(page)
    .getByLabel(/填報完成/)
    .setInputFiles(pdf('回執.pdf'))
  await card(page).getByRole('link', { name: '回執.pdf' }).waitFor()
  expect(await card(page).getByRole('button', { name: /^完成/ }).isDisabled()).toBe(true)
  await keepPicture(page, 'audit-march-390')
  expect(await complaints(page)).toEqual([])
  await supply(await linkTo('accounts', 2), 'en', 'NT$ 1,250,000', 'funds.pdf')
  await page.reload()
  await card(page).getByText('NT$ 1,250,000').waitFor()
  await card(page).getByRole('button', { name: /^完成/ }).click()
  await page.getByRole('region', { name: '今天做完的' }).getByText(AUDIT).waitFor()
  await page.goto(`${address}/#/procedures/009`)
  await page.getByText(/今年：完成 1，沒做 0，逾期 0，進行中 0/).waitFor()
  await page.context().close()
  expect(mailsTo('head').filter((mail) => wordsOf(mail).includes('到現在還沒有做'))).toEqual([])
}, 120_000)

test('D15 D16 D17 an office that does not answer: reminded, told to the section each morning, then to the head, who finds it on the desk', async () => {
  // Forty-two days before 15 March of a leap year.
  await morningOf('2028-02-02T08:00:00')
  const page = await enter(1280)
  await card(page).getByRole('button', { name: '詢問 會計室' }).click()
  await page.getByText('信已排入寄送：會計室').waitFor()
  await linkTo('accounts', 3)
  await page.context().close()
  const told = (what: string) => mailsTo('head').filter((mail) => wordsOf(mail).includes(what)).length
  const until = (what: string) =>
    expect
      .poll(
        () => {
          clock.advance(MINUTE)
          return told(what)
        },
        { interval: 500 },
      )
      .toBe(1)
  await morningOf('2028-03-15T07:31:00')
  await until(AUDIT)
  expect(told('到現在還沒有做')).toBe(0)
  await morningOf('2028-03-16T08:00:00')
  await until('到現在還沒有做')
  const desk = await visit(chromium.browser, { address, place: '/desk' })
  await desk.getByRole('region', { name: '逾期' }).getByText(AUDIT).waitFor()
  await desk.getByText('會計室').first().waitFor()
  await keepPicture(desk, 'audit-late-desk-1280')
}, 120_000)

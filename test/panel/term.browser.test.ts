/** A film of seven parts over a term with two days off, and a typhoon's evening that takes one noon from it. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchPageBrowser, type TestBrowser } from '../browser.ts'
import { complaints, keepPicture, visit } from './visit.ts'

const MINUTE = 60_000

let app: TestApp
let chromium: TestBrowser
let page: Page

beforeAll(async () => {
  const clock = createClock(instant(Date.parse('2026-11-25T19:00:00+08:00')))
  app = await startTestApp({ clock })
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const now = new Date(clock.now())
  await database.media.create({
    data: {
      ...{ id: 'sea', title: '海洋', kind: 'film', state: 'ready', durationMs: 110 * MINUTE, warnings: [] },
      ...{ originalName: 'sea.mp4', originalPath: 'sea.mp4', bytes: 1n, createdAt: now, readyAt: now },
      ...{ hasVideo: true, audioTracks: [] },
    },
  })
  for (const [date, note] of [
    ['2026-12-03', '運動會補假'],
    ['2026-12-10', '校慶'],
  ] as const)
    await database.calendarDay.create({ data: { date, source: 'school', type: 'holiday', note } })
  await database.$disconnect()
  const admin = await app.signIn()
  const payload = { title: '海洋', sceneEnds: false, episodes: ['sea'] }
  expect((await admin.inject({ method: 'PUT', url: '/api/series/noon-film', payload })).statusCode).toBe(200)
  chromium = await launchPageBrowser()
  const address = await app.listen()
  page = await visit(chromium.browser, { address, place: '/library/series', width: 390, height: 844 })
}, 60_000)
afterAll(async () => {
  await chromium?.close()
  await app?.close()
})

const place = (hash: string) => page.evaluate(`location.hash = '${hash}'`)
const forecast = () => page.locator('.forecast li')

test('C2 T1 seven parts take seven noons, and none on a day off', async () => {
  await forecast().getByText('7 個中午').click()
  await forecast()
    .getByText('11/26（四）、12/01（二）、12/08（二）、12/15（二）、12/17（四）、12/22（二）、12/24（四）')
    .waitFor()
  await keepPicture(page, 'term-1-forecast')
  expect(await complaints(page)).toEqual([])
}, 60_000)

test('T3 on the evening of a typhoon, tomorrow is suspended from a phone, and the film ends a noon later', async () => {
  await place('/timetable')
  await page.getByRole('button', { name: '行事曆', exact: true }).click()
  await page.getByRole('button', { name: '颱風：明天停課' }).click()
  await page
    .locator('.draft')
    .getByText(/11\/26.*海洋/)
    .first()
    .waitFor()
  await page.locator('.draft').scrollIntoViewIfNeeded()
  await keepPicture(page, 'term-2-typhoon')
  await page.getByRole('button', { name: '儲存這些日子' }).click()
  await page.getByRole('button', { name: /^11\/26（四）\s*停課/ }).waitFor()
  await place('/library/series')
  await forecast().getByText('7 個中午').click()
  await forecast()
    .getByText('12/01（二）、12/08（二）、12/15（二）、12/17（四）、12/22（二）、12/24（四）、12/29（二）')
    .waitFor()
  await keepPicture(page, 'term-3-after')
  await place('/timetable')
  await page.locator('.notices').getByRole('button', { name: '復原' }).last().waitFor()
}, 60_000)

/** Every table that leaves as CSV: a file to keep, never a page, and no cell that a spreadsheet would reckon (OWASP). */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Browserlike, startTestApp, type TestApp } from './app.ts'

const FORMULA = '=HYPERLINK("http://elsewhere.example")'

let app: TestApp
let admin: Browserlike
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.signIn()
  const send = async (url: string, payload: object) => {
    const answer = await admin.inject({ method: 'POST', url, payload })
    expect([url, answer.statusCode, answer.body]).toEqual([url, 201, answer.body])
  }
  await send('/api/faults', { symptom: 'other', text: FORMULA, room: FORMULA, neededForNoon: false })
  await send('/api/requests', {
    kind: 'other',
    summary: FORMULA,
    details: FORMULA,
    room: FORMULA,
    fields: {},
    wantedOn: null,
  })
})
afterAll(() => app.close())

const ASKED = new URLSearchParams({
  ...{ from: '2026-11-01', to: '2026-11-30', until: '2026-11-30', date: '2026-11-26', part: 'rooms' },
  room: FORMULA,
}).toString()
const tables = () =>
  app.http.guardedRoutes.flatMap(({ method, url }) =>
    [method].flat().includes('GET') && url.endsWith('.csv') && !url.includes(':') ? [url] : [],
  )

it('each table is a file of its own, and what begins like a formula is text', async () => {
  const bodies: string[] = []
  for (const url of tables()) {
    const { statusCode, headers, body } = await admin.inject({ method: 'GET', url: `${url}?${ASKED}` })
    expect([url, statusCode]).toEqual([url, 200])
    expect([url, headers]).toEqual([
      url,
      expect.objectContaining({
        'content-type': expect.stringContaining('text/csv'),
        'content-disposition': expect.stringMatching(/^attachment; filename=/),
        'x-content-type-options': 'nosniff',
      }),
    ])
    expect([url, /(^|[,\n])"?[=+@]/.test(body)]).toEqual([url, false])
    bodies.push(body)
  }
  expect(bodies.length).toBeGreaterThan(8)
  expect(bodies.filter((body) => body.includes('HYPERLINK')).length).toBeGreaterThanOrEqual(2)
})

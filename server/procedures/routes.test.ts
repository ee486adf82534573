import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Procedure, ProcedureVersion } from '../../protocol/procedure.ts'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'

const clock = createTestClock(instant(Date.parse('2026-11-23T09:00:00+08:00')))
let app: TestApp
let head: Browserlike
let operator: Browserlike
beforeAll(async () => {
  app = await startTestApp({ clock })
  head = await app.as('head')
  operator = await app.as('operator')
})
afterAll(() => app.close())

const get = async <Answer>(url: string, language = 'zh-TW') => {
  const answer = await operator.inject({ method: 'GET', url, headers: { 'accept-language': language } })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Answer>()
}
const one = (number: string) => get<Procedure>(`/api/procedures/${number}`)
const change = (person: Browserlike, { number, content }: Procedure, version: number, why = '') =>
  person.inject({ method: 'PUT', url: `/api/procedures/${number}`, payload: { version, content, why } })

describe('procedures', () => {
  it('are the ten of the section from the first start, each with its charts', async () => {
    const { items } = await get<{ items: Procedure[] }>('/api/procedures')
    expect(items.map(({ number }) => number)).toEqual([
      '001',
      '002',
      '003',
      '004',
      '005',
      '006',
      '007',
      '008',
      '009',
      '010',
    ])
    for (const { number } of items) {
      const charts = await get<{ items: { svg: string }[] }>(`/api/procedures/${number}/charts`)
      expect(charts.items.length, number).toBeGreaterThan(0)
      for (const { svg } of charts.items) expect(svg).toMatch(/^<svg .*<\/svg>$/s)
    }
  })

  it('are changed by the head; what they said before is kept, and of two who change one is told', async () => {
    const before = await one('008')
    const when = { 'zh-TW': '每天早上', en: '' }
    const changed = { ...before, content: { ...before.content, when } }
    expect((await change(operator, changed, 1)).statusCode).toBe(403)
    const answers = await Promise.all([change(head, changed, 1, '改到早上'), change(head, changed, 1, '也是')])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(await one('008')).toMatchObject({ version: 2, content: { when } })
    const { items } = await get<{ items: ProcedureVersion[] }>('/api/procedures/008/versions')
    expect(items.map(({ version }) => version)).toEqual([2, 1])
    expect(items[1]?.content).toEqual(before.content)
  })

  it('count this year’s work where it belongs', async () => {
    const payload = { kind: 'computer', summary: '開不了機', details: '', room: '教務處', fields: {}, wantedOn: null }
    const before = (await one('001')).record.open
    const filed = await operator.inject({ method: 'POST', url: '/api/requests', payload })
    expect(filed.statusCode, filed.body).toBe(201)
    expect((await one('001')).record.open).toBe(before + 1)
    expect((await one('006')).record.open).toBe(0)
  })

  it('count what is late, of requests too, and tell each year as a table', async () => {
    const payload = {
      kind: 'school-page',
      summary: '=更新',
      details: '',
      room: '',
      fields: { wording: '新的' },
      wantedOn: null,
    }
    const filed = await operator.inject({ method: 'POST', url: '/api/requests', payload })
    expect(filed.statusCode, filed.body).toBe(201)
    expect((await one('007')).record).toMatchObject({ late: 0 })
    const open = (await one('007')).record.open
    clock.jump(instant(clock.now() + 20 * 24 * 3_600_000))
    operator = await app.signIn()
    expect((await one('007')).record).toMatchObject({ late: expect.any(Number), open: expect.any(Number) })
    expect((await one('007')).record.late).toBeGreaterThan(0)
    expect((await one('007')).record.open).toBeLessThan(open + 1)
    const table = async (query: string, language: string) =>
      (
        await operator.inject({
          ...{ method: 'GET', url: `/api/procedures/records.csv${query}` },
          headers: { 'accept-language': language },
        })
      ).body
    const lines = (await table('', 'en')).split('\r\n')
    expect(lines[0]).toContain('year,procedure,name,work,kind,done,missed,late,open')
    expect(lines.find((line) => line.includes('The school’s pages'))).toMatch(
      /^2026,007,.*,request,The school’s pages,0,0,1,0$/,
    )
    expect(await table('', 'zh-TW')).toContain(',request,學校網頁,0,0,1,0')
    expect((await table('?year=2025', 'en')).trim().split('\r\n')).toHaveLength(1)
    expect((await operator.inject({ method: 'GET', url: '/api/procedures/records.csv?year=x' })).statusCode).toBe(400)
  })

  it('are printed as one booklet with every procedure in it', async () => {
    const answer = await operator.inject({ method: 'GET', url: '/api/procedures/booklet.pdf' })
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    const pages = answer.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
    expect(pages).toBeGreaterThan(20)
  })

  it('that are not there are not found', async () => {
    for (const path of ['/api/procedures/011', '/api/procedures/011/versions', '/api/procedures/011/charts'])
      expect((await operator.inject({ method: 'GET', url: path })).statusCode, path).toBe(404)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found } from '../../protocol/search.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'

let app: TestApp
let operator: Browserlike
let teacher: Browserlike
beforeAll(async () => {
  app = await startTestApp()
  operator = await app.as('operator')
  teacher = await app.as('teacher')
  const payload = {
    kind: 'computer',
    summary: '教務處印表機卡紙',
    details: '',
    room: '教務處',
    fields: {},
    wantedOn: null,
  }
  const filed = await teacher.inject({ method: 'POST', url: '/api/requests', payload })
  expect(filed.statusCode, filed.body).toBe(201)
})
afterAll(() => app.close())

const search = async (person: Browserlike, q: string, language = 'zh-TW') => {
  const url = `/api/search?q=${encodeURIComponent(q)}`
  const answer = await person.inject({ method: 'GET', url, headers: { 'accept-language': language } })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ items: Found[] }>().items
}

describe('the search', () => {
  it('finds part of a Chinese word, whatever the width and case, when every word stands', async () => {
    expect(await search(operator, '印表')).toMatchObject([{ kind: 'request', name: '教務處印表機卡紙' }])
    expect(await search(operator, 'ｓｏｐ-０１０ 直播室')).toMatchObject([
      { kind: 'duty' },
      { kind: 'procedure', id: '010' },
    ])
    expect(await search(operator, '印表 沒有')).toEqual([])
    expect(await search(operator, 'mail QUOTA accounts', 'en')).toEqual([])
    expect(await search(operator, 'audit', 'en')).toMatchObject([
      { kind: 'procedure', name: 'Government audit of computer use' },
    ])
  })

  it('shows nobody what they may not see', async () => {
    expect(await search(teacher, '印表')).toEqual([])
    expect(await search(teacher, 'SOP-010')).toEqual([])
    expect((await search(operator, 'admin')).filter(({ kind }) => kind === 'person')).toEqual([])
  })

  it('finds nothing for nothing, and takes signs as they are', async () => {
    const file = (summary: string) =>
      teacher.inject({
        method: 'POST',
        url: '/api/requests',
        payload: { kind: 'computer', summary, details: '', room: '教務處', fields: {}, wantedOn: null },
      })
    for (const summary of ['影印機 100% 卡紙', '影印機 1000 張卡紙', '掃描 a_b', '掃描 acb'])
      expect((await file(summary)).statusCode).toBe(201)
    expect(await search(operator, '100%')).toMatchObject([{ name: '影印機 100% 卡紙' }])
    expect(await search(operator, 'A_B')).toMatchObject([{ name: '掃描 a_b' }])
    expect(await search(operator, '   ')).toEqual([])
    expect(await search(operator, '%')).toEqual([])
    expect(await search(operator, "' OR 1=1 --")).toEqual([])
  })
})

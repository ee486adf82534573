import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../protocol/account.ts'
import { PERMISSIONS } from '../../protocol/account.ts'
import type { RequestDetail, RequestView } from '../../protocol/request.ts'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createClock } from '../platform/clock.ts'

const ROLES: readonly Role[] = ['admin', 'head', 'operator', 'assistant', 'teacher']
/** A Monday morning. */
const clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
let app: TestApp
const people = new Map<Role, Browserlike>()
let other: Browserlike

beforeAll(async () => {
  app = await startTestApp({ clock })
  for (const role of ROLES) people.set(role, await app.as(role))
  other = await app.as('teacher')
}, 60_000)
afterAll(() => app.close())

const as = (role: Role): Browserlike => {
  const person = people.get(role)
  if (person === undefined) throw new Error(role)
  return person
}
const COMPUTER = {
  ...{ kind: 'computer', summary: '電腦開不了機', details: '按電源沒有反應', room: '205' },
  ...{ fields: { device: '靠窗第二台' }, wantedOn: null },
} as const

const file = async (who: Browserlike, more: object = {}): Promise<RequestDetail> => {
  const made = await who.inject({ method: 'POST', url: '/api/requests', payload: { ...COMPUTER, ...more } })
  expect(made.statusCode, made.body).toBe(201)
  return made.json<RequestDetail>()
}
const act = (who: Browserlike, id: string, payload: object) =>
  who.inject({ method: 'POST', url: `/api/requests/${id}/acts`, payload })
const say = (who: Browserlike, id: string, words: string, internal = false) =>
  who.inject({ method: 'POST', url: `/api/requests/${id}/messages`, payload: { words, internal } })
const read = async (who: Browserlike, id: string): Promise<RequestDetail> =>
  (await who.inject({ method: 'GET', url: `/api/requests/${id}` })).json<RequestDetail>()
const listed = async (who: Browserlike, query: string, path = '/api/requests'): Promise<readonly string[]> =>
  (await who.inject({ method: 'GET', url: `${path}?${query}` }))
    .json<{ items: readonly RequestView[] }>()
    .items.map(({ id }) => id)

describe('a request', () => {
  it('Q1 goes from the teacher to the section and back, and everyone sees where it stands', async () => {
    const [teacher, operator] = [as('teacher'), as('operator')]
    const made = await file(teacher)
    expect(made).toMatchObject({ state: 'new', assignee: null, fields: { device: '靠窗第二台' } })
    expect(made.number).toMatch(/^R\d{3}-\d{4}$/)
    expect(made.dueOn).toMatch(/^\d{4}-/)
    expect((await act(operator, made.id, { act: 'take' })).json()).toMatchObject({ state: 'taken' })
    const asked = await act(operator, made.id, { act: 'ask', words: '幾點有空？' })
    expect(asked.json()).toMatchObject({ state: 'asked', dueOn: null })
    expect((await act(teacher, made.id, { act: 'reply', words: '下午兩點' })).json()).toMatchObject({ state: 'taken' })
    expect((await act(operator, made.id, { act: 'answer', words: '換了電源線' })).json()).toMatchObject({
      state: 'answered',
    })
    const confirmed = (await act(teacher, made.id, { act: 'confirm' })).json<RequestDetail>()
    expect(confirmed.state).toBe('confirmed')
    expect(confirmed.events.map((event) => event.act)).toEqual(['file', 'take', 'ask', 'reply', 'answer', 'confirm'])
    expect((await act(teacher, made.id, { act: 'reopen', words: '又壞了' })).json()).toMatchObject({ state: 'taken' })
  })

  it('Q1 what has no words is not said, and what is not a move is refused', async () => {
    const made = await file(as('teacher'))
    const empty = await act(as('operator'), made.id, { act: 'answer' })
    expect(empty.json()).toMatchObject({ code: 'REQUEST_FIELD_MISSING' })
    expect((await act(as('teacher'), made.id, { act: 'confirm' })).json()).toMatchObject({ code: 'REQUEST_MOVED_ON' })
    expect((await act(as('operator'), made.id, { act: 'hand-on' })).statusCode).toBe(409)
  })

  it('Q2 two who take it at once: one has it, the other is told; a version that was not seen is refused', async () => {
    const made = await file(as('teacher'))
    const answers = await Promise.all(
      (['operator', 'head', 'admin'] as const).map((role) => act(as(role), made.id, { act: 'take' })),
    )
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409])
    const stale = await act(as('operator'), made.id, { act: 'answer', words: '好了', version: made.version })
    expect(stale.json()).toMatchObject({ code: 'REQUEST_CHANGED' })
    const { version } = await read(as('operator'), made.id)
    const url = `/api/requests/${made.id}`
    const change = (summary: string) =>
      as('teacher').inject({ method: 'PUT', url, payload: { ...COMPUTER, summary, version } })
    const changes = await Promise.all([change('甲'), change('乙')])
    expect(changes.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  it('Q2 filings in the same moment have numbers of their own', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => file(as('teacher'))))
    expect(new Set(made.map(({ number }) => number)).size).toBe(6)
  })

  it.each(ROLES)('Q3 another’s request is closed to %s who may not read requests, in every way', async (role) => {
    const made = await file(other, { details: '別人的事' })
    const reads = PERMISSIONS['requests.read'].some((each) => each === role)
    const writes = PERMISSIONS['requests.write'].some((each) => each === role)
    const person = as(role)
    const { statusCode } = await person.inject({ method: 'GET', url: `/api/requests/${made.id}` })
    expect(statusCode).toBe(reads ? 200 : 403)
    expect((await listed(person, '', '/api/my-requests')).includes(made.id)).toBe(false)
    expect((await say(person, made.id, '您好')).statusCode).toBe(writes ? 201 : 403)
    expect((await act(person, made.id, { act: 'withdraw' })).statusCode).toBe(403)
    expect((await act(person, made.id, { act: 'take' })).statusCode).toBe(writes ? 200 : 403)
    const files = await person.inject({ method: 'GET', url: `/api/requests/${made.id}/files/none` })
    expect(files.statusCode).toBe(reads ? 404 : 403)
  })

  it.each(ROLES)('Q10 a note of the section does not reach %s who asked, whatever is looked at', async (role) => {
    const secret = `秘密${role}`
    const requester = as(role)
    const colleague = role === 'operator' ? as('head') : as('operator')
    const made = await file(requester)
    expect((await say(colleague, made.id, secret, true)).statusCode).toBe(201)
    expect((await say(requester, made.id, '我的話', true)).statusCode).toBe(403)
    expect(JSON.stringify(await read(colleague, made.id))).toContain(secret)
    for (const url of [
      `/api/requests/${made.id}`,
      '/api/my-requests?limit=500',
      '/api/requests?limit=500',
      '/api/requests/export.csv',
      '/api/requests/counts',
      '/api/request-templates',
    ])
      expect((await requester.inject({ method: 'GET', url })).body).not.toContain(secret)
    const q = `q=${encodeURIComponent(secret)}`
    expect(await listed(requester, q, '/api/my-requests')).toEqual([])
    if (role !== 'teacher') expect(await listed(requester, q)).not.toContain(made.id)
    expect(await listed(colleague, q)).toContain(made.id)
    const answered = await act(requester, made.id, { act: 'withdraw' })
    expect(answered.statusCode).toBe(200)
    expect(answered.body).not.toContain(secret)
  })

  it('Q11 words that were taken back reach the requester no more', async () => {
    const made = await file(as('teacher'))
    await act(as('operator'), made.id, { act: 'answer', words: '寫給別人的話' })
    expect((await act(as('operator'), made.id, { act: 'recall' })).json()).toMatchObject({ state: 'taken' })
    expect(JSON.stringify(await read(as('teacher'), made.id))).not.toContain('寫給別人的話')
    expect(JSON.stringify(await read(as('operator'), made.id))).toContain('寫給別人的話')
    expect(await listed(as('teacher'), `q=${encodeURIComponent('寫給別人')}`, '/api/my-requests')).toEqual([])
  })

  it('Q12 a password is refused before anything is saved, wherever it stands', async () => {
    const before = (await listed(as('operator'), 'limit=500')).length
    const mail = { kind: 'mail-password', room: '', fields: { address: 'chen@school.example', extension: '123' } }
    for (const payload of [
      { ...COMPUTER, details: '密碼：Abc12345' },
      { ...COMPUTER, ...mail, summary: '我的舊密碼是 qwe123' },
      { ...COMPUTER, ...mail, fields: { address: 'Abcd1234!', extension: '123' } },
    ]) {
      const answer = await as('teacher').inject({ method: 'POST', url: '/api/requests', payload })
      expect(answer.json()).toMatchObject({ code: 'REQUEST_PASSWORD' })
    }
    expect((await listed(as('operator'), 'limit=500')).length).toBe(before)
    const made = await file(as('teacher'))
    for (const who of [as('teacher'), as('operator')])
      expect((await say(who, made.id, 'password: 12345678')).json()).toMatchObject({ code: 'REQUEST_PASSWORD' })
    const answered = await act(as('operator'), made.id, { act: 'answer', words: '新密碼是 Noon2026' })
    expect(answered.json()).toMatchObject({ code: 'REQUEST_PASSWORD' })
    expect((await read(as('operator'), made.id)).events.length).toBe(1)
  })

  it('asks for what its kind needs, keeps nothing else, and takes no day that is over', async () => {
    const send = (payload: object) => as('teacher').inject({ method: 'POST', url: '/api/requests', payload })
    expect((await send({ ...COMPUTER, room: ' ' })).json()).toMatchObject({ code: 'REQUEST_FIELD_MISSING' })
    const page = { ...COMPUTER, kind: 'school-page', fields: { wording: '歡迎' }, wantedOn: '2020-01-01' }
    expect((await send(page)).json()).toMatchObject({ code: 'REQUEST_DATE_PAST' })
    expect((await send({ ...page, fields: {} })).json()).toMatchObject({ code: 'REQUEST_FIELD_MISSING' })
    const made = await file(as('teacher'), { kind: 'other', fields: { device: 'x', more: 'y' } })
    expect(made.fields).toEqual({})
  })

  it('Q8 merged, it ends in the other; both requesters read the answer, and it can be taken apart', async () => {
    const [mine, theirs] = [await file(as('teacher')), await file(other)]
    const operator = as('operator')
    expect((await act(operator, mine.id, { act: 'merge', into: mine.id })).json()).toMatchObject({
      code: 'REQUEST_NOT_TAKING_IN',
    })
    expect((await act(operator, mine.id, { act: 'merge', into: theirs.id })).json()).toMatchObject({ state: 'merged' })
    expect((await act(operator, theirs.id, { act: 'merge', into: mine.id })).statusCode).toBe(409)
    await act(operator, theirs.id, { act: 'answer', words: '都好了' })
    expect((await read(as('teacher'), mine.id)).mergedInto).toMatchObject({ number: theirs.number, answer: '都好了' })
    expect((await read(other, theirs.id)).mergedFrom).toEqual([])
    expect((await read(operator, theirs.id)).mergedFrom).toMatchObject([{ number: mine.number }])
    expect((await act(operator, mine.id, { act: 'unmerge' })).json()).toMatchObject({ state: 'new', mergedInto: null })
  })

  it('Q8 withdrawn by its own requester, it forgets nobody whose request was merged into it; who asked may take it apart', async () => {
    const [mine, theirs] = [await file(as('teacher')), await file(other)]
    const operator = as('operator')
    await act(operator, mine.id, { act: 'merge', into: theirs.id })
    expect((await act(as('teacher'), mine.id, { act: 'unmerge' })).json()).toMatchObject({ state: 'new' })
    await act(operator, mine.id, { act: 'merge', into: theirs.id })
    expect((await act(other, theirs.id, { act: 'withdraw' })).json()).toMatchObject({ state: 'withdrawn' })
    const back = await read(as('teacher'), mine.id)
    expect(back).toMatchObject({ state: 'new', mergedInto: null })
    expect(back.dueOn).not.toBeNull()
  })

  it('Q9 as a fault it goes on with its words and files, once, whoever presses twice', async () => {
    const made = await file(as('teacher'))
    const photo = await as('teacher').inject({
      method: 'POST',
      url: `/api/requests/${made.id}/files?name=${encodeURIComponent('照片.txt')}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: Buffer.from('主機板燒焦'),
    })
    expect(photo.statusCode).toBe(201)
    await say(as('teacher'), made.id, '有燒焦味')
    await say(as('operator'), made.id, '內部的話', true)
    const hand = () =>
      as('operator').inject({
        method: 'POST',
        url: `/api/requests/${made.id}/fault`,
        payload: { severity: 'high' },
      })
    const answers = await Promise.all([hand(), hand()])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const after = await read(as('operator'), made.id)
    expect(after.state).toBe('handed-on')
    expect(after.faultId).not.toBeNull()
    expect(after.files).toMatchObject([{ name: '照片.txt', type: 'text/plain' }])
    const url = `/api/requests/${made.id}/files/${after.files[0]?.id}`
    expect((await as('teacher').inject({ method: 'GET', url })).body).toBe('主機板燒焦')
    expect((await other.inject({ method: 'GET', url })).statusCode).toBe(403)
  })

  it('belongs to a time of a duty that there is, and the requester need not know', async () => {
    const made = await file(as('teacher'))
    const operator = as('operator')
    const duty = {
      ...{ name: '學期初網頁', procedure: 'SOP-007', note: '', recurrence: { type: 'school-days' }, onHoliday: 'drop' },
      ...{ onlyInTerm: false, time: '17:00', leadDays: 0, remindDays: null, escalateDays: null, ownerId: null },
      ...{ standInId: null, inputs: [], paused: false, lapses: 'never' },
      steps: [{ id: 'look', text: '看過一遍', critical: true, evidence: { type: 'tick' }, probe: null }],
    }
    await as('head').inject({ method: 'POST', url: '/api/duties', payload: duty })
    const board = await operator.inject({ method: 'GET', url: '/api/duty-board' })
    const [open] = board.json<{ open: readonly { id: string; name: string }[] }>().open
    const link = (dutyOccurrenceId: string | null) =>
      operator.inject({ method: 'PUT', url: `/api/requests/${made.id}/duty`, payload: { dutyOccurrenceId } })
    expect((await link('none')).statusCode).toBe(404)
    expect((await link(open?.id ?? '')).json()).toMatchObject({ duty: { name: open?.name } })
    expect((await read(as('teacher'), made.id)).duty).toBeNull()
    expect((await link(null)).json()).toMatchObject({ duty: null })
  })

  it('is found by a part of its words, also Chinese ones, and by state, kind, person and room', async () => {
    const made = await file(as('teacher'), { summary: 'Projector 投影機閃爍', room: 'B1F' })
    const operator = as('operator')
    for (const q of ['影機閃', 'PROJECTOR', 'b1f', made.number.toLowerCase(), '窗第二'])
      expect(await listed(operator, `q=${encodeURIComponent(q)}`)).toContain(made.id)
    expect(await listed(operator, `room=B1F`)).toEqual([made.id])
    expect(await listed(operator, `state=new&kind=computer&room=B1F`)).toEqual([made.id])
    expect(await listed(operator, `state=ended&room=B1F`)).toEqual([])
    await act(operator, made.id, { act: 'take' })
    expect(await listed(operator, `assignee=me&state=taken&room=B1F`)).toEqual([made.id])
    const csv = await operator.inject({ method: 'GET', url: '/api/requests/export.csv?room=B1F' })
    expect(csv.body.startsWith('\uFEFFnumber,')).toBe(true)
    expect(csv.body).toContain('投影機閃爍')
  })

  it('a table cell that a spreadsheet would run stays text', async () => {
    await file(as('teacher'), { summary: '=1+1', room: 'CSV' })
    const csv = await as('operator').inject({ method: 'GET', url: '/api/requests/export.csv?room=CSV' })
    expect(csv.body).toContain("'=1+1")
  })

  it('is filed by the section for somebody who called, and by nobody else in another’s name', async () => {
    const { items } = (await as('operator').inject({ method: 'GET', url: '/api/request-people' })).json<{
      items: readonly { id: string; name: string }[]
    }>()
    const teacher = (await read(as('teacher'), (await file(as('teacher'))).id)).requester
    expect(items.map(({ id }) => id)).toContain(teacher.id)
    const made = await file(as('operator'), { requesterId: teacher.id })
    expect(await listed(as('teacher'), '', '/api/my-requests')).toContain(made.id)
    const forged = await other.inject({
      method: 'POST',
      url: '/api/requests',
      payload: { ...COMPUTER, requesterId: teacher.id },
    })
    expect(forged.statusCode).toBe(403)
  })

  it('templates are changed by the version that was seen, and a teacher reads only ready-made requests', async () => {
    const operator = as('operator')
    const input = { use: 'answer', name: '好了', kind: null, words: '{name} 您好：好了' }
    const made = await operator.inject({ method: 'POST', url: '/api/request-templates', payload: input })
    const { id, version } = made.json<{ id: string; version: number }>()
    const change = () =>
      operator.inject({ method: 'PUT', url: `/api/request-templates/${id}`, payload: { ...input, version } })
    expect((await change()).statusCode).toBe(200)
    expect((await change()).json()).toMatchObject({ code: 'TEMPLATE_CHANGED' })
    const teachers = await as('teacher').inject({ method: 'GET', url: '/api/request-templates' })
    expect(teachers.json()).toEqual({ items: [] })
    expect((await operator.inject({ method: 'DELETE', url: `/api/request-templates/${id}` })).statusCode).toBe(200)
  })

  it('filters are one’s own unless shared, and only one’s own are forgotten', async () => {
    const filter = { page: 'requests', name: '我的電腦', query: 'kind=computer', shared: false }
    const keep = (who: Browserlike, more: object = {}) =>
      who.inject({ method: 'POST', url: '/api/saved-filters', payload: { ...filter, ...more } })
    expect((await keep(as('operator'))).statusCode).toBe(201)
    expect((await keep(as('operator'))).json()).toMatchObject({ code: 'NAME_TAKEN' })
    const shared = await keep(as('operator'), { name: '大家的', shared: true })
    const seen = await as('head').inject({ method: 'GET', url: '/api/saved-filters?page=requests' })
    expect(seen.json()).toMatchObject({ items: [{ name: '大家的', own: false }] })
    const url = `/api/saved-filters/${shared.json<{ id: string }>().id}`
    expect((await as('head').inject({ method: 'DELETE', url })).statusCode).toBe(404)
    expect((await as('operator').inject({ method: 'DELETE', url })).statusCode).toBe(200)
  })
})

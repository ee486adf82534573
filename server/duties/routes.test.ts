import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Duty, DutyDraft, DutyStep, Opens, Probe } from '../../protocol/duty.ts'
import type { DutyBoard, DutyOccurrence } from '../../protocol/duty-occurrence.ts'
import type { MeasuredServer, ProbeNamed, Site } from '../../protocol/duty-probe.ts'
import { instant, timeOfDay } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createClock } from '../platform/clock.ts'
import { reportSignature } from './probes/signature.ts'

/** A Monday morning. */
const clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
let app: TestApp
let head: Browserlike
let assistant: Browserlike
let teacher: Browserlike
let address: string

beforeAll(async () => {
  app = await startTestApp({ clock })
  address = await app.listen()
  head = await app.as('head')
  assistant = await app.as('assistant')
  teacher = await app.as('teacher')
}, 60_000)
afterAll(() => app.close())

const draft = (patch: Partial<DutyDraft> = {}): DutyDraft => ({
  ...{ name: '巡視機房', procedure: 'SOP-010', note: '', recurrence: { type: 'school-days' }, onHoliday: 'drop' },
  ...{ onlyInTerm: false, time: timeOfDay('17:00'), leadDays: 0, remindDays: null, escalateDays: null },
  ...{ ownerId: null, standInId: null, inputs: [], paused: false, lapses: 'never' },
  steps: [
    { id: 'look', text: '看過一遍', critical: true, evidence: { type: 'tick' }, probe: null },
    { id: 'photo', text: '拍照', critical: false, evidence: { type: 'photo' }, probe: null },
  ],
  ...patch,
})
const DISK_STEP: DutyStep = {
  ...{ id: 'disk', text: '磁碟', critical: false, evidence: { type: 'tick' } },
  probe: { type: 'disk', serverId: null, disk: 'C:', minFreePercent: 15 },
}
const SITE_PROBE: Probe = { type: 'site', siteId: null, certificateDays: 14 }
const get = async <Answer>(who: Browserlike, url: string): Promise<Answer> =>
  (await who.inject({ method: 'GET', url })).json<Answer>()
const board = () => get<DutyBoard>(head, '/api/duty-board')
const create = async (patch: Partial<DutyDraft> = {}): Promise<Duty> => {
  const made = await head.inject({ method: 'POST', url: '/api/duties', payload: draft(patch) })
  expect(made.statusCode, made.body).toBe(201)
  return made.json<Duty>()
}
const openOf = async (duty: Duty): Promise<DutyOccurrence> => {
  const found = (await board()).open.find(({ dutyId }) => dutyId === duty.id)
  if (found === undefined) throw new Error('none is open')
  return found
}

describe('duties over HTTP', () => {
  it('a new installation has the section’s procedures, found by part of their names', async () => {
    const { items } = await get<{ items: Duty[] }>(head, `/api/duties?q=${encodeURIComponent('電腦作業')}`)
    expect(items.map(({ procedure, next }) => [procedure, next?.due])).toEqual([['SOP-009', '2027-03-15']])
    const first = await get<{ items: Duty[]; nextCursor: string }>(head, '/api/duties?limit=3')
    const rest = await get<{ items: Duty[] }>(head, `/api/duties?limit=50&cursor=${first.nextCursor}`)
    expect(first.items.length + rest.items.length).toBe(8)
  })

  it('D9 D12 D13 is open at once, done by an assistant with a photo, and told in a table', async () => {
    const duty = await create()
    const { id } = await openOf(duty)
    const step = (who: Browserlike, stepId: string, payload: object) =>
      who.inject({ method: 'PUT', url: `/api/duty-occurrences/${id}/steps/${stepId}`, payload })
    expect((await step(teacher, 'look', { result: 'ok' })).statusCode).toBe(403)
    expect((await step(assistant, 'look', { result: 'ok' })).json()).toMatchObject({ answers: [{ by: 'assistant' }] })
    expect((await step(assistant, 'photo', { result: 'ok' })).json()).toMatchObject({ code: 'DUTY_FILE_MISSING' })
    expect((await step(assistant, 'none', { result: 'ok' })).statusCode).toBe(404)
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
    const photo = await assistant.inject({
      ...{
        method: 'POST',
        url: `/api/duty-occurrences/${id}/steps/photo/file?name=${encodeURIComponent('=機櫃.jpg')}`,
      },
      ...{ headers: { 'content-type': 'image/jpeg' }, payload: jpeg },
    })
    expect(photo.statusCode, photo.body).toBe(200)
    const kept = photo.json<DutyOccurrence>().answers.find(({ stepId }) => stepId === 'photo')?.attachment
    const back = await head.inject({ method: 'GET', url: `/api/duty-occurrences/${id}/files/${kept?.id}` })
    expect([back.headers['content-type'], back.rawPayload.equals(jpeg)]).toEqual(['image/jpeg', true])
    const done = await assistant.inject({ method: 'POST', url: `/api/duty-occurrences/${id}/finish` })
    expect(done.json()).toMatchObject({ state: 'done', late: false, closedBy: 'assistant' })
    const again = await head.inject({ method: 'POST', url: `/api/duty-occurrences/${id}/finish` })
    expect(again.json()).toMatchObject({ code: 'DUTY_CLOSED' })
    const table = await head.inject({ method: 'GET', url: '/api/duties/export.csv?from=2026-11-23&to=2026-11-23' })
    expect(table.body.startsWith('\uFEFFprocedure,duty,')).toBe(true)
    expect(table.body).toContain('SOP-010,巡視機房,2026-11-23,2026-11-23,done,no')
    expect(table.body).toContain("'=機櫃.jpg")
    const history = await get<{ items: DutyOccurrence[] }>(head, `/api/duties/${duty.id}/history`)
    expect(history.items.map(({ state }) => state)).toEqual(['done'])
  })

  it('D18 what a failed step opened is told by both: the fault and the request name the duty', async () => {
    const failing = (id: string, opens: Opens): DutyStep => ({
      ...{ id, text: `${id} 好了`, critical: true, evidence: { type: 'tick' }, probe: null, opens },
    })
    const steps = [failing('disk', { type: 'fault' }), failing('page', { type: 'request', kind: 'school-page' })]
    const { id } = await openOf(await create({ name: '兩步', steps }))
    const fail = (stepId: string, note: string) =>
      assistant.inject({
        ...{ method: 'PUT', url: `/api/duty-occurrences/${id}/steps/${stepId}`, payload: { result: 'failed', note } },
      })
    expect((await fail('page', '密碼是 hunter2')).json()).toMatchObject({ code: 'REQUEST_PASSWORD' })
    expect((await fail('disk', '壞了')).statusCode).toBe(200)
    const { followUps } = (await fail('page', '行事曆打不開')).json<DutyOccurrence>()
    const [fault, request] = [
      followUps.find(({ type }) => type === 'fault'),
      followUps.find(({ type }) => type === 'request'),
    ]
    const told = { occurrenceId: id, name: '兩步', due: '2026-11-23' }
    expect(await get(head, `/api/faults/${fault?.id}`)).toMatchObject({ duty: { ...told, step: 'disk 好了' } })
    expect(await get(head, `/api/requests/${request?.id}`)).toMatchObject({
      duty: told,
      requester: { name: 'assistant' },
    })
    const table = await head.inject({ method: 'GET', url: '/api/duties/export.csv?from=2026-11-23&to=2026-11-23' })
    expect(table.body).toContain(request?.number ?? 'no number')
  })

  it('D11 a change names the version it saw; removing is undone', async () => {
    const duty = await create({ name: '週五檢查', recurrence: { type: 'weekly', weekday: 5 } })
    const put = (who: Browserlike, version: number, patch: Partial<DutyDraft> = {}) =>
      who.inject({ method: 'PUT', url: `/api/duties/${duty.id}`, payload: { ...draft(patch), version } })
    expect((await put(assistant, 1)).statusCode).toBe(403)
    expect((await put(head, 1, { name: '週五巡檢' })).json()).toMatchObject({ version: 2, name: '週五巡檢' })
    expect((await put(head, 1)).json()).toMatchObject({ code: 'DUTY_CHANGED' })
    expect((await openOf(duty)).name).toBe('週五巡檢')
    await head.inject({ method: 'DELETE', url: `/api/duties/${duty.id}` })
    expect((await board()).open.some(({ dutyId }) => dutyId === duty.id)).toBe(false)
    expect((await head.inject({ method: 'POST', url: `/api/duties/${duty.id}/restore` })).statusCode).toBe(200)
    expect((await openOf(duty)).state).toBe('open')
  })

  it('D6 tells the next five of a rule, and why one was moved', async () => {
    const holiday = { type: 'holiday', pattern: null, note: '行憲紀念日' }
    await head.inject({ method: 'PUT', url: '/api/calendar/2026-12-25', payload: holiday })
    const recurrence = { type: 'weekly', weekday: 5 }
    const rule = { recurrence, onHoliday: 'earlier', onlyInTerm: false, time: '16:00' }
    const { items } = (await head.inject({ method: 'POST', url: '/api/duties/preview', payload: rule })).json<{
      items: { nominal: string; due?: string; moved?: unknown }[]
    }>()
    expect(items.map(({ due }) => due)).toEqual(['2026-11-27', '2026-12-04', '2026-12-11', '2026-12-18', '2026-12-24'])
    expect(items[4]).toMatchObject({ nominal: '2026-12-25', moved: { code: 'earlier', note: '行憲紀念日' } })
  })

  it('D15 a reminder to an office outlives the day’s duty', async () => {
    const duty = await create({ name: '留言' })
    const { id } = await openOf(duty)
    const wish = { office: '教務處', what: '第 3 則留言', email: '' }
    const asked = await assistant.inject({ method: 'POST', url: `/api/duty-occurrences/${id}/awaited`, payload: wish })
    expect(asked.json()).toMatchObject({ mailed: false, awaited: { blocks: false, reminders: 0 } })
    await head.inject({ method: 'POST', url: `/api/duty-occurrences/${id}/skip`, payload: { reason: '網站維修' } })
    const [waiting] = (await board()).awaited.filter(({ office }) => office === '教務處')
    const answered = await assistant.inject({
      ...{ method: 'POST', url: `/api/duty-awaited/${waiting?.id}/answer`, payload: { answer: '已回覆家長' } },
    })
    expect(answered.json()).toMatchObject({ answer: '已回覆家長' })
    expect((await board()).awaited.some(({ office }) => office === '教務處')).toBe(false)
  })
})

describe('pointed beside the step', () => {
  const point = (who: Browserlike, dutyId: string, stepId: string, payload: object) =>
    who.inject({ method: 'POST', url: `/api/duties/${dutyId}/steps/${stepId}/probe`, payload })
  const openOne = async (dutyId: string): Promise<DutyOccurrence> => {
    const found = (await board()).open.find((each) => each.dutyId === dutyId)
    if (found === undefined) throw new Error('none is open')
    return found
  }

  it('D24 a server’s name connects every step of the duty that waits for one, also in what was begun', async () => {
    const { id } = await openOne('sop-002-web')
    const url = `/api/duty-occurrences/${id}/steps/logs`
    await assistant.inject({ method: 'PUT', url, payload: { result: 'ok' } })
    const target = { type: 'server', name: '學校網站' }
    expect((await point(assistant, 'sop-002-web', 'disk', target)).statusCode).toBe(403)
    expect((await point(head, 'sop-002-web', 'logs', target)).statusCode).toBe(404)
    expect((await point(head, 'sop-002-web', 'site', target)).statusCode).toBe(404)
    const { made } = (await point(head, 'sop-002-web', 'disk', target)).json<ProbeNamed>()
    const serverId = made?.server.id
    const waits = (steps: readonly DutyStep[]) =>
      steps.flatMap(({ probe }) => (probe !== null && 'serverId' in probe ? [probe.serverId] : []))
    expect(waits((await openOne('sop-002-web')).steps)).toEqual([serverId, serverId])
    expect(waits((await get<Duty>(head, '/api/duties/sop-002-web')).steps)).toEqual([serverId, serverId])
    const body = JSON.stringify({ disks: [{ name: 'C:', freeBytes: 40, totalBytes: 100 }] })
    const seconds = Math.floor(clock.real() / 1000)
    const signature = reportSignature(made?.secret ?? '', seconds, body)
    const sent = await app.http.inject({
      ...{ method: 'POST', url: '/api/measurements', payload: body },
      headers: {
        'content-type': 'application/json',
        ...{ 'x-nooncast-server': serverId, 'x-nooncast-time': String(seconds), 'x-nooncast-signature': signature },
      },
    })
    expect(sent.statusCode, sent.body).toBe(204)
    // Naming one that is known gives no second key, and looks at once.
    const duty = await create({ name: '另一台', steps: [{ ...DISK_STEP }] })
    expect((await point(head, duty.id, 'disk', target)).json<ProbeNamed>().made).toBeNull()
    expect((await openOf(duty)).answers).toMatchObject([{ result: 'ok', value: 40, by: 'system' }])
    expect((await openOne('sop-002-web')).answers.map(({ stepId }) => stepId)).toContain('disk')
  })

  it('D24 a site’s address is enough, and is looked at at once', async () => {
    const duty = await create({ name: '網頁', steps: [{ ...DISK_STEP, id: 'site', probe: SITE_PROBE }] })
    expect(
      (await point(head, duty.id, 'site', { type: 'site', url: 'https://u:p@school.example/' })).json(),
    ).toMatchObject({
      code: 'DUTY_SITE_ADDRESS',
    })
    const url = `${address}/healthz`
    const { duty: named } = (await point(head, duty.id, 'site', { type: 'site', url })).json<ProbeNamed>()
    const { items } = await get<{ items: Site[] }>(head, '/api/duty-sites')
    const site = items.find((each) => each.url === url)
    expect(named.steps).toMatchObject([{ probe: { type: 'site', siteId: site?.id } }])
    expect((await openOf(duty)).answers).toMatchObject([{ by: 'system', finding: { at: site?.check?.at } }])
  })
})

describe('reports of other servers', () => {
  const run = promisify(execFile)
  const made = async (name: string): Promise<{ server: MeasuredServer; secret: string }> => {
    const answer = await head.inject({ method: 'POST', url: '/api/measured-servers', payload: { name } })
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json<{ server: MeasuredServer; secret: string }>()
  }
  const listed = async (id: string) =>
    (await get<{ items: MeasuredServer[] }>(head, '/api/measured-servers')).items.find((each) => each.id === id)

  it('D22 the Linux script of the handbook reports disk and backups', async () => {
    const { server, secret } = await made('網站')
    const page = await readFile(new URL('../../docs/measurements.md', import.meta.url), 'utf8')
    const script = join(app.directory, 'report.sh')
    await writeFile(script, /```sh\n([\s\S]+?)```/.exec(page)?.[1] ?? '', { mode: 0o700 })
    const folder = join(app.directory, 'backups')
    await mkdir(folder)
    for (const name of ['1.zip', '2.zip']) await writeFile(join(folder, name), name)
    const environment = { ADDRESS: address, SERVER: server.id, KEY: secret, BACKUP_FOLDER: folder }
    await run('sh', [script], { env: { PATH: process.env.PATH, ...environment } })
    const { last } = (await listed(server.id)) ?? { last: null }
    expect(last?.disks).toMatchObject([{ name: '/', totalBytes: expect.any(Number) }])
    expect(last?.backups).toMatchObject([{ name: 'web', kept: 2 }])
    // By our clock, which a rehearsal has moved.
    const age = clock.now() / 1000 - (last?.backups?.[0]?.newestAt ?? 0)
    expect(Math.abs(age)).toBeLessThan(120)
    await expect(run('sh', [script], { env: { PATH: process.env.PATH, ...environment, KEY: 'x' } })).rejects.toThrow()
  })

  it('D22 is refused when it is not signed, too old, or sent again', async () => {
    const { server, secret } = await made('百科')
    const body = JSON.stringify({ disks: [{ name: 'C:', freeBytes: 1, totalBytes: 10 }] })
    const send = (seconds: number, signature = reportSignature(secret, seconds, body), payload = body) =>
      app.http.inject({
        ...{ method: 'POST', url: '/api/measurements', payload },
        headers: {
          'content-type': 'application/json',
          ...{ 'x-nooncast-server': server.id, 'x-nooncast-time': String(seconds), 'x-nooncast-signature': signature },
        },
      })
    const now = Math.floor(clock.real() / 1000)
    expect((await send(now, reportSignature('another', now, body))).json()).toMatchObject({
      code: 'MEASUREMENT_NOT_SIGNED',
    })
    expect((await send(now, undefined, body.replace('10', '99'))).statusCode).toBe(401)
    expect((await send(now - 301)).json()).toMatchObject({ code: 'MEASUREMENT_TIME' })
    const both = await Promise.all([send(now), send(now)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409])
    expect((await send(now - 1)).statusCode).toBe(409)
    const odd = reportSignature(secret, now + 1, '{"disks":1}')
    expect((await send(now + 1, odd, '{"disks":1}')).json()).toMatchObject({ code: 'INPUT_INVALID' })
    expect(await listed(server.id)).toMatchObject({ last: { disks: [{ name: 'C:' }] } })
    await head.inject({ method: 'DELETE', url: `/api/measured-servers/${server.id}` })
    expect((await send(now + 2)).statusCode).toBe(401)
  })
})

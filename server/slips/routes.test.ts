import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaultState } from '../../protocol/fault.ts'
import type { MadeSignLink, SlipMoney, SlipToSign, SlipView } from '../../protocol/slip.ts'
import { instant } from '../../protocol/time.ts'
import type { Browserlike } from '../../test/app.ts'
import { canonicalJson } from './content.ts'
import { FIELDS, type SlipStage, startSlipStage } from './slips-fixture.ts'

let stage: SlipStage
beforeAll(async () => {
  stage = await startSlipStage()
})
afterAll(() => stage.close())

const DAY = 86_400_000
const post = (url: string, payload: object = {}, by: Browserlike = stage.admin) =>
  by.inject({ method: 'POST', url, payload })
const sign = (slip: SlipView, by: Browserlike) => post(`/api/slips/${slip.id}/sign`, { hash: slip.hash }, by)
const faultState = async (id: string): Promise<FaultState | undefined> => (await stage.faults.find(id))?.state
const list = async (query: string, by: Browserlike = stage.admin) =>
  (await by.inject({ method: 'GET', url: `/api/slips?${query}` })).json<{ items: SlipView[] }>().items
const link = async (slip: SlipView, office: string) =>
  (await post(`/api/slips/${slip.id}/turns/${office}/link`)).json<MadeSignLink>()
const guest = (path: string, payload: object) =>
  stage.app.http.inject({ method: 'POST', url: `/api/sign${path}`, payload })
const signedBy = async (...offices: readonly ('general' | 'accounting')[]) => {
  const slip = await stage.sent()
  for (const office of offices) expect((await sign(slip, stage[office])).statusCode).toBe(200)
  return slip
}

describe('a slip over HTTP', () => {
  it('L1 is made from a triaged fault, filled in with what is known, and once', async () => {
    const reported = await stage.faults.report({ source: 'operator', severity: 'low', title: '遙控器' }, 'admin')
    expect((await post('/api/slips', { faultId: reported.id })).json()).toMatchObject({ code: 'FAULT_MOVED_ON' })
    expect((await post('/api/slips', { faultId: 'none' })).statusCode).toBe(404)
    const createdAt = new Date(stage.clock.now())
    const vendor = { id: 'v1', name: '和聲音響', serves: [], createdAt }
    await stage.database.vendor.create({ data: vendor })
    await stage.database.equipment.create({
      data: {
        ...{ id: 'e1', label: 'abcd2345', kind: 'amplifier', name: '擴大機', maker: 'Yamaha', model: 'MA2030' },
        ...{ propertyNumber: '3140101-03-12', room: '直播室', state: 'in-use', vendorId: 'v1', createdAt },
      },
    })
    const { id } = await stage.faults.report(
      { source: 'operator', severity: 'high', title: '沒有聲音', text: '左聲道', equipmentId: 'e1' },
      'admin',
    )
    await stage.faults.act(id, { type: 'triage', severity: 'high', ownerId: null, note: '' }, 'admin')
    const made = await post('/api/slips', { faultId: id })
    expect(made.statusCode).toBe(201)
    expect(made.json<SlipView>()).toMatchObject({
      ...{ what: '沒有聲音\n左聲道', device: '擴大機 Yamaha MA2030', room: '直播室', propertyNumber: '3140101-03-12' },
      ...{ vendor: '和聲音響', vendorId: 'v1', estimate: null, reason: '', state: 'draft', round: 0 },
      ...{ waits: [{ office: null, for: 'send' }], turns: [] },
    })
    expect((await post('/api/slips', { faultId: id })).json()).toMatchObject({ code: 'SLIP_ONE_PER_FAULT' })
    // Until it is sent it is the section's turn, and its clock runs.
    expect(await faultState(id)).toBe('triaged')
    const { slip } = (await stage.admin.inject({ method: 'GET', url: `/api/faults/${id}/slip` })).json()
    expect(slip).toMatchObject({ id: made.json<SlipView>().id })
  })

  it('L1 takes the next number, however many are made at once, and leaves none out', async () => {
    const before = Number((await list('limit=1'))[0]?.number.split('-')[1])
    const faults = await Promise.all(Array.from({ length: 6 }, () => stage.fault()))
    const twice = [...faults, ...faults]
    const answers = await Promise.all(twice.map((faultId) => post('/api/slips', { faultId })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([...Array(6).fill(201), ...Array(6).fill(409)])
    const numbers = answers.flatMap((answer) => (answer.statusCode === 201 ? [answer.json<SlipView>().number] : []))
    const expected = faults.map((_, index) => `115-${String(before + 1 + index).padStart(4, '0')}`)
    expect(numbers.sort()).toEqual(expected)
  })

  it('L2 is sent once it is complete, as it was seen', async () => {
    const faultId = await stage.fault()
    const { id, version } = (await post('/api/slips', { faultId })).json<SlipView>()
    const lacking = await post(`/api/slips/${id}/send`, { version })
    expect(lacking.statusCode).toBe(422)
    expect(lacking.json()).toMatchObject({ details: { fields: ['device', 'reason', 'estimate'] } })
    const put = (payload: object) => stage.admin.inject({ method: 'PUT', url: `/api/slips/${id}`, payload })
    expect((await put({ version, ...FIELDS })).json()).toMatchObject({ version: version + 1, state: 'draft' })
    expect((await put({ version, reason: 'other' })).json()).toMatchObject({ code: 'SLIP_CHANGED' })
    expect((await post(`/api/slips/${id}/send`, { version })).json()).toMatchObject({ code: 'SLIP_CHANGED' })
    const sent = await post(`/api/slips/${id}/send`, { version: version + 1 })
    expect(sent.json()).toMatchObject({
      ...{ state: 'circulating', round: 1, order: 'in-order', waits: [{ office: 'general-affairs', for: 'sign' }] },
      turns: [
        { office: 'general-affairs', name: '庶務組', isUp: true },
        { office: 'accounting', name: '會計室', isUp: false, since: null },
      ],
    })
    expect(await faultState(faultId)).toBe('awaiting-slip')
  })

  it('L4 is signed by each office in turn; then its fault may be called', async () => {
    const slip = await stage.sent()
    expect((await sign(slip, stage.accounting)).json()).toMatchObject({ code: 'SLIP_NOT_YOUR_TURN' })
    expect((await sign(slip, stage.admin)).statusCode).toBe(403)
    expect((await sign(slip, stage.general)).json()).toMatchObject({ waits: [{ office: 'accounting', for: 'sign' }] })
    expect((await sign(slip, stage.general)).json()).toMatchObject({ code: 'SLIP_SIGNED_ALREADY' })
    expect((await sign(slip, stage.accounting)).json()).toMatchObject({ state: 'signed', waits: [{ for: 'call' }] })
    expect(await faultState(slip.faultId)).toBe('to-call')
    const { turns, events } = await stage.detail(slip.id)
    const { number, faultId, vendorId } = slip
    const { what, device, room, propertyNumber, vendor, estimate, reason } = slip
    const said = { number, faultId, vendorId, what, device, room, propertyNumber, vendor, estimate, reason, photos: [] }
    const hash = createHash('sha256').update(canonicalJson(said)).digest('hex')
    expect(turns.map(({ signature }) => signature)).toEqual(
      ['許組長', '郭主任'].map((name) => ({
        ...{ name, via: 'account', recordedBy: null, at: stage.clock.now(), address: '127.0.0.1', hash },
      })),
    )
    expect(events.map(({ act, by }) => `${act} ${by}`)).toEqual([
      ...['made admin', 'sent admin', 'signed 許組長', 'signed 郭主任'],
    ])
    // Once the vendor is called the fault says whose turn it is.
    await stage.faults.act(slip.faultId, { type: 'call-vendor', vendorId: 'v1', callId: 'c', note: '' }, 'admin')
    expect(await stage.detail(slip.id)).toMatchObject({ state: 'signed', waits: [], waitsSince: null })
    expect((await post(`/api/slips/${slip.id}/withdraw`)).json()).toMatchObject({ code: 'FAULT_MOVED_ON' })
    expect(await stage.detail(slip.id)).toMatchObject({ state: 'signed' })
  })

  it('L5 ends when an office refuses, and its fault is decided anew', async () => {
    const slip = await signedBy('general')
    expect((await post(`/api/slips/${slip.id}/refuse`, { hash: slip.hash }, stage.accounting)).statusCode).toBe(400)
    const payload = { hash: slip.hash, said: '今年經費已用完' }
    expect((await post(`/api/slips/${slip.id}/refuse`, payload, stage.accounting)).json()).toMatchObject({
      ...{ state: 'refused', refusal: '今年經費已用完', waits: [{ office: null, for: 'decide' }] },
    })
    expect(await faultState(slip.faultId)).toBe('triaged')
    expect((await post(`/api/slips/${slip.id}/take-up`)).json()).toMatchObject({
      state: 'draft',
      number: slip.number,
      refusal: '',
    })
  })

  it('L6 waits for the section while an office asks', async () => {
    const slip = await stage.sent()
    await post(`/api/slips/${slip.id}/ask`, { said: '有沒有保固？' }, stage.general)
    expect(await list('waits=section')).toContainEqual(expect.objectContaining({ id: slip.id }))
    expect(await list('waits=general-affairs')).not.toContainEqual(expect.objectContaining({ id: slip.id }))
    const answer = await post(`/api/slips/${slip.id}/turns/general-affairs/answer`, { said: '去年到期' })
    expect(answer.json<SlipView>().turns[0]).toMatchObject({ question: '有沒有保固？', answer: '去年到期', isUp: true })
    expect(await list('waits=general-affairs')).toContainEqual(expect.objectContaining({ id: slip.id }))
  })

  it('L7 changed after it was signed, it goes round again; what was read is what is signed', async () => {
    const slip = await signedBy('general', 'accounting')
    const changed = await stage.admin.inject({
      ...{ method: 'PUT', url: `/api/slips/${slip.id}`, payload: { version: slip.version, estimate: 9800 } },
    })
    expect(changed.json()).toMatchObject({ state: 'circulating', round: 2, turns: [{ signature: null }, {}] })
    expect(await faultState(slip.faultId)).toBe('awaiting-slip')
    expect((await sign(slip, stage.general)).json()).toMatchObject({ code: 'SLIP_CHANGED' })
    expect((await sign(changed.json<SlipView>(), stage.general)).statusCode).toBe(200)
    const { events } = await stage.detail(slip.id)
    expect(events.filter(({ act }) => act === 'signed').map(({ round }) => round)).toEqual([1, 1, 2])
    // Once somebody was called it can't be changed any more, and nothing of the attempt stays.
    const other = await signedBy('general', 'accounting')
    await stage.faults.act(other.faultId, { type: 'call-vendor', vendorId: 'v1', callId: 'c', note: '' }, 'admin')
    const payload = { version: other.version, estimate: 1 }
    expect((await stage.admin.inject({ method: 'PUT', url: `/api/slips/${other.id}`, payload })).statusCode).toBe(409)
    expect(await stage.detail(other.id)).toMatchObject({ state: 'signed', estimate: 4500, version: 1 })
  })

  it('L8 L10 is withdrawn and taken up again under its number', async () => {
    const slip = await signedBy('general')
    expect((await post(`/api/slips/${slip.id}/withdraw`)).json()).toMatchObject({
      state: 'withdrawn',
      turns: [],
      waits: [],
    })
    expect(await faultState(slip.faultId)).toBe('triaged')
    expect((await sign(slip, stage.accounting)).json()).toMatchObject({ code: 'SLIP_MOVED_ON' })
    expect((await post(`/api/slips/${slip.id}/take-up`)).json()).toMatchObject({ state: 'draft', number: slip.number })
    const again = await post(`/api/slips/${slip.id}/send`, { version: slip.version })
    expect(again.json()).toMatchObject({ state: 'circulating', round: 2 })
    expect(await faultState(slip.faultId)).toBe('awaiting-slip')
  })

  it('L11 is signed on paper, which says who recorded it', async () => {
    const slip = await signedBy('general')
    const paper = (by: Browserlike) =>
      post(`/api/slips/${slip.id}/turns/accounting/paper`, { name: ' 郭主任 ', hash: slip.hash }, by)
    expect((await paper(stage.accounting)).statusCode).toBe(403)
    expect((await paper(stage.admin)).json<SlipView>().turns[1]?.signature).toMatchObject({
      ...{ name: '郭主任', via: 'paper', recordedBy: 'admin' },
    })
  })

  it('L4 signed at once by account, link and on paper: one wins, nothing is counted twice', async () => {
    const slip = await stage.sent()
    const { token } = await link(slip, 'general-affairs')
    const { hash, id } = slip
    const answers = await Promise.all([
      ...[sign(slip, stage.general), guest('/sign', { token, name: '許', hash }), sign(slip, stage.general)],
      ...[post(`/api/slips/${id}/turns/general-affairs/paper`, { name: '許', hash })],
    ])
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect(answers.every(({ statusCode }) => [200, 409, 410].includes(statusCode))).toBe(true)
    const { events, state } = await stage.detail(id)
    expect(events.filter(({ act }) => act === 'signed')).toHaveLength(1)
    expect(state).toBe('circulating')
    expect((await guest('', { token })).statusCode).toBe(410)
  })
})

describe('a link to sign', () => {
  it('L12 shows the slip, signs once under the typed name, and is spent', async () => {
    const slip = await stage.sent()
    const { token, expiresAt } = await link(slip, 'general-affairs')
    expect(expiresAt).toBe(stage.clock.now() + 14 * DAY)
    expect((await post(`/api/slips/${slip.id}/turns/accounting/link`)).json()).toMatchObject({
      code: 'SLIP_NOT_YOUR_TURN',
    })
    const shown = (await guest('', { token })).json<SlipToSign>()
    expect(shown).toMatchObject({
      office: 'general-affairs',
      schoolName: '臺中一中',
      slip: { id: slip.id, estimate: 4500 },
    })
    expect((await guest('/sign', { token, name: ' ', hash: slip.hash })).statusCode).toBe(400)
    expect((await guest('/sign', { token, name: '許', hash: '0'.repeat(64) })).json()).toMatchObject({
      code: 'SLIP_CHANGED',
    })
    // What was refused has not spent it.
    expect((await guest('/ask', { token, name: '許', said: '誰估的價？' })).statusCode).toBe(200)
    expect((await guest('/sign', { token, name: '許組長', hash: slip.hash })).statusCode).toBe(200)
    for (const [path, payload] of [
      ['', {}],
      ['/sign', { name: '許', hash: slip.hash }],
      ['/ask', { name: '許', said: 'x' }],
    ] as const)
      expect((await guest(path, { token, ...payload })).statusCode).toBe(410)
    expect((await stage.detail(slip.id)).turns[0]?.signature).toMatchObject({ name: '許組長', via: 'link' })
  })

  it('L12 ends with its time, a newer one, a withdrawal of it or of the slip, and a change', async () => {
    const slip = await stage.sent()
    const first = await link(slip, 'general-affairs')
    const second = await link(slip, 'general-affairs')
    expect((await guest('', { token: first.token })).statusCode).toBe(410)
    expect((await stage.detail(slip.id)).turns[0]?.linkUntil).toBe(second.expiresAt)
    const url = `/api/slips/${slip.id}/turns/general-affairs/link`
    expect((await stage.admin.inject({ method: 'DELETE', url })).statusCode).toBe(204)
    expect((await stage.admin.inject({ method: 'DELETE', url })).statusCode).toBe(404)
    expect((await guest('', { token: second.token })).statusCode).toBe(410)
    const third = await link(slip, 'general-affairs')
    const payload = { version: slip.version, estimate: 5000 }
    await stage.admin.inject({ method: 'PUT', url: `/api/slips/${slip.id}`, payload })
    expect((await guest('', { token: third.token })).statusCode).toBe(410)
    const fourth = await link(slip, 'general-affairs')
    await post(`/api/slips/${slip.id}/withdraw`)
    expect((await guest('', { token: fourth.token })).statusCode).toBe(410)
    expect((await guest('', { token: 'x'.repeat(43) })).statusCode).toBe(410)
  })

  it('L7 carries the pictures as they were when it was sent, and no others', async () => {
    const faultId = await stage.fault()
    const picture = (subject: string, subjectId: string, sha256: string) =>
      stage.database.attachment.create({
        data: {
          ...{
            id: `${subject}-${sha256.slice(0, 9)}`,
            subject,
            subjectId,
            sha256,
            name: 'a.jpg',
            type: 'image/jpeg',
            bytes: 3,
          },
          ...{ createdBy: 'admin', createdAt: new Date(stage.clock.now()) },
        },
      })
    await picture('fault', faultId, 'a'.repeat(64))
    const slip = await stage.draft(faultId)
    const sent = (await post(`/api/slips/${slip.id}/send`, { version: slip.version })).json<SlipView>()
    expect(sent.hash).not.toBe(slip.hash)
    await picture('fault', faultId, 'b'.repeat(64))
    const { photos, hash } = await stage.detail(slip.id)
    expect([photos.length, hash]).toEqual([1, sent.hash])
    const { token } = await link(sent, 'general-affairs')
    const get = (id: string, headers: Record<string, string>) =>
      stage.app.http.inject({ method: 'GET', url: `/api/sign/photos/${id}`, headers })
    expect((await get(photos[0]?.id ?? '', {})).statusCode).toBe(400)
    expect((await get(`fault-${'a'.repeat(9)}`, { 'x-guest-token': token })).statusCode).toBe(404)
    expect((await get(photos[0]?.id ?? '', { 'x-guest-token': 'x'.repeat(43) })).statusCode).toBe(410)
  })
})

describe('who sees what', () => {
  it('L11 the section all, an office its own without addresses, others nothing', async () => {
    const slip = await signedBy('general')
    const draft = await stage.draft()
    const [operator, teacher] = [await stage.app.as('operator'), await stage.app.as('teacher')]
    const codes = async (by: Browserlike) => {
      const answers = await Promise.all(
        ['', `/${slip.id}`, `/${draft.id}`, '/export.csv'].map((path) =>
          by.inject({ method: 'GET', url: `/api/slips${path}` }),
        ),
      )
      return answers.map(({ statusCode }) => statusCode)
    }
    expect(await codes(operator)).toEqual([200, 200, 200, 200])
    expect(await codes(stage.accounting)).toEqual([200, 200, 404, 403])
    expect(await codes(teacher)).toEqual([403, 404, 404, 403])
    expect(
      (await list('', stage.accounting)).every(({ turns }) => turns.some(({ office }) => office === 'accounting')),
    ).toBe(true)
    const seen = await stage.detail(slip.id, stage.accounting)
    expect(seen).toMatchObject({ mine: 'accounting', turns: [{ signature: { address: '' } }, {}] })
    expect((await stage.detail(slip.id)).mine).toBeNull()
  })

  it('finds Chinese words, counts money, and makes a table that no spreadsheet runs', async () => {
    const faultId = await stage.fault('投影布幕捲不起來')
    const slip = (await post('/api/slips', { faultId, ...FIELDS, vendor: '=HYPERLINK("x")' })).json<SlipView>()
    expect((await list(`q=${encodeURIComponent('布幕捲')}`)).map(({ id }) => id)).toEqual([slip.id])
    expect((await list(`q=${slip.number}`)).map(({ id }) => id)).toEqual([slip.id])
    const money = async () =>
      (
        await stage.admin.inject({ method: 'GET', url: '/api/slips/money?from=2026-11-01&to=2026-11-26' })
      ).json<SlipMoney>()
    const before = await money()
    await signedBy('general', 'accounting')
    const after = await money()
    expect([after.slips - before.slips, after.estimated - before.estimated, after.cost]).toEqual([1, 4500, 0])
    const csv = (await stage.admin.inject({ method: 'GET', url: `/api/slips/export.csv?q=${slip.number}` })).body
    expect(csv.startsWith('\uFEFFnumber,fault,state')).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv.trim().split('\r\n')).toHaveLength(2)
  })

  it('who is no office’s is told of no slip, also not by its number', async () => {
    const payload = { office: 'not an office of this school, and far longer than one' }
    const users = (await stage.admin.inject({ method: 'GET', url: '/api/users?q=hsu' })).json<{
      items: { id: string }[]
    }>()
    const url = `/api/users/${users.items[0]?.id}`
    expect((await stage.admin.inject({ method: 'PATCH', url, payload })).statusCode).toBe(400)
  })
})

it('L12 a link ends with its time', async () => {
  const { token, expiresAt } = await link(await stage.sent(), 'general-affairs')
  stage.clock.jump(instant(expiresAt - 1))
  expect((await guest('', { token })).statusCode).toBe(200)
  stage.clock.jump(expiresAt)
  expect((await guest('', { token })).statusCode).toBe(410)
})

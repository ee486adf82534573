import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CameraEntry, CameraView } from '../../protocol/camera.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { makeCertificate } from '../../test/cameras/certificate.ts'
import { type FakeCamera, SMALL_JPEG, startFakeCamera } from '../../test/cameras/fake-camera.ts'
import { type FakeStream, startFakeStream } from '../../test/cameras/fake-stream.ts'

let app: TestApp
let admin: Browserlike
let operator: Browserlike
let camera: FakeCamera
let stream: FakeStream
const PASSWORD = 'studio light'

beforeAll(async () => {
  app = await startTestApp({ camerasOnLoopback: true })
  admin = await app.signIn()
  operator = await app.as('operator')
  stream = await startFakeStream({ user: 'nooncast', password: PASSWORD })
  stream.manner = 'digest'
  const own = `rtsp://127.0.0.1:${stream.port}/main`
  camera = await startFakeCamera({ firmware: '=1.10', model: 'K-1', stream: own })
})
afterAll(async () => {
  await camera.close()
  await stream.close()
  await app.close()
})

const allow = (...networks: readonly string[]) =>
  admin.inject({ method: 'PUT', url: '/api/cameras/networks', payload: { networks } })
const input = (change: object = {}) => ({
  ...{ name: '主播台', address: '127.0.0.1', port: camera.port, user: 'nooncast', password: PASSWORD },
  ...change,
})
const add = (change: object = {}) => operator.inject({ method: 'POST', url: '/api/cameras', payload: input(change) })
const list = async (q = '') =>
  (await operator.inject({ method: 'GET', url: `/api/cameras?q=${encodeURIComponent(q)}` })).json()
const act = (id: string, act: string, payload: object = {}) =>
  operator.inject({ method: 'POST', url: `/api/cameras/${id}/${act}`, payload })
const snapshot = (id: string) => operator.inject({ method: 'GET', url: `/api/cameras/${id}/snapshot` })

describe('cameras of a school', () => {
  it('are contacted in no network until the head allows one', async () => {
    expect((await add()).json()).toMatchObject({ code: 'CAMERA_CLOSED' })
    const scan = await operator.inject({ method: 'POST', url: '/api/cameras/scan' })
    expect(scan.json()).toMatchObject({ code: 'CAMERA_NO_INTERFACE' })
    expect(camera.asked).toEqual([])
    const byOperator = { method: 'PUT', url: '/api/cameras/networks', payload: { networks: ['127.0.0.0/24'] } } as const
    expect((await operator.inject(byOperator)).statusCode).toBe(403)
    for (const network of ['10.0.0.0/8', '169.254.0.0/16', 'everywhere/0'])
      expect((await allow(network)).json()).toMatchObject({ code: 'CAMERA_NETWORK_WRONG' })
    expect((await allow('127.0.0.7/24')).json()).toMatchObject({ networks: ['127.0.0.0/24'] })
  })

  it('are added, read, looked at and found again; the password never comes back', async () => {
    const added = await add()
    expect(added.statusCode).toBe(201)
    const made = added.json<CameraView>()
    expect(made).toMatchObject({
      name: '主播台',
      hasPassword: true,
      health: { state: 'ok' },
      identity: { model: 'K-1', serial: '00012345678901234567890', firmware: '=1.10' },
    })
    expect((await add({ name: 'B' })).json()).toMatchObject({ code: 'CAMERA_TAKEN' })
    expect(await list('播台')).toMatchObject({ items: [{ id: made.id }], nextCursor: null })
    expect(await list('nobody')).toMatchObject({ items: [] })
    const picture = await snapshot(made.id)
    expect(picture.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' })
    expect(picture.rawPayload).toEqual(SMALL_JPEG)
    const csv = await operator.inject({ method: 'GET', url: '/api/cameras/export.csv' })
    expect(csv.body).toContain("'=1.10")
    const audit = await admin.inject({ method: 'GET', url: '/api/audit?q=camera' })
    expect(audit.json().items.map(({ action }: { action: string }) => action)).toContain('camera.add')
    for (const { body } of [added, csv, audit]) expect(body).not.toContain(PASSWORD)
  })

  it('say what is wrong, and are right again when the password is', async () => {
    const { id, version } = (await list()).items[0]
    const patch = (payload: object) => operator.inject({ method: 'PATCH', url: `/api/cameras/${id}`, payload })
    const wrong = (await patch({ version, password: 'wrong' })).json<CameraView>()
    expect(wrong).toMatchObject({ health: { state: 'unauthorised' }, version: version + 1 })
    expect((await snapshot(id)).json()).toMatchObject({ code: 'CAMERA_NO_PICTURE', details: { why: 'no-entry' } })
    expect((await patch({ version, name: 'late' })).json()).toMatchObject({ code: 'CAMERA_CHANGED' })
    expect((await patch({ version: version + 1, user: 'other' })).json()).toMatchObject({ hasPassword: false })
    const right = await patch({ version: version + 2, user: 'nooncast', password: PASSWORD })
    expect(right.json()).toMatchObject({ health: { state: 'ok' }, hasPassword: true })
    expect((await patch({ version: version + 3, address: '10.9.9.9' })).json()).toMatchObject({ code: 'CAMERA_CLOSED' })
    for (const bad of [{ address: 'camera.lan' }, { user: '<b>' }, { password: '密碼' }, { port: 0 }])
      expect((await patch({ version: version + 3, ...bad })).statusCode).toBe(400)
  })

  it('are put into the register with what was read, once, and found there again by their serial number', async () => {
    const { id } = (await list()).items[0]
    const entries = await Promise.all([
      act(id, 'register', { room: '直播室' }),
      act(id, 'register', { room: '直播室' }),
    ])
    const [first, second] = entries.map((answer) => answer.json<CameraEntry>())
    expect([first?.known, second?.known]).toEqual([false, true])
    expect(second?.equipmentId).toBe(first?.equipmentId)
    const device = await operator.inject({ method: 'GET', url: `/api/equipment/${first?.equipmentId}` })
    expect(device.json()).toMatchObject({
      ...{ kind: 'camera', name: '主播台', room: '直播室', model: 'K-1', serial: '00012345678901234567890' },
    })
    const teacher = await app.as('teacher')
    const byTeacher = { method: 'POST', url: `/api/cameras/${id}/register`, payload: { room: '' } } as const
    expect((await teacher.inject(byTeacher)).statusCode).toBe(403)
  })

  it('are not taken for another device at their address until somebody says so', async () => {
    const { id } = (await list()).items[0]
    camera.state.serial = 'X-2'
    const other = (await act(id, 'look')).json<CameraView>()
    expect(other).toMatchObject({ health: { state: 'replaced', serial: 'X-2' } })
    expect(other.identity.serial).not.toBe('X-2')
    const accepted = await act(id, 'accept', { version: other.version })
    const now = { health: { state: 'ok' }, identity: { serial: 'X-2' }, equipmentId: null }
    expect(accepted.json()).toMatchObject(now)
    expect((await act(id, 'register', { room: '' })).json()).toMatchObject({ known: false })
  })

  it('W12 are inputs: each says whether its video is to be had', async () => {
    const { id, video } = (await list()).items[0]
    expect(video).toMatchObject({ state: 'there' })
    stream.manner = 'missing'
    const lost = (await act(id, 'look')).json<CameraView>()
    expect(lost).toMatchObject({ health: { state: 'ok' }, video: { state: 'lost', reason: 'no-stream' } })
    stream.manner = 'digest'
    expect((await act(id, 'look')).json()).toMatchObject({ video: { state: 'there' } })
  })

  it('are left alone when their network is closed again', async () => {
    const { id } = (await list()).items[0]
    camera.asked.length = 0
    stream.received.length = 0
    await allow()
    expect((await act(id, 'look')).json()).toMatchObject({ health: { state: 'closed' } })
    expect((await snapshot(id)).statusCode).toBe(503)
    expect([...camera.asked, ...stream.received]).toEqual([])
    await allow('127.0.0.0/24')
    expect((await act(id, 'look')).json()).toMatchObject({ health: { state: 'ok' } })
  })

  it('are removed and taken back', async () => {
    const { id } = (await list()).items[0]
    expect((await operator.inject({ method: 'DELETE', url: `/api/cameras/${id}` })).statusCode).toBe(204)
    expect(await list()).toMatchObject({ items: [] })
    expect((await snapshot(id)).statusCode).toBe(404)
    expect((await act(id, 'restore')).json()).toMatchObject({ id, health: { state: 'ok' }, hasPassword: true })
    expect((await act(id, 'restore')).statusCode).toBe(404)
    await operator.inject({ method: 'DELETE', url: `/api/cameras/${id}` })
    expect((await add({ name: '新機' })).statusCode).toBe(201)
    expect((await act(id, 'restore')).statusCode).toBe(404)
  })
})

describe('a camera over HTTPS', () => {
  const [first, second, third] = [makeCertificate('rsa'), makeCertificate('ec'), makeCertificate('ec')]
  let secure: FakeCamera
  let secureStream: FakeStream
  let id: string
  beforeAll(async () => {
    secureStream = await startFakeStream({ user: 'nooncast', password: PASSWORD }, { certificate: third })
    const own = { stream: `rtsps://127.0.0.1:${secureStream.port}/main` }
    secure = await startFakeCamera(own, { certificate: first })
  })
  afterAll(async () => {
    await secure.close()
    await secureStream.close()
  })
  const now = async () => (await operator.inject({ method: 'GET', url: `/api/cameras/${id}` })).json<CameraView>()
  const patch = async (payload: object) => {
    const { version } = await now()
    const url = `/api/cameras/${id}`
    return (await operator.inject({ method: 'PATCH', url, payload: { version, ...payload } })).json<CameraView>()
  }
  const acceptance = async (of: 'camera' | 'stream', { sha256 }: { readonly sha256: string }) => {
    const { version } = await now()
    return act(id, 'certificate', { version, of, sha256 })
  }

  it('is paired with the certificate that it shows first, its stream with its own', async () => {
    const added = (await add({ name: '全景', scheme: 'https', port: secure.port })).json<CameraView>()
    id = added.id
    expect(added).toMatchObject({
      ...{ scheme: 'https', health: { state: 'ok' }, video: { state: 'there' } },
      ...{ certificate: { sha256: first.sha256 }, streamCertificate: { sha256: third.sha256 } },
    })
    expect((await snapshot(id)).rawPayload).toEqual(SMALL_JPEG)
  })

  it('keeps it when it gets another name, password or user', async () => {
    await patch({ name: '全景右' })
    const right = await patch({ user: 'nooncast', password: PASSWORD })
    expect(right).toMatchObject({ health: { state: 'ok' }, certificate: { sha256: first.sha256 } })
    secure.show(second)
    expect(await patch({ user: 'guest', password: PASSWORD })).toMatchObject({
      health: { state: 'certificate-changed' },
    })
    secure.show(first)
    await patch({ user: 'nooncast', password: PASSWORD })
  })

  it('is told nothing more when it shows another one, until somebody who may has taken that very one', async () => {
    secure.show(second)
    secure.received.length = 0
    const changed = (await act(id, 'look')).json<CameraView>()
    expect(changed).toMatchObject({
      ...{ health: { state: 'certificate-changed', seen: { sha256: second.sha256 } } },
      ...{ certificate: { sha256: first.sha256 } },
    })
    expect((await snapshot(id)).json()).toMatchObject({ details: { why: 'certificate-changed' } })
    expect(secure.received).toEqual([])
    const body = { version: changed.version, of: 'camera', sha256: second.sha256 }
    const byTeacher = { method: 'POST', url: `/api/cameras/${id}/certificate`, payload: body } as const
    expect((await (await app.as('teacher')).inject(byTeacher)).statusCode).toBe(403)
    for (const [of, each] of [
      ['camera', third],
      ['stream', second],
    ] as const)
      expect((await acceptance(of, each)).json()).toMatchObject({ code: 'CAMERA_CERTIFICATE_OTHER' })
    expect((await act(id, 'certificate', { ...body, version: 1 })).json()).toMatchObject({ code: 'CAMERA_CHANGED' })
    expect((await now()).health.state).toBe('certificate-changed')
    expect((await acceptance('camera', second)).json()).toMatchObject({
      ...{ health: { state: 'ok' }, certificate: { sha256: second.sha256 } },
    })
    expect((await acceptance('camera', second)).json()).toMatchObject({ code: 'CAMERA_CERTIFICATE_OTHER' })
    const audit = (await admin.inject({ method: 'GET', url: '/api/audit?q=camera.certificate' })).json()
    expect(audit.items).toMatchObject([{ details: { of: 'camera', from: first.sha256, to: second.sha256 } }])
  })

  it('does the same for its stream', async () => {
    secureStream.show(first)
    secureStream.received.length = 0
    const changed = (await act(id, 'look')).json<CameraView>()
    const video = { state: 'lost', reason: 'certificate-changed', seen: { sha256: first.sha256 } }
    expect(changed).toMatchObject({ health: { state: 'ok' }, video, streamCertificate: { sha256: third.sha256 } })
    expect(secureStream.received).toEqual([])
    const accepted = await acceptance('stream', first)
    expect(accepted.json()).toMatchObject({ video: { state: 'there' }, streamCertificate: { sha256: first.sha256 } })
  })

  it('is paired anew, with its password, when it is spoken with otherwise; one over HTTP that leads there says so', async () => {
    const open = await patch({ scheme: 'http' })
    expect(open).toMatchObject({ scheme: 'http', certificate: null, streamCertificate: null, hasPassword: false })
    const back = await patch({ scheme: 'https', password: PASSWORD })
    expect(back).toMatchObject({ health: { state: 'ok' }, certificate: { sha256: second.sha256 } })
    camera.state.mischief = 'to-https'
    const led = (await act((await list('新機')).items[0].id, 'look')).json<CameraView>()
    expect(led).toMatchObject({ scheme: 'http', health: { state: 'https-only', port: camera.port } })
    camera.state.mischief = 'none'
  })
})

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CameraCertificate } from '../../protocol/camera-certificate.ts'
import { instant } from '../../protocol/time.ts'
import { CONVERSATION_MS, createConversations, type Paired } from '../../server/cameras/conversation.ts'
import { type Network, parseNetwork } from '../../server/cameras/networks.ts'
import { createTestClock } from '../clock.ts'
import { makeCertificate } from './certificate.ts'
import { type FakeCamera, SMALL_JPEG, startFakeCamera } from './fake-camera.ts'
import { type FakeStream, startFakeStream } from './fake-stream.ts'
import { createUnhurriedClock } from './unhurried-clock.ts'

const loopback = parseNetwork('127.0.0.1/32', true)
const open: readonly Network[] = loopback === null ? [] : [loopback]
const ACCOUNT = { user: 'nooncast', password: 'studio light' }
const [OWN, OTHER, THIRD] = [makeCertificate('rsa'), makeCertificate('ec'), makeCertificate('ec')]

let camera: FakeCamera
let stream: FakeStream
/** Another machine, which nobody may ever hear from. */
let stranger: FakeCamera
let healthy: FakeCamera['state']
const { signal } = new AbortController()
const talks = createConversations({ clock: createUnhurriedClock(), networks: async () => open, signal })

beforeAll(async () => {
  stream = await startFakeStream(ACCOUNT, { certificate: OWN })
  camera = await startFakeCamera({ stream: `rtsps://127.0.0.1:${stream.port}/main` }, { certificate: OWN })
  stranger = await startFakeCamera({}, { certificate: OTHER })
  healthy = { ...camera.state }
})
beforeEach(() => {
  Object.assign(camera.state, healthy)
  camera.show(OWN)
  stream.show(OWN)
  stream.manner = 'digest'
  for (const each of [camera.asked, camera.received, stream.received]) each.length = 0
})
afterAll(async () => {
  for (const each of [camera, stream, stranger]) await each.close()
})
const paired = (change: Partial<Paired> = {}): Paired => ({
  ...{ scheme: 'https', address: '127.0.0.1', port: camera.port, ...ACCOUNT, pin: OWN.sha256, streamPin: null },
  ...change,
})
/** What it says, and which certificates were taken on the way. */
const read = async (who: Paired) => {
  const taken: CameraCertificate[] = []
  return { reading: await talks.read(who, (seen) => taken.push(seen)), taken: taken.map(({ sha256 }) => sha256) }
}
const video = async (who: Paired) => {
  const taken: CameraCertificate[] = []
  return { reading: await talks.video(who, (seen) => taken.push(seen)), taken: taken.map(({ sha256 }) => sha256) }
}

describe('a conversation over HTTPS', () => {
  it('takes the certificate that it sees first, and tells it', async () => {
    const taken: CameraCertificate[] = []
    expect(await talks.read(paired({ pin: null }), (seen) => taken.push(seen))).toMatchObject({ type: 'read' })
    expect(taken).toMatchObject([{ sha256: OWN.sha256 }])
    expect(taken[0]?.validFrom ?? Number.NaN).toBeLessThan(Date.now())
    expect(taken[0]?.validTo ?? Number.NaN).toBeGreaterThan(Date.now())
  })

  it('takes it also when the password is refused', async () => {
    const refused = await read(paired({ pin: null, password: 'wrong' }))
    expect(refused).toEqual({ reading: { type: 'no-entry' }, taken: [OWN.sha256] })
  })

  it('brings who it is, and a picture guarded by a digest, from the one that is known', async () => {
    expect(await read(paired())).toMatchObject({ reading: { type: 'read', identity: { firmware: '1.10' } } })
    expect(await talks.snapshot(paired())).toEqual({ type: 'picture', jpeg: SMALL_JPEG })
    expect(camera.received.join('\n')).not.toContain(ACCOUNT.password)
  })

  it('asks for no picture and no stream before the certificate is known', async () => {
    const before = camera.connections().all
    expect(await talks.snapshot(paired({ pin: null }))).toEqual({ type: 'unpaired' })
    expect(await talks.video(paired({ pin: null }))).toEqual({ type: 'untold' })
    expect(camera.connections().all).toBe(before)
  })

  it('sends not a byte to one that shows another certificate', async () => {
    camera.show(OTHER)
    const before = camera.connections().all
    const seen = { sha256: OTHER.sha256 }
    expect(await read(paired())).toMatchObject({ reading: { type: 'certificate-changed', seen }, taken: [] })
    expect(await talks.snapshot(paired())).toMatchObject({ type: 'certificate-changed', seen })
    expect(await talks.video(paired())).toEqual({ type: 'untold' })
    expect(camera.connections().all).toBe(before + 3)
    expect([...camera.received, ...stream.received]).toEqual([])
    // One that keeps every byte it can decipher, whether it makes a request or not.
    stream.show(THIRD)
    expect(await talks.read(paired({ port: stream.port }))).toMatchObject({ type: 'certificate-changed' })
    expect(stream.received).toEqual([])
  })

  it('sends nothing more to one whose certificate changes in the middle', async () => {
    const swapped = await startFakeCamera({}, { certificate: OWN })
    const heard = swapped.received
    const first = heard.push.bind(heard)
    // As soon as the first question has come in, somebody else answers.
    heard.push = (...items) => {
      swapped.show(OTHER)
      return first(...items)
    }
    for (const pin of [OWN.sha256, null]) {
      swapped.show(OWN)
      swapped.asked.length = 0
      const reading = await talks.read(paired({ port: swapped.port, pin }))
      expect(reading).toMatchObject({ type: 'certificate-changed', seen: { sha256: OTHER.sha256 } })
      expect(swapped.asked).toEqual(['GetSystemDateAndTime'])
    }
    expect(heard.join('\n')).not.toMatch(/PasswordDigest|nooncast/)
    await swapped.close()
  })

  it('speaks with an expired certificate that is known, by EC and by RSA, by TLS 1.2 too and by nothing older', async () => {
    const old = makeCertificate('ec', { endsInDays: -400 })
    for (const [certificate, newestTls] of [
      [old, 'TLSv1.2'],
      [OWN, 'TLSv1.2'],
    ] as const) {
      const each = await startFakeCamera({}, { certificate, newestTls })
      const known = paired({ port: each.port, pin: certificate.sha256 })
      expect(await talks.read(known)).toMatchObject({ type: 'read' })
      await each.close()
    }
    const ancient = await startFakeCamera({}, { certificate: OWN, newestTls: 'TLSv1.1' })
    expect(await talks.read(paired({ port: ancient.port }))).toEqual({ type: 'silence', reason: 'no-tls' })
    expect(ancient.received).toEqual([])
    await ancient.close()
  })

  it('stays with the camera that lies about its address, and never goes back to HTTP', async () => {
    camera.state.claims = `127.0.0.1:${stranger.port}`
    expect(await talks.read(paired())).toMatchObject({ type: 'read' })
    expect(await talks.snapshot(paired())).toEqual({ type: 'picture', jpeg: SMALL_JPEG })
    for (const mischief of ['redirect', 'to-https'] as const) {
      camera.state.mischief = mischief
      expect(await talks.read(paired())).toEqual({ type: 'silence', reason: 'not-understood' })
    }
    expect(stranger.connections().all).toBe(0)
    const inTheOpen = await startFakeCamera()
    expect(await talks.read(paired({ port: inTheOpen.port }))).toEqual({ type: 'silence', reason: 'no-tls' })
    expect(inTheOpen.received).toEqual([])
    await inTheOpen.close()
  })

  it('ends a flood', async () => {
    camera.state.mischief = 'flood'
    expect(await talks.read(paired())).toEqual({ type: 'silence', reason: 'too-much' })
  })

  it('is held by no handshake that never ends, the camera’s or its stream’s', async () => {
    const sockets: Socket[] = []
    // It takes the greeting and says nothing.
    const mute = createServer((socket) => sockets.push(socket.on('error', () => undefined)))
    mute.listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const { port } = mute.address() as AddressInfo
    camera.state.stream = `rtsps://127.0.0.1:${port}/main`
    for (const look of [
      [(slow: typeof talks) => slow.read(paired({ port })), { type: 'silence', reason: 'silent' }],
      [(slow: typeof talks) => slow.video(paired()), { type: 'video', loss: 'silent' }],
    ] as const) {
      const clock = createTestClock(instant(0))
      const slow = createConversations({ clock, networks: async () => open, signal })
      const before = sockets.length
      const reading = look[0](slow)
      await expect.poll(() => sockets.length, { timeout: 10_000 }).toBe(before + 1)
      clock.advance(CONVERSATION_MS)
      expect(await reading).toEqual(look[1])
    }
    for (const socket of sockets) socket.destroy()
    mute.close()
    await once(mute, 'close')
  })
})

describe('a camera over HTTP that begins to lead to HTTPS', () => {
  it('is not followed; it says so, and at which port', async () => {
    const moved = await startFakeCamera({ mischief: 'to-https', claims: `127.0.0.1:${camera.port}` })
    const http = paired({ scheme: 'http', port: moved.port, pin: null })
    const before = camera.connections().all
    expect(await talks.read(http)).toEqual({ type: 'https-only', port: camera.port })
    moved.state.claims = '10.66.66.66'
    expect(await talks.read(http)).toEqual({ type: 'https-only', port: 443 })
    expect(camera.connections().all).toBe(before)
    await moved.close()
  })
})

describe('a stream over TLS', () => {
  it('shows the certificate that is taken for it, and is asked as one in the open', async () => {
    const there = { type: 'video', loss: null }
    expect(await video(paired())).toEqual({ reading: there, taken: [OWN.sha256] })
    expect(stream.received.map((each) => each.split('\r\n')[0])).toEqual(
      Array(2).fill(`DESCRIBE rtsps://127.0.0.1:${stream.port}/main RTSP/1.0`),
    )
    stream.show(OTHER)
    expect(await video(paired())).toEqual({ reading: there, taken: [OTHER.sha256] })
    expect(await video(paired({ streamPin: OTHER.sha256 }))).toEqual({ reading: there, taken: [OTHER.sha256] })
    // The camera's own will do as well.
    stream.show(OWN)
    expect(await video(paired({ streamPin: OTHER.sha256 }))).toEqual({ reading: there, taken: [OWN.sha256] })
  })

  it('hears not a byte when it shows another one', async () => {
    stream.show(THIRD)
    for (const streamPin of [OWN.sha256, OTHER.sha256])
      expect(await video(paired({ streamPin }))).toMatchObject({
        reading: { type: 'other-stream-certificate', seen: { sha256: THIRD.sha256 } },
        taken: [],
      })
    expect(stream.received).toEqual([])
  })

  it('is looked at beside a camera over HTTP as well, and says when it knows no TLS', async () => {
    const http = await startFakeCamera({ stream: camera.state.stream })
    const known = paired({ scheme: 'http', port: http.port, pin: null, streamPin: THIRD.sha256 })
    expect((await video(known)).reading).toMatchObject({ type: 'other-stream-certificate' })
    expect((await video({ ...known, streamPin: null })).reading).toEqual({ type: 'video', loss: null })
    const inTheOpen = await startFakeStream(ACCOUNT)
    http.state.stream = `rtsps://127.0.0.1:${inTheOpen.port}/main`
    expect((await video(known)).reading).toEqual({ type: 'video', loss: 'no-tls' })
    expect(inTheOpen.received.join()).not.toContain('DESCRIBE')
    await http.close()
    await inTheOpen.close()
  })
})

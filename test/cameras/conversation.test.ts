import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { CONVERSATION_MS, createConversations, type Paired } from '../../server/cameras/conversation.ts'
import { type Network, parseNetwork } from '../../server/cameras/networks.ts'
import { createClock } from '../../server/platform/clock.ts'
import { createTestClock } from '../clock.ts'
import { type FakeCamera, SMALL_JPEG, startFakeCamera } from './fake-camera.ts'
import { type FakeStream, startFakeStream } from './fake-stream.ts'
import { createUnhurriedClock } from './unhurried-clock.ts'

const loopback = parseNetwork('127.0.0.1/32', true)
const open: readonly Network[] = loopback === null ? [] : [loopback]
const PASSWORD = 'studio light'

let camera: FakeCamera
/** Another machine, which nobody may ever hear from. */
let stranger: FakeCamera
let healthy: FakeCamera['state']
const { signal } = new AbortController()
const talks = createConversations({ clock: createUnhurriedClock(), networks: async () => open, signal })

beforeAll(async () => {
  camera = await startFakeCamera()
  stranger = await startFakeCamera()
  healthy = { ...camera.state }
})
beforeEach(() => {
  Object.assign(camera.state, healthy)
  camera.asked.length = 0
})
afterAll(async () => {
  await camera.close()
  await stranger.close()
})
const paired = (change: Partial<Paired> = {}): Paired => ({
  scheme: 'http',
  address: '127.0.0.1',
  port: camera.port,
  user: 'nooncast',
  password: PASSWORD,
  pin: null,
  streamPin: null,
  ...change,
})

describe('a conversation with a camera', () => {
  it('reads who it is as it said it, and its time', async () => {
    const reading = await talks.read(paired())
    expect(reading).toMatchObject({
      type: 'read',
      identity: { maker: 'Kôgaku & Söhne', model: 'K-1 <studio>', serial: '00012345678901234567890', firmware: '1.10' },
    })
    const offset = reading.type === 'read' ? reading.offset : null
    expect(offset).not.toBeNull()
    expect(Math.abs(offset?.ms ?? Number.NaN)).toBeLessThanOrEqual(offset?.uncertainMs ?? 0)
    expect(camera.asked).toEqual(['GetSystemDateAndTime', 'GetDeviceInformation'])
  })

  it('comes in at a camera whose clock is a day slow, and tells how slow', async () => {
    camera.state.offsetMs = -86_400_000
    const reading = await talks.read(paired())
    const offset = reading.type === 'read' ? reading.offset : null
    expect(Math.abs((offset?.ms ?? 0) + 86_400_000)).toBeLessThanOrEqual(offset?.uncertainMs ?? 0)
  })

  it('is told when name or password are not right, and never sends the password itself', async () => {
    expect(await talks.read(paired({ password: 'wrong' }))).toEqual({ type: 'no-entry' })
    expect(await talks.read(paired({ user: '', password: '' }))).toEqual({ type: 'no-entry' })
    expect(await talks.snapshot(paired({ password: 'wrong' }))).toEqual({ type: 'no-entry' })
    await talks.snapshot(paired())
    expect(camera.received.join('\n')).not.toContain(PASSWORD)
    expect(camera.received.join('\n')).not.toContain(Buffer.from(`nooncast:${PASSWORD}`).toString('base64'))
  })

  it('brings a picture, guarded by a digest or open', async () => {
    expect(await talks.snapshot(paired())).toEqual({ type: 'picture', jpeg: SMALL_JPEG })
    expect(camera.asked.slice(-2)).toEqual(Array(2).fill('GET /snapshot?channel=1&quality=2'))
    camera.state.olderThanServices = true
    camera.state.picture = 'none'
    expect(await talks.snapshot(paired())).toMatchObject({ type: 'picture' })
  })

  it('gives no password in the clear for a picture, and takes nothing for one that is none', async () => {
    camera.state.picture = 'basic'
    expect(await talks.snapshot(paired())).toEqual({ type: 'no-entry' })
    camera.state.picture = 'not-a-picture'
    expect(await talks.snapshot(paired())).toEqual({ type: 'silence', reason: 'not-understood' })
  })

  it('stays with the camera that lies about its address, in every answer', async () => {
    camera.state.claims = `127.0.0.1:${stranger.port}`
    expect(await talks.read(paired())).toMatchObject({ type: 'read' })
    expect(await talks.snapshot(paired())).toEqual({ type: 'picture', jpeg: SMALL_JPEG })
    camera.state.mischief = 'redirect'
    expect(await talks.read(paired())).toEqual({ type: 'silence', reason: 'not-understood' })
    expect(stranger.asked).toEqual([])
  })

  it('contacts nothing outside the networks allowed', async () => {
    const closed = createConversations({ clock: createClock(), networks: async () => [], signal })
    expect(await closed.read(paired())).toEqual({ type: 'closed' })
    expect(await talks.snapshot(paired({ address: '127.0.0.2' }))).toEqual({ type: 'closed' })
    expect(await talks.read(paired({ address: 'localhost' }))).toEqual({ type: 'closed' })
    expect(camera.asked).toEqual([])
  })

  it('says that nothing listens there', async () => {
    const gone = await startFakeCamera()
    await gone.close()
    expect(await talks.read(paired({ port: gone.port }))).toEqual({ type: 'silence', reason: 'refused' })
  })

  it.each([
    ['flood', 'too-much'],
    ['bomb', 'not-understood'],
    ['garbage', 'not-understood'],
    ['misshapen', 'not-understood'],
  ] as const)('ends what a camera does with a %s', async (mischief, reason) => {
    camera.state.mischief = mischief
    expect(await talks.read(paired())).toEqual({ type: 'silence', reason })
  })

  it.each(['deaf', 'drip', 'tangle'] as const)(
    'lets no camera that is %s hold it longer than its time',
    async (mischief) => {
      camera.state.mischief = mischief
      const clock = createTestClock(instant(0))
      const slow = createConversations({ clock, networks: async () => open, signal })
      const reading = slow.read(paired())
      await expect.poll(() => camera.asked, { timeout: 10_000 }).toEqual(['GetSystemDateAndTime'])
      clock.advance(CONVERSATION_MS)
      expect(await reading).toEqual({ type: 'silence', reason: 'silent' })
    },
  )

  it('ends with the server', async () => {
    camera.state.mischief = 'deaf'
    const stop = new AbortController()
    const ending = createConversations({ clock: createClock(), networks: async () => open, signal: stop.signal })
    const reading = ending.read(paired())
    await expect.poll(() => camera.asked, { timeout: 10_000 }).toEqual(['GetSystemDateAndTime'])
    stop.abort()
    expect(await reading).toEqual({ type: 'silence', reason: 'silent' })
  })
})

describe('the question for a camera’s stream', () => {
  let stream: FakeStream
  let strangersStream: FakeStream
  const ACCOUNT = { user: 'nooncast', password: PASSWORD }
  beforeAll(async () => {
    stream = await startFakeStream(ACCOUNT)
    strangersStream = await startFakeStream(ACCOUNT, { host: '127.0.0.2', port: stream.port })
  })
  beforeEach(() => {
    camera.state.stream = `rtsp://127.0.0.1:${stream.port}/main?profile=1&sub=2`
    stream.manner = 'open'
    stream.received.length = 0
  })
  afterAll(async () => {
    await stream.close()
    await strangersStream.close()
  })

  it('finds its video and asks for nothing but its description', async () => {
    expect(await talks.video(paired())).toEqual({ type: 'video', loss: null })
    expect(camera.asked).toEqual(['GetSystemDateAndTime', 'GetServices', 'GetProfiles', 'GetStreamUri'])
    expect(stream.received.map((each) => each.split('\r\n')[0])).toEqual([
      `DESCRIBE rtsp://127.0.0.1:${stream.port}/main?profile=1&sub=2 RTSP/1.0`,
    ])
  })

  it.each(['digest', 'old-digest'] as const)(
    'comes in by a %s, and never sends the password itself',
    async (manner) => {
      stream.manner = manner
      expect(await talks.video(paired())).toEqual({ type: 'video', loss: null })
      expect(stream.received).toHaveLength(2)
      expect(stream.received.join()).not.toContain(PASSWORD)
      // The stream may have an account of its own.
      stream.received.length = 0
      camera.state.password = 'another'
      expect(await talks.video(paired({ password: 'another' }))).toEqual({ type: 'video', loss: 'no-entry' })
      expect(stream.received).toHaveLength(2)
    },
  )

  it.each([
    ['sound', 'no-video'],
    ['missing', 'no-stream'],
    ['redirect', 'no-stream'],
    ['garbage', 'not-understood'],
    ['flood', 'too-much'],
  ] as const)('says what is wrong with a stream that is %s', async (manner, loss) => {
    stream.manner = manner
    expect(await talks.video(paired())).toEqual({ type: 'video', loss })
  })

  it.each(['deaf', 'drip'] as const)('is held by no stream that is %s longer than its time', async (manner) => {
    stream.manner = manner
    const clock = createTestClock(instant(0))
    const slow = createConversations({ clock, networks: async () => open, signal })
    const reading = slow.video(paired())
    await expect.poll(() => stream.received.length, { timeout: 10_000 }).toBe(1)
    clock.advance(CONVERSATION_MS)
    expect(await reading).toEqual({ type: 'video', loss: 'silent' })
  })

  it('stays with the camera that names another host for its stream, and is led nowhere by it', async () => {
    camera.state.stream = `rtsp://nooncast:secret@127.0.0.2:${stream.port}/main`
    expect(await talks.video(paired())).toEqual({ type: 'video', loss: null })
    expect(stream.received.join()).not.toContain('secret')
    expect(strangersStream.received).toEqual([])
  })

  it('tells a stream that is not there from what can’t be told', async () => {
    camera.state.stream = null
    expect(await talks.video(paired())).toEqual({ type: 'video', loss: 'no-stream' })
    const gone = await startFakeStream(ACCOUNT)
    await gone.close()
    camera.state.stream = `rtsp://127.0.0.1:${gone.port}/main`
    expect(await talks.video(paired())).toEqual({ type: 'video', loss: 'refused' })
    camera.state.stream = 'http://127.0.0.1/main'
    expect(await talks.video(paired())).toEqual({ type: 'untold' })
    camera.state.stream = `rtsp://127.0.0.1:${stream.port}/main`
    stream.manner = 'basic'
    expect(await talks.video(paired())).toEqual({ type: 'untold' })
    expect(await talks.video(paired({ password: 'wrong' }))).toEqual({ type: 'untold' })
    const closed = createConversations({ clock: createClock(), networks: async () => [], signal })
    expect(await closed.video(paired())).toEqual({ type: 'untold' })
  })
})

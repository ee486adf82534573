import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createSeal } from '../platform/sealed.ts'
import type { Paired, Reading, VideoReading } from './conversation.ts'
import { type CameraStore, createCameraStore } from './store.ts'
import { type CameraWatch, createCameraWatch } from './watch.ts'

const MINUTE = 60_000
const START = instant(Date.parse('2026-11-26T08:00:00+08:00'))
const fine: Reading = {
  type: 'read',
  identity: { maker: 'Kôgaku', model: 'K-1', serial: '001', firmware: '1.10' },
  offset: { ms: 100, uncertainMs: 500 },
}
const gone: Reading = { type: 'silence', reason: 'silent' }

let clock: TestClock
let held: TestDatabase
let store: CameraStore
let watch: CameraWatch
/** What was asked, by address, and what is answered. */
let asked: Paired[]
let answer: (camera: Paired) => Promise<Reading>
let told: number
/** Looks at a stream, and what they find. */
let streams: number
let video: VideoReading

const newWatch = () =>
  createCameraWatch({
    store,
    clock,
    conversations: {
      read: (camera) => {
        asked.push(camera)
        return answer(camera)
      },
      video: async () => {
        streams++
        return video
      },
    },
    changed: () => undefined,
    log: { error: (details, message) => expect.fail(`${message} ${JSON.stringify(details)}`) },
  })
beforeEach(async () => {
  clock = createTestClock(START)
  held = await openTestDatabase(clock)
  store = createCameraStore({ database: held.database, clock, seal: createSeal(Buffer.alloc(32, 7)) })
  asked = []
  told = 0
  streams = 0
  video = { type: 'video', loss: null }
  answer = async () => fine
  watch = newWatch()
  watch.onChange(() => {
    told++
  })
})
afterEach(() => held.close())

const add = (name: string, address: string) =>
  store.add({ name, address, port: 80, user: 'nooncast', password: 'studio light' })
/** Rounds every five seconds for so many minutes. */
const pass = async (minutes: number) => {
  for (let seconds = 0; seconds < minutes * 60; seconds += 5) {
    clock.advance(5000)
    await watch.round()
  }
}
const kinds = async () => (await watch.troubles()).troubles.map(({ kind, subject }) => `${kind} ${subject.id}`)

describe('the watch over cameras', () => {
  it('looks at each once a minute, with its own password', async () => {
    await add('A', '10.0.0.1')
    await add('B', '10.0.0.2')
    await watch.round()
    expect(asked.map(({ address, password }) => [address, password]).sort()).toEqual([
      ['10.0.0.1', 'studio light'],
      ['10.0.0.2', 'studio light'],
    ])
    await pass(10)
    expect(asked).toHaveLength(22)
    expect(await store.watched()).toMatchObject([
      { health: { state: 'ok' }, since: START, offsetMs: 100 },
      { health: { state: 'ok' }, since: START, offsetMs: 100 },
    ])
  })

  it('asks one that is away less often, tells it once, and tells when it is back', async () => {
    const { id } = await add('A', '10.0.0.1')
    await watch.round()
    told = 0
    answer = async () => gone
    await pass(1)
    // Nothing is known of its video any more.
    expect([await kinds(), told]).toEqual([[], 1])
    await pass(1)
    expect([await kinds(), told]).toEqual([[`camera-unreachable ${id}`], 2])
    asked.length = 0
    await pass(60)
    expect(asked.length).toBeGreaterThanOrEqual(12)
    expect(asked.length).toBeLessThanOrEqual(15)
    expect(told).toBe(2)
    answer = async () => fine
    await pass(6)
    expect([await kinds(), told]).toEqual([[], 3])
  })

  it('knows after a restart what was wrong before', async () => {
    const { id } = await add('A', '10.0.0.1')
    answer = async () => ({ type: 'no-entry' })
    await watch.round()
    watch = newWatch()
    expect(await kinds()).toEqual([`camera-unauthorised ${id}`])
  })

  it('keeps nothing of a look at a camera that was changed or removed meanwhile', async () => {
    const camera = await add('A', '10.0.0.1')
    let go: (reading: Reading) => void = () => undefined
    answer = () =>
      new Promise((resolve) => {
        go = resolve
      })
    const looking = watch.look(camera.id)
    await expect.poll(() => asked).toHaveLength(1)
    await store.change(camera.id, { version: 1, address: '10.0.0.9', password: 'another' })
    go(gone)
    await looking
    expect(await store.find(camera.id)).toMatchObject({ health: { state: 'new' }, lookedAt: null })
    expect((await watch.troubles()).unjudged).toContain(`camera-unreachable camera:${camera.id}`)
    answer = async () => fine
    await watch.round()
    expect(asked.at(-1)).toMatchObject({ address: '10.0.0.9', password: 'another' })
    await store.remove(camera.id)
    asked.length = 0
    await pass(3)
    expect(asked).toEqual([])
    expect((await watch.troubles()).unjudged.size).toBe(0)
  })

  it('never talks twice at a time with one camera, and whoever asks gets a look of their own', async () => {
    const { id } = await add('A', '10.0.0.1')
    let under = 0
    answer = async () => {
      expect(++under).toBe(1)
      await Promise.resolve()
      under--
      return fine
    }
    await Promise.all([watch.look(id), watch.round(), watch.look(id)])
    expect(asked.length).toBeGreaterThanOrEqual(2)
  })

  it('forgets a removed camera after a day, its password with it', async () => {
    const { id } = await add('A', '10.0.0.1')
    await store.remove(id)
    clock.advance(23 * 60 * MINUTE)
    await watch.round()
    await store.restore(id)
    expect(await store.paired(id)).toMatchObject({ password: 'studio light' })
    await store.remove(id)
    clock.advance(25 * 60 * MINUTE)
    await watch.round()
    expect(await held.database.camera.count()).toBe(0)
    await expect(store.restore(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the watch over their streams', () => {
  const lost: VideoReading = { type: 'video', loss: 'no-video' }
  const found = async () => (await store.watched()).map(({ video: { state } }) => state)

  it('W12 looks every five minutes, every minute while it is lost, and at once when somebody asks', async () => {
    const { id } = await add('A', '10.0.0.1')
    await watch.round()
    await pass(10)
    expect([streams, await found()]).toEqual([3, ['there']])
    video = lost
    await pass(5)
    expect([await found(), await kinds()]).toEqual([['lost'], []])
    streams = 0
    told = 0
    await pass(3)
    expect([streams, await kinds(), told]).toEqual([3, [`input-lost ${id}`], 1])
    video = { type: 'video', loss: null }
    await watch.look(id)
    expect([streams, await found(), await kinds()]).toEqual([4, ['there'], []])
  })

  it('W12 leaves the stream of a camera alone that is away, and knows after a restart what was lost', async () => {
    const { id } = await add('A', '10.0.0.1')
    video = lost
    await watch.round()
    await pass(1)
    expect(await kinds()).toEqual([`input-lost ${id}`])
    watch = newWatch()
    expect(await kinds()).toEqual([`input-lost ${id}`])
    answer = async () => gone
    streams = 0
    await pass(3)
    expect([streams, await kinds()]).toEqual([0, [`camera-unreachable ${id}`]])
    expect((await watch.troubles()).unjudged).toContain(`input-lost camera:${id}`)
  })

  it('W12 forgets what it knew of a stream when the camera is at another address', async () => {
    const { id } = await add('A', '10.0.0.1')
    await watch.round()
    await store.change(id, { version: 1, address: '10.0.0.9', password: 'another' })
    expect(await found()).toEqual(['unknown'])
  })
})

describe('cameras as they are kept', () => {
  it('open a password for their own address and user alone', async () => {
    const { id } = await add('A', '10.0.0.1')
    const row = await held.database.camera.findUniqueOrThrow({ where: { id } })
    expect(JSON.stringify(row)).not.toContain('studio light')
    await held.database.camera.update({ where: { id }, data: { address: '10.0.0.66' } })
    expect(await store.paired(id)).toMatchObject({ address: '10.0.0.66', password: '' })
  })

  it('let one of two win the same address, and one of two change the same camera', async () => {
    const added = await Promise.allSettled([add('A', '10.0.0.1'), add('B', '10.0.0.1')])
    expect(added.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [camera] = await store.watched()
    const change = (name: string) => store.change(camera?.id ?? '', { version: 1, name })
    const changed = await Promise.allSettled([change('C'), change('D')])
    expect(changed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    for (const each of [...added, ...changed])
      if (each.status === 'rejected') expect(['CAMERA_TAKEN', 'CAMERA_CHANGED']).toContain(each.reason.code)
  })
})

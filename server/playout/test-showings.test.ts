import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { WAIT_AT_MOST_MS } from './test-showing.ts'
import { createTestShowings, type TestShowings, type TestShowingsDeps } from './test-showings.ts'

let folder: TemporaryFolder
let clock: TestClock
let database: Database
const begun: TestShowings[] = []

beforeEach(async () => {
  folder = await temporaryFolder()
  clock = createTestClock(instant(Date.parse('2026-11-23T02:00:00Z')))
  database = await openDatabase(`file:${join(folder.path, 'test.db')}`, clock)
})
afterEach(async () => {
  for (const each of begun.splice(0)) await each.stop()
  await database.$disconnect()
  await folder.remove()
})

/** The clip, the TV and what is done to it, as a test wants them. */
interface World {
  clip: 'preparing' | 'ready'
  online: boolean
  draw: () => Promise<string>
  perform: () => Promise<string>
  readonly asked: { by: string; request: unknown }[]
}
const world = (): World => ({
  clip: 'preparing',
  online: true,
  draw: async () => 'bars',
  perform: async () => 'act-1',
  asked: [],
})

const begin = async (of: World): Promise<TestShowings> => {
  const media = async () => ({ id: 'bars', state: of.clip, archivedAt: null })
  const testPicture = Object.assign(async () => ({ ...(await media()), id: await of.draw() }), {
    known: async () => null,
  })
  const deps: TestShowingsDeps = {
    ...{ database, clock, changes: createChanges(), media, testPicture },
    displays: {
      byIds: async ([id]: readonly string[]) =>
        id === 'tv' ? [{ id, status: { state: of.online ? 'online' : 'offline' } }] : [],
    },
    acts: {
      perform: async (request: unknown, by: string) => {
        const id = await of.perform()
        of.asked.push({ by, request })
        return { id }
      },
    },
    log: { error: () => undefined },
  }
  const showings = createTestShowings(deps)
  begun.push(showings)
  await showings.start()
  return showings
}
const state = async (of: TestShowings) => (await of.list('en'))[0]?.state

/** Looks as often as the running clock does, until it is so. */
const until = (of: TestShowings, expected: object) =>
  expect
    .poll(async () => {
      clock.advance(2000)
      return state(of)
    })
    .toMatchObject(expected)

describe('a test picture that was asked for once', () => {
  it('is kept while its clip is prepared, across a restart, and shown once', async () => {
    const here = world()
    const before = await begin(here)
    await before.ask('tv', 'wang')
    await until(before, { type: 'waiting', on: 'clip', mediaId: 'bars' })
    await before.stop()
    const after = await begin(here)
    expect(await state(after)).toMatchObject({ type: 'waiting', on: 'clip', mediaId: 'bars' })
    expect(here.asked).toEqual([])
    here.clip = 'ready'
    await until(after, { type: 'sent', actId: 'act-1' })
    clock.advance(20_000)
    await after.stop()
    expect(here.asked).toEqual([
      {
        by: 'wang',
        request: { type: 'replay', displays: ['tv'], mediaId: 'bars', fromMs: 0, toMs: 30_000, start: null },
      },
    ])
  })
  it('is not shown when it was thought better of', async () => {
    const here = world()
    const showings = await begin(here)
    await showings.ask('tv', 'wang')
    expect(await showings.cancel('tv')).toBe(true)
    expect(await showings.cancel('tv')).toBe(false)
    here.clip = 'ready'
    clock.advance(10_000)
    await showings.stop()
    expect(here.asked).toEqual([])
    expect(await showings.list('en')).toEqual([])
  })
  it('waits for the TV, and ends with words when that does not come', async () => {
    const here = { ...world(), clip: 'ready' as const, online: false }
    const showings = await begin(here)
    await showings.ask('tv', 'wang')
    await until(showings, { type: 'waiting', on: 'tv' })
    clock.advance(WAIT_AT_MOST_MS)
    await until(showings, {
      type: 'ended',
      code: 'TEST_PICTURE_TV_AWAY',
      message: expect.stringContaining('Turn the TV on'),
    })
    clock.advance(WAIT_AT_MOST_MS)
    expect(await showings.list('en')).toEqual([])
  })
  it('ends with the words of why it was not legal, or could not be drawn', async () => {
    const exam = {
      ...world(),
      clip: 'ready' as const,
      perform: () => Promise.reject(new Failure('ACT_EXAM', { rooms: '101' })),
    }
    const during = await begin(exam)
    await during.ask('tv', 'wang')
    await until(during, { type: 'ended', code: 'ACT_EXAM', message: expect.stringContaining('101') })
    const broken = await begin({ ...world(), draw: () => Promise.reject(new Error('ffmpeg')) })
    await broken.ask('tv', 'wang')
    await until(broken, { type: 'ended', code: 'TEST_PICTURE_FAILED' })
  })
  it('is for a TV that there is', async () => {
    await expect((await begin(world())).ask('elsewhere', 'wang')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

/** Every trouble through the whole server: the fact where it arises, the fault that comes of it, its end, its return. */
import { mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DisplayReport } from '../../protocol/display.ts'
import { QUIET_REPORT, SOME_FACTS } from '../../protocol/display-fixture.ts'
import { type DisplayToServer, PROTOCOL_VERSION, type ServerToDisplay } from '../../protocol/events.ts'
import type { FaultSeverity, FaultView } from '../../protocol/fault.ts'
import { duration, instant } from '../../protocol/time.ts'
import { sayCause, sayRepair, type TroubleCode } from '../../protocol/trouble.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { type FakeCamera, startFakeCamera } from '../../test/cameras/fake-camera.ts'
import { type FakeStream, startFakeStream } from '../../test/cameras/fake-stream.ts'
import { createTestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { openDatabase } from '../platform/database.ts'

const MINUTE = 60_000
/** A Thursday with lessons. */
const clock = createTestClock(instant(Date.parse('2026-11-26T10:00:00+08:00')))

let app: TestApp
let address: string
let admin: Browserlike
/** For copies: a way to a folder, which is led elsewhere. */
let backupDir: string
let folder: TemporaryFolder
const sockets = new Map<string, Socket<ServerToDisplay, DisplayToServer>>()
const tokens = new Map<string, string>()
/** What each TV says of itself, by the minutes that have passed. */
const saying = new Map<string, (minute: number) => Partial<DisplayReport>>()
let minute = 0

beforeAll(async () => {
  folder = await temporaryFolder()
  backupDir = join(folder.path, 'copies')
  await leadCopiesTo(join(folder.path, 'disk 1'))
  app = await startTestApp({ clock, camerasOnLoopback: true, environment: { BACKUP_DIR: backupDir } })
  address = await app.listen()
  admin = await app.signIn()
}, 120_000)
afterAll(async () => {
  for (const socket of sockets.values()) socket.disconnect()
  await app.close()
  await folder.remove()
})

const leadCopiesTo = async (place: string): Promise<void> => {
  await rm(backupDir, { force: true })
  if (place.startsWith(folder.path)) await mkdir(place)
  await symlink(place, backupDir)
}
const pairTv = async (name: string): Promise<void> => {
  const asked = await app.http.inject({ method: 'POST', url: '/api/pairing', payload: { facts: SOME_FACTS } })
  const { pairingId, secret, userCode } = asked.json()
  const payload = { userCode, name, groupId: 'school' }
  expect((await admin.inject({ method: 'POST', url: '/api/displays/approve', payload })).statusCode).toBe(201)
  const claimed = await app.http.inject({ method: 'POST', url: '/api/pairing/claim', payload: { pairingId, secret } })
  tokens.set(name, claimed.json().token)
}
const turnOn = async (name: string): Promise<void> => {
  const socket: Socket<ServerToDisplay, DisplayToServer> = io(`${address}/display`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { token: tokens.get(name) } },
  })
  sockets.set(name, socket)
  const known = new Promise((resolve) => socket.once('identity', resolve))
  socket.on('plan', ({ version }, ack) => ack({ held: version }))
  socket.emit('hello', { protocol: PROTOCOL_VERSION, facts: SOME_FACTS, held: 0 })
  await known
}
const report = async (name: string): Promise<void> => {
  const socket = sockets.get(name)
  if (socket?.connected !== true) return
  socket.emit('report', { ...QUIET_REPORT, at: clock.now(), ...saying.get(name)?.(minute) })
  // Answered in order: what was said before has been heard.
  await new Promise((resolve) => socket.emit('clock', resolve))
}
const faults = async (): Promise<readonly FaultView[]> =>
  (await admin.inject({ method: 'GET', url: '/api/faults?limit=100' })).json<{ items: FaultView[] }>().items
const of = async (code: TroubleCode): Promise<FaultView | undefined> =>
  (await faults()).find(({ cause }) => cause?.code === code)

/** A minute goes by: every TV reports, the server looks, and the clock goes no further before the look has ended. */
const aMinute = async (): Promise<void> => {
  minute++
  await Promise.all([...saying.keys()].map(report))
  clock.advance(MINUTE)
  await app.faultWatch.look()
}
/** Minute by minute until it is so. */
const until = async (what: string, most: number, isSo: () => Promise<boolean>): Promise<void> => {
  for (let passed = 0; passed <= most; passed++) {
    await aMinute()
    if (await isSo()) return
  }
  expect.fail(`${what}: not after ${most} minutes: ${JSON.stringify((await faults()).map(({ cause }) => cause))}`)
}

const playing = { state: 'playing', airingId: 'a', positionMs: duration(0), skewMs: 0 } as const
const noticing = (kind: 'silence' | 'black' | 'frozen'): Partial<DisplayReport> => ({
  playback: playing,
  noticing: [{ kind, since: clock.now() }],
})
/** 25 pictures a second. */
const frames = (minutes: number, share: number) => ({
  frames: { total: minutes * 1500, dropped: Math.round(minutes * 1500 * share) },
})
const WELL = (minutes: number): Partial<DisplayReport> => ({
  playback: playing,
  noticing: [],
  ...frames(minutes, 0),
})

interface Row {
  readonly code: TroubleCode
  readonly severity: FaultSeverity
  /** What it says in Chinese, of its own room. */
  readonly says: string
  readonly bad: (minutes: number) => Partial<DisplayReport>
}
const ROWS: readonly Row[] = [
  { code: 'tv-silent', severity: 'blocks-noon', says: '播放時沒有聲音', bad: () => noticing('silence') },
  { code: 'tv-black', severity: 'blocks-noon', says: '播放時畫面全黑', bad: () => noticing('black') },
  { code: 'tv-frozen', severity: 'blocks-noon', says: '播放時畫面停住', bad: () => noticing('frozen') },
  {
    ...{ code: 'tv-behind', severity: 'normal', says: '跟不上其他教室（差 -90 毫秒）' },
    bad: () => ({ playback: { ...playing, skewMs: -90 } }),
  },
  {
    ...{ code: 'tv-stalls', severity: 'normal', says: '播放一再停頓' },
    bad: (minutes) => ({ playback: playing, stalls: minutes * 4 }),
  },
  {
    ...{ code: 'tv-dropped', severity: 'low', says: '掉格嚴重（' },
    bad: (minutes) => ({ playback: playing, ...frames(minutes, 0.1) }),
  },
  {
    ...{ code: 'tv-clock', severity: 'normal', says: '的時鐘對不準（誤差 900 毫秒）' },
    bad: () => ({ clockErrorMs: 900 }),
  },
  {
    ...{ code: 'tv-playback', severity: 'blocks-noon', says: '播不出節目（storage）' },
    bad: () => ({ playback: { state: 'trouble', airingId: null, code: 'storage' } }),
  },
  {
    ...{ code: 'tv-unprepared', severity: 'blocks-noon', says: '一直沒有備妥下一個節目' },
    bad: () => ({ segmentsHeld: 2, segmentsNeeded: 9 }),
  },
]
const roomOf = (code: TroubleCode): string => `教室 ${code}`

it('W1 W2 W7 what a TV says of itself, over its own socket: one fault each, healed, and counted when it returns', async () => {
  for (const { code } of ROWS) {
    await pairTv(roomOf(code))
    await turnOn(roomOf(code))
    saying.set(roomOf(code), WELL)
  }
  await pairTv(roomOf('tv-offline'))
  await turnOn(roomOf('tv-offline'))
  for (let passed = 0; passed < 7; passed++) await aMinute()
  expect((await faults()).filter(({ displayId }) => displayId !== null)).toEqual([])

  for (const { code, bad } of ROWS) saying.set(roomOf(code), bad)
  sockets.get(roomOf('tv-offline'))?.disconnect()
  const codes: readonly TroubleCode[] = [...ROWS.map(({ code }) => code), 'tv-offline']
  const all = async (isSo: (fault: FaultView) => boolean, which = codes) => {
    const found = await faults()
    return which.every((code) => found.some((fault) => fault.cause?.code === code && isSo(fault)))
  }
  await until('all are faults', 45, () => all(({ healedAt }) => healedAt === null))
  const opened = (await faults()).filter(({ displayId }) => displayId !== null)
  expect(opened.map(({ cause }) => cause?.code).sort()).toEqual([...codes].sort())
  const offline = { code: 'tv-offline', severity: 'blocks-noon', says: '的電視離線' } as const
  for (const { code, severity, says } of [...ROWS, offline]) {
    const fault = await of(code)
    expect(fault).toMatchObject({ source: 'system', state: 'reported', severity, room: roomOf(code), times: 1 })
    if (fault?.cause == null) throw new Error(code)
    expect(sayCause(fault.cause, 'zh-TW')).toContain(`${roomOf(code)} ${says}`)
    expect(sayCause(fault.cause, 'en')).toContain(roomOf(code))
    expect(sayRepair(fault.cause, 'en')).not.toBe('')
  }

  for (const { code } of ROWS) saying.set(roomOf(code), WELL)
  await turnOn(roomOf('tv-offline'))
  await until('all are well', 12, () => all(({ healedAt }) => healedAt !== null))

  for (const { code, bad } of ROWS) saying.set(roomOf(code), bad)
  sockets.get(roomOf('tv-offline'))?.disconnect()
  // What is believed after half an hour comes back as the others do.
  const sooner = codes.filter((code) => code !== 'tv-unprepared')
  await until('all are back', 15, () => all(({ healedAt, times }) => healedAt === null && times === 2, sooner))
  expect((await faults()).filter(({ displayId }) => displayId !== null)).toHaveLength(codes.length)
  for (const { code } of ROWS) saying.set(roomOf(code), WELL)
  await aMinute()
  saying.clear()
}, 120_000)

it('W1 W7 a disk that fills, and copies that fail on it', async () => {
  expect(await of('disk-filling')).toBeUndefined()
  const view = async () => (await admin.inject({ method: 'GET', url: '/api/backup' })).json()
  await admin.inject({ method: 'DELETE', url: '/api/backup/running' })
  await leadCopiesTo('/proc') // a volume without any room
  expect((await admin.inject({ method: 'POST', url: '/api/backup' })).statusCode).toBe(202)
  await expect.poll(async () => (await view()).warning, { timeout: 30_000 }).toBe('failing')
  await until('both are faults', 6, async () => {
    const found = [await of('disk-filling'), await of('backup-failing')]
    return found.every((fault) => fault?.healedAt === null)
  })
  const disk = await of('disk-filling')
  expect(disk).toMatchObject({ severity: 'high', cause: { params: { place: 'BACKUP_DIR', free: 0 } } })
  expect(await of('backup-failing')).toMatchObject({ severity: 'high', room: '', displayId: null })
  await leadCopiesTo(join(folder.path, 'disk 2'))
  await until('the disk is well', 20, async () => (await of('disk-filling'))?.healedAt !== null)
}, 120_000)

it('W1 W7 a preparation that fails a second time', async () => {
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  await database.media.create({
    data: {
      ...{ id: 'lost', title: '校慶預告', kind: 'film', state: 'refused', warnings: [], audioTracks: [] },
      ...{ originalName: 'f.mp4', originalPath: 'originals/gone.mp4', bytes: 1n, createdAt: new Date(clock.now()) },
    },
  })
  await database.$disconnect()
  const failed = async () =>
    (await admin.inject({ method: 'GET', url: '/api/jobs?limit=10' }))
      .json<{ items: { state: string }[] }>()
      .items.filter(({ state }) => state === 'failed').length
  for (const times of [1, 2]) {
    expect((await admin.inject({ method: 'POST', url: '/api/media/lost/retry' })).statusCode).toBeLessThan(300)
    await expect.poll(failed, { timeout: 10_000 }).toBe(times)
    if (times === 1) for (let passed = 0; passed < 3; passed++) await aMinute()
    if (times === 1) expect(await of('preparation-failing')).toBeUndefined()
  }
  await until('it is a fault', 4, async () => (await of('preparation-failing')) !== undefined)
  const fault = await of('preparation-failing')
  expect(fault).toMatchObject({ severity: 'normal', cause: { params: { title: '校慶預告', count: 2 } } })
  await admin.inject({ method: 'DELETE', url: '/api/media/lost' })
  await until('it is well', 4, async () => (await of('preparation-failing'))?.healedAt !== null)
}, 120_000)

it('W12 W13 inputs that are lost: the folder for programmes, a camera’s video', async () => {
  const account = { user: 'nooncast', password: 'studio light' }
  const stream: FakeStream = await startFakeStream(account)
  const camera: FakeCamera = await startFakeCamera({ ...account, stream: `rtsp://127.0.0.1:${stream.port}/main` })
  const networks = { networks: ['127.0.0.0/24'] }
  await admin.inject({ method: 'PUT', url: '/api/cameras/networks', payload: networks })
  const input = { ...account, name: '主播台', address: '127.0.0.1', port: camera.port }
  const { id } = (await admin.inject({ method: 'POST', url: '/api/cameras', payload: input })).json<{ id: string }>()
  // A look of its own waits for the server's: none is cut short by a clock that runs ahead.
  const looked = () => admin.inject({ method: 'POST', url: `/api/cameras/${id}/look` })
  const inbox = join(app.directory, 'media', 'inbox')
  const summary = async () => (await admin.inject({ method: 'GET', url: '/api/media/summary' })).json().inbox
  expect(await summary()).toEqual({ state: 'there' })

  await rename(inbox, `${inbox}-moved`)
  stream.manner = 'sound'
  await looked()
  await until('both are faults', 6, async () => {
    await looked()
    return (await of('inbox-lost'))?.healedAt === null && (await of('input-lost'))?.healedAt === null
  })
  expect(await summary()).toMatchObject({ state: 'lost', reason: 'gone' })
  const lost = await of('input-lost')
  expect(lost).toMatchObject({ severity: 'high', cause: { params: { name: '主播台' } } })
  expect(await of('inbox-lost')).toMatchObject({ severity: 'high', room: '' })
  await rename(`${inbox}-moved`, inbox)
  stream.manner = 'open'
  await until('both are well', 8, async () => {
    await looked()
    return (await of('inbox-lost'))?.healedAt !== null && (await of('input-lost'))?.healedAt !== null
  })
  expect(await summary()).toEqual({ state: 'there' })
  await admin.inject({ method: 'DELETE', url: `/api/cameras/${id}` })
  await camera.close()
  await stream.close()
}, 120_000)

it('W1 W3 a clock of the server that jumps a second time within the hour', async () => {
  for (const jump of [90_000, -30_000]) {
    clock.jump(instant(clock.now() + jump))
    for (let passed = 0; passed < 7; passed++) await aMinute()
    if (jump > 0) expect(await of('clock-unsteady')).toBeUndefined()
  }
  await until('it is a fault', 10, async () => (await of('clock-unsteady')) !== undefined)
  expect(await of('clock-unsteady')).toMatchObject({ severity: 'high', times: 1 })
  clock.advance(60 * MINUTE)
  await until('it is well', 5, async () => (await of('clock-unsteady'))?.healedAt !== null)
}, 120_000)

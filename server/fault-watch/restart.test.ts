/** Every trouble across a restart: what is open stays open while nothing is known, and heals by what is seen to be well. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { BackupWarning } from '../../protocol/backup.ts'
import type { CameraHealth, CameraVideo } from '../../protocol/camera.ts'
import type { Display, DisplayReport } from '../../protocol/display.ts'
import { QUIET_REPORT, SOME_FACTS, someDisplay } from '../../protocol/display-fixture.ts'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { duration, instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { findingsOf } from '../cameras/health.ts'
import { videoFindings } from '../cameras/video.ts'
import { createFaultStore, type FaultStore } from '../faults/store.ts'
import { inboxFindings } from '../media/inbox-state.ts'
import { createChanges } from '../platform/changes.ts'
import { type CaseStore, createCaseStore } from './case-store.ts'
import {
  type Findings,
  isTroubleKind,
  type Subject,
  type TroubleKind,
  TV_KINDS,
  type TvKind,
  together,
  troubleKey,
} from './trouble.ts'
import { type FaultWatch, startFaultWatch } from './watch.ts'

const MINUTE = 60_000
let folder: TemporaryFolder
let clock: TestClock
let opened: TestDatabase
let faults: FaultStore
let cases: CaseStore
let watch: FaultWatch | null = null

/** What can be seen: nothing at first. */
interface World {
  report: DisplayReport | null
  backup: BackupWarning | null
  others: Findings
}
let world: World

const tvItself: Subject = { type: 'tv', id: 'tv' }
const cameraItself: Subject = { type: 'camera', id: 'camera' }
const ofServer = (id: string): Subject => ({ type: 'server', id })
/** All but preparations, whose ends are in the database: what is kept there is known at once. */
const SUBJECTS: Readonly<Record<Exclude<TroubleKind, TvKind | 'preparation-failing'>, Subject>> = {
  'camera-unreachable': cameraItself,
  'camera-unauthorised': cameraItself,
  'camera-clock': cameraItself,
  'camera-replaced': cameraItself,
  'camera-certificate': cameraItself,
  'camera-https-only': cameraItself,
  'input-lost': cameraItself,
  'disk-filling': ofServer('another disk'),
  'backup-failing': ofServer('backup'),
  'backup-old': ofServer('backup'),
  'clock-unsteady': ofServer('clock'),
  'inbox-lost': ofServer('inbox'),
}
const all: readonly (readonly [TroubleKind, Subject])[] = [
  ...TV_KINDS.map((kind) => [kind, tvItself] as const),
  ...Object.entries(SUBJECTS).flatMap(([kind, subject]) => (isTroubleKind(kind) ? [[kind, subject] as const] : [])),
]
const camera = (isSeen: boolean) => {
  const video: CameraVideo = isSeen ? { state: 'there', since: instant(0), lookedAt: instant(0) } : { state: 'unknown' }
  const health: CameraHealth = { state: isSeen ? 'ok' : 'new' }
  const nothing = { maker: '', model: '', serial: '', firmware: '' }
  const itself = {
    ...{ id: 'camera', name: '主播台', equipmentId: null, since: instant(0), identity: nothing, video },
    ...{ health, offsetMs: null, lookedAt: null, answeredAt: null },
  } as const
  return together([findingsOf([itself]), videoFindings([itself])])
}
const NOTHING: World = { report: null, backup: 'never', others: together([camera(false), inboxFindings(null)]) }
const WELL = (minutes: number): World => ({
  report: {
    ...{ ...QUIET_REPORT, playback: { state: 'playing', airingId: 'a', positionMs: duration(0), skewMs: 0 } },
    ...{ noticing: [], frames: { total: minutes * 1500, dropped: 0 } },
  },
  backup: null,
  others: together([camera(true), inboxFindings({ state: 'there' })]),
})

beforeEach(async () => {
  folder = await temporaryFolder()
  // Night: nobody misses a TV.
  clock = createTestClock(instant(Date.parse('2026-11-26T01:00:00+08:00')))
  opened = await openTestDatabase(clock)
  const { database } = opened
  faults = createFaultStore({ database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
  cases = createCaseStore({ database, clock, changes: createChanges(), faults })
  world = NOTHING
  const createdAt = new Date(clock.now())
  await database.display.create({ data: { id: 'tv', name: '101', tokenHash: 'tv', facts: {}, createdAt } })
})
afterEach(async () => {
  await watch?.stop()
  await opened.close()
  await folder.remove()
})

const tv = (): Display =>
  someDisplay({
    status:
      world.report === null
        ? { state: 'offline', since: null }
        : { state: 'online', since: instant(0), report: world.report, facts: SOME_FACTS },
  })
const startAgain = (): void => {
  watch = startFaultWatch({
    ...{
      database: opened.database,
      clock,
      timeZone: 'Asia/Taipei',
      cases,
      clockWatch: { onJump: () => () => undefined },
    },
    displays: async () => [tv()],
    groups: async () => [{ id: 'g', name: '一年級', parentId: null, displays: 1 }],
    airings: () => [],
    settings: async () => DEFAULT_SETTINGS,
    days: async () => [],
    folders: { BACKUP_DIR: join(folder.path, 'share') },
    backup: async () => world.backup,
    sources: [() => world.others],
    log: { error: (details) => expect(details).toBeUndefined() },
  })
}
const healed = async () =>
  (await faults.list(100, undefined, {}))
    .flatMap(({ cause, healedAt }) => (healedAt === null ? [] : [cause?.code]))
    .sort()

it('W2 W3 every trouble: open, the server starts again, nothing is known: still open; seen to be well: healed', async () => {
  const kinds = all.map(([kind]) => kind)
  for (const [kind, subject] of all) {
    const cause = { key: troubleKey(kind, subject), kind, code: kind, params: {}, since: clock.now() }
    const where = { displayIds: subject.type === 'tv' ? ['tv'] : [], equipmentId: null, room: '' }
    await cases.take({ type: 'open', cause: { ...cause, ...where }, severity: 'normal' })
  }
  startAgain()
  const pass = async (minutes: number, seen: (minute: number) => World) => {
    for (let minute = 0; minute < minutes; minute++) {
      world = seen(minute)
      clock.advance(MINUTE)
      await watch?.look()
    }
  }
  await pass(30, () => NOTHING)
  expect(await healed()).toEqual([])

  // A first word of each says little: counts begin with it, and the hour of the clock is not over.
  await mkdir(join(folder.path, 'share'))
  await pass(3, WELL)
  const counted = await healed()
  for (const kind of ['tv-stalls', 'tv-dropped', 'clock-unsteady']) expect(counted).not.toContain(kind)
  await pass(20, (minute) => WELL(minute + 3))
  expect(await healed()).toEqual(kinds.filter((kind) => kind !== 'clock-unsteady').sort())
  await pass(10, (minute) => WELL(minute + 23))
  expect(await healed()).toEqual([...kinds].sort())
}, 60_000)

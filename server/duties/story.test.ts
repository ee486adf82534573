/** Duties over the weeks: real SQLite, a clock that is driven, letters that are only counted. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../protocol/account.ts'
import { CALENDAR_SKIP, type DutyDraft } from '../../protocol/duty.ts'
import type { Letter } from '../../protocol/mail.ts'
import { type Instant, instant, schoolDate, timeOfDay } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createAttachments } from '../attachments/attachments.ts'
import { createFaultStore } from '../faults/store.ts'
import { createGuestLinks } from '../guests/guest-links.ts'
import type { HandedIn } from '../mail/letterbox.ts'
import { createChanges } from '../platform/changes.ts'
import { dateAt } from '../platform/clock.ts'
import { createScheduleStore } from '../schedule/store.ts'
import { createAlmanac } from './almanac.ts'
import { createAwaitedStore } from './awaited.ts'
import { createDutyLetters } from './letters.ts'
import { type Maker, startMaker } from './maker.ts'
import { dutyMorning } from './morning.ts'
import { createOccurrenceList } from './occurrence-list.ts'
import { createOccurrenceStore, type FailedStep } from './occurrences.ts'
import type { Seen } from './probes/judge.ts'
import { SEEDED_DUTIES, seedDuties } from './seeds.ts'
import { createDutyStore } from './store.ts'

const ZONE = 'Asia/Taipei'
const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const PDF = Buffer.from('%PDF-1.7\n')

const build = (opened: TestDatabase, clock: TestClock, mediaDir: string) => {
  const { database } = opened
  const changes = createChanges()
  const letters: HandedIn[] = []
  const letterbox = {
    handIn: async (handed: readonly HandedIn[]) => {
      letters.push(...handed)
      return true
    },
  }
  const schedule = createScheduleStore({ database, clock, timeZone: ZONE })
  const attachments = createAttachments({ database, clock, mediaDir })
  const guests = createGuestLinks({ database, clock })
  const faults = createFaultStore({ database, clock, changes, timeZone: ZONE })
  const almanac = createAlmanac({ database, clock, schedule, timeZone: ZONE })
  const dutyLetters = createDutyLetters({ database, letterbox, guests, timeZone: ZONE })
  const fault = async ({ duty, step, occurrenceId }: FailedStep, within: Parameters<typeof faults.report>[2]) => {
    const cause = { key: `${occurrenceId} ${step.id}`, seen: { code: 'duty-step', params: {} } }
    return (await faults.report({ source: 'operator', severity: 'high', title: duty, cause }, 'lin', within)).id
  }
  const list = createOccurrenceList({ database, timeZone: ZONE, almanac })
  const occurrences = createOccurrenceStore({ database, clock, list, attachments, fault })
  let ownBackupAt: Instant | null = null
  const seen = async (): Promise<Seen> => ({ site: () => null, server: () => null, ownBackupAt })
  const log = {
    error: ({ err }: { err?: unknown }) => {
      throw err
    },
  }
  return {
    ...{ database, clock, schedule, changes, list, occurrences, letters, faults },
    duties: createDutyStore({ database, clock, almanac }),
    awaited: createAwaitedStore({ database, clock, attachments, guests, letters: dutyLetters }),
    maker: (): Maker => startMaker({ database, clock, changes, almanac, occurrences, letters: dutyLetters, seen, log }),
    backedUp: (when: Instant) => {
      ownBackupAt = when
    },
    /** What the morning's letter says to somebody; the next is written a day later. */
    toldTo: async (id: string, role: Role): Promise<readonly string[]> => {
      const now = clock.now()
      const morning = { now, today: dateAt(now, ZONE), next: instant(now + 24 * 3_600_000) }
      const lines = (await dutyMorning({ database, almanac }).read(morning))({ id, role, office: '' })
      return lines.map((line) => (line.about === 'duty' ? `${line.late ? 'late ' : ''}${line.name}` : ''))
    },
    letter: (kind: Letter['kind']) => letters.filter(({ letter }) => letter.kind === kind),
  }
}

let opened: TestDatabase
let folder: TemporaryFolder
let clock: TestClock
let school: ReturnType<typeof build>
let maker: Maker

beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())
beforeEach(async () => {
  clock = createTestClock(at('2026-02-01T07:00:00'))
  opened = await openTestDatabase(clock)
  school = build(opened, clock, folder.path)
  maker = school.maker()
  return async () => {
    await maker.stop()
    await opened.close()
  }
})

const goTo = async (text: string): Promise<void> => {
  clock.jump(at(text))
  await maker.look()
}
const only = async (id: string): Promise<void> => {
  const { [id]: draft } = SEEDED_DUTIES
  if (draft !== undefined) await school.duties.create(draft, id)
}
const openOnes = async () => (await school.list.board()).open
const theOpenOne = async () => {
  const [one, ...more] = await openOnes()
  if (one === undefined || more.length > 0) throw new Error(`${more.length + 1} are open`)
  return one
}
const tick = (id: string, stepId: string) => school.occurrences.answer(id, stepId, { result: 'ok' }, 'lin')

const daily = (patch: Partial<DutyDraft> = {}): DutyDraft => ({
  ...{ name: '看留言版', procedure: '', note: '', recurrence: { type: 'school-days' }, onHoliday: 'drop' },
  ...{ onlyInTerm: false, time: timeOfDay('16:00'), leadDays: 0, remindDays: null, escalateDays: null },
  ...{ ownerId: null, standInId: null, inputs: [], paused: false },
  steps: [{ id: 'seen', text: '看過', critical: true, evidence: { type: 'tick' }, probe: null }],
  ...patch,
})

describe('a year’s duty', () => {
  it('D9 D12 D13 D15 the audit: from 1 February, with what two offices supply, to its filing on 13 March', async () => {
    await only('sop-009-audit')
    await goTo('2026-02-01T08:00:00')
    const first = await theOpenOne()
    // 15 March 2026 is a Sunday.
    expect(first).toMatchObject({ nominal: '2026-03-15', due: '2026-03-13', moved: { code: 'earlier' }, late: false })
    expect(first.awaited.map(({ office, blocks, askedAt }) => [office, blocks, askedAt])).toEqual([
      ...[
        ['庶務組', true, null],
        ['會計室', true, null],
      ],
    ])
    const file = { bytes: PDF, name: '公文.pdf' }
    await goTo('2026-02-10T09:00:00')
    await school.occurrences.answer(first.id, 'letter', { result: 'ok' }, 'lin', file)
    for (const { id } of first.awaited) await school.awaited.ask(id, 'lin')
    expect((await school.list.board()).awaited.map(({ office }) => office)).toEqual(['庶務組', '會計室'])
    await goTo('2026-03-02T08:30:00')
    expect(await school.toldTo('lin', 'operator')).toEqual([expect.stringContaining(first.name)])
    const [computers, funds] = (await theOpenOne()).awaited
    await school.awaited.ask(funds?.id ?? '', 'lin')
    expect(await school.awaited.get(funds?.id ?? '')).toMatchObject({ reminders: 1, remindedAt: clock.now() })
    await school.awaited.answer(computers?.id ?? '', '桌上型 412 台', '庶務組')
    expect((await theOpenOne()).schoolDaysLeft).toBe(10)
    for (const step of ['fill', 'check']) await tick(first.id, step)
    await expect(tick(first.id, 'file')).rejects.toMatchObject({ code: 'DUTY_FILE_MISSING' })
    await school.occurrences.answer(first.id, 'file', { result: 'ok' }, 'lin', { bytes: PDF, name: '回執.pdf' })
    await expect(school.occurrences.finish(first.id, 'lin')).rejects.toMatchObject({ code: 'DUTY_INPUTS_MISSING' })
    await goTo('2026-03-13T11:00:00')
    await school.awaited.answer(funds?.id ?? '', '經費 1,250,000 元', '會計室', { bytes: PDF, name: '經費.pdf' })
    const done = await school.occurrences.finish(first.id, 'lin')
    expect(done).toMatchObject({ state: 'done', late: false, closedBy: 'lin', closedAt: clock.now() })
    expect(done.answers.map(({ stepId, attachment }) => [stepId, attachment?.name ?? null])).toEqual([
      ...[
        ['letter', '公文.pdf'],
        ['fill', null],
        ['check', null],
        ['file', '回執.pdf'],
      ],
    ])
    expect(await openOnes()).toEqual([])
    await goTo('2027-02-01T08:00:00')
    expect(await theOpenOne()).toMatchObject({ nominal: '2027-03-15', due: '2027-03-15', moved: null })
    expect(school.letter('duty-late')).toEqual([])
  })

  it('D15 an office answers by the link in its letter, once, with a file', async () => {
    await school.duties.create(
      daily({ inputs: [{ id: 'a', office: '庶務組', what: '電腦資料', email: 'ga@school.example' }] }),
    )
    await goTo('2026-02-02T09:00:00')
    const [input] = (await theOpenOne()).awaited
    expect(await school.awaited.ask(input?.id ?? '', 'lin')).toMatchObject({ mailed: true })
    const asked = school.letter('duty-asked')[0]?.letter
    const token = asked?.kind === 'duty-asked' ? (asked.path.split('token=')[1] ?? '') : ''
    expect(await school.awaited.opened(token)).toMatchObject({ office: '庶務組', what: '電腦資料', duty: '看留言版' })
    await school.awaited.supplyFile(token, { bytes: PDF, name: '清冊.pdf' })
    await school.awaited.supply(token, '如附件')
    expect((await theOpenOne()).awaited[0]).toMatchObject({ answer: '如附件', attachment: { name: '清冊.pdf' } })
    await expect(school.awaited.supply(token, '再一次')).rejects.toMatchObject({ code: 'GUEST_LINK_INVALID' })
  })
})

describe('exactly once', () => {
  it('D9 three weeks without a server are made up, late, and two processes make none twice', async () => {
    await school.duties.create(daily())
    await goTo('2026-02-02T09:00:00')
    await maker.stop()
    maker = school.maker()
    const second = school.maker()
    clock.jump(at('2026-02-25T09:00:00'))
    await Promise.all([maker.look(), second.look()])
    await second.stop()
    const open = await openOnes()
    // Each weekday of 2 to 25 February; this calendar has no holidays.
    expect(open.map(({ due }) => due)).toHaveLength(18)
    expect(new Set(open.map(({ due }) => due)).size).toBe(18)
    const late = open.filter((each) => each.late).map(({ id }) => id)
    expect(late).toHaveLength(17)
    expect(await school.occurrences.skipAll([...late, 'nothing'], '伺服器停機', 'lin')).toEqual(late)
    expect(await school.occurrences.skipAll(late, '再一次', 'lin')).toEqual([])
    expect((await theOpenOne()).late).toBe(false)
    await school.occurrences.reopenAll(late)
    expect(await openOnes()).toHaveLength(18)
  })

  it('D10 a typhoon takes today’s away, and gives it back when it turns', async () => {
    await school.duties.create(daily())
    await goTo('2026-02-02T07:00:00')
    const monday = schoolDate('2026-02-02')
    const said = (type: 'suspended' | 'school') => ({ date: monday, said: { type, pattern: null, note: '颱風' } })
    await school.schedule.sayDays([said('suspended')])
    school.changes.publish('calendar')
    await maker.look()
    expect(await openOnes()).toEqual([])
    const [skipped] = await school.list.history({ dutyId: (await school.duties.list(1))[0]?.id ?? '', limit: 1 })
    expect(skipped).toMatchObject({ state: 'skipped', reason: CALENDAR_SKIP })
    await school.schedule.sayDays([said('school')])
    school.changes.publish('calendar')
    await maker.look()
    expect(await theOpenOne()).toMatchObject({ due: '2026-02-02', state: 'open' })
  })

  it('D11 D13 D19 a change meets one that was seen; of two who finish, one does; skipped can be reopened', async () => {
    const duty = await school.duties.create(daily())
    await goTo('2026-02-02T09:00:00')
    const { id } = await theOpenOne()
    const two = [
      { id: 'seen', text: '看過新留言', critical: true, evidence: { type: 'tick' }, probe: null },
      { id: 'told', text: '提醒處室', critical: false, evidence: { type: 'tick' }, probe: null },
    ] as const
    await school.duties.change(duty.id, daily({ steps: [...two] }), duty.version)
    await expect(school.duties.change(duty.id, daily(), duty.version)).rejects.toMatchObject({ code: 'DUTY_CHANGED' })
    expect((await theOpenOne()).steps).toHaveLength(2)
    await expect(school.occurrences.finish(id, 'lin')).rejects.toMatchObject({ code: 'DUTY_STEPS_MISSING' })
    await tick(id, 'seen')
    await school.occurrences.answer(id, 'told', { result: 'not-needed' }, 'lin')
    const tries = await Promise.allSettled(['lin', 'chen'].map((by) => school.occurrences.finish(id, by)))
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(tick(id, 'seen')).rejects.toMatchObject({ code: 'DUTY_CLOSED' })
    await school.occurrences.reopen(id)
    await school.occurrences.retract(id, 'told')
    expect(await school.occurrences.skip(id, '網站維修', 'lin')).toMatchObject({ state: 'skipped', reason: '網站維修' })
    await expect(school.occurrences.skip(id, '再一次', 'lin')).rejects.toMatchObject({ code: 'DUTY_CLOSED' })
  })
})

describe('who and what', () => {
  it('D12 D18 a critical step that fails opens one fault, however often it is answered', async () => {
    await school.duties.create(
      daily({
        steps: [
          {
            ...{ id: 'disk', text: 'C 槽剩餘', critical: true, probe: null },
            evidence: { type: 'number', unit: '%', min: 15, max: null },
          },
        ],
      }),
    )
    await goTo('2026-02-02T09:00:00')
    const { id } = await theOpenOne()
    const said = (value: number) => school.occurrences.answer(id, 'disk', { result: 'ok', value }, 'lin')
    const [failed] = (await said(4)).answers
    expect(failed).toMatchObject({ result: 'failed', value: 4, faultId: expect.any(String) })
    await said(3)
    expect((await said(40)).answers).toMatchObject([{ result: 'ok', value: 40, faultId: failed?.faultId }])
    expect(await school.faults.list(10, undefined, {})).toHaveLength(1)
  })

  it('D14 D16 D17 the owner reads it in the morning, the stand-in while the owner is away, the head hears when it is late', async () => {
    const createdAt = new Date(clock.now())
    for (const [id, role] of [
      ['wang', 'operator'],
      ['lin', 'operator'],
      ['chen', 'teacher'],
    ] as const)
      await school.database.user.create({ data: { id, name: id, fullName: id, role, passwordHash: '', createdAt } })
    await school.duties.create(daily({ ownerId: 'wang', standInId: 'lin', remindDays: 0, escalateDays: 1 }))
    await goTo('2026-02-02T07:30:00')
    expect(await school.toldTo('wang', 'operator')).toEqual(['看留言版'])
    expect(await school.toldTo('lin', 'operator')).toEqual([])
    await goTo('2026-02-02T08:00:00')
    expect(school.letters).toEqual([])
    const away = { userId: 'wang', from: schoolDate('2026-02-03'), until: schoolDate('2026-02-04'), note: '' }
    await school.duties.addAbsence(away)
    await goTo('2026-02-03T08:00:00')
    expect(await school.toldTo('wang', 'operator')).toEqual([])
    expect(await school.toldTo('lin', 'operator')).toEqual(['late 看留言版', '看留言版'])
    expect(school.letter('duty-late').map(({ to, key }) => [to, key.endsWith('2026-02-02')])).toEqual([
      [{ type: 'those-who-may', permission: 'procedures.write' }, true],
    ])
    expect((await openOnes()).map(({ responsible }) => responsible.type)).toEqual(['stand-in', 'stand-in'])
  })

  it('D20 what Nooncast sees answers a step, changes with it, and leaves a person’s answer alone', async () => {
    await school.duties.create(
      daily({
        steps: [
          {
            ...{ id: 'backup', text: '備份', critical: false, evidence: { type: 'tick' } },
            probe: { type: 'own-backup', maxHours: 36 },
          },
        ],
      }),
    )
    school.backedUp(at('2026-01-30T02:30:00'))
    await goTo('2026-02-02T09:00:00')
    const answers = async () => (await theOpenOne()).answers
    expect(await answers()).toMatchObject([
      { result: 'failed', by: 'system', finding: { code: 'backup-old', params: { hours: 79 } } },
    ])
    school.backedUp(at('2026-02-02T09:01:00'))
    await goTo('2026-02-02T09:02:00')
    expect(await answers()).toMatchObject([{ result: 'ok', finding: { code: 'backup-fresh' } }])
    const { id } = await theOpenOne()
    await school.occurrences.answer(id, 'backup', { result: 'failed', note: '檔案打不開' }, 'lin')
    await goTo('2026-02-02T09:03:00')
    expect(await answers()).toMatchObject([{ result: 'failed', by: 'lin', finding: null }])
  })

  it('begins with the section’s procedures, and never again', async () => {
    expect(await seedDuties(school.database, clock)).toBe(true)
    await school.duties.remove('sop-008-board', 'lin')
    expect(await seedDuties(school.database, clock)).toBe(false)
    expect((await school.duties.list(50)).map(({ procedure }) => procedure)).toEqual([
      ...['SOP-002', 'SOP-003', 'SOP-005', 'SOP-007', 'SOP-009', 'SOP-010', 'SOP-010'],
    ])
    expect((await school.duties.restore('sop-008-board')).name).toContain('留言版')
  })
})

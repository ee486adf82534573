/** Duties over the weeks: real SQLite, a clock that is driven, letters that are only counted. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../protocol/account.ts'
import type { DutyDraft, DutyStep } from '../../protocol/duty.ts'
import { CALENDAR_SKIP } from '../../protocol/duty-occurrence.ts'
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
import { readRecords, sumWork } from '../procedures/records.ts'
import { createRequestStore } from '../requests/store.ts'
import { createScheduleStore } from '../schedule/store.ts'
import { localDate } from '../schedule/wall-clock.ts'
import { createAlmanac } from './almanac.ts'
import { createAwaitedStore } from './awaited.ts'
import { createFollowUps } from './follow-up.ts'
import { createDutyLetters } from './letters.ts'
import { type Maker, startMaker } from './maker.ts'
import { createMisses } from './misses.ts'
import { dutyMorning } from './morning.ts'
import { createOccurrenceList } from './occurrence-list.ts'
import { createOccurrenceStore } from './occurrences.ts'
import type { Seen } from './probes/judge.ts'
import { SEEDED_DUTIES, seedDuties } from './seeds.ts'
import { createDutyStore } from './store.ts'

const ZONE = 'Asia/Taipei'
const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const LIN = { id: 'lin', name: 'lin' }
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
  const requests = createRequestStore({
    ...{ database, clock, timeZone: ZONE },
    days: async () => ({ works: () => true, dateOf: (when) => localDate(when, ZONE) }),
  })
  const list = createOccurrenceList({ database, timeZone: ZONE, almanac })
  const misses = createMisses({ database, almanac })
  const followUp = createFollowUps({ faults, requests })
  const occurrences = createOccurrenceStore({ database, clock, list, misses, attachments, followUp })
  let ownBackupAt: Instant | null = null
  const seen = async (): Promise<Seen> => ({
    ...{ site: () => null, server: () => null, ownBackupAt, ownBackupFailed: false },
    ownDisks: [{ freeBytes: 40, totalBytes: 100 }],
  })
  const log = {
    error: ({ err }: { err?: unknown }) => {
      throw err
    },
  }
  return {
    ...{ database, clock, schedule, changes, list, occurrences, letters, faults },
    duties: createDutyStore({ database, clock, almanac }),
    awaited: createAwaitedStore({ database, clock, attachments, guests, letters: dutyLetters }),
    maker: (): Maker =>
      startMaker({
        ...{ database, clock, changes, almanac, occurrences, misses, letters: dutyLetters, seen, log },
      }),
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
const tick = (id: string, stepId: string) => school.occurrences.answer(id, stepId, { result: 'ok' }, LIN)

const STEP: DutyStep = { id: 'seen', text: '看過', critical: true, evidence: { type: 'tick' }, probe: null }
const daily = (patch: Partial<DutyDraft> = {}): DutyDraft => ({
  ...{ name: '看留言版', procedure: '', note: '', recurrence: { type: 'school-days' }, onHoliday: 'drop' },
  ...{ onlyInTerm: false, time: timeOfDay('16:00'), leadDays: 0, remindDays: null, escalateDays: null },
  ...{ ownerId: null, standInId: null, inputs: [], paused: false, lapses: 'never' },
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
    await school.occurrences.answer(first.id, 'letter', { result: 'ok' }, LIN, file)
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
    await school.occurrences.answer(first.id, 'file', { result: 'ok' }, LIN, { bytes: PDF, name: '回執.pdf' })
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
    expect(asked).toMatchObject({ both: true })
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
    await school.occurrences.answer(id, 'told', { result: 'not-needed' }, LIN)
    const tries = await Promise.allSettled(['lin', 'chen'].map((by) => school.occurrences.finish(id, by)))
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(tick(id, 'seen')).rejects.toMatchObject({ code: 'DUTY_CLOSED' })
    await school.occurrences.reopen(id)
    await school.occurrences.retract(id, 'told')
    expect(await school.occurrences.skip(id, '網站維修', 'lin')).toMatchObject({ state: 'skipped', reason: '網站維修' })
    await expect(school.occurrences.skip(id, '再一次', 'lin')).rejects.toMatchObject({ code: 'DUTY_CLOSED' })
  })
})

describe('what was not done', () => {
  const history = async () => school.list.history({ dutyId: (await school.duties.list(1))[0]?.id ?? '', limit: 40 })

  it('D23 of three weeks without a server the last day can still be done; the others were missed, and never done', async () => {
    await school.duties.create(daily({ procedure: 'SOP-008', lapses: 'next' }))
    await goTo('2026-02-02T09:00:00')
    await goTo('2026-02-25T09:00:00')
    expect(await theOpenOne()).toMatchObject({ due: '2026-02-25', state: 'open' })
    const missed = (await history()).filter(({ state }) => state === 'missed')
    expect(missed).toHaveLength(17)
    // Tuesday the 24th could be done until Wednesday began.
    expect(missed[0]).toMatchObject({ due: '2026-02-24', closedBy: 'system', closedAt: at('2026-02-25T00:00:00') })
    expect((await school.list.board()).missed.map(({ due }) => due)).toEqual([
      ...['2026-02-24', '2026-02-23', '2026-02-20', '2026-02-19', '2026-02-18', '2026-02-17'],
    ])
    const year = { from: at('2026-01-01T00:00:00'), until: at('2027-01-01T00:00:00'), now: clock.now() }
    const records = await readRecords({ database: school.database, lateRequests: async () => new Set() }, year)
    expect(sumWork(records).get('008')).toEqual({ done: 0, missed: 17, late: 0, open: 1 })
    const id = missed[0]?.id ?? ''
    await expect(tick(id, 'seen')).rejects.toMatchObject({ code: 'DUTY_CLOSED' })
    await expect(school.occurrences.finish(id, 'lin')).rejects.toMatchObject({ code: 'DUTY_CLOSED' })
    await expect(school.occurrences.reopen(id)).rejects.toMatchObject({ code: 'DUTY_MISSED' })
    await school.occurrences.reopenAll([id])
    expect((await history()).find((each) => each.id === id)?.state).toBe('missed')
  })

  it('D17 D23 the check before noon is missed at midnight, with who looked after it that day; the head is told', async () => {
    const createdAt = new Date(clock.now())
    for (const id of ['wang', 'lin'])
      await school.database.user.create({
        data: { id, name: id, fullName: id, role: 'operator', passwordHash: '', createdAt },
      })
    const noon = { time: timeOfDay('11:50'), ownerId: 'wang', standInId: 'lin', escalateDays: 1 }
    const duty = await school.duties.create(daily({ ...noon, lapses: 'day' }))
    const monday = schoolDate('2026-02-02')
    await school.duties.addAbsence({ userId: 'wang', from: monday, until: monday, note: '' })
    await goTo('2026-02-02T23:59:00')
    expect(await theOpenOne()).toMatchObject({ late: true })
    await goTo('2026-02-03T08:00:00')
    expect((await theOpenOne()).due).toBe('2026-02-03')
    const [, missed] = await history()
    expect(missed).toMatchObject({ state: 'missed', responsible: { type: 'stand-in', name: 'lin' } })
    expect(school.letter('duty-missed').map(({ letter }) => 'due' in letter && letter.due)).toEqual(['2026-02-02'])
    expect(school.letter('duty-late')).toEqual([])
    // A duty that can be done afterwards takes it back.
    const { version } = await school.duties.get(duty.id)
    await school.duties.change(duty.id, daily({ ...noon, lapses: 'never' }), version)
    expect(await school.occurrences.reopen(missed?.id ?? '')).toMatchObject({ state: 'open', late: true })
  })

  it('D10 D23 a typhoon that is entered afterwards was no duty; one that was begun stays missed', async () => {
    await school.duties.create(
      daily({
        lapses: 'day',
        steps: [
          { ...STEP, id: 'seen' },
          { ...STEP, id: 'told' },
        ],
      }),
    )
    await goTo('2026-02-02T09:00:00')
    await goTo('2026-02-03T09:00:00')
    await tick((await theOpenOne()).id, 'seen')
    await goTo('2026-02-04T09:00:00')
    const said = (date: string) => ({
      ...{ date: schoolDate(date), said: { type: 'suspended', pattern: null, note: '颱風' } as const },
    })
    await school.schedule.sayDays([said('2026-02-02'), said('2026-02-03')])
    school.changes.publish('calendar')
    await maker.look()
    expect((await history()).map(({ due, state, reason }) => [due, state, reason])).toEqual([
      ...[
        ['2026-02-04', 'open', ''],
        ['2026-02-03', 'missed', ''],
        ['2026-02-02', 'skipped', CALENDAR_SKIP],
      ],
    ])
  })
})

describe('who and what', () => {
  const failing = (patch: Partial<DutyStep>): DutyStep => ({
    ...{ id: 'disk', text: 'C 槽剩餘', critical: true, probe: null },
    evidence: { type: 'number', unit: '%', min: 15, max: null },
    ...patch,
  })

  it('D12 D18 a critical step that fails opens one fault, however often it is answered or taken back', async () => {
    await school.duties.create(daily({ steps: [failing({})] }))
    await goTo('2026-02-02T09:00:00')
    const { id } = await theOpenOne()
    const said = (value: number) => school.occurrences.answer(id, 'disk', { result: 'ok', value }, LIN)
    const failed = await said(4)
    expect(failed.answers).toMatchObject([{ result: 'failed', value: 4 }])
    expect(failed.followUps).toMatchObject([{ stepId: 'disk', type: 'fault', number: '115-0001' }])
    expect((await school.occurrences.retract(id, 'disk')).followUps).toEqual(failed.followUps)
    await said(3)
    const mended = await said(40)
    expect(mended.answers).toMatchObject([{ result: 'ok', value: 40 }])
    expect(mended.followUps).toEqual(failed.followUps)
    expect(await school.faults.list(10, undefined, {})).toHaveLength(1)
  })

  it('D18 of two who fail a step at once one opens its request, which belongs to the occurrence', async () => {
    const steps = [failing({ evidence: { type: 'tick' }, opens: { type: 'request', kind: 'school-page' } })]
    await school.duties.create(daily({ steps }))
    await goTo('2026-02-02T09:00:00')
    const { id } = await theOpenOne()
    const fail = (name: string) =>
      school.occurrences.answer(id, 'disk', { result: 'failed', note: '行事曆打不開' }, { id: name, name })
    const [one, other] = await Promise.all([fail('lin'), fail('chen')])
    expect(one?.followUps).toEqual(other?.followUps)
    const rows = await school.database.request.findMany()
    expect(rows).toMatchObject([
      {
        kind: 'school-page',
        summary: '看留言版：C 槽剩餘',
        details: '行事曆打不開',
        dutyOccurrenceId: id,
        state: 'new',
      },
    ])
    expect(one?.followUps).toMatchObject([{ type: 'request', id: rows[0]?.id, number: 'R115-0001' }])
    expect(await school.faults.list(10, undefined, {})).toEqual([])
  })

  it('D18 what can’t be opened leaves the step unanswered', async () => {
    await school.duties.create(daily({ steps: [failing({ opens: { type: 'request', kind: 'other' } })] }))
    await goTo('2026-02-02T09:00:00')
    const { id } = await theOpenOne()
    await school.database.$executeRawUnsafe('ALTER TABLE "RequestCounter" RENAME TO "Elsewhere"')
    await expect(school.occurrences.answer(id, 'disk', { result: 'ok', value: 1 }, LIN)).rejects.toThrow()
    expect(await theOpenOne()).toMatchObject({ answers: [], followUps: [] })
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
    await school.occurrences.answer(id, 'backup', { result: 'failed', note: '檔案打不開' }, LIN)
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

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestKind } from '../../protocol/request-kinds.ts'
import { schoolDate } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import type { HandedIn } from '../mail/letterbox.ts'
import { createChanges } from '../platform/changes.ts'
import { writeSettings } from '../platform/settings.ts'
import { at, ZONE } from '../schedule/inputs-fixture.ts'
import { createRequestLetters, type RequestLetters } from './letters.ts'
import { createRequestList, type RequestList } from './list.ts'
import { createRequestStore, type Doer, type RequestStore } from './store.ts'
import { confirmSilent } from './upkeep.ts'
import { readWorkingDays } from './working-days.ts'

const CHEN: Doer = { id: 'chen', name: '陳老師', as: ['requester'] }
const LIN: Doer = { id: 'lin', name: '林組員', as: ['section'] }
const DAY = 86_400_000
let held: TestDatabase
let clock: TestClock
let sent: HandedIn[]
let takenBack: string[]
let requests: RequestStore
let list: RequestList
let letters: RequestLetters

beforeEach(async () => {
  clock = createTestClock(at('2026-11-23', '08:00'))
  held = await openTestDatabase(clock)
  const { database } = held
  for (const [id, role] of [
    ['chen', 'teacher'],
    ['wu', 'teacher'],
    ['lin', 'operator'],
  ] as const)
    await database.user.create({
      data: { id, name: id, fullName: '', passwordHash: '', role, createdAt: new Date(clock.now()) },
    })
  sent = []
  takenBack = []
  const days = () => readWorkingDays({ days: async () => [], timeZone: ZONE }, clock.now())
  list = createRequestList({ database, clock, timeZone: ZONE, days, files: async () => [] })
  letters = createRequestLetters({
    ...{ database, clock, timeZone: ZONE, days, usualDays: list.usualDays },
    letterbox: {
      handIn: async (handed) => {
        sent.push(...handed)
        return true
      },
    },
    deliveries: {
      takeBack: async (prefix) => {
        takenBack.push(prefix)
        return 1
      },
    },
  })
  requests = createRequestStore({ database, clock, timeZone: ZONE, days, told: letters.heard })
})
afterEach(() => held.close())

const file = (id = 'chen', kind: RequestKind = 'computer', wantedOn: string | null = null) =>
  requests.file(
    {
      ...{ kind, summary: `${id} 的申請`, details: '', room: '205', fields: {} },
      wantedOn: wantedOn === null ? null : schoolDate(wantedOn),
    },
    { id, name: id },
    { ...CHEN, id, name: id },
  )
/** Kind and reader of what was handed in since the last look. */
const post = () =>
  sent.splice(0).map(({ letter, to }) => `${letter.kind} ${to.type === 'person' ? to.userId : to.type}`)

describe('letters about requests', () => {
  it('who asked hears that it came, the section that there is one; each question and answer reaches the other side', async () => {
    const id = await file()
    expect(post()).toEqual(['request-received chen', 'request-filed those-who-may'])
    await requests.act(id, { type: 'ask' }, { by: LIN, words: '哪一台？' })
    expect(sent[0]).toMatchObject({ from: clock.now() + 60_000, letter: { words: '哪一台？', by: '林組員' } })
    expect(post()).toEqual(['request-asked chen'])
    await requests.act(id, { type: 'reply' }, { by: CHEN, words: '靠窗' })
    expect(post()).toEqual(['request-replied lin'])
    await requests.act(id, { type: 'answer' }, { by: LIN, words: '好了' })
    expect(post()).toEqual(['request-answered chen'])
    await requests.act(id, { type: 'reopen' }, { by: CHEN, words: '沒有' })
    expect(post()).toEqual(['request-reopened lin'])
  })

  it('Q8 an answer reaches everyone whose request was merged, each with their own number', async () => {
    const [mine, theirs] = [await file('chen'), await file('wu')]
    post()
    await requests.merge(mine, theirs, { by: LIN })
    expect(post()).toEqual(['request-merged chen', 'request-merged wu'])
    await requests.act(theirs, { type: 'answer' }, { by: LIN, words: '好了' })
    const told = sent.map(({ letter, to }) => [to.type === 'person' && to.userId, 'number' in letter && letter.number])
    expect(told).toEqual([
      ['wu', 'R115-0002'],
      ['chen', 'R115-0001'],
    ])
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
  })

  it('Q10 a note causes no letter', async () => {
    const id = await file()
    post()
    await requests.say(id, { by: LIN, words: '內部' }, true)
    expect(post()).toEqual([])
  })

  it('Q11 what is taken back takes its letters back', async () => {
    const id = await file()
    await requests.act(id, { type: 'answer' }, { by: LIN, words: '寫錯了' })
    const letter = sent.find((each) => each.letter.kind === 'request-answered')
    await requests.act(id, { type: 'recall' }, { by: LIN })
    expect(takenBack.some((prefix) => letter?.key.startsWith(prefix))).toBe(true)
  })

  it('Q15 a question is asked again after three days of school, and after three more whoever asked is told; each once', async () => {
    const id = await file()
    await requests.act(id, { type: 'ask' }, { by: LIN, words: '哪一台？' })
    post()
    const asked = clock.now()
    const remindOn = async (date: string, time = '08:00') => {
      clock.jump(at(date, time))
      await letters.remind()
      await letters.remind()
      const keys = new Set(sent.map(({ key }) => key))
      const told = new Set(post())
      expect(keys.size).toBe(told.size)
      return [...told]
    }
    expect(await remindOn('2026-11-25')).toEqual([])
    expect(await remindOn('2026-11-26', '06:00')).toEqual([])
    expect(await remindOn('2026-11-26')).toEqual(['request-asked-again chen'])
    // Saturday, Sunday: nobody is written to, and they do not count.
    expect(await remindOn('2026-11-28')).toEqual([])
    expect(await remindOn('2026-11-30')).toEqual(['request-asked-again chen'])
    clock.jump(at('2026-12-01', '08:00'))
    await letters.remind()
    expect(sent[0]).toMatchObject({ letter: { kind: 'request-unanswered', words: '哪一台？', asked } })
    expect(post()).toEqual(['request-unanswered lin'])
    await requests.act(id, { type: 'reply' }, { by: CHEN, words: '靠窗' })
    post()
    expect(await remindOn('2026-12-02')).toEqual([])
  })

  it('Q4 the days of silence that are set confirm an answer, in any number of looks once', async () => {
    await writeSettings(held.database, clock, { requestSilentDays: 5 })
    const id = await file()
    await requests.act(id, { type: 'answer' }, { by: LIN, words: '好了' })
    expect(sent.find(({ letter }) => letter.kind === 'request-answered')?.letter).toMatchObject({ silentDays: 5 })
    const deps = { database: held.database, requests, clock, changes: createChanges() }
    clock.advance(5 * DAY - 1)
    expect(await confirmSilent(deps)).toBe(0)
    clock.advance(1)
    expect(await Promise.all([confirmSilent(deps), confirmSilent(deps)]).then((each) => each[0] + each[1])).toBe(1)
    expect((await list.view(id))?.state).toBe('confirmed')
  })

  it('Q7 how long a kind takes is the median of its last answers, and is told when one files', async () => {
    for (const length of [0, 1, 3]) {
      clock.jump(at('2026-11-23', '08:00'))
      const id = await file()
      clock.advance(length * DAY)
      await requests.act(id, { type: 'answer' }, { by: LIN, words: '好了' })
    }
    post()
    await file()
    expect(sent[0]?.letter).toMatchObject({ kind: 'request-received', days: 1, usual: true })
    expect(await list.usualDays('school-page')).toBeNull()
  })
})

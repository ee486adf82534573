import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Instant, instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createDeliveries } from '../mail/deliveries.ts'
import { createLetterbox } from '../mail/letterbox.ts'
import { createPostSettings } from '../mail/post-settings.ts'
import { write } from '../mail/writing.ts'
import { createChanges } from '../platform/changes.ts'
import { createSeal } from '../platform/sealed.ts'
import { FAULT_LETTER_WORDS, type FaultLetter } from './letter-words.ts'
import { createFaultLetters, type FaultLetters } from './letters.ts'
import { createFaultStore, type FaultStore } from './store.ts'

const timeZone = 'Asia/Taipei'
const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const MONDAY = at('2026-11-23T09:00:00')
const NOON = at('2026-11-23T12:04:00')

let opened: TestDatabase
let clock: TestClock
let faults: FaultStore
let letters: FaultLetters
beforeEach(async () => {
  clock = createTestClock(MONDAY)
  opened = await openTestDatabase(clock)
  const { database } = opened
  const sealed = { database, clock, seal: createSeal(Buffer.alloc(32, 7)) }
  const [deliveries, post] = [createDeliveries(sealed), createPostSettings(sealed)]
  await post.setServer({
    ...{ host: '127.0.0.1', port: 25, tls: 'none', user: '', from: 'noon@school.example', trusted: '' },
    panelAddress: 'http://noon.example',
  })
  for (const [name, role] of [
    ['lin', 'operator'],
    ['chen', 'teacher'],
    ['wu', 'teacher'],
  ] as const)
    await database.user.create({
      data: {
        ...{ id: name, name, fullName: '', passwordHash: '', role, language: 'en', createdAt: new Date(MONDAY) },
        email: `${name}@school.example`,
      },
    })
  const letterbox = createLetterbox({ database, clock, timeZone, deliveries, post })
  letters = createFaultLetters({ database, clock, timeZone, letterbox, deliveries })
  faults = createFaultStore({
    ...{ database, clock, timeZone, changes: createChanges(), nextNoon: () => NOON },
    moved: letters.moved,
  })
})
afterEach(() => opened.close())

/** `lin fault-overdue` of all letters, in order. */
const sent = async () =>
  (await opened.database.delivery.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }))
    .map(({ address, kind }) => `${address.split('@')[0]} ${kind}`)
    .sort()
const report = (severity: 'blocks-noon' | 'normal', symptom: 'no-sound' | 'remote' = 'no-sound') =>
  faults.report({ source: 'person', severity, title: '沒有聲音', symptom, room: '101', reporterId: 'chen' }, 'chen')
const triage = { type: 'triage', severity: 'normal', ownerId: null, note: '' } as const

describe('letters about faults', () => {
  it('F12 tell the section at once of what blocks noon, at night too, and of nothing else', async () => {
    clock.jump(at('2026-11-21T23:00:00'))
    await report('normal', 'remote')
    expect(await sent()).toEqual([])
    const { id } = await report('blocks-noon')
    expect(await sent()).toEqual(['lin fault-blocks-noon'])
    await faults.act(id, { type: 'note', note: 'x' }, 'lin')
    expect(await sent()).toHaveLength(1)
    const other = await report('normal')
    await faults.act(other.id, { ...triage, severity: 'blocks-noon' }, 'lin')
    expect(await sent()).toEqual(['chen fault-taken', 'lin fault-blocks-noon', 'lin fault-blocks-noon'])
  })

  it('F12 tell all who reported it, but not who acts, and take back what is undone', async () => {
    const { id } = await report('normal')
    await faults.join(id, 'wu', '', 'wu')
    await faults.act(id, { type: 'dismiss', note: 'nothing is wrong' }, 'lin')
    expect(await sent()).toEqual(['chen fault-dismissed', 'wu fault-dismissed'])
    await faults.act(id, { type: 'reopen', note: '' }, 'lin')
    expect(await sent()).toEqual([])
    await faults.act(id, { type: 'ask', note: 'which one?' }, 'lin')
    await faults.act(id, { type: 'answer', note: 'the left' }, 'chen')
    await faults.act(id, { type: 'fixed', note: 'a new cable' }, 'lin')
    await faults.act(id, { type: 'accept', note: '' }, 'chen')
    expect(await sent()).toEqual(['chen fault-asked', 'chen fault-repaired', 'wu fault-asked', 'wu fault-repaired'])
  })

  it('F6 tell of what is late once for each due time, in the section’s hours', async () => {
    const { id } = await report('normal')
    await faults.act(id, { ...triage, ownerId: 'lin' }, 'chen')
    clock.jump(at('2026-11-26T08:59:00'))
    await letters.remind()
    expect(await sent()).toEqual([])
    clock.jump(at('2026-11-26T20:00:00'))
    await letters.remind()
    expect(await sent()).toEqual([])
    clock.jump(at('2026-11-27T08:10:00'))
    await letters.remind()
    await letters.remind()
    expect(await sent()).toEqual(['lin fault-overdue'])
  })

  it('F14 a question is asked again after three days of school, and after three more the section is told; each once', async () => {
    const { id } = await report('normal')
    await faults.act(id, { ...triage, ownerId: null }, 'lin')
    await faults.act(id, { type: 'ask', note: 'which one?' }, 'lin')
    const remindOn = async (when: string) => {
      clock.jump(at(when))
      await letters.remindAsked()
      await letters.remindAsked()
      return (await sent()).filter((each) => /again|unanswered/.test(each))
    }
    expect(await remindOn('2026-11-25T08:00:00')).toEqual([])
    expect(await remindOn('2026-11-26T06:00:00')).toEqual([])
    expect(await remindOn('2026-11-26T08:00:00')).toEqual(['chen fault-asked-again'])
    expect(await remindOn('2026-11-29T08:00:00')).toEqual(['chen fault-asked-again'])
    expect(await remindOn('2026-12-01T08:00:00')).toEqual(['chen fault-asked-again', 'lin fault-unanswered'])
    await faults.act(id, { type: 'answer', note: 'the left' }, 'chen')
    await faults.act(id, { type: 'ask', note: 'left of what?' }, 'lin')
    expect(await remindOn('2026-12-02T08:00:00')).toHaveLength(2)
    expect(await remindOn('2026-12-04T08:00:00')).toHaveLength(3)
  })

  it('say in both languages what, where and why, without a gap', () => {
    const told = { faultId: 'f', number: '115-0001', room: '', title: '', symptom: 'frozen', cause: null } as const
    const all: { readonly [Kind in FaultLetter['kind']]: Extract<FaultLetter, { kind: Kind }> } = {
      'fault-blocks-noon': { kind: 'fault-blocks-noon', ...told, dueAt: NOON },
      'fault-overdue': { kind: 'fault-overdue', ...told, dueAt: NOON },
      'fault-taken': { kind: 'fault-taken', ...told },
      'fault-asked': { kind: 'fault-asked', ...told, note: '<b>?' },
      'fault-asked-again': { kind: 'fault-asked-again', ...told, note: '<b>?' },
      'fault-unanswered': { kind: 'fault-unanswered', ...told, note: '<b>?', asked: NOON },
      'fault-repaired': { kind: 'fault-repaired', ...told, note: '' },
      'fault-dismissed': { kind: 'fault-dismissed', ...told, note: '找不到問題' },
    }
    expect(Object.keys(FAULT_LETTER_WORDS).sort()).toEqual(Object.keys(all).sort())
    for (const letter of Object.values(all))
      for (const language of ['zh-TW', 'en'] as const) {
        const style = {
          language,
          minguoYears: true,
          timeZone,
          schoolName: '臺中一中',
          panelAddress: 'http://noon.example',
        }
        const { subject, text, html } = write(letter, style)
        expect(`${subject}${text}`).not.toMatch(/[{}]|undefined|null/)
        expect(html).not.toContain('<b>')
        expect(subject).toMatch(/115-0001/)
      }
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createChanges } from '../platform/changes.ts'
import { createFaultStore, type FaultStore } from './store.ts'

const NOON = instant(Date.parse('2026-11-26T12:04:00+08:00'))

let opened: TestDatabase
let faults: FaultStore
const clock = createTestClock(NOON)
beforeAll(async () => {
  opened = await openTestDatabase(clock)
  faults = createFaultStore({ database: opened.database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
})
afterAll(() => opened.close())

const silent = { source: 'system', severity: 'high', title: '', room: '101' } as const
const cause = { key: 'silent 101', seen: { code: 'silent', params: { room: '101' } } }
const broken = (title: string) => faults.report({ source: 'operator', severity: 'normal', title }, 'wang')

describe('faults as they are kept', () => {
  it('are numbered by the year of the Republic, without a number twice', async () => {
    const made = await Promise.all(['a', 'b', 'c'].map(broken))
    expect(new Set(made.map(({ number }) => number)).size).toBe(3)
    for (const { number } of made) expect(number).toMatch(/^115-000[1-9]$/)
  })

  it('keep each act with who did it and the state it left', async () => {
    const { id } = await broken('遙控器不見')
    await faults.act(id, { type: 'triage', severity: 'low', ownerId: null, note: '' }, 'lin')
    await faults.act(id, { type: 'fixed', note: '換了一支' }, 'lin')
    const done = await faults.act(id, { type: 'accept', note: '' }, 'chen')
    expect(done).toMatchObject({ state: 'closed', closedAt: NOON, version: 4 })
    const kept = await opened.database.faultEvent.findMany({ where: { faultId: id }, orderBy: { id: 'asc' } })
    expect(new Set(kept.map(({ by, state }) => `${by} ${state}`))).toEqual(
      new Set(['wang reported', 'lin triaged', 'lin to-accept', 'chen closed']),
    )
  })

  it('refuse what is not possible any more, and change nothing', async () => {
    const { id } = await broken('沒有聲音')
    await expect(faults.act(id, { type: 'accept', note: '' }, 'lin')).rejects.toMatchObject({ code: 'FAULT_MOVED_ON' })
    const stale = faults.act(id, { type: 'fix', note: '' }, 'lin', { version: 7 })
    await expect(stale).rejects.toMatchObject({ code: 'FAULT_MOVED_ON' })
    expect(await faults.find(id)).toMatchObject({ state: 'reported', version: 1 })
  })

  it('let one of two people triage', async () => {
    const { id, version } = await broken('畫面全黑')
    const triage = { type: 'triage', severity: 'high', ownerId: null, note: '' } as const
    const answers = await Promise.allSettled(['lin', 'chen'].map((by) => faults.act(id, triage, by, { version })))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('are one for one cause as long as it is open, and counted when it returns', async () => {
    const [first, second] = await Promise.all([0, 1].map(() => faults.report({ ...silent, cause }, 'system')))
    expect(second?.id).toBe(first?.id)
    const id = first?.id ?? ''
    expect(await faults.act(id, { type: 'heal', note: '' }, 'system')).toMatchObject({ healedAt: NOON, times: 2 })
    expect(await faults.report({ ...silent, cause }, 'system')).toMatchObject({ id, healedAt: null, times: 3 })
    await faults.act(id, { type: 'dismiss', note: '' }, 'lin')
    expect((await faults.report({ ...silent, cause }, 'system')).id).not.toBe(id)
  })

  it('are found by part of what was written, Chinese too', async () => {
    const { id } = await broken('投影布幕捲不起來')
    expect((await faults.list(10, undefined, { q: '布幕捲' })).map((each) => each.id)).toEqual([id])
    const seen = { code: 'tv-offline', params: { room: '305' } }
    const system = await faults.report({ ...silent, cause: { key: 'offline 305', seen } }, 'system')
    for (const q of ['離線', 'IS OFFLINE'])
      expect((await faults.list(10, undefined, { q })).map((each) => each.id)).toEqual([system.id])
  })
})

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desk } from '../../protocol/desk.ts'
import type { DutyBoard } from '../../protocol/duty-occurrence.ts'
import type { EquipmentSummary } from '../../protocol/equipment.ts'
import type { FaultView } from '../../protocol/fault.ts'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { type Contents, contents, openDemo } from '../../test/demo/demo-fixture.ts'

const CHILD = join(import.meta.dirname, '../../test/demo/killed-child.ts')
/** A Tuesday morning in another year: the story follows the clock. */
const NOW = instant(Date.parse('2027-03-09T09:30:00+08:00'))

describe('a demo school', () => {
  let directory: string
  let app: TestApp
  let admin: Browserlike
  let made: Contents
  const read = async <Answer>(url: string): Promise<Answer> =>
    (await admin.inject({ method: 'GET', url })).json<Answer>()

  beforeAll(async () => {
    const clock = createTestClock(NOW)
    directory = await mkdtemp(join(tmpdir(), 'nooncast-demo-'))
    await openDemo(directory, clock)
    made = await contents(directory, clock)
    await openDemo(directory, clock)
    expect(await contents(directory, clock)).toEqual(made)
    app = await startTestApp({ clock, directory })
    admin = await app.signIn()
  })
  afterAll(async () => {
    await app.close()
    await rm(directory, { recursive: true, force: true })
  })

  it('has equipment: each paired TV in the register, something to look after', async () => {
    const { total, questions, unregisteredTvs, vendors } = await read<EquipmentSummary>('/api/equipment/summary')
    expect(total).toBe(29)
    expect(unregisteredTvs).toBe(0)
    expect(vendors).toHaveLength(2)
    expect(questions['warranty-ending']).toBeGreaterThan(0)
    expect(questions['parts-short']).toBe(1)
  })

  it('has faults in the states that an operator meets, none of them ahead of the clock', async () => {
    const { items } = await read<{ items: FaultView[] }>('/api/faults?limit=100')
    expect(new Set(items.map(({ state }) => state))).toEqual(
      new Set(['reported', 'fixing', 'awaiting-slip', 'to-call', 'called', 'visit-agreed', 'to-accept', 'closed']),
    )
    expect(new Set(items.map(({ source }) => source))).toEqual(new Set(['person', 'operator', 'system']))
    expect(items.filter(({ createdAt, since }) => Math.max(createdAt, since) > NOW)).toEqual([])
    const numbers = items.map(({ number }) => number)
    expect(numbers).toEqual([...numbers].sort().reverse())
  })

  it('has a slip that waits for its second signature, a visit ahead, and a repair that was paid', async () => {
    const { items, money } = await read<Desk>('/api/desk')
    const waits = items.map(({ kind, waitsFor }) => `${kind} ${waitsFor.name}`)
    expect(waits).toContain('slip 會計室')
    expect(items.find(({ kind }) => kind === 'visit')?.dueAt ?? 0).toBeGreaterThan(NOW)
    expect(money).toMatchObject({ estimated: 4_000, circulating: 6_800, spent: 4_800 })
  })

  it('has done its duties of the last week but for what asks for a photo, and has today’s before it', async () => {
    const { open, ahead } = await read<DutyBoard>('/api/duty-board')
    expect(ahead.some(({ due }) => due === '2027-03-09')).toBe(true)
    const left = open.filter(({ due }) => due < '2027-03-09')
    expect(left.every(({ steps }) => steps.some(({ evidence }) => evidence.type === 'photo'))).toBe(true)
  })

  it('has people whom nobody can sign in as', async () => {
    const { items } = await read<{ items: { name: string; state: string }[] }>('/api/users?limit=100')
    const people = items.filter(({ name }) => name.startsWith('demo-'))
    expect(people).toHaveLength(6)
    expect(people.every(({ state }) => state !== 'active')).toBe(true)
  })

  it('is whole after starts that were killed in the middle of it, wherever that was', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'nooncast-demo-'))
    try {
      for (const point of ['cast', 'story', 'end']) {
        const child = fork(CHILD, [JSON.stringify({ directory: broken, now: NOW, point })], { execArgv: [] })
        const [code, signal] = await once(child, 'exit')
        expect([point, code, signal]).toEqual([point, null, 'SIGKILL'])
        const { faults, equipment, marks } = await contents(broken, createTestClock(NOW))
        expect([point, faults, equipment, marks]).toEqual([point, 0, 0, 0])
      }
      await openDemo(broken, createTestClock(NOW))
      expect(await contents(broken, createTestClock(NOW))).toEqual(made)
    } finally {
      await rm(broken, { recursive: true, force: true })
    }
  }, 120_000)
})

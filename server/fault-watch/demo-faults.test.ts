import { expect, it } from 'vitest'
import { someDisplay } from '../../protocol/display-fixture.ts'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase } from '../../test/database.ts'
import { readOpenFaults } from '../faults/open-faults.ts'
import { createFaultStore } from '../faults/store.ts'
import { createChanges } from '../platform/changes.ts'
import { demoFaults } from './demo-faults.ts'

it('a demo school has a fault that a teacher reported and one that the system saw, made once', async () => {
  const clock = createTestClock(instant(Date.parse('2026-11-26T10:00:00+08:00')))
  await using opened = await openTestDatabase(clock)
  const { database } = opened
  const status = { state: 'offline', since: null } as const
  const rooms = ['101', '102', '201'].map((name) => someDisplay({ id: `tv-${name}`, name, status }))
  for (const { id, name } of rooms)
    await database.display.create({
      data: { id, name, tokenHash: id, facts: {}, createdAt: new Date(clock.now()) },
    })
  const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
  for (let start = 0; start < 2; start++)
    await demoFaults({ database, clock, faults, displays: { list: async () => rooms } })
  const { items } = await readOpenFaults(database)
  expect(items.map(({ room, faults: here }) => [room, here.map(({ source }) => source)]).sort()).toEqual([
    ['102', ['person']],
    ['201', ['system']],
  ])
})

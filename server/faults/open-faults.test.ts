import { afterAll, beforeAll, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createChanges } from '../platform/changes.ts'
import { readOpenFaults } from './open-faults.ts'
import { createFaultStore, type FaultStore } from './store.ts'

const clock = createTestClock(instant(Date.parse('2026-11-26T12:04:00+08:00')))
let opened: TestDatabase
let faults: FaultStore
beforeAll(async () => {
  opened = await openTestDatabase(clock)
  faults = createFaultStore({ database: opened.database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
  const at = new Date(clock.now())
  for (const name of ['101', '102', '103'])
    await opened.database.display.create({
      data: { id: `tv-${name}`, name, tokenHash: name, facts: {}, createdAt: at },
    })
  const mixer = { label: 'ABCDEFGH', kind: 'mixer', name: 'Mixer', room: '直播室', state: 'in-use', createdAt: at }
  await opened.database.equipment.create({ data: { id: 'mixer', ...mixer } })
})
afterAll(() => opened.close())

const told = async () =>
  new Map((await readOpenFaults(opened.database)).items.map((item) => [item.displayId ?? item.room, item]))

it('tells each room its open faults, the worst first, and which rooms are unknown', async () => {
  const person = (title: string, of: object) =>
    faults.report({ source: 'person', severity: 'low', title, ...of }, 'wang')
  await person('遙控器不見', { room: '101' })
  await person('沒有聲音', { equipmentId: 'mixer' })
  const cause = { key: 'k', seen: { code: 'switch-down', params: { where: 'SW-3', count: 2, rooms: '101 · 102' } } }
  const { id } = await faults.report({ source: 'system', severity: 'blocks-noon', title: '', cause }, 'system')
  const joinedAt = new Date(clock.now())
  await opened.database.faultRoom.createMany({
    data: [
      { faultId: id, displayId: 'tv-101', joinedAt },
      { faultId: id, displayId: 'tv-102', joinedAt, backAt: joinedAt },
      { faultId: id, displayId: 'tv-gone', joinedAt },
    ],
  })
  const before = await told()
  expect([...before.keys()].sort()).toEqual(['tv-101', 'tv-102', '直播室'])
  expect(before.get('tv-101')).toMatchObject({ room: '101', worst: 'blocks-noon', unknown: true })
  expect(before.get('tv-101')?.faults.map(({ title }) => title)).toEqual(['', '遙控器不見'])
  expect(before.get('tv-102')).toMatchObject({ worst: null, unknown: false })
  await faults.act(id, { type: 'heal', note: '' }, 'system')
  expect((await told()).get('tv-101')).toMatchObject({ worst: 'low', unknown: false })
  await faults.act(id, { type: 'lapse', note: '' }, 'system')
  expect([...(await told()).keys()].sort()).toEqual(['tv-101', '直播室'])
})

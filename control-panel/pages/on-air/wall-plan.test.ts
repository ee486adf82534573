import { describe, expect, test } from 'vitest'
import type { Display } from '../../../protocol/display.ts'
import { instant } from '../../../protocol/time.ts'
import { floorsOf, placesOf } from './wall-plan.ts'

const room = (name: string, building = '', floor = '', groupId: string | null = 'g'): Display => ({
  id: name,
  name,
  groupId,
  volume: 1,
  trimMs: 0,
  mutedUntil: null,
  hidden: null,
  building,
  floor,
  standby: false,
  createdAt: instant(0),
  status: { state: 'offline', since: null },
})
const plan = (...rooms: Display[]) =>
  floorsOf(rooms, (id) => (id === null ? '未分組' : '一年級')).map((floor) => [
    floor.name,
    floor.rooms.map(({ name }) => name),
  ])

describe('the wall', () => {
  test('stands as the building does: the top floor first, rooms by number', () => {
    expect(plan(room('103', 'A', '1'), room('1101', 'A', '11'), room('201', 'A', '2'), room('21', 'A', '2'))).toEqual([
      ['A 11', ['1101']],
      ['A 2', ['21', '201']],
      ['A 1', ['103']],
    ])
  })
  test('rooms whose place was not said stand by group, after the others', () => {
    expect(plan(room('x', '', '', null), room('101'), room('201', 'B', '2'))).toEqual([
      ['B 2', ['201']],
      ['一年級', ['101']],
      ['未分組', ['x']],
    ])
  })

  test('is laid out again when a room moves, and not when its TV reports', () => {
    const before = placesOf([room('101', 'A', '1'), room('102')])
    const online = { ...room('102'), volume: 0.3, mutedUntil: instant(9), standby: true }
    expect(placesOf([room('101', 'A', '1'), online])).toBe(before)
    expect(placesOf([room('101', 'A', '2'), room('102')])).not.toBe(before)
    expect(placesOf([room('101', 'A', '1'), room('102', '', '', 'h')])).not.toBe(before)
  })
})

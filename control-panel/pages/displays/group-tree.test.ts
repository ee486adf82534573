import { expect, test } from 'vitest'
import type { Group } from '../../../protocol/display.ts'
import { groupTree } from './group-tree.ts'

const group = (id: string, name: string, parentId: string | null): Group => ({ id, name, parentId, displays: 0 })

test('parents stand before their children, rooms in the order of their numbers', () => {
  const tree = groupTree([
    group('c10', '110', 'g1'),
    group('g2', '二年級', 'all'),
    group('c2', '102', 'g1'),
    group('all', '全校', null),
    group('g1', '一年級', 'all'),
    group('lost', '舊樓', 'gone'),
  ])
  expect(tree.map(({ group: { id }, depth }) => `${depth} ${id}`).slice(0, 6)).toContain('0 lost')
  const below = tree.filter(({ depth }) => depth > 0).map(({ group: { id }, depth }) => `${depth} ${id}`)
  expect(below).toEqual(['1 g1', '2 c2', '2 c10', '1 g2'])
})

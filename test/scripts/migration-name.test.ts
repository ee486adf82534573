import { describe, expect, it } from 'vitest'
import { migrationFolder } from '../../scripts/migration-name.ts'

describe('migrationFolder', () => {
  it.each([
    [[], '0001_noon'],
    [['0001_a', '0002_b'], '0003_noon'],
    [['0002_b', '0009_c', '0001_a'], '0010_noon'],
  ])('after %o: %s', (existing, folder) => expect(migrationFolder(existing, 'noon')).toBe(folder))

  it.each(['', 'Noon', 'class volume', '1st', '_a', 'a__b', '../a', '教室'])('refuses the name “%s”', (name) =>
    expect(() => migrationFolder([], name)).toThrow('lower-case words'),
  )
})

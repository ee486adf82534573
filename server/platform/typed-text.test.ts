import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'

const clock = createTestClock(instant(Date.parse('2026-11-26T12:04:00+08:00')))
const NOTES = ['100% 光纖', '1000 元', 'a_b', 'axb', String.raw`C:\tv`, 'C:/tv', 'Noon']
let opened: TestDatabase
beforeAll(async () => {
  opened = await openTestDatabase(clock)
  const createdAt = new Date(clock.now())
  const data = NOTES.map((note, index) => ({ id: String(index), keyHash: note, note, createdAt }))
  await opened.database.channelKey.createMany({ data })
})
afterAll(() => opened.close())

const found = async (where: object, database: Pick<TestDatabase['database'], 'channelKey'> = opened.database) =>
  (await database.channelKey.findMany({ where, orderBy: { id: 'asc' } })).map(({ note }) => note)

describe('texts in the database', () => {
  it.each([
    ['100%', ['100% 光纖']],
    ['%', ['100% 光纖']],
    ['a_b', ['a_b']],
    ['_', ['a_b']],
    ['\\', [String.raw`C:\tv`]],
    [String.raw`\t`, [String.raw`C:\tv`]],
    ['nOON', ['Noon']],
    ['光', ['100% 光纖']],
    [`'`, []],
    ['', NOTES],
  ])('are found as they were typed: %s', async (text, notes) => {
    expect(await found({ note: { contains: text } })).toEqual(notes)
    expect(await opened.database.$transaction((within) => found({ note: { contains: text } }, within))).toEqual(notes)
  })

  it('are found by their beginning, their end and what they do not hold', async () => {
    expect(await found({ note: { startsWith: '1_0' } })).toEqual([])
    expect(await found({ note: { startsWith: '100%' } })).toEqual(['100% 光纖'])
    expect(await found({ note: { endsWith: '_b' } })).toEqual(['a_b'])
    expect(await found({ NOT: { note: { contains: '_' } } })).toEqual(NOTES.filter((note) => note !== 'a_b'))
  })

  it('are counted, changed and deleted as they were typed', async () => {
    const { channelKey } = opened.database
    expect(await channelKey.count({ where: { note: { contains: '0%' } } })).toBe(1)
    const revokedAt = new Date(clock.now())
    expect(await channelKey.updateMany({ where: { note: { contains: '_' } }, data: { revokedAt } })).toEqual({
      count: 1,
    })
    expect(await channelKey.deleteMany({ where: { note: { startsWith: '_' } } })).toEqual({ count: 0 })
  })
})

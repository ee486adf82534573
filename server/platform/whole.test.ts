import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { type Database, openDatabase } from './database.ts'
import { asAWhole } from './whole.ts'

let folder: TemporaryFolder
let url: string
let database: Database

beforeEach(async () => {
  folder = await temporaryFolder()
  url = `file:${join(folder.path, 'test.db')}`
  database = await openDatabase(url, createTestClock(instant(0)))
})
afterEach(async () => {
  await database.$disconnect()
  await folder.remove()
})

const set = (on: Pick<Database, 'setting'>, key: string) =>
  on.setting.create({ data: { key, value: true, updatedAt: new Date(0) } })
const keys = async () => (await database.setting.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)

describe('much that is written as one', () => {
  it('is there when all is done and not before, with what its own transactions kept and without what they gave up', async () => {
    const answer = await asAWhole(url, async (whole) => {
      await set(whole, 'a')
      await whole.$transaction(async (within) => {
        await set(within, 'b')
        await set(within, 'c')
      })
      await whole.$transaction([set(whole, 'd'), set(whole, 'e')])
      await expect(
        whole.$transaction(async (within) => {
          await set(within, 'given up')
          throw new Error('no')
        }),
      ).rejects.toThrow('no')
      await set(whole, 'f')
      expect(await keys()).toEqual([])
      expect(await whole.setting.count()).toBe(6)
      return 'done'
    })
    expect([answer, await keys()]).toEqual(['done', ['a', 'b', 'c', 'd', 'e', 'f']])
  })
  it('is not there when it fails, and the next one is not hindered', async () => {
    const failing = asAWhole(url, async (whole) => {
      await whole.$transaction((within) => set(within, 'a'))
      throw new Error('half way')
    })
    await expect(failing).rejects.toThrow('half way')
    expect(await keys()).toEqual([])
    await asAWhole(url, (whole) => set(whole, 'b'))
    expect(await keys()).toEqual(['b'])
  })
})

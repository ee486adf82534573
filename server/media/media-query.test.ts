import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schoolDate } from '../../protocol/time.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type MediaQuery, orderOf, whereOf } from './media-query.ts'
import { licenceState } from './media-view.ts'

const TODAY = schoolDate('2026-11-23')
let store: TestDatabase

const add = (
  id: string,
  title: string,
  patch: { state?: string; durationMs?: number; licenceUntil?: string; tags?: string[]; archivedAt?: Date } = {},
) => {
  const { tags = [], ...columns } = patch
  return store.database.media.create({
    data: {
      ...{ id, title, kind: 'film', state: 'ready', warnings: [], audioTracks: [], bytes: 1, ...columns },
      ...{ originalName: `${id}.mp4`, originalPath: `originals/${id}`, createdAt: new Date(1000 + id.charCodeAt(0)) },
      licenceKind: columns.licenceUntil === undefined ? null : 'educational',
      tags: { create: tags.map((tag) => ({ tag })) },
    },
  })
}
const found = async (query: MediaQuery) =>
  (await store.database.media.findMany({ where: whereOf(query, TODAY), orderBy: orderOf(query.sort ?? 'newest') })).map(
    ({ id }) => id,
  )

beforeAll(async () => {
  store = await openTestDatabase()
  await add('a', '海角七號', { durationMs: 7000, tags: ['國片', '音樂'], licenceUntil: '2026-12-23' })
  await add('b', '那些年 我們一起追的女孩', { durationMs: 9000, tags: ['國片'], licenceUntil: '2026-12-24' })
  await add('c', 'The Kid', { state: 'refused', licenceUntil: '2026-11-22' })
  await add('d', 'a newsreel', { state: 'preparing' })
  await add('e', '收起的', { archivedAt: new Date(0), durationMs: 1 })
})
afterAll(() => store.close())

describe('which programmes are listed', () => {
  it.each<[string, MediaQuery, string[]]>([
    ['everything at hand, newest first', {}, ['d', 'c', 'b', 'a']],
    ['oldest first', { sort: 'oldest' }, ['a', 'b', 'c', 'd']],
    ['longest first, without length last', { sort: 'longest' }, ['b', 'a', 'd', 'c']],
    ['shortest first, without length last', { sort: 'shortest' }, ['a', 'b', 'd', 'c']],
    ['a part of a Chinese title', { q: '七號' }, ['a']],
    ['two parts of a title', { q: '女孩 那些' }, ['b']],
    ['capitals or not', { q: 'KID' }, ['c']],
    ['a file’s name', { q: 'b.mp4' }, ['b']],
    ['a part of a tag', { q: '國' }, ['b', 'a']],
    ['a tag', { tag: '音樂' }, ['a']],
    ['what is not ready', { unready: true }, ['d', 'c']],
    ['one state of what is not ready', { unready: true, state: 'refused' }, ['c']],
    ['licences over or ending within 30 days', { licenceEnding: true }, ['c', 'a']],
    ['what was put away', { archived: true }, ['e']],
  ])('%s', async (_name, query, expected) => expect(await found(query)).toEqual(expected))
})

describe('a licence as of today', () => {
  it.each([
    [null, null, 'valid'],
    ['2026-11-24', null, 'early'],
    ['2026-11-23', '2026-11-23', 'ending'],
    [null, '2026-11-22', 'over'],
    [null, '2026-12-23', 'ending'],
    [null, '2026-12-24', 'valid'],
  ])('from %s until %s: %s', (from, until, expected) => {
    const date = (text: string | null) => (text === null ? null : schoolDate(text))
    expect(licenceState(date(from), date(until), TODAY)).toBe(expected)
  })
})

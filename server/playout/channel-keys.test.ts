import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { startTestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase } from '../../test/database.ts'
import { secretHash } from '../platform/id.ts'
import { createChannelKeys } from './channel-keys.ts'

const NOON = instant(Date.parse('2026-11-27T12:00:00+08:00'))

test('a key is shown once, opens the channels and nothing else, is kept as its SHA-256, and ends when revoked', async () => {
  const app = await startTestApp()
  onTestFinished(() => app.close())
  const admin = await app.as('admin')
  const asked = { method: 'POST', url: '/api/channel-keys', payload: { note: '穿堂的智慧電視' } } as const
  const made = await admin.inject(asked)
  expect(made.statusCode).toBe(201)
  const { key, id } = made.json<{ key: string; id: string }>()
  const open = async (value: string, path = '/channels/school/index.m3u8') =>
    (await app.http.inject(`${path}?key=${value}`)).statusCode
  // The door is open; the slate is made only once the server listens.
  expect([await open(key), await open(key)]).toEqual([503, 503])
  expect(await open(`${key.slice(1)}A`)).toBe(401)
  expect(await open(key, '/api/channel-keys')).toBe(403)

  const listed = await admin.inject({ method: 'GET', url: '/api/channel-keys' })
  expect(listed.json()).toMatchObject({ items: [{ id, note: '穿堂的智慧電視', revokedAt: null }], nextCursor: null })
  expect(listed.body).not.toContain(key)
  expect(listed.body).not.toContain(secretHash(key))
  const folder = join(app.directory, 'data')
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
  const stored = Buffer.concat(await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))))
  expect([stored.includes(key), stored.includes(secretHash(key))]).toEqual([false, true])

  const revoke = () => admin.inject({ method: 'DELETE', url: `/api/channel-keys/${id}` })
  const revoked = await revoke()
  expect([revoked.statusCode, typeof revoked.json().revokedAt]).toEqual([200, 'number'])
  expect(await open(key)).toBe(401)
  expect((await revoke()).json()).toEqual(revoked.json())
  expect((await admin.inject({ method: 'DELETE', url: '/api/channel-keys/none' })).statusCode).toBe(404)
})

test('a valid key is held for five seconds, unless dropped', async () => {
  const clock = createTestClock(NOON)
  await using opened = await openTestDatabase(clock)
  const { database } = opened
  const now = new Date(clock.now())
  await database.channelKey.create({ data: { id: 'k', keyHash: secretHash('secret'), note: 'hall', createdAt: now } })
  const keys = createChannelKeys({ database, clock })
  expect([await keys.idOf('secret'), await keys.idOf('other')]).toEqual(['k', null])
  const set = (revokedAt: Date | null) => database.channelKey.update({ where: { id: 'k' }, data: { revokedAt } })
  await set(now)
  clock.advance(4999)
  expect(await keys.idOf('secret')).toBe('k')
  clock.advance(1)
  expect(await keys.idOf('secret')).toBeNull()
  await set(null)
  expect(await keys.idOf('secret')).toBe('k')
  await set(now)
  keys.drop()
  expect(await keys.idOf('secret')).toBeNull()
})

test('what was read before a revocation is not held after it', async () => {
  const clock = createTestClock(NOON)
  await using opened = await openTestDatabase(clock)
  const { database } = opened
  const now = new Date(clock.now())
  await database.channelKey.create({ data: { id: 'k', keyHash: secretHash('secret'), note: 'hall', createdAt: now } })
  const keys = createChannelKeys({ database, clock })
  const under = keys.idOf('secret')
  keys.drop()
  await under
  await database.channelKey.update({ where: { id: 'k' }, data: { revokedAt: now } })
  expect(await keys.idOf('secret')).toBeNull()
})

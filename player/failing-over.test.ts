import { expect, it } from 'vitest'
import { failingOver } from './failing-over.ts'
import { memoryStorage } from './memory-storage.ts'
import type { Storage } from './storage.ts'

/** A device that works until it is broken. */
const fragile = () => {
  const memory = memoryStorage()
  let broken: DOMException | null = null
  const through = <Result>(work: () => Promise<Result>): Promise<Result> =>
    broken === null ? work() : Promise.reject(broken)
  const device: Storage = {
    ...memory,
    lasting: () => true,
    set: (key, value) => through(() => memory.set(key, value)),
    get: (key) => through(() => memory.get(key)),
    segment: (sha256) => through(() => memory.segment(sha256)),
    putSegment: (sha256, data) => through(() => memory.putSegment(sha256, data)),
  }
  return {
    device,
    fail: (name: string | null) => {
      broken = name === null ? null : new DOMException('broken', name)
    },
  }
}
const data = new ArrayBuffer(8)

it('goes on in memory when the device is lost, says so once, and counts nothing as held that can’t be read', async () => {
  const { device, fail } = fragile()
  const said: unknown[] = []
  const storage = failingOver(device, memoryStorage(), (error) => said.push(error))
  await storage.putSegment('a', data)
  expect([storage.lasting(), [...storage.held()]]).toEqual([true, ['a']])
  fail('UnknownError')
  await Promise.all([storage.set('wallOffsetMs', 5), storage.putSegment('b', data)])
  expect([storage.lasting(), [...storage.held()]]).toEqual([false, ['b']])
  expect(await storage.get('wallOffsetMs')).toBe(5)
  fail(null)
  expect(await storage.segment('a')).toBeNull()
  expect(said).toHaveLength(1)
})

it('stays with a device that is only full', async () => {
  const { device, fail } = fragile()
  const storage = failingOver(device, memoryStorage(), () => undefined)
  await storage.putSegment('a', data)
  fail('QuotaExceededError')
  await expect(storage.putSegment('b', data)).rejects.toThrow('broken')
  fail(null)
  expect([storage.lasting(), await storage.segment('a')]).toEqual([true, data])
})

import { readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary.ts'
import { createObjectStore } from './objects.ts'

/** SHA-256 of `abc` (FIPS 180-4, example). */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

test('a file moves to the address of its content, and twice the same is one object', async () => {
  await using folder = await temporaryFolder()
  const objects = createObjectStore(folder.path)
  const file = join(folder.path, 'x')
  for (const round of [1, 2]) {
    await writeFile(file, 'abc')
    expect(await objects.put(file), `round ${round}`).toEqual({ sha256: ABC, bytes: 3 })
    await expect(readFile(file)).rejects.toThrow('ENOENT')
  }
  expect(objects.path(ABC)).toBe(join(folder.path, 'library', 'objects', 'ba', ABC))
  expect(await readFile(objects.path(ABC), 'utf8')).toBe('abc')
})

test('what nobody wants goes, unless it was put in a moment ago', async () => {
  await using folder = await temporaryFolder()
  const objects = createObjectStore(folder.path)
  expect(await objects.discard(() => false, 0)).toEqual({ objects: 0, bytes: 0 })
  const put = async (content: string): Promise<string> => {
    const file = join(folder.path, 'x')
    await writeFile(file, content)
    return (await objects.put(file)).sha256
  }
  const grow = async (sha256: string, minutes: number) => {
    const then = new Date(Date.now() - minutes * 60_000)
    await utimes(objects.path(sha256), then, then)
  }
  const [kept, old, again] = [await put('kept'), await put('old one'), await put('again')]
  for (const one of [kept, old, again]) await grow(one, 60)
  await put('again')
  const [young, renewed] = [await put('young'), await put('renewed')]
  await grow(renewed, 60)
  expect(await objects.renew([renewed])).toBe(true)
  expect(await objects.renew([renewed, 'f'.repeat(64)])).toBe(false)
  expect(await objects.discard((sha256) => sha256 === kept, 600_000)).toEqual({ objects: 1, bytes: 7 })
  const held = await Promise.all([kept, old, again, young, renewed].map(objects.has))
  expect(held).toEqual([true, false, true, true, true])
})

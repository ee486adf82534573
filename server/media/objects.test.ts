import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary.ts'
import { createObjectStore } from './objects.ts'

/** SHA-256 of `abc` (FIPS 180-4, example). */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

test('a file moves to the address of its content, twice the same is one object, and a sweep keeps the named', async () => {
  await using folder = await temporaryFolder()
  const objects = createObjectStore(folder.path)
  expect(await objects.sweep(new Set())).toBe(0)
  const file = join(folder.path, 'x')
  for (const round of [1, 2]) {
    await writeFile(file, 'abc')
    expect(await objects.put(file), `round ${round}`).toEqual({ sha256: ABC, bytes: 3 })
    await expect(readFile(file)).rejects.toThrow('ENOENT')
  }
  expect(objects.path(ABC)).toBe(join(folder.path, 'library', 'objects', 'ba', ABC))
  expect(await readFile(objects.path(ABC), 'utf8')).toBe('abc')
  await writeFile(file, 'other')
  const other = await objects.put(file)
  expect(await objects.sweep(new Set([ABC]))).toBe(1)
  expect([await objects.has(ABC), await objects.has(other.sha256)]).toEqual([true, false])
})

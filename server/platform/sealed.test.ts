import { randomBytes } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/temporary.ts'
import { createSeal, readSealKey } from './sealed.ts'

it('a sealed secret opens with the same key and in the same context only', () => {
  const seal = createSeal(randomBytes(32))
  const sealed = seal.seal('秘密', 'totp:ann')
  expect(seal.open(sealed, 'totp:ann')).toBe('秘密')
  expect(seal.open(sealed, 'totp:bob')).toBeNull()
  expect(createSeal(randomBytes(32)).open(sealed, 'totp:ann')).toBeNull()
  expect(seal.open(`${sealed.slice(0, -2)}AA`, 'totp:ann')).toBeNull()
  expect(seal.open('', 'totp:ann')).toBeNull()
  expect(seal.seal('秘密', 'totp:ann')).not.toBe(sealed)
})

it('the key is made once, for its owner alone, and a damaged one is not replaced', async () => {
  await using folder = await temporaryFolder()
  const key = readSealKey(folder.path)
  expect(readSealKey(folder.path)).toEqual(key)
  expect(statSync(join(folder.path, 'seal.key')).mode & 0o077).toBe(0)
  writeFileSync(join(folder.path, 'seal.key'), 'short')
  expect(() => readSealKey(folder.path)).toThrow('not a key')
})

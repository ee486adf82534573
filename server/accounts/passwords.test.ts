import { describe, expect, it } from 'vitest'
import { hashPassword, isOutdated, NOBODY_HASH, passwordMatches } from './passwords.ts'

describe('passwords', () => {
  it('match only what was hashed, with a salt of their own', async () => {
    const [one, two] = await Promise.all([hashPassword('十二點零四分'), hashPassword('十二點零四分')])
    expect(one).not.toBe(two)
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await passwordMatches('十二點零四分', one)).toBe(true)
    expect(await passwordMatches('十二點零五分', one)).toBe(false)
  })

  it('match nothing when the stored text is damaged', async () => {
    expect(await passwordMatches('anything', '')).toBe(false)
    expect(await passwordMatches('anything', '$argon2id$v=19$m=19456$x$y')).toBe(false)
  })

  it('are hashed again when the costs have changed', async () => {
    expect(isOutdated(await hashPassword('十二點零四分'))).toBe(false)
    expect(isOutdated('$argon2id$v=19$m=9216,t=4,p=1$AAAA$AAAA')).toBe(true)
  })

  it('of nobody match nothing', async () => {
    expect(await passwordMatches('', NOBODY_HASH)).toBe(false)
  })
})

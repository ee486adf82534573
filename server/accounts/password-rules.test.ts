import { describe, expect, it } from 'vitest'
import { commonPasswords } from './common-passwords.ts'
import { requireGoodPassword } from './password-rules.ts'

const common = commonPasswords()
const refusal = (password: string, known: readonly string[] = ['wang.mei', '王美', '正午高中']) => {
  try {
    requireGoodPassword(password, { common, known })
    return null
  } catch (error) {
    return String(error).match(/[A-Z]+_[A-Z]+/)?.[0]
  }
}

describe('a password', () => {
  it.each([
    ['seven77', 'PASSWORD_SHORT'],
    ['午午午', 'PASSWORD_SHORT'],
    ['Password1', 'PASSWORD_COMMON'],
    ['1q2w3e4r5t', 'PASSWORD_COMMON'],
    ['aaaaaaaaaaaaaaaaa', 'PASSWORD_COMMON'],
    ['Nooncast2026!', 'PASSWORD_TELLING'],
    ['wang.mei-1998', 'PASSWORD_TELLING'],
    ['正午高中正午高中2026', 'PASSWORD_TELLING'],
    ['Admin Teacher 115', 'PASSWORD_TELLING'],
    [`${'long '.repeat(60)}`, 'INPUT_INVALID'],
  ])('like %s is refused: %s', (password, code) => {
    expect(refusal(password)).toBe(code)
  })

  it.each([
    'quiet lunch in the hall',
    '十二點零四分開始播',
    'the school sings at noon',
    'ééééàààà',
    'wangbadminton rain',
    'x'.repeat(1) + 'y tall trees '.repeat(15),
  ])('like %s is taken: no digits, signs or case are demanded', (password) => {
    expect(refusal(password)).toBeNull()
  })

  it('list holds at least the 3,000 that the standard asks for, of the permitted length', () => {
    expect([...common].filter((word) => word.length >= 8).length).toBeGreaterThan(3000)
  })
})

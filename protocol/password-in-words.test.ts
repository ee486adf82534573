import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namesPassword } from './password-in-words.ts'

describe('Q12 a password that is written down', () => {
  test.each([
    '密碼：Abc12345',
    '我的舊密碼是 qwe123',
    '密碼為「Noon!2026」',
    '信箱密碼(舊): hello',
    'my password is Tr0ub4dor',
    'Password: letmein',
    'pwd=1234',
    'PW：98765',
    'old passcode -> 55ab',
  ])('is found in “%s”', (text) => {
    expect(namesPassword(text)).toBe(true)
  })
  test.each([
    '忘記密碼了，請協助重設',
    '密碼：忘記了',
    '密碼是什麼時候改的？',
    'password: forgotten',
    'My password is wrong.',
    'the password is expired, please help',
    'Which password is it?',
    '登入時顯示 password is required!',
    '密碼頁面: https://mail.example.edu/reset?id=1',
    'chen@school.example',
    '新增 Abcd1234! 到首頁標題',
  ])('is not seen in “%s”', (text) => {
    expect(namesPassword(text)).toBe(false)
  })
  test.each(['Abcd1234!', 'x9#Tiger-lily'])('is seen in a field that holds nothing but “%s”', (text) => {
    expect(namesPassword(text, true)).toBe(true)
  })
  test.each([
    'chen.ming@school.example',
    '3140101-03-12345',
    'https://school.example/News?id=7',
    '王小明',
    '2 GB',
    'B1F',
    'PC-Lab-07',
  ])('is not seen in a field that holds “%s”', (text) => {
    expect(namesPassword(text, true)).toBe(false)
  })
  test('is found whatever follows the word, so long as it has a digit', () => {
    const token = fc.stringMatching(/^[A-Za-z]{2,8}[0-9]{2,4}[A-Za-z!#%]{0,6}$/)
    fc.assert(
      fc.property(token, fc.constantFrom('密碼：', '密碼是', 'password is ', 'pw = '), (word, before) =>
        namesPassword(`您好，${before}${word}，謝謝`),
      ),
    )
  })
})

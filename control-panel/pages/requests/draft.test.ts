import { expect, test } from 'vitest'
import { draftOf, hasPassword } from './draft.ts'

test.each([
  ['in the summary', { ...draftOf('mail-password'), summary: '我的密碼是 abc123' }],
  ['alone in a field for mail', { ...draftOf('mail-quota'), fields: { address: 'Abcd1234!' } }],
  ['in the wording of a page', { ...draftOf('school-page'), fields: { wording: '講座報名，密碼：arts2026' } }],
])('Q12 the form sees a password %s before it is sent', (_where, draft) => {
  expect(hasPassword(draft)).toBe(true)
})
test('Q12 a property number or a word in a kind that is not of mail is none', () => {
  expect(hasPassword({ ...draftOf('antivirus'), fields: { device: 'PC-Lab_07#A1' } })).toBe(false)
  expect(hasPassword({ ...draftOf('mail-password'), fields: { address: 'chen.ming@school.example' } })).toBe(false)
})

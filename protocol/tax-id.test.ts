import { expect, it } from 'vitest'
import { isTaxId } from './tax-id.ts'

it.each([
  ['04595257', true, 'the sum is divisible by 10, as before 2023'],
  ['10458575', true, 'a seventh digit of 7 counted as 1'],
  ['10458574', true, 'a seventh digit of 7 counted as 0'],
  ['04595252', true, 'the sum is divisible by 5 alone, given out since 2023'],
  ['04595253', false, 'one digit off'],
  ['40595257', false, 'two neighbours of unlike weight exchanged'],
  ['0459525', false, 'seven digits'],
  ['０４５９５２５７', false, 'full-width digits are for the form to turn'],
])('%s: %s, as %s', (text, right) => {
  expect(isTaxId(text)).toBe(right)
})
it('finds every single wrong digit but those that differ by five in weight, as the rule allows', () => {
  const changed = [...Array(10).keys()].map((digit) => `0459525${digit}`)
  expect(changed.filter(isTaxId)).toEqual(['04595252', '04595257'])
})

import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import { schoolDate } from '../../../protocol/time.ts'
import { VendorInput } from '../../../protocol/vendor.ts'
import { contractFor, inputOf, isTaxIdGood, NO_CONTACT, NO_VENDOR } from './vendor-draft.ts'

it('what was typed becomes what is sent: full-width digits, amounts with commas, lines left empty', () => {
  const contract = { ...contractFor(schoolDate('2026-11-26')), title: '年度維護', amount: '120,000', respondHours: '8' }
  const input = inputOf({
    ...NO_VENDOR,
    ...{ name: ' 大同 ', taxId: '０４５９５２５７', contacts: [NO_CONTACT, { ...NO_CONTACT, name: '王先生' }] },
    contracts: [contract, contractFor(schoolDate('2026-11-26'))],
  })
  expect(input).toMatchObject({ name: '大同', taxId: '04595257', contacts: [{ name: '王先生' }] })
  expect(input.contracts).toEqual([
    { title: '年度維護', from: '2026-08-01', until: '2027-07-31', amount: 120_000, respondHours: 8 },
  ])
  expect(Value.Check(VendorInput, input)).toBe(true)
})
it('a contract is offered for the school year that is running', () => {
  expect(contractFor(schoolDate('2027-02-01'))).toMatchObject({ from: '2026-08-01', until: '2027-07-31' })
})
it('a tax ID is none or a right one', () => {
  expect(['', '  ', '０４５９５２５７', '04595253', '123'].map(isTaxIdGood)).toEqual([true, true, true, false, false])
})

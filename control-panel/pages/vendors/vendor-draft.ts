/** A vendor while it is typed, and what is sent of it. Pure. */
import { isTaxId } from '../../../protocol/tax-id.ts'
import { type SchoolDate, schoolDate } from '../../../protocol/time.ts'
import type { VendorContact, VendorInput, VendorView } from '../../../protocol/vendor.ts'

/** Numbers as typed; empty: not said. */
export interface ContractDraft {
  readonly title: string
  readonly from: SchoolDate
  readonly until: SchoolDate
  readonly amount: string
  readonly respondHours: string
}
export interface VendorDraft extends Omit<VendorInput, 'contacts' | 'contracts'> {
  readonly contacts: readonly VendorContact[]
  readonly contracts: readonly ContractDraft[]
}

export const NO_VENDOR: VendorDraft = {
  ...{ name: '', taxId: '', phone: '', email: '', address: '', note: '' },
  ...{ serves: [], contacts: [], contracts: [] },
}
export const NO_CONTACT: VendorContact = { name: '', role: '', phone: '', email: '' }

/** A school year from the August it is in. */
export const contractFor = (today: SchoolDate): ContractDraft => {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const first = month >= 8 ? year : year - 1
  return {
    ...{ title: '', amount: '', respondHours: '' },
    ...{ from: schoolDate(`${first}-08-01`), until: schoolDate(`${first + 1}-07-31`) },
  }
}

const typed = (number: number | null): string => (number === null ? '' : String(number))
export const draftOf = (vendor: VendorView): VendorDraft => ({
  ...{ name: vendor.name, taxId: vendor.taxId, phone: vendor.phone, email: vendor.email },
  ...{ address: vendor.address, note: vendor.note, serves: vendor.serves, contacts: vendor.contacts },
  contracts: vendor.contracts.map((contract) => ({
    ...contract,
    amount: typed(contract.amount),
    respondHours: typed(contract.respondHours),
  })),
})

const number = (text: string): number | null => {
  const digits = text.replaceAll(/\D/g, '')
  return digits === '' ? null : Number(digits)
}
/** Full-width digits as Chinese keyboards give them. */
const plain = (text: string): string =>
  text.replaceAll(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).trim()

/** Lines without a name are left out: they were added and not filled in. */
export const inputOf = (draft: VendorDraft): VendorInput => ({
  ...draft,
  ...{ name: draft.name.trim(), taxId: plain(draft.taxId), email: draft.email.trim() },
  contacts: draft.contacts.filter(({ name }) => name.trim() !== ''),
  contracts: draft.contracts
    .filter(({ title }) => title.trim() !== '')
    .map(({ amount, respondHours, ...contract }) => ({
      ...contract,
      amount: number(amount),
      respondHours: number(respondHours),
    })),
})

/** Is it none, or one whose check digit is right? */
export const isTaxIdGood = (text: string): boolean => plain(text) === '' || isTaxId(plain(text))

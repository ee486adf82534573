/** What the provider's way back left in the page's address. */
import { OPENID_PROBLEMS } from '../protocol/openid.ts'
import { hashQuery } from './hash.ts'

/** Why it did not open, if it did not. Anything else in the address is nothing. */
export const openIdProblem = (location: Pick<Location, 'hash' | 'search'>): (typeof OPENID_PROBLEMS)[number] | null =>
  OPENID_PROBLEMS.find((code) => code === hashQuery('openid', location)) ?? null

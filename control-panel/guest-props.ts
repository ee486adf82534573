/** What a page for people without an account is given. */
import type { Api } from './api.ts'

export interface GuestProps {
  readonly api: Api
}

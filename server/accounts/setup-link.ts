/** The one-time link that makes the first account. Lives in memory: a restart prints a new one. */
import { newSecret, sameText } from '../platform/id.ts'

export interface SetupLink {
  /** What goes behind `/#/setup?token=`; null when no link is open. */
  readonly token: () => string | null
  readonly matches: (token: string) => boolean
  readonly used: () => void
}

/** @param open whether a first account is still needed */
export const createSetupLink = (open: boolean): SetupLink => {
  let token = open ? newSecret() : null
  return {
    token: () => token,
    matches: (given) => token !== null && sameText(token, given),
    used: () => {
      token = null
    },
  }
}

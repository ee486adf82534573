/** A new TV asks for a code, shows it, and asks again until a person approved it (after RFC 8628). */
import type { Static, TSchema } from 'typebox'
import { Parse } from 'typebox/value'
import { type DisplayFacts, PairingAnswer, PairingState } from '../protocol/display.ts'

/** What the pairing page shows. */
export type PairingView =
  | { readonly type: 'asking' }
  | { readonly type: 'code'; readonly userCode: string; readonly schoolName: string; readonly reachable: boolean }
  | { readonly type: 'unreachable' }

const RETRY_MS = 3000

/** Resolves with the token once a person approved this TV. Tries for ever. */
export const pair = async (facts: DisplayFacts, show: (view: PairingView) => void): Promise<string> => {
  show({ type: 'asking' })
  for (;;) {
    const token = await ask(facts, show)
    if (token !== null) return token
    await pause(RETRY_MS)
  }
}

/** One code, until it is approved (its token) or of no more use (null). */
const ask = async (facts: DisplayFacts, show: (view: PairingView) => void): Promise<string | null> => {
  const answer = await post('/api/pairing', { facts }, PairingAnswer)
  if (answer === null) {
    show({ type: 'unreachable' })
    return null
  }
  const { pairingId, secret, userCode, schoolName, intervalMs } = answer
  show({ type: 'code', userCode, schoolName, reachable: true })
  for (;;) {
    await pause(intervalMs)
    const claim = await post('/api/pairing/claim', { pairingId, secret }, PairingState)
    show({ type: 'code', userCode, schoolName, reachable: claim !== null })
    if (claim?.state === 'approved') return claim.token
    if (claim?.state === 'expired') return null
  }
}

/** Null when the server can't be reached or answers with an error. */
const post = async <Schema extends TSchema>(
  address: string,
  body: object,
  schema: Schema,
): Promise<Static<Schema> | null> => {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) return null
    const answer: unknown = await response.json()
    return Parse(schema, answer)
  } catch {
    return null
  }
}

/** `CDFG HJKM`: two groups of four are read off more easily. */
export const inGroups = (userCode: string): string => userCode.replace(/(.{4})(?=.)/g, '$1 ')

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

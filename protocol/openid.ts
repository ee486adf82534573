/** Signing in by the school's OpenID provider, on the wire. */
import { type Static, Type } from 'typebox'
import { Instant } from './time.ts'

/** A page of the panel to come back to, as it stands behind the `#`. */
export const PanelPage = Type.String({ pattern: '^/(?:[a-z0-9-]+(?:/[A-Za-z0-9_-]+)*)?$', maxLength: 120 })

/** What the door shows; null: nothing is configured. */
export const OpenIdOffer = Type.Object({
  offer: Type.Union([Type.Object({ name: Type.String(), reachable: Type.Boolean() }), Type.Null()]),
})
export type OpenIdOffer = Static<typeof OpenIdOffer>

/** Where the browser goes next: the provider's page. */
export const OpenIdGoing = Type.Object({ address: Type.String() })

/** One's own account there. */
export const OpenIdLink = Type.Object({
  linked: Type.Union([Type.Object({ email: Type.Union([Type.String(), Type.Null()]), since: Instant }), Type.Null()]),
})

/** Why the provider's way in did not open, as the callback tells the panel. */
export const OPENID_PROBLEMS = [
  'OPENID_UNREACHABLE',
  'OPENID_FAILED',
  'OPENID_FLOW_OVER',
  'OPENID_EMAIL_UNVERIFIED',
  'OPENID_NOT_LINKED',
  'OPENID_DISABLED',
  'OPENID_TAKEN',
] as const

/** The school's OpenID provider: found when it can be, asked who someone is. */
import * as client from 'openid-client'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import type { OpenIdConfig } from './openid-config.ts'

/** After a failure the provider is left alone for so long. */
export const RETRY_MS = 30_000
/** A person waits at the door: no longer than this for one answer of the provider, in seconds. */
const TIMEOUT_S = 5
const SCOPE = 'openid email profile'

/** What binds the answer of the provider to the browser that was sent there. */
export interface Ticket {
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly verifier: string
}

/** Whom the provider vouches for. */
export interface Vouched {
  /** An address as `URL` writes it. */
  readonly issuer: string
  readonly subject: string
  /** Lower case. */
  readonly email: string | null
  readonly emailVerified: boolean
}

export type OpenIdProvider = ReturnType<typeof createOpenIdProvider>

/** @param log hears what went wrong by its name only: codes and tokens stay out */
export const createOpenIdProvider = (
  config: OpenIdConfig,
  clock: Clock,
  log: { warn: (facts: object, words: string) => void },
) => {
  let found: Promise<client.Configuration> | null = null
  let failedAt: number | null = null

  /** One attempt at a time; the first that succeeds is kept. @throws Failure OPENID_UNREACHABLE */
  const discover = async (): Promise<client.Configuration> => {
    if (found === null && failedAt !== null && clock.now() - failedAt < RETRY_MS)
      throw new Failure('OPENID_UNREACHABLE')
    found ??= client.discovery(config.issuer, config.clientId, config.clientSecret, undefined, {
      timeout: TIMEOUT_S,
      execute: config.issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    })
    try {
      const provider = await found
      failedAt = null
      return provider
    } catch (error) {
      found = null
      failedAt = clock.now()
      log.warn({ issuer: config.issuer.href, why: nameOf(error) }, 'the OpenID provider was not found')
      throw new Failure('OPENID_UNREACHABLE')
    }
  }

  return {
    name: config.name,
    issuer: config.issuer.href,

    /** As far as is known now; asking begins the next attempt when one is due, and does not wait for it. */
    reachable: (): boolean => {
      discover().catch(() => undefined) // `failedAt` holds it, and `discover` told it
      return failedAt === null
    },

    /** Where to send the browser. @throws Failure OPENID_UNREACHABLE */
    begin: async (): Promise<{ ticket: Ticket; address: URL }> => {
      const provider = await discover()
      const ticket = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const address = client.buildAuthorizationUrl(provider, {
        redirect_uri: config.redirectUri.href,
        scope: SCOPE,
        state: ticket.state,
        nonce: ticket.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(ticket.verifier),
        code_challenge_method: 'S256',
      })
      return { ticket, address }
    },

    /** @param search the query the browser came back with. @throws Failure OPENID_FAILED, OPENID_UNREACHABLE */
    finish: async (ticket: Ticket, search: string): Promise<Vouched> => {
      const provider = await discover()
      const back = new URL(config.redirectUri)
      back.search = search
      try {
        const tokens = await client.authorizationCodeGrant(provider, back, {
          pkceCodeVerifier: ticket.verifier,
          expectedState: ticket.state,
          expectedNonce: ticket.nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new Failure('OPENID_FAILED')
        const told =
          typeof claims.email === 'string'
            ? claims
            : await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
        const email = typeof told.email === 'string' ? told.email.toLowerCase() : null
        return {
          issuer: new URL(claims.iss).href,
          subject: claims.sub,
          email,
          emailVerified: told.email_verified === true,
        }
      } catch (error) {
        log.warn({ issuer: config.issuer.href, why: nameOf(error) }, 'the OpenID provider’s answer was refused')
        throw new Failure('OPENID_FAILED')
      }
    },
  }
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? `${error.name} ${code}` : error.name
}

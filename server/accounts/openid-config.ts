/** How the school's OpenID provider is named in the settings. */

export interface OpenIdConfig {
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** On the button: 「用 Google 登入」. */
  readonly name: string
  /** Where the provider sends the browser back to, exactly as it is registered there. */
  readonly redirectUri: URL
}

const VARIABLES = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const
const LONGEST_NAME = 30
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Null unless an issuer, a client, or a button is named.
 * @param refuse makes the error of a variable, the value to show, and what is allowed
 * @throws what `refuse` makes; a secret is never part of it
 */
export const parseOpenId = (
  read: (variable: string) => string | null,
  refuse: (variable: string, value: string, allowed: string) => Error,
): OpenIdConfig | null => {
  if (VARIABLES.slice(0, 3).every((variable) => read(variable) === null) && read('OIDC_NAME') === null) return null
  const needed = (variable: (typeof VARIABLES)[number]): string => {
    const value = read(variable)
    if (value === null) throw refuse(variable, '', `needed to sign in by OpenID, as are ${VARIABLES.join(' ')}`)
    return value
  }
  const address = (variable: (typeof VARIABLES)[number]): URL => {
    const text = needed(variable)
    const url = URL.canParse(text) ? new URL(text) : null
    if (url === null || !['https:', 'http:'].includes(url.protocol) || `${url.username}${url.search}${url.hash}` !== '')
      throw refuse(variable, '…', 'an address such as https://accounts.google.com')
    return url
  }
  const issuer = address('OIDC_ISSUER')
  if (issuer.protocol !== 'https:' && !LOOPBACK.has(issuer.hostname))
    throw refuse('OIDC_ISSUER', issuer.href, 'an address that begins with https://')
  const publicUrl = address('PUBLIC_URL')
  if (publicUrl.pathname !== '/') throw refuse('PUBLIC_URL', publicUrl.href, 'an address without a path')
  const name = read('OIDC_NAME') ?? issuer.hostname
  if ([...name].length > LONGEST_NAME) throw refuse('OIDC_NAME', name, `at most ${LONGEST_NAME} characters`)
  const [clientId, clientSecret] = [needed('OIDC_CLIENT_ID'), needed('OIDC_CLIENT_SECRET')]
  return {
    issuer,
    clientId,
    clientSecret,
    name,
    redirectUri: new URL('/api/openid/callback', publicUrl),
  }
}

/** A real OpenID provider on loopback, where whoever comes is signed in as the person that the test says. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import Provider, { type Context } from 'oidc-provider'

export const CLIENT_ID = 'nooncast'
export const CLIENT_SECRET = 'known to the school and its provider alone'

export interface Person {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
}

export interface TestProvider {
  readonly issuer: string
  /** Who is signed in there from now on. */
  be: (person: Person) => void
  /** Walks a browser without cookies from the address to where the provider sends it back to. */
  visit: (address: string) => Promise<URL>
  close: () => Promise<void>
}

/** @param port 0: a free one */
export const startProvider = async (redirectUri: string, port = 0): Promise<TestProvider> => {
  let person: Person = { sub: 'nobody' }
  const people = new Map<string, Person>()
  let handle: ReturnType<Provider['callback']> = (_, response) => response.end()
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const issuer = `http://127.0.0.1:${address.port}`
  const provider = new Provider(
    issuer,
    configuration(redirectUri, people, () => provider),
  )
  const routes = provider.callback()
  handle = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return routes(request, response)
    people.set(person.sub, person)
    provider
      .interactionFinished(request, response, { login: { accountId: person.sub } })
      .catch(() => response.destroy())
  }
  return {
    issuer,
    be: (next) => {
      person = next
    },
    visit: (from) => walk(from, issuer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const walk = async (from: string, issuer: string): Promise<URL> => {
  const jar = new Map<string, string>()
  let at = new URL(from)
  for (let hops = 0; at.origin === issuer; hops++) {
    if (hops > 8) throw new Error('the provider never sends anyone back')
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next === null) throw new Error(`${at.pathname}: ${answer.status} ${await answer.text()}`)
    at = new URL(next, at)
  }
  return at
}

const configuration = (redirectUri: string, people: ReadonlyMap<string, Person>, provider: () => Provider) => ({
  clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] }],
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_: Context, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
  cookies: { keys: ['a key for a test'] },
  jwks: {
    keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' }],
  },
  findAccount: (_: Context, accountId: string) => ({ accountId, claims: () => people.get(accountId) }),
  loadExistingGrant: async ({ oidc }: Context) => {
    const { Grant } = provider()
    const grant = new Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId })
    grant.addOIDCScope('openid email profile')
    await grant.save()
    return grant
  },
})

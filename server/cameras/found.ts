/** What a device that answered a search says, and how much of it counts. */
import { type Static, Type } from 'typebox'
import { type CameraScheme, USUAL_CAMERA_PORT } from '../../protocol/camera.ts'

export const Answered = Type.Object({
  /** Where the answer came from. */
  from: Type.String(),
  endpoint: Type.String(),
  /** `XAddrs`: addresses of its device service, as it claims. */
  addresses: Type.String(),
  scopes: Type.String(),
})
export type Answered = Static<typeof Answered>

export interface Found {
  readonly scheme: CameraScheme
  readonly address: string
  readonly port: number
  readonly name: string
  readonly model: string
  readonly claims: string | null
}

/** ONVIF Core Specification, 7.3.3.2: `onvif://www.onvif.org/<category>/<value>`, percent-encoded. */
const scopeOf = (scopes: readonly string[], category: string): string => {
  const start = `onvif://www.onvif.org/${category}/`
  const value = scopes.find((scope) => scope.toLowerCase().startsWith(start))?.slice(start.length) ?? ''
  try {
    return [...decodeURIComponent(value)].slice(0, 60).join('')
  } catch {
    return value.slice(0, 60) // Not every maker encodes.
  }
}

const schemeOf = (url: URL | undefined): CameraScheme => (url?.protocol === 'https:' ? 'https' : 'http')

/** The address is where the answer came from; a claim of another one is told, and never followed. HTTPS is taken before HTTP. */
export const foundOf = ({ from, addresses, scopes }: Answered): Found => {
  const claimed = addresses.split(/\s+/).flatMap((text) => {
    const url = URL.parse(text)
    return url?.protocol === 'http:' || url?.protocol === 'https:' ? [url] : []
  })
  const owns = claimed.filter(({ hostname }) => hostname === from)
  const own = owns.find(({ protocol }) => protocol === 'https:') ?? owns[0]
  const scheme = schemeOf(own ?? claimed[0])
  const words = scopes.split(/\s+/)
  return {
    scheme,
    address: from,
    port: Number(own?.port || USUAL_CAMERA_PORT[scheme]),
    name: scopeOf(words, 'name'),
    model: scopeOf(words, 'hardware'),
    claims: own === undefined ? (claimed[0]?.host.slice(0, 80) ?? null) : null,
  }
}

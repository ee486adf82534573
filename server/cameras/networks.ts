/** Where cameras may be: IPv4 networks that a person allowed. Everything else is never contacted. */

/** An IPv4 network: `first` has its host bits at zero. Both as unsigned 32-bit numbers. */
export interface Network {
  readonly first: number
  readonly last: number
}

/** At most 65,536 addresses: a school's network, not the internet. */
const WIDEST_PREFIX = 16

const addressOf = (text: string): number | null => {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

const networkOf = (text: string): Network | null => {
  const [host = '', prefixText = '', ...rest] = text.split('/')
  const address = addressOf(host)
  if (address === null || rest.length > 0 || !/^\d{1,2}$/.test(prefixText) || Number(prefixText) > 32) return null
  const size = 2 ** (32 - Number(prefixText))
  const first = address - (address % size)
  return { first, last: first + size - 1 }
}

const meets = (a: Network, b: Network): boolean => a.first <= b.last && b.first <= a.last

const known = (...texts: readonly string[]): readonly Network[] =>
  texts.flatMap((text) => {
    const network = networkOf(text)
    return network === null ? [] : [network]
  })
/** This host (RFC 1122 §3.2.1.3), link-local with its metadata services (RFC 3927), multicast, reserved (RFC 1112). */
const NEVER = known('0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4')
const LOOPBACK = known('127.0.0.0/8')

/**
 * Reads `10.1.20.0/24`. Null: no such network, one too wide, or one in which no camera can be.
 * @param loopback this machine counts as a network for cameras; only tests say so
 */
export const parseNetwork = (text: string, loopback: boolean): Network | null => {
  const network = networkOf(text.trim())
  if (network === null || network.last - network.first >= 2 ** (32 - WIDEST_PREFIX)) return null
  const never = loopback ? NEVER : [...NEVER, ...LOOPBACK]
  return never.some((each) => meets(each, network)) ? null : network
}

const textOf = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')

/** As it is written: `10.1.20.0/24`, whatever host was named. */
export const networkText = ({ first, last }: Network): string => `${textOf(first)}/${32 - Math.log2(last - first + 1)}`

/** Is this address in one of the networks? Anything but an IPv4 address in numbers is not. */
export const isWithin = (networks: readonly Network[], address: string): boolean => {
  const at = addressOf(address)
  return at !== null && networks.some(({ first, last }) => first <= at && at <= last)
}

export interface Interface {
  readonly name: string
  /** `10.1.20.5/24` */
  readonly cidr: string
  readonly internal: boolean
}

/** Names of the interfaces that stand in one of the networks, or share addresses with it; each once. */
export const interfacesWithin = (interfaces: readonly Interface[], networks: readonly Network[]): readonly string[] => {
  const near = interfaces.filter(({ cidr }) => {
    const own = networkOf(cidr)
    return own !== null && networks.some((network) => meets(network, own))
  })
  return [...new Set(near.map(({ name }) => name))]
}

/** Networks of this server that could be allowed: those of its interfaces, a wide one cut to the /24 around itself. */
export const nearNetworks = (interfaces: readonly Interface[]): readonly string[] => {
  const near = interfaces.flatMap(({ cidr, internal }) => {
    if (internal) return []
    const network = parseNetwork(cidr, false) ?? parseNetwork(`${cidr.split('/')[0] ?? ''}/24`, false)
    return network === null ? [] : [networkText(network)]
  })
  return [...new Set(near)]
}

/** Which network addresses a look at a site may reach (rule D21). Pure. */
import { BlockList, isIP } from 'node:net'

/** Not the public internet: IANA's special-purpose registries (RFC 6890), with translated and tunnelled IPv4. A mapped IPv4 address is judged as IPv4. */
const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

/** Where clouds and routers keep what nobody else should ask for: never reached, whoever named it. */
const NEVER = new BlockList()
NEVER.addSubnet('169.254.0.0', 16, 'ipv4')
NEVER.addSubnet('0.0.0.0', 8, 'ipv4')
NEVER.addSubnet('fe80::', 10, 'ipv6')

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * May this address be connected to?
 * @param address IPv4 or IPv6, without a zone
 * @param isNamed it belongs to the very host that somebody who may change duties has named
 */
export const mayReach = (address: string, isNamed: boolean): boolean =>
  isIP(address) !== 0 && !(isNamed ? NEVER : PRIVATE).check(address, familyOf(address))

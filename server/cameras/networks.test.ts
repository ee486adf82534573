import { describe, expect, it } from 'vitest'
import { interfacesWithin, isWithin, nearNetworks, networkText, parseNetwork } from './networks.ts'

const networks = (...texts: readonly string[]) =>
  texts.map((text) => {
    const network = parseNetwork(text, false)
    if (network === null) throw new Error(text)
    return network
  })

describe('networks of cameras', () => {
  it('holds the first and the last address and no neighbour', () => {
    const [held] = [networks('10.1.20.64/26')]
    const asked = ['10.1.20.63', '10.1.20.64', '10.1.20.127', '10.1.20.128']
    expect(asked.map((address) => isWithin(held, address))).toEqual([false, true, true, false])
  })

  it('takes no address but IPv4 in plain numbers', () => {
    const held = networks('10.0.0.0/16')
    const odd = [
      '10.0.0.1 ',
      '010.0.0.1',
      '0xa000001',
      '167772161',
      '10.1',
      '::ffff:10.0.0.1',
      '10.0.0.256',
      'cam.lan',
      '',
    ]
    expect(odd.filter((address) => isWithin(held, address))).toEqual([])
    expect(isWithin(held, '10.0.0.1')).toBe(true)
  })

  it.each([
    '127.0.0.0/24',
    '127.0.0.1/32',
    '169.254.169.254/32',
    '224.0.0.0/16',
    '239.255.255.250/32',
    '0.0.0.0/16',
    '255.255.255.255/32',
  ])('refuses %s, where no camera can be', (text) => expect(parseNetwork(text, false)).toBeNull())

  it.each([
    '10.0.0.0/8',
    '0.0.0.0/0',
    '10.0.0.0/15',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/24/8',
    '10.0.0/24',
    'lan/24',
    '10.0.0.0/-1',
  ])('refuses %s: too wide, or no network', (text) => expect(parseNetwork(text, false)).toBeNull())

  it('writes a network by its first address', () => {
    expect(networks('10.1.20.31/24', '163.17.40.9/32', '10.9.200.1/16').map(networkText)).toEqual([
      '10.1.20.0/24',
      '163.17.40.9/32',
      '10.9.0.0/16',
    ])
  })

  it('searches on the interfaces that touch an allowed network, each once', () => {
    const interfaces = [
      { name: 'lo', cidr: '127.0.0.1/8', internal: true },
      { name: 'eth0', cidr: '10.1.20.5/16', internal: false },
      { name: 'eth0', cidr: '10.1.30.5/24', internal: false },
      { name: 'eth1', cidr: '192.168.7.2/24', internal: false },
      { name: 'eth2', cidr: 'fe80::1/64', internal: false },
    ]
    expect(interfacesWithin(interfaces, networks('10.1.30.0/24'))).toEqual(['eth0'])
    expect(interfacesWithin(interfaces, [])).toEqual([])
    expect(nearNetworks(interfaces)).toEqual(['10.1.0.0/16', '10.1.30.0/24', '192.168.7.0/24'])
    expect(nearNetworks([{ name: 'wg', cidr: '10.8.3.4/8', internal: false }])).toEqual(['10.8.3.0/24'])
  })
})

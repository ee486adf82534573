import { expect, it } from 'vitest'
import { type Network, parseNetwork } from '../../server/cameras/networks.ts'
import { createScan } from '../../server/cameras/scan.ts'
import { createClock } from '../../server/platform/clock.ts'
import { startFakeDiscovery } from './fake-discovery.ts'

const loopback = parseNetwork('127.0.0.0/24', true)
const open: readonly Network[] = loopback === null ? [] : [loopback]
const interfaces = () => [{ name: 'lo', cidr: '127.0.0.1/8', internal: true }]
const scopes = 'onvif://www.onvif.org/name/Studio%20A onvif://www.onvif.org/hardware/K-1'
const scan = (networks: readonly Network[], forMs: number) =>
  createScan({ clock: createClock(), networks: async () => networks, interfaces, changed: () => undefined, forMs })

it('finds what answers, each device once, and minds nothing that is no answer', async () => {
  const lan = await startFakeDiscovery(() => [
    { endpoint: 'urn:uuid:1', addresses: 'http://127.0.0.1:8899/onvif/device_service', scopes },
    { endpoint: 'urn:uuid:1', addresses: 'http://127.0.0.1:8899/onvif/device_service', scopes },
    { endpoint: 'urn:uuid:2', addresses: 'http://10.66.66.66/onvif/device_service', scopes: '' },
    'not XML at all',
    '<a/>',
    `<s:Envelope xmlns:s="x"><s:Body><d:ProbeMatches xmlns:d="y"/></s:Body></s:Envelope>`,
  ])
  const search = scan(open, 600)
  await search.start()
  expect(search.view()).toMatchObject({ state: 'running', found: [] })
  await search.start()
  await expect.poll(() => search.view().state, { timeout: 10_000 }).toBe('done')
  expect(lan.probes()).toBe(1)
  expect([...search.view().found].sort((a, b) => b.port - a.port)).toEqual([
    { scheme: 'http', address: '127.0.0.1', port: 8899, name: 'Studio A', model: 'K-1', claims: null },
    { scheme: 'http', address: '127.0.0.1', port: 80, name: '', model: '', claims: '10.66.66.66' },
  ])
  await lan.close()
})

it('ends at once when it is cancelled, and keeps what it found', async () => {
  const lan = await startFakeDiscovery(() => [{ endpoint: 'urn:uuid:1', addresses: 'http://127.0.0.1:8899/x', scopes }])
  const search = scan(open, 60_000)
  await search.start()
  await expect.poll(() => search.view().found.length, { timeout: 10_000 }).toBe(1)
  await search.cancel()
  expect(search.view()).toMatchObject({ state: 'cancelled', found: [{ port: 8899 }] })
  await lan.close()
})

it('does not search where no network is allowed', async () => {
  await expect(scan([], 600).start()).rejects.toMatchObject({ code: 'CAMERA_NO_INTERFACE' })
})

import { expect, it } from 'vitest'
import { foundOf } from './found.ts'

const answered = { from: '10.1.20.31', endpoint: 'urn:uuid:1', addresses: '', scopes: '' }
const at = (addresses: string) => foundOf({ ...answered, addresses })

it('takes the port of the address that the answer came from', () => {
  const both = 'http://169.254.1.1/onvif/device_service http://10.1.20.31:8899/onvif/device_service'
  expect(at(both)).toMatchObject({ address: '10.1.20.31', port: 8899, claims: null })
  expect(at('http://10.1.20.31/onvif/device_service')).toMatchObject({ port: 80, claims: null })
})

it('takes HTTPS where it is offered', () => {
  const both = 'http://10.1.20.31/onvif/device_service https://10.1.20.31:8443/onvif/device_service'
  expect(at(both)).toMatchObject({ scheme: 'https', port: 8443, claims: null })
  expect(at('https://10.1.20.31/x')).toMatchObject({ scheme: 'https', port: 443 })
  expect(at('http://10.1.20.31/x')).toMatchObject({ scheme: 'http', port: 80 })
  expect(at('https://10.9.9.9:8443/x')).toMatchObject({ scheme: 'https', port: 443, claims: '10.9.9.9:8443' })
})

it('tells a claim of another host and keeps to where the answer came from', () => {
  expect(at('http://10.9.9.9:81/x')).toMatchObject({ address: '10.1.20.31', port: 80, claims: '10.9.9.9:81' })
  expect(at('ftp://10.9.9.9 not-an-address')).toMatchObject({ address: '10.1.20.31', port: 80, claims: null })
})

it('reads name and model, percent-encoded or not', () => {
  const scopes =
    'onvif://www.onvif.org/type/ptz onvif://www.onvif.org/Name/%E6%94%9D%E5%BD%B1%E6%A9%9F%20A onvif://www.onvif.org/hardware/100%'
  expect(foundOf({ ...answered, scopes })).toMatchObject({ name: '攝影機 A', model: '100%' })
  expect(foundOf(answered)).toMatchObject({ name: '', model: '' })
})

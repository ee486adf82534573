import { expect, it } from 'vitest'
import { securePortOf } from './redirects.ts'

it('knows an answer that leads to HTTPS, and at which port', () => {
  expect(securePortOf(301, 'https://10.1.20.31/onvif/device_service')).toBe(443)
  expect(securePortOf(307, 'https://10.66.66.66:8443/')).toBe(8443)
})

it('takes nothing else for one', () => {
  for (const [status, location] of [
    [200, 'https://10.1.20.31/'],
    [302, 'http://10.1.20.31/'],
    [302, '/index.html'],
    [302, 'https://10.1.20.31:0/'],
    [302, undefined],
    [undefined, 'https://10.1.20.31/'],
  ])
    expect(securePortOf(status, location)).toBeNull()
})

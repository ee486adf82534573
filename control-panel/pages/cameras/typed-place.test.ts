import { expect, it } from 'vitest'
import { portFor, TYPED_PLACE, typedPlace } from './typed-place.ts'

it('is read from what was typed or pasted', () => {
  expect(typedPlace(' 10.1.20.31 ')).toEqual({ address: '10.1.20.31', scheme: null, port: null })
  expect(typedPlace('10.1.20.31:8899')).toEqual({ address: '10.1.20.31', scheme: null, port: 8899 })
  expect(typedPlace('https://10.1.20.31')).toEqual({ address: '10.1.20.31', scheme: 'https', port: 443 })
  expect(typedPlace('HTTPS://10.1.20.31:8443/onvif/device_service')).toEqual({
    ...{ address: '10.1.20.31', scheme: 'https', port: 8443 },
  })
  expect(typedPlace('http://10.1.20.31/')).toEqual({ address: '10.1.20.31', scheme: 'http', port: 80 })
})

it('leaves what is no such address to the field, which takes all that is understood', () => {
  const field = new RegExp(`^(?:${TYPED_PLACE})$`, 'v')
  for (const text of ['camera.lan', 'ftp://10.1.20.31', 'https://user@10.1.20.31', '10.1.20', '']) {
    expect(typedPlace(text)).toEqual({ address: text, scheme: null, port: null })
    expect(field.test(text)).toBe(false)
  }
  for (const text of ['10.1.20.31', '10.1.20.31:81', 'https://10.1.20.31/x?y', 'Http://10.1.20.31:8080'])
    expect(field.test(text)).toBe(true)
})

it('follows the scheme with the usual port, and keeps one that was chosen', () => {
  expect(portFor('https', { scheme: 'http', port: 80 })).toBe(443)
  expect(portFor('http', { scheme: 'https', port: 443 })).toBe(80)
  expect(portFor('https', { scheme: 'http', port: 8080 })).toBe(8080)
})

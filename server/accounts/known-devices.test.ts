import { expect, it } from 'vitest'
import { createKnownDevices } from './known-devices.ts'

const devices = createKnownDevices('a secret of the server')

it('a browser is known to those who signed in from it, and to nobody else', () => {
  const first = devices.remember(undefined, 'ann')
  const both = devices.remember(first, 'bob')
  expect(devices.idFor(both, 'ann')).toBe(devices.idFor(both, 'bob'))
  expect(devices.idFor(first, 'ann')).not.toBeNull()
  expect(devices.idFor(first, 'bob')).toBeNull()
  expect(devices.idFor(undefined, 'ann')).toBeNull()
})

it('a cookie that was made up, changed, or signed by another server knows nobody', () => {
  const cookie = devices.remember(undefined, 'ann')
  expect(devices.idFor(`${'A'.repeat(22)}.${'B'.repeat(22)}`, 'ann')).toBeNull()
  expect(
    devices.idFor(
      cookie.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')),
      'ann',
    ),
  ).toBeNull()
  expect(createKnownDevices('another').idFor(cookie, 'ann')).toBeNull()
  expect(devices.idFor('not a cookie', 'ann')).toBeNull()
})

it('a shared computer keeps the last eight people, each once', () => {
  let cookie: string | undefined
  for (const person of ['a', 'b', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) cookie = devices.remember(cookie, person)
  const known = ['a', 'b', 'c', 'i'].map((person) => devices.idFor(cookie, person) !== null)
  expect(known).toEqual([true, false, true, true])
})

import { expect, it } from 'vitest'
import type { CameraCertificate } from '../../protocol/camera-certificate.ts'
import { createPin, OtherCertificate } from './pin.ts'

const shown = (digit: string): CameraCertificate => ({ sha256: digit.repeat(64), validFrom: null, validTo: null })
const [A, B, C] = [shown('a'), shown('b'), shown('c')]
const pinOf = (...known: readonly CameraCertificate[]) => {
  const taken: CameraCertificate[] = []
  const pin = createPin(
    known.map(({ sha256 }) => sha256),
    (seen) => taken.push(seen),
  )
  return { pin, taken }
}

it('takes the first where none is known, tells it once, and from then on no other', () => {
  const { pin, taken } = pinOf()
  pin.hold(A)
  pin.hold(A)
  expect(taken).toEqual([A])
  expect(() => pin.hold(B)).toThrow(OtherCertificate)
  expect(taken).toEqual([A])
})

it('takes none but the known, and says which one it saw', () => {
  const { pin, taken } = pinOf(A)
  expect(() => pin.hold(B)).toThrow(expect.objectContaining({ seen: B }))
  pin.hold(A)
  expect(taken).toEqual([A])
})

it('takes one of two that are known, and keeps to it', () => {
  const { pin } = pinOf(A, B)
  expect(() => pin.hold(C)).toThrow(OtherCertificate)
  pin.hold(B)
  expect(() => pin.hold(A)).toThrow(OtherCertificate)
})

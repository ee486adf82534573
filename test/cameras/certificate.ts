/** Certificates that sign themselves, as cameras make them, each with a key of its own: X.509 v1 (RFC 5280) written down in DER (X.690). */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export interface TestCertificate {
  /** Both PEM. */
  readonly key: string
  readonly cert: string
  /** SHA-256 of the DER, hexadecimal. */
  readonly sha256: string
}

/** One element: its tag, its length, its content. */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, Math.floor(length / 0x100), length % 0x100]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const text = (tag: number, words: string) => der(tag, Buffer.from(words, 'utf8'))

/** RFC 5280 §4.1.2.5.1: UTCTime until 2049. */
const utcTime = (at: Date) =>
  text(
    0x17,
    `${at
      .toISOString()
      .replace(/[-:T]|\.\d+/g, '')
      .slice(2, 14)}Z`,
  )

/** Common name alone, as a camera's is. */
const nameOf = (words: string) => sequence(der(0x31, sequence(oid('550403'), text(0x0c, words))))

/** sha256WithRSAEncryption and ecdsa-with-SHA256. */
const ALGORITHMS = {
  rsa: sequence(oid('2a864886f70d01010b'), der(0x05)),
  ec: sequence(oid('2a8648ce3d040302')),
} as const

const keysOf = (kind: 'rsa' | 'ec'): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  kind === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

const DAY_MS = 86_400_000

/** @param endsInDays from now until when it is valid; negative: it has expired */
export const makeCertificate = (
  kind: 'rsa' | 'ec',
  { name = '192.168.1.108', endsInDays = 3650 } = {},
): TestCertificate => {
  const { publicKey, privateKey } = keysOf(kind)
  const algorithm = ALGORITHMS[kind]
  const validity = [-3 * 365, endsInDays].map((days) => utcTime(new Date(Date.now() + days * DAY_MS)))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(
    ...[der(0x02, Buffer.from([1])), algorithm, nameOf(name), sequence(...validity), nameOf(name), spki],
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const whole = sequence(body, algorithm, signature)
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    sha256: createHash('sha256').update(whole).digest('hex'),
  }
}

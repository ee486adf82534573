/** Secrets that must be read again (an authenticator's key, another service's password), useless without a key beside the database. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const KEY_BYTES = 32
/** NIST SP 800-38D: 96 bits of nonce, 128 of tag. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

export interface Seal {
  /** @param context what the secret is and whose; it opens in the same context only */
  readonly seal: (text: string, context: string) => string
  /** Null when it was sealed with another key, for another context, or changed since. */
  readonly open: (sealed: string, context: string) => string | null
}

/** The key in DATA_DIR, made at the first start and readable by its owner alone. @throws Error when it is damaged */
export const readSealKey = (dataDir: string): Buffer => {
  const file = join(dataDir, 'seal.key')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'EEXIST') throw error
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new Error(`${file}: not a key of ${KEY_BYTES} bytes`)
  return key
}

/** AES-256-GCM. @param key 32 bytes */
export const createSeal = (key: Buffer): Seal => ({
  seal: (text, context) => {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
    const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')
  },
  open: (sealed, context) => {
    const bytes = Buffer.from(sealed, 'base64url')
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      )
    } catch {
      return null // GCM's answer to any change: the tag doesn't fit.
    }
  },
})

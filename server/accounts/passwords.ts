/** Passwords: argon2id, parameters after OWASP's Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { SHORTEST_PASSWORD } from '../config.ts'
import { Failure } from '../platform/failure.ts'

const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const TAG_BYTES = 32
const SALT_BYTES = 16
const LONGEST_PASSWORD = 256

/** Those that every guesser tries first and a school would pick. */
const COMMON: ReadonlySet<string> = new Set([
  'password',
  'password1',
  'password123',
  '12345678',
  '123456789',
  '1234567890',
  'qwertyui',
  'qwerty123',
  'iloveyou',
  'admin123',
  'administrator',
  '11111111',
  '00000000',
  '88888888',
  'abcd1234',
  'a1234567',
  'nooncast',
  'nooncast1',
  'letmein1',
  'welcome1',
  'school123',
  'teacher1',
  'broadcast',
])

/**
 * Refuses a password that is too short, too long or too common.
 * @throws Failure PASSWORD_WEAK
 */
export const requireGoodPassword = (password: string): void => {
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD || COMMON.has(password.toLowerCase()))
    throw new Failure('PASSWORD_WEAK', { length: SHORTEST_PASSWORD })
}

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const derive = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parameters = { message: password.normalize('NFKC'), nonce, tagLength: TAG_BYTES, ...cost }
    argon2('argon2id', parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)))
  })

/** PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES)
  const tag = await derive(password, salt, { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES })
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${salt.toString('base64')}$${tag.toString('base64')}`
}

/** True when the password is the one that was hashed. A malformed hash matches nothing. */
export const passwordMatches = async (password: string, hash: string): Promise<boolean> => {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash)
  if (parts === null || password.length > LONGEST_PASSWORD) return false
  const [, memory, passes, parallelism, salt = '', tag = ''] = parts
  const expected = Buffer.from(tag, 'base64')
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const actual = await derive(password, Buffer.from(salt, 'base64'), cost)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

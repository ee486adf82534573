/** What a slip says, in the one form whose SHA-256 each signature keeps. Pure. */
import { createHash } from 'node:crypto'
import type { SlipFields } from '../../protocol/slip.ts'

/** All that a signature vouches for. */
export interface SlipContent extends SlipFields {
  readonly number: string
  readonly faultId: string
  /** SHA-256 of each picture that goes round with it, in order. */
  readonly photos: readonly string[]
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/**
 * Canonical JSON (RFC 8785, JCS): names sorted by UTF-16 code units, no spaces, numbers and texts as ECMAScript writes them.
 * The same content is the same text on every machine.
 */
export const canonicalJson = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${names.map(([name, held]) => `${JSON.stringify(name)}:${canonicalJson(held)}`).join(',')}}`
}

/** SHA-256 of a slip's content, in lower-case hex. */
export const contentHash = (content: SlipContent): string => {
  const { number, faultId, what, device, room, propertyNumber, vendor, vendorId, estimate, reason, photos } = content
  const said = { number, faultId, what, device, room, propertyNumber, vendor, vendorId, estimate, reason }
  return createHash('sha256')
    .update(canonicalJson({ ...said, photos }))
    .digest('hex')
}

const REQUIRED = ['what', 'device', 'reason'] as const
/** What an office can't sign without: the names of the fields that are still empty. */
export const missingFields = (fields: SlipFields): readonly string[] => [
  ...REQUIRED.filter((name) => fields[name].trim() === ''),
  ...(fields.estimate === null ? ['estimate'] : []),
]

/** `115-0012`: the 民國 year, and the slip's place in it. */
export const slipNumber = (year: number, place: number): string => `${year}-${String(place).padStart(4, '0')}`

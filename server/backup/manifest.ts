/** What a copy says of itself: its first entry, against which all others are checked. */
import { type Static, Type } from 'typebox'
import { Instant } from '../../protocol/time.ts'

/** Raised when an older Nooncast could not put such a copy back. */
export const COPY_FORMAT = 1
export const MANIFEST_NAME = 'manifest.json'
export const DATABASE_ENTRY = 'database/nooncast.db'

/** No dot first: neither hidden files nor `..`. */
const ENTRY = '^(database|keys|licences|attachments)/[A-Za-z0-9_-][A-Za-z0-9._-]*$'
/** A name that may be in a copy. */
export const isEntryName = (name: string): boolean => new RegExp(ENTRY).test(name)

export const Manifest = Type.Object({
  format: Type.Integer({ minimum: 1 }),
  /** The Nooncast that made it. */
  version: Type.String(),
  madeAt: Instant,
  /** The last step of the data model. */
  migration: Type.String(),
  files: Type.Array(
    Type.Object({
      name: Type.String({ pattern: ENTRY }),
      bytes: Type.Integer({ minimum: 0 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    }),
  ),
})
export type Manifest = Static<typeof Manifest>

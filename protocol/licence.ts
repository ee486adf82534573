/** Under which licence a programme may be shown in public. */
import { type Static, Type } from 'typebox'
import { LicenceKind } from './booking.ts'
import { Nullable } from './schema-parts.ts'
import { SchoolDate } from './time.ts'

const written = {
  kind: LicenceKind,
  /** Who gave it: a distributor, the maker. */
  holder: Type.String({ maxLength: 120 }),
  /** Both days count as valid; null: open. */
  validFrom: Nullable(SchoolDate),
  validUntil: Nullable(SchoolDate),
  note: Type.String({ maxLength: 500 }),
}

export const LicenceInput = Type.Object(written, { additionalProperties: false })
export type LicenceInput = Static<typeof LicenceInput>

/** The licence as recorded with a programme. */
export const MediaLicence = Type.Object({
  ...written,
  /** The paper's scan is kept: `GET /api/media/:id/licence-scan`. */
  scanned: Type.Boolean(),
  /** Today: not yet valid, valid, valid but ending within 30 days, over. */
  state: Type.Union([Type.Literal('early'), Type.Literal('valid'), Type.Literal('ending'), Type.Literal('over')]),
})
export type MediaLicence = Static<typeof MediaLicence>

/** So long before its end a licence is spoken of, days. */
export const LICENCE_WARNING_DAYS = 30

/** What a person may change of a programme. Pure. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { LicenceInput } from '../../protocol/licence.ts'
import type { MediaKind } from '../../protocol/media.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { Failure } from '../platform/failure.ts'

export interface MediaPatch {
  readonly title?: string
  readonly kind?: MediaKind
  readonly airDate?: SchoolDate | null
  /** Among the file's audio streams; the programme is prepared anew with it. */
  readonly audioTrack?: number
  readonly tags?: readonly string[]
  /** The part that airs, both on the grid of segments; `outMs` null: to its end. */
  readonly inMs?: number
  readonly outMs?: number | null
  /** Null: none on record. */
  readonly licence?: LicenceInput | null
}

/**
 * The part must hold something of the programme, once its length is known.
 * @throws Failure MEDIA_TRIM_WRONG
 */
export const requireTrim = (
  { inMs, outMs }: { readonly inMs: number; readonly outMs: number | null },
  { durationMs }: { readonly durationMs: number | null },
): void => {
  const end = Math.min(outMs ?? Number.POSITIVE_INFINITY, durationMs ?? Number.POSITIVE_INFINITY)
  if (inMs >= end) throw new Failure('MEDIA_TRIM_WRONG')
}

/** As columns and rows. */
export const decidedOf = ({ tags, licence, ...plain }: MediaPatch): Prisma.MediaUpdateInput => ({
  ...plain,
  ...(tags !== undefined && { tags: { deleteMany: {}, create: [...new Set(tags)].map((tag) => ({ tag })) } }),
  ...(licence !== undefined && licenceColumns(licence)),
})

const licenceColumns = (licence: LicenceInput | null) => ({
  licenceKind: licence?.kind ?? null,
  licenceHolder: licence?.holder ?? '',
  licenceFrom: licence?.validFrom ?? null,
  licenceUntil: licence?.validUntil ?? null,
  licenceNote: licence?.note ?? '',
})

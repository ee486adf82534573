/** Uploads into the library. */
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Clock } from '../platform/clock.ts'
import type { Intake } from './intake.ts'
import { resumableUploads } from './resumable.ts'
import { arrivalOf } from './upload-metadata.ts'

export interface UploadRoutesDeps {
  readonly clock: Clock
  readonly mediaDir: string
  readonly intake: Intake
  /** Free bytes where the library is; left out: asked of the file system. */
  readonly freeBytes?: () => Promise<number>
}

const LARGEST_BYTES = 20_000_000_000

/** tus at `/api/uploads`, with metadata `filename`, and optionally `title`, `kind` and `airDate`. */
export const uploadRoutes =
  ({ clock, mediaDir, intake, freeBytes }: UploadRoutesDeps): FastifyPluginAsyncTypebox =>
  (app) =>
    resumableUploads(app, {
      ...{ clock, freeBytes },
      path: '/api/uploads',
      access: 'media.write',
      directory: join(mediaDir, 'uploads'),
      summary: 'Begin an upload (tus 1.0)',
      largestBytes: LARGEST_BYTES,
      begin: async ({ said }) => {
        arrivalOf(said)
      },
      finish: (file, said) => intake(file, arrivalOf(said)),
    })

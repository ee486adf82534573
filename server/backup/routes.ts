/** Copies by hand, and what there is of them. */
import { createReadStream } from 'node:fs'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { BackupView } from '../../protocol/backup.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import { Failure } from '../platform/failure.ts'
import type { Backups } from './backups.ts'

export interface BackupRoutesDeps {
  readonly backups: Backups
  readonly audit: ReturnType<typeof audit>
}

export const backupRoutes =
  ({ backups, audit }: BackupRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/backup',
      {
        config: { access: 'backup.read' },
        schema: { tags: ['backup'], summary: 'Safety copies', response: { 200: BackupView } },
      },
      backups.view,
    )

    app.post(
      '/api/backup',
      {
        config: { access: 'backup.write' },
        schema: { tags: ['backup'], summary: 'Make a copy now', response: { 202: BackupView } },
      },
      async (request, reply) => {
        backups.start()
        await audit(userOf(request).name, 'backup.start', '', {})
        return reply.code(202).send(await backups.view())
      },
    )

    app.delete(
      '/api/backup/running',
      {
        config: { access: 'backup.write' },
        schema: { tags: ['backup'], summary: 'Stop the copy that is being made', response: { 200: BackupView } },
      },
      async (request) => {
        if (await backups.cancel()) await audit(userOf(request).name, 'backup.cancel', '', {})
        return backups.view()
      },
    )

    app.get(
      '/api/backup/copies/:name',
      {
        config: { access: 'backup.write' },
        schema: {
          tags: ['backup'],
          summary: 'A copy as a file. It holds the keys: whoever has it has the server’s data',
          params: Type.Object({ name: Type.String({ maxLength: 60 }) }),
        },
      },
      async (request, reply) => {
        const { name } = request.params
        const path = await backups.path(name)
        if (path === null) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'backup.download', name, {})
        return reply
          .type('application/gzip')
          .header('content-disposition', `attachment; filename="${name}"`)
          .header('cache-control', 'no-store')
          .send(createReadStream(path))
      },
    )
  }

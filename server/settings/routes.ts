/** The school's settings, and who changed what. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may } from '../../protocol/account.ts'
import { Settings } from '../../protocol/settings.ts'
import { Instant, instant } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { readSettings, writeSettings } from '../platform/settings.ts'

const SettingsAnswer = Type.Object({
  ...Settings.properties,
  timeZone: Type.String(),
  rehearsal: Type.Boolean(),
  version: Type.String(),
})
const AuditEntry = Type.Object({
  id: Type.String(),
  at: Instant,
  actor: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  details: Type.Unknown(),
})

export interface SettingsRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly version: string
}

export const settingsRoutes =
  (deps: SettingsRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const answer = (settings: Settings) => ({
      ...settings,
      timeZone: deps.timeZone,
      rehearsal: deps.clock.shifted,
      version: deps.version,
    })

    app.get(
      '/api/settings',
      {
        config: { access: 'settings.read' },
        schema: { tags: ['settings'], summary: 'The school’s settings', response: { 200: SettingsAnswer } },
      },
      async () => answer(await readSettings(deps.database)),
    )

    app.patch(
      '/api/settings',
      {
        config: { access: 'settings.write' },
        schema: {
          tags: ['settings'],
          summary: 'Change settings',
          body: Type.Partial(Settings),
          response: { 200: SettingsAnswer },
        },
      },
      async (request) => {
        // How administrators sign in is theirs to say.
        if (request.body.secondFactorForAdmins !== undefined && !may(userOf(request).role, 'users.write'))
          throw new Failure('NOT_ALLOWED')
        const settings = await writeSettings(deps.database, deps.clock, request.body)
        await audit(deps.database, deps.clock)(userOf(request).name, 'settings.change', '', { ...request.body })
        deps.changes.publish('settings')
        return answer(settings)
      },
    )

    app.get(
      '/api/audit',
      {
        config: { access: 'audit.read' },
        schema: {
          tags: ['settings'],
          summary: 'Who did what',
          querystring: PageQuery,
          response: { 200: pageOf(AuditEntry) },
        },
      },
      async ({ query }) => {
        const limit = query.limit ?? DEFAULT_PAGE
        const found = await deps.database.audit.findMany({
          ...(query.q === undefined
            ? {}
            : { where: { OR: [{ action: { contains: query.q } }, { actor: { contains: query.q } }] } }),
          ...(query.cursor === undefined ? {} : { cursor: { id: query.cursor }, skip: 1 }),
          orderBy: [{ at: 'desc' }, { id: 'asc' }],
          take: limit + 1,
        })
        const { rows, nextCursor } = cutPage(found, limit)
        return { items: rows.map((row) => ({ ...row, at: instant(row.at.getTime()) })), nextCursor }
      },
    )
  }

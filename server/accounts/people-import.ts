/** A list of teachers taken in over HTTP: whole or not at all, each with an invitation. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PeopleImport } from '../../protocol/account.ts'
import { say } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { newLink } from './links.ts'
import { PEOPLE_PROBLEMS, type PersonLine, readPeople } from './people-csv.ts'
import type { AccountRoutesDeps } from './routes.ts'
import { isDuplicate } from './store.ts'

/** Five hundred people are about 40 kB. */
const LARGEST_LIST_BYTES = 256 * 1024

export const peopleImportRoutes =
  ({ database, clock, record, changes }: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: LARGEST_LIST_BYTES }, (_request, body, done) =>
      done(null, body),
    )

    const taken = async (): Promise<ReadonlySet<string>> => {
      const rows = await database.user.findMany({ select: { name: true, email: true } })
      return new Set(rows.flatMap(({ name, email }) => [name.toLowerCase(), ...(email === null ? [] : [email])]))
    }

    /** @throws Failure CONFLICT when someone took a name since the list was read; then nobody is saved */
    const save = async (people: readonly PersonLine[], by: string): Promise<readonly string[]> => {
      const now = clock.now()
      const made = people.map(({ line: _, ...person }) => {
        const id = newId()
        return { link: newLink(id, 'invitation', by, now), user: { id, ...person } }
      })
      const fixed = { role: 'teacher', language: 'zh-TW', passwordHash: '', createdAt: new Date(now) } as const
      try {
        await database.$transaction([
          database.user.createMany({ data: made.map(({ user }) => ({ ...user, ...fixed })) }),
          database.accountLink.createMany({ data: made.map(({ link }) => link.row) }),
        ])
      } catch (error) {
        throw isDuplicate(error) ? new Failure('CONFLICT') : error
      }
      return made.map(({ link }) => link.made.token)
    }

    app.post(
      '/api/users/import',
      {
        config: { access: 'users.write' },
        schema: {
          tags: ['users'],
          summary: 'Take in a list of teachers, whole or not at all, each with an invitation',
          description: 'A CSV file in UTF-8 or Big5 as the body. `dryRun` shows what it holds.',
          consumes: ['text/csv'],
          querystring: Type.Object({ dryRun: Type.Optional(Type.Boolean()) }),
          response: { 200: PeopleImport },
        },
      },
      async (request) => {
        const { body } = request
        if (!Buffer.isBuffer(body)) throw new Failure('INPUT_TYPE_WRONG')
        const { people, errors } = readPeople(body, await taken())
        const by = userOf(request).name
        const saved = request.query.dryRun !== true && people.length > 0
        const tokens = saved ? await save(people, by) : []
        if (saved) {
          await record(by, 'user.import', '', { people: people.length })
          changes.publish('users')
        }
        return {
          saved,
          people: people.map((person, index) => ({ ...person, token: tokens[index] ?? null })),
          errors: errors.map(({ line, code, params }) => ({
            line,
            message: say(PEOPLE_PROBLEMS[code], request.language, params),
          })),
        }
      },
    )
  }

/** A list of teachers taken in over HTTP: whole or not at all, each with an invitation. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PeopleImport } from '../../protocol/account.ts'
import { say } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { invitedBy, newLink } from './links.ts'
import { PEOPLE_PROBLEMS, type PersonLine, readPeople } from './people-csv.ts'
import type { AccountRoutesDeps } from './routes.ts'
import { isDuplicate } from './store.ts'

/** Five hundred people are about 40 kB. */
const LARGEST_LIST_BYTES = 256 * 1024
/** Five hundred letters are sealed one by one. */
const TRANSACTION = { timeout: 30_000 } as const

interface Saved {
  /** In the order of the list. */
  readonly tokens: readonly string[]
  readonly mailed: number
}
const NOTHING_SAVED: Saved = { tokens: [], mailed: 0 }

export const peopleImportRoutes =
  ({ database, clock, record, changes, invite }: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: LARGEST_LIST_BYTES }, (_request, body, done) =>
      done(null, body),
    )

    const taken = async (): Promise<ReadonlySet<string>> => {
      const rows = await database.user.findMany({ select: { name: true, email: true } })
      return new Set(rows.flatMap(({ name, email }) => [name.toLowerCase(), ...(email === null ? [] : [email])]))
    }

    /** @throws Failure CONFLICT when someone took a name since the list was read; then nobody is saved */
    const save = async (people: readonly PersonLine[], by: string): Promise<Saved> => {
      const now = clock.now()
      const made = people.map(({ line: _, ...person }) => {
        const id = newId()
        return { link: newLink(id, 'invitation', by, now), user: { id, ...person } }
      })
      const fixed = { role: 'teacher', language: 'zh-TW', passwordHash: '', createdAt: new Date(now) } as const
      try {
        const letters = made.flatMap(({ link, user }) => invitedBy(link, { ...user, language: fixed.language }))
        const isMailed = await database.$transaction(async (within) => {
          await within.user.createMany({ data: made.map(({ user }) => ({ ...user, ...fixed })) })
          await within.accountLink.createMany({ data: made.map(({ link }) => link.row) })
          return invite(letters, within)
        }, TRANSACTION)
        return { tokens: made.map(({ link }) => link.made.token), mailed: isMailed ? letters.length : 0 }
      } catch (error) {
        throw isDuplicate(error) ? new Failure('CONFLICT') : error
      }
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
        const { tokens, mailed } = saved ? await save(people, by) : NOTHING_SAVED
        if (saved) {
          await record(by, 'user.import', '', { people: people.length })
          changes.publish('users')
        }
        return {
          ...{ saved, mailed },
          people: people.map((person, index) => ({ ...person, token: tokens[index] ?? null })),
          errors: errors.map(({ line, code, params }) => ({
            line,
            message: say(PEOPLE_PROBLEMS[code], request.language, params),
          })),
        }
      },
    )
  }

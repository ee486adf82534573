/** Requests over HTTP: who may ask, who may answer, and nobody reads what is not theirs. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may, type User } from '../../protocol/account.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import {
  MessageInput,
  RequestActInput as RequestActBody,
  type RequestActInput,
  type RequestActor,
  RequestChange,
  RequestCounts,
  RequestDetail,
  RequestInput,
  RequestPace,
  RequestState,
  RequestView,
  SPEAKING,
} from '../../protocol/request.ts'
import { RequestKind } from '../../protocol/request-kinds.ts'
import type { Language } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { localDate } from '../schedule/wall-clock.ts'
import { askedOf, requireNoPassword } from './form.ts'
import type { RequestFilter, RequestList, RequestReader } from './list.ts'
import { requestsCsv } from './requests-csv.ts'
import type { Doer, RequestStore } from './store.ts'

export interface RequestRoutesDeps {
  readonly requests: RequestStore
  readonly list: RequestList
  readonly person: (id: string) => Promise<User | null>
  readonly people: () => Promise<readonly User[]>
  readonly clock: Clock
  readonly timeZone: string
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String() })
const Query = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('ended'), RequestState])),
  kind: Type.Optional(RequestKind),
  assignee: Type.Optional(Type.String({ maxLength: 40, description: 'An account’s id, or `me`' })),
  requester: Type.Optional(Type.String({ maxLength: 40 })),
  room: Type.Optional(Type.String({ maxLength: 40 })),
  late: Type.Optional(Type.Boolean({ description: 'Past its due day or its publish-by date' })),
  soon: Type.Optional(Type.Boolean({ description: 'To be published within two days, or late with it' })),
})
const People = Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) })
const tags = ['requests']
/** A spreadsheet of a school year. */
const MOST_ROWS = 10_000

export const shownName = ({ name, fullName }: User): string => fullName || name

/** As what a person acts on a request. */
export const doerOf = (user: User, requesterId: string): Doer => {
  const as: RequestActor[] = [
    ...(requesterId === user.id ? (['requester'] as const) : []),
    ...(may(user.role, 'requests.write') ? (['section'] as const) : []),
  ]
  return { id: user.id, name: shownName(user), as }
}
export const readerOf = (user: User): RequestReader => ({ userId: user.id, section: may(user.role, 'requests.read') })

/** One's own request, or for the section any. @throws Failure NOT_FOUND, NOT_ALLOWED */
export const ownOrAny = async (list: RequestList, id: string, user: User): Promise<RequestView> => {
  const request = await list.view(id)
  if (request === null) throw new Failure('NOT_FOUND')
  if (request.requester.id !== user.id && !may(user.role, 'requests.read')) throw new Failure('NOT_ALLOWED')
  return request
}

export const requestRoutes =
  (deps: RequestRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { requests, list, clock, timeZone, changes, audit } = deps
    const today = () => localDate(clock.now(), timeZone)

    /** @throws Failure NOT_FOUND */
    const detail = async (id: string, user: User): Promise<RequestDetail> => {
      const found = await list.find(id, readerOf(user))
      if (found === null) throw new Failure('NOT_FOUND')
      return found
    }
    const filterOf = (query: Type.Static<typeof Query>, user: User): RequestFilter => ({
      ...(query.state === undefined ? {} : { state: query.state }),
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(query.assignee === undefined ? {} : { assigneeId: query.assignee === 'me' ? user.id : query.assignee }),
      ...(query.requester === undefined ? {} : { requesterId: query.requester }),
      ...(query.room === undefined ? {} : { room: query.room }),
      ...(query.q === undefined ? {} : { q: query.q }),
      ...{ late: query.late ?? false, soon: query.soon ?? false },
    })

    app.get(
      '/api/requests',
      {
        config: { access: 'requests.read' },
        schema: {
          tags,
          summary: 'All requests, the newest first',
          querystring: Query,
          response: { 200: pageOf(RequestView) },
        },
      },
      async (request) => {
        const { limit = DEFAULT_PAGE, cursor } = request.query
        const user = userOf(request)
        const found = await list.list(limit, cursor, filterOf(request.query, user), readerOf(user))
        const { rows, nextCursor } = cutPage(found, limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/requests/export.csv',
      {
        config: { access: 'requests.read' },
        schema: { tags, summary: 'The same as CSV', querystring: Query, response: { 200: Type.String() } },
      },
      async (request, reply) => {
        const user = userOf(request)
        const found = await list.list(MOST_ROWS, undefined, filterOf(request.query, user), readerOf(user))
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="requests.csv"')
          .send(requestsCsv(found, (at) => rfc3339(at, timeZone), request.language))
      },
    )

    app.get(
      '/api/requests/counts',
      {
        config: { access: 'requests.read' },
        schema: { tags, summary: 'How many wait for whom', response: { 200: RequestCounts } },
      },
      (request) => list.counts(userOf(request).id),
    )

    app.get(
      '/api/my-requests',
      {
        config: { access: 'requests.own' },
        schema: {
          tags,
          summary: 'One’s own requests, the newest first',
          querystring: PageQuery,
          response: { 200: pageOf(RequestView) },
        },
      },
      async (request) => {
        const { limit = DEFAULT_PAGE, cursor, q = '' } = request.query
        const { id } = userOf(request)
        const found = await list.list(limit, cursor, { requesterId: id, q }, { userId: id, section: false })
        const { rows, nextCursor } = cutPage(found, limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/request-pace',
      {
        config: { access: 'requests.own' },
        schema: { tags, summary: 'How many school days each kind takes', response: { 200: RequestPace } },
      },
      async () => ({ items: await list.pace() }),
    )

    app.get(
      '/api/request-people',
      {
        config: { access: 'requests.write' },
        schema: { tags, summary: 'For whom a request can be filed', response: { 200: People } },
      },
      async () => ({
        items: (await deps.people()).map((each) => ({ id: each.id, name: shownName(each) })),
      }),
    )

    app.get(
      '/api/request-staff',
      {
        config: { access: 'requests.read' },
        schema: { tags, summary: 'Who answers requests', response: { 200: People } },
      },
      async () => ({
        items: (await deps.people())
          .filter(({ role }) => may(role, 'requests.write'))
          .map((each) => ({ id: each.id, name: shownName(each) })),
      }),
    )

    app.get(
      '/api/requests/:id',
      {
        config: { access: 'requests.own' },
        schema: { tags, summary: 'One request with its history', params: Id, response: { 200: RequestDetail } },
      },
      async (request) => {
        const user = userOf(request)
        await ownOrAny(list, request.params.id, user)
        return detail(request.params.id, user)
      },
    )

    app.post(
      '/api/requests',
      {
        config: { access: 'requests.own', rateLimit: { max: 120, timeWindow: '1 minute' } },
        schema: {
          tags,
          summary: 'Asks the section for something',
          body: RequestInput,
          response: { 201: RequestDetail },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const { requesterId = user.id } = request.body
        if (requesterId !== user.id && !may(user.role, 'requests.write')) throw new Failure('NOT_ALLOWED')
        const whose = requesterId === user.id ? user : await deps.person(requesterId)
        if (whose === null) throw new Failure('NOT_FOUND')
        const asked = askedOf(request.body, { today: today(), language: request.language })
        const requester = { id: whose.id, name: shownName(whose) }
        const id = await requests.file(asked, requester, doerOf(user, whose.id))
        await audit(user.name, 'request.file', id, { kind: asked.kind, requester: whose.name })
        changes.publish('requests', id)
        return reply.code(201).send(await detail(id, user))
      },
    )

    app.put(
      '/api/requests/:id',
      {
        config: { access: 'requests.own' },
        schema: {
          tags,
          summary: 'Puts a request right',
          params: Id,
          body: RequestChange,
          response: { 200: RequestDetail },
        },
      },
      async (request) => {
        const user = userOf(request)
        const before = await ownOrAny(list, request.params.id, user)
        const by = doerOf(user, before.requester.id)
        if (by.as.length === 0) throw new Failure('NOT_ALLOWED')
        const asked = askedOf(request.body, { today: today(), language: request.language, before: before.wantedOn })
        const { version } = request.body
        await requests.change(before.id, asked, before.requester.name, { by, version })
        await audit(user.name, 'request.change', before.id, { kind: asked.kind })
        changes.publish('requests', before.id)
        return detail(before.id, user)
      },
    )

    app.post(
      '/api/requests/:id/acts',
      {
        config: { access: 'requests.own' },
        schema: {
          tags,
          summary: 'Takes, asks back, answers, confirms, reopens, withdraws, merges…',
          params: Id,
          body: RequestActBody,
          response: { 200: RequestDetail },
        },
      },
      async (request) => {
        const user = userOf(request)
        const before = await ownOrAny(list, request.params.id, user)
        const { act, into = '', version } = request.body
        const words = wordsOf(request.body, request.language)
        const doing = { by: doerOf(user, before.requester.id), words, ...(version === undefined ? {} : { version }) }
        if (act === 'hand-on') throw new Failure('REQUEST_MOVED_ON' satisfies ErrorCode)
        if (act === 'merge') await requests.merge(before.id, into, doing)
        else if (act === 'give') await requests.act(before.id, { type: act, to: await staff(request.body.to) }, doing)
        else await requests.act(before.id, { type: act }, doing)
        await audit(user.name, `request.${act}`, before.id, { from: before.state, ...(into === '' ? {} : { into }) })
        changes.publish('requests', before.id, ...(into === '' ? [] : [into]))
        return detail(before.id, user)
      },
    )

    /** One who answers requests. @throws Failure NOT_FOUND */
    const staff = async (id: string | undefined): Promise<string> => {
      const person = id === undefined ? null : await deps.person(id)
      if (person === null || !may(person.role, 'requests.write')) throw new Failure('NOT_FOUND')
      return person.id
    }

    app.post(
      '/api/requests/:id/messages',
      {
        config: { access: 'requests.own' },
        schema: {
          tags,
          summary: 'Says something to the other side, or notes it for the section',
          params: Id,
          body: MessageInput,
          response: { 201: RequestDetail },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const before = await ownOrAny(list, request.params.id, user)
        const by = doerOf(user, before.requester.id)
        const { words, internal } = request.body
        // Who asked writes to the section and never beside it: a note of one's own could not be read again.
        if (by.as.length === 0 || (internal && by.as.includes('requester'))) throw new Failure('NOT_ALLOWED')
        requireNoPassword(words, request.language)
        await requests.say(before.id, { by, words: words.trim() }, internal)
        await audit(user.name, internal ? 'request.note' : 'request.message', before.id, {})
        changes.publish('requests', before.id)
        return reply.code(201).send(await detail(before.id, user))
      },
    )
  }

/** What is said with an act. @throws Failure REQUEST_FIELD_MISSING, REQUEST_PASSWORD */
const wordsOf = ({ act, words = '' }: RequestActInput, language: Language): string => {
  const said = words.trim()
  if (said === '' && SPEAKING.has(act))
    throw new Failure('REQUEST_FIELD_MISSING', { field: language === 'en' ? 'Message' : '訊息' })
  requireNoPassword(said, language)
  return said
}

/** What the morning's letter says about requests: to the section what it has to answer, to whoever asked what waits for them. */
import { may } from '../../protocol/account.ts'
import { type DigestLine, REQUEST_WHYS } from '../../protocol/digest-letter.ts'
import { NEAR_DAYS, type RequestView, RUNNING } from '../../protocol/request.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { DigestReader, DigestSource } from '../digest/source.ts'
import { addDays } from '../schedule/wall-clock.ts'
import { isLate, type RequestList } from './list.ts'

type RequestLine = Extract<DigestLine, { readonly about: 'request' }>

/** More than a section ever has open. */
const MOST_REQUESTS = 1000
/** Reads for the section, and for nobody in particular. */
const SECTION_READER = { userId: '', section: true }

/** Why somebody of the section is told; null: it waits for whoever asked. Pure. */
export const whyTold = (request: RequestView, today: SchoolDate): RequestLine['why'] | null => {
  const { state, dueOn, wantedOn } = request
  if (!RUNNING.has(state)) return null
  if (isLate(request, today)) return 'late'
  if ((dueOn !== null && dueOn <= today) || (wantedOn !== null && wantedOn <= addDays(today, NEAR_DAYS))) return 'due'
  return state === 'new' ? 'fresh' : 'waits'
}

const lineOf = ({ id, number, summary, room }: RequestView, why: RequestLine['why']): RequestLine => ({
  ...{ about: 'request', id, number, summary, room, why },
})
/** One that was taken is its assignee's alone. */
const isTheirs = ({ assignee }: RequestView, { id, role }: DigestReader): boolean =>
  may(role, 'requests.write') && (assignee === null || assignee.id === id)

const firstDay = ({ dueOn, wantedOn }: RequestView): string =>
  [dueOn, wantedOn].flatMap((day) => (day === null ? [] : [day])).sort()[0] ?? '9999'

export const requestMorning = (list: Pick<RequestList, 'running'>): DigestSource => ({
  topic: 'requests',
  read: async ({ today }) => {
    const told = (await list.running())
      .flatMap((request) => {
        const why = whyTold(request, today)
        return why === null ? [] : [{ request, line: lineOf(request, why) }]
      })
      .sort(
        (a, b) =>
          REQUEST_WHYS.indexOf(a.line.why) - REQUEST_WHYS.indexOf(b.line.why) ||
          firstDay(a.request).localeCompare(firstDay(b.request)) ||
          a.request.filedAt - b.request.filedAt,
      )
    return (reader) => told.filter(({ request }) => isTheirs(request, reader)).map(({ line }) => line)
  },
})

/** A question to whoever asked is reminded of by letters of its own (rule Q14); here it only stands beside other things. */
export const ownRequestMorning = (list: Pick<RequestList, 'list'>): DigestSource => ({
  topic: 'own-requests',
  accompanies: true,
  read: async () => {
    const waiting = (await list.list(MOST_REQUESTS, undefined, { state: 'open' }, SECTION_READER)).flatMap((request) =>
      request.state === 'asked' || request.state === 'answered'
        ? [{ requesterId: request.requester.id, line: lineOf(request, request.state) }]
        : [],
    )
    return ({ id }) => waiting.filter(({ requesterId }) => requesterId === id).map(({ line }) => line)
  },
})

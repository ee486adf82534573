/** How pressing a request is, and whose turn it is: what the list is sorted and marked by. Pure. Rule Q13. */
import { isOpenRequest, NEAR_DAYS, type RequestView, RUNNING } from '../../../protocol/request.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { addDays } from '../../school-time.ts'

export interface Urgency {
  /** Amber: it fails unless somebody acts. */
  readonly level: 'amber' | 'faint'
  readonly word: 'by' | 'today' | 'late' | 'publish' | 'publishToday' | 'publishLate'
  readonly date: SchoolDate
}

/** What is most pressing comes first; empty: nothing presses. */
export const urgenciesOf = (request: RequestView, today: SchoolDate): readonly Urgency[] => {
  const { state, dueOn, wantedOn } = request
  const found: Urgency[] = []
  const isPublished = wantedOn !== null && isOpenRequest(state) && state !== 'answered'
  if (isPublished) found.push(publishing(wantedOn, today))
  // A day to publish by says more than the kind’s own aim, unless that is missed.
  if (dueOn !== null && RUNNING.has(state) && !(isPublished && today < dueOn))
    found.push(
      dueOn < today
        ? { level: 'amber', word: 'late', date: dueOn }
        : { level: dueOn === today ? 'amber' : 'faint', word: dueOn === today ? 'today' : 'by', date: dueOn },
    )
  return found
}

const publishing = (date: SchoolDate, today: SchoolDate): Urgency => {
  if (date < today) return { level: 'amber', word: 'publishLate', date }
  if (date === today) return { level: 'amber', word: 'publishToday', date }
  return { level: date <= addDays(today, NEAR_DAYS) ? 'amber' : 'faint', word: 'publish', date }
}

export type Turn = 'new' | 'mine' | 'others' | 'requester'
export const TURNS: readonly Turn[] = ['new', 'mine', 'others', 'requester']

/** Whose turn it is, as one of the section sees it; null: it has ended. */
export const turnOf = ({ state, assignee }: RequestView, me: string): Turn | null => {
  if (!isOpenRequest(state)) return null
  if (state === 'new') return 'new'
  if (state === 'taken') return assignee?.id === me ? 'mine' : 'others'
  return 'requester'
}

/** The day that presses most; what has none comes last. */
const firstDay = ({ dueOn, wantedOn }: RequestView): string =>
  [dueOn, wantedOn].flatMap((day) => (day === null ? [] : [day])).sort()[0] ?? '9999'

/** Open ones by whose turn it is, the most pressing first. */
export const byTurn = (
  requests: readonly RequestView[],
  me: string,
): readonly { readonly turn: Turn; readonly requests: readonly RequestView[] }[] =>
  TURNS.map((turn) => ({
    turn,
    requests: requests
      .filter((request) => turnOf(request, me) === turn)
      .sort((a, b) => firstDay(a).localeCompare(firstDay(b)) || a.filedAt - b.filedAt),
  })).filter((group) => group.requests.length > 0)

/** `{name}`, `{room}` and `{number}` of a template filled in; what is not known is left out. */
export const filled = (
  words: string,
  { requester, room, number }: Pick<RequestView, 'requester' | 'room' | 'number'>,
) => words.replaceAll('{name}', requester.name).replaceAll('{room}', room).replaceAll('{number}', number)

/**
 * The way of a slip through the offices: which act is possible, what it leads to, and who is waited for. Pure; the store
 * applies what is answered here.
 */
import type { ErrorCode } from '../../protocol/errors.ts'
import type { SigningOrder, SlipState, SlipWait, TurnState } from '../../protocol/slip.ts'

/** One office in the present round. */
export interface Turn {
  readonly office: string
  readonly state: TurnState
}

export interface Course {
  readonly state: SlipState
  /** How often it went round; 0: never yet. */
  readonly round: number
  readonly order: SigningOrder
  /** Of the present round, in the order of signing; none before it is sent. */
  readonly turns: readonly Turn[]
}

/** Who countersigns from now on, and how. */
export interface Route {
  readonly offices: readonly string[]
  readonly order: SigningOrder
}

export type CourseAct =
  | { readonly type: 'send'; readonly route: Route }
  /** What the slip says is another now. */
  | { readonly type: 'change'; readonly route: Route }
  | { readonly type: 'sign' | 'refuse' | 'ask' | 'answer'; readonly office: string }
  | { readonly type: 'withdraw' | 'take-up' }

export type CourseDecision =
  | { readonly type: 'done'; readonly course: Course }
  | { readonly type: 'refused'; readonly code: ErrorCode }

/** Before a slip is written. */
export const NEW_COURSE: Course = { state: 'draft', round: 0, order: 'in-order', turns: [] }

/** From which states each act is possible. */
const FROM = {
  send: ['draft'],
  change: ['draft', 'circulating', 'signed'],
  sign: ['circulating'],
  refuse: ['circulating'],
  ask: ['circulating'],
  answer: ['circulating'],
  withdraw: ['draft', 'circulating', 'signed'],
  'take-up': ['refused', 'withdrawn'],
} as const satisfies Readonly<Record<CourseAct['type'], readonly SlipState[]>>

/** The acts of the section that a slip's state allows; what may be offered. */
export const mayBe = (state: SlipState, act: CourseAct['type']): boolean => FROM[act].some((each) => each === state)

/** The turns that are up: in order the first that has not signed, together all that have not. */
export const turnsUp = ({ state, order, turns }: Course): readonly Turn[] => {
  if (state !== 'circulating') return []
  const open = turns.filter((turn) => turn.state !== 'signed')
  return order === 'together' ? open : open.slice(0, 1)
}

/** The course after an act, or why the act is not possible (rules L2–L8). */
export const decideCourse = (course: Course, act: CourseAct): CourseDecision => {
  if (!mayBe(course.state, act.type)) return refused('SLIP_MOVED_ON')
  switch (act.type) {
    case 'send':
      return go(course, act.route)
    case 'change':
      return course.state === 'draft' ? done(course) : go(course, act.route)
    case 'withdraw':
      return done({ ...course, state: 'withdrawn', turns: [] })
    case 'take-up':
      return done({ ...course, state: 'draft', turns: [] })
    default:
      return byOffice(course, act.type, act.office)
  }
}

/** A new round: whatever was signed before counts no more (rule L7). */
const go = (course: Course, { offices, order }: Route): CourseDecision => {
  if (offices.length === 0) return refused('SLIP_NO_OFFICE')
  const turns = offices.map((office) => ({ office, state: 'waiting' as const }))
  return done({ state: 'circulating', round: course.round + 1, order, turns })
}

const byOffice = (course: Course, type: 'sign' | 'refuse' | 'ask' | 'answer', office: string): CourseDecision => {
  const turn = course.turns.find((each) => each.office === office)
  if (turn === undefined) return refused('SLIP_NOT_YOURS')
  if (turn.state === 'signed') return refused('SLIP_SIGNED_ALREADY')
  if (!turnsUp(course).includes(turn)) return refused('SLIP_NOT_YOUR_TURN')
  switch (type) {
    case 'sign': {
      const signed = put(course, office, 'signed')
      const isAll = signed.turns.every(({ state }) => state === 'signed')
      return done(isAll ? { ...signed, state: 'signed' } : signed)
    }
    case 'refuse':
      return done({ ...put(course, office, 'refused'), state: 'refused' })
    case 'ask':
      return done(put(course, office, 'asked'))
    case 'answer':
      return turn.state === 'asked' ? done(put(course, office, 'waiting')) : refused('SLIP_MOVED_ON')
    default:
      return type satisfies never
  }
}

const put = (course: Course, office: string, state: TurnState): Course => ({
  ...course,
  turns: course.turns.map((turn) => (turn.office === office ? { ...turn, state } : turn)),
})

/** Who must do something next; nobody only for what was withdrawn (rule L10). */
export const waitsOf = (course: Course): readonly SlipWait[] => {
  switch (course.state) {
    case 'draft':
      return [{ office: null, for: 'send' }]
    case 'circulating':
      return turnsUp(course).map(({ office, state }) =>
        state === 'asked' ? { office: null, for: 'answer' } : { office, for: 'sign' },
      )
    case 'signed':
      return [{ office: null, for: 'call' }]
    case 'refused':
      return [{ office: null, for: 'decide' }]
    case 'withdrawn':
      return []
    default:
      return course.state satisfies never
  }
}

const done = (course: Course): CourseDecision => ({ type: 'done', course })
const refused = (code: ErrorCode): CourseDecision => ({ type: 'refused', code })

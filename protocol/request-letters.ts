/** The facts of letters about requests. Replies to them are not read: each says where to answer. */
import { Type } from 'typebox'
import { RequestKind } from './request-kinds.ts'
import { Instant } from './time.ts'

const Told = { requestId: Type.String(), number: Type.String(), summary: Type.String() }
const Said = { ...Told, by: Type.String(), words: Type.String() }

export const REQUEST_LETTERS = [
  /** To who asked: it has come; `days` of school it usually takes, or those aimed at. */
  Type.Object({ kind: Type.Literal('request-received'), ...Told, days: Type.Number(), usual: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('request-asked'), ...Said }),
  /** The question has waited for days of school. */
  Type.Object({ kind: Type.Literal('request-asked-again'), ...Said }),
  /** Nobody contradicts it for `silentDays` days: it counts as confirmed. */
  Type.Object({ kind: Type.Literal('request-answered'), ...Said, silentDays: Type.Integer() }),
  Type.Object({ kind: Type.Literal('request-said'), ...Said }),
  /** To the requesters of both. */
  Type.Object({ kind: Type.Literal('request-merged'), ...Told, other: Type.String() }),
  Type.Object({ kind: Type.Literal('request-handed-on'), ...Told }),
  /** To the section. */
  Type.Object({
    kind: Type.Literal('request-filed'),
    ...Told,
    by: Type.String(),
    what: RequestKind,
    room: Type.String(),
  }),
  Type.Object({ kind: Type.Literal('request-replied'), ...Said }),
  /** The question that its requester did not answer, asked twice, and since when: `by` asked it. */
  Type.Object({ kind: Type.Literal('request-unanswered'), ...Said, asked: Instant }),
  Type.Object({ kind: Type.Literal('request-reopened'), ...Said }),
] as const

export const REQUEST_TOPICS = {
  'request-received': 'own-requests',
  'request-asked': 'own-requests',
  'request-asked-again': 'own-requests',
  'request-answered': 'own-requests',
  'request-said': 'own-requests',
  'request-merged': 'own-requests',
  'request-handed-on': 'own-requests',
  'request-filed': 'requests',
  'request-replied': 'requests',
  'request-unanswered': 'requests',
  'request-reopened': 'requests',
} as const

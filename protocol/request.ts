/** A request: a person asks the section for something, and it is never lost. States, acts, who may do which when. */
import { type Static, Type } from 'typebox'
import { Attachment } from './attachment.ts'
import { RequestKind } from './request-kinds.ts'
import { Nullable } from './schema-parts.ts'
import { Instant, SchoolDate } from './time.ts'

/**
 * `new`: nobody has taken it. `taken`: one of the section works on it. `asked`: it waits for the requester to answer a
 * question. `answered`: it waits for the requester to confirm. The others are ended: by the requester (`confirmed`,
 * `withdrawn`), into another request (`merged`), or as a fault that goes its own way (`handed-on`).
 */
export const RequestState = Type.Union([
  Type.Literal('new'),
  Type.Literal('taken'),
  Type.Literal('asked'),
  Type.Literal('answered'),
  Type.Literal('confirmed'),
  Type.Literal('withdrawn'),
  Type.Literal('merged'),
  Type.Literal('handed-on'),
])
export type RequestState = Static<typeof RequestState>

/** Who has to do something next, and what; null: nobody, it has ended. */
export const REQUEST_NEXT = {
  new: { owner: 'section', next: 'take' },
  taken: { owner: 'assignee', next: 'answer' },
  asked: { owner: 'requester', next: 'reply' },
  answered: { owner: 'requester', next: 'confirm' },
  confirmed: null,
  withdrawn: null,
  merged: null,
  'handed-on': null,
} as const satisfies Readonly<
  Record<RequestState, { readonly owner: 'section' | 'assignee' | 'requester'; readonly next: RequestAct } | null>
>

/** Ends neither for the section nor for the requester. */
export const isOpenRequest = (state: RequestState): boolean => REQUEST_NEXT[state] !== null

/** The states in which the section's days are counted; in the others it waits for somebody else, or has ended. */
export const RUNNING: ReadonlySet<RequestState> = new Set(['new', 'taken'])

export const RequestAct = Type.Union([
  Type.Literal('take'),
  Type.Literal('give'),
  Type.Literal('release'),
  Type.Literal('ask'),
  Type.Literal('reply'),
  Type.Literal('answer'),
  Type.Literal('recall'),
  Type.Literal('confirm'),
  Type.Literal('reopen'),
  Type.Literal('withdraw'),
  Type.Literal('restore'),
  Type.Literal('merge'),
  Type.Literal('unmerge'),
  Type.Literal('hand-on'),
])
export type RequestAct = Static<typeof RequestAct>

/** Who acts. One who works in the section and asked for it is both. `system`: time has passed. */
export type RequestActor = 'requester' | 'section' | 'system'

interface Move {
  readonly from: readonly RequestState[]
  readonly by: readonly RequestActor[]
}

/** Every legal move. What is not here is refused. */
export const REQUEST_MOVES = {
  take: { from: ['new'], by: ['section'] },
  /** To another of the section. */
  give: { from: ['new', 'taken', 'asked', 'answered'], by: ['section'] },
  /** The way back from taking it. */
  release: { from: ['taken'], by: ['section'] },
  ask: { from: ['new', 'taken'], by: ['section'] },
  reply: { from: ['asked'], by: ['requester'] },
  answer: { from: ['new', 'taken', 'asked'], by: ['section'] },
  /** The way back from a question or an answer: the requester doesn't see its words any more. */
  recall: { from: ['asked', 'answered'], by: ['section'] },
  confirm: { from: ['answered'], by: ['requester', 'system'] },
  reopen: { from: ['answered', 'confirmed'], by: ['requester', 'section'] },
  withdraw: { from: ['new', 'taken', 'asked'], by: ['requester'] },
  /** The way back from withdrawing it. */
  restore: { from: ['withdrawn'], by: ['requester', 'section'] },
  merge: { from: ['new', 'taken', 'asked'], by: ['section'] },
  /** Also the requester’s: it is not the same after all. `system`: the other request was withdrawn. */
  unmerge: { from: ['merged'], by: ['section', 'requester', 'system'] },
  'hand-on': { from: ['new', 'taken', 'asked'], by: ['section'] },
} as const satisfies Readonly<Record<RequestAct, Move>>

/** May one who acts as these do the act in this state? Time limits apart (`isReopenable`). */
export const mayAct = (act: RequestAct, state: RequestState, as: readonly RequestActor[]): boolean => {
  const { from, by }: Move = REQUEST_MOVES[act]
  return from.includes(state) && as.some((each) => by.includes(each))
}

const DAY_MS = 86_400_000
/** Can what ended at `since` still be taken up again? @param days the school's `requestReopenDays` */
export const isReopenable = (since: Instant, now: Instant, days: number): boolean => now - since < days * DAY_MS
/** Does an answer of `since` count as confirmed, as nobody contradicted it? @param days the school's `requestSilentDays` */
export const isSilent = (since: Instant, now: Instant, days: number): boolean => now - since >= days * DAY_MS

/** A publish-by date is near: today, tomorrow, or the day after. */
export const NEAR_DAYS = 2

export const Summary = Type.String({ minLength: 1, maxLength: 160, pattern: '\\S' })
export const Words = Type.String({ minLength: 1, maxLength: 8000, pattern: '\\S' })
const Details = Type.String({ maxLength: 8000 })
const Room = Type.String({ maxLength: 40 })
const Fields = Type.Record(Type.String({ pattern: '^[a-z]{1,20}$' }), Type.String({ maxLength: 8000 }), {
  maxProperties: 12,
})

const asked = {
  kind: RequestKind,
  summary: Summary,
  details: Details,
  room: Room,
  /** By their names in the table of kinds. */
  fields: Fields,
  /** The day by which it is to be published; null: no such day. */
  wantedOn: Nullable(SchoolDate),
}

export const RequestInput = Type.Object(
  {
    ...asked,
    /** For whom the section files it; left out: for oneself. */
    requesterId: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
)
export type RequestInput = Static<typeof RequestInput>

/** What was asked, put right; the version that was seen. */
export const RequestChange = Type.Object({ ...asked, version: Type.Integer() }, { additionalProperties: false })
export type RequestChange = Static<typeof RequestChange>

const Person = Type.Object({ id: Type.String(), name: Type.String() })
export type RequestPerson = Static<typeof Person>

/** One request in a list. */
export const RequestView = Type.Object({
  id: Type.String(),
  /** As people say it: `R115-0042`. */
  number: Type.String(),
  ...asked,
  state: RequestState,
  version: Type.Integer(),
  requester: Person,
  /** Who works on it, or did. */
  assignee: Nullable(Person),
  filedAt: Instant,
  /** When it came into its state. */
  since: Instant,
  /** The last school day on which an answer is in time; null: it waits for the requester, or has ended. */
  dueOn: Nullable(SchoolDate),
})
export type RequestView = Static<typeof RequestView>

/** What happened, the oldest first. What is internal is in no answer to who may not read it. */
export const RequestEvent = Type.Object({
  id: Type.String(),
  at: Instant,
  by: Type.String(),
  act: Type.Union([
    RequestAct,
    Type.Literal('file'),
    Type.Literal('change'),
    Type.Literal('message'),
    Type.Literal('note'),
  ]),
  words: Type.String(),
  internal: Type.Boolean(),
  /** Its words were taken back. */
  recalled: Type.Boolean(),
})
export type RequestEvent = Static<typeof RequestEvent>

export const RequestDetail = Type.Object({
  ...RequestView.properties,
  events: Type.Array(RequestEvent),
  files: Type.Array(Attachment),
  /** The request that this one is a part of; its state and last answer concern this requester too. */
  mergedInto: Nullable(
    Type.Object({ id: Type.String(), number: Type.String(), state: RequestState, answer: Nullable(Type.String()) }),
  ),
  /** Requests that were merged into this one; for the section. */
  mergedFrom: Type.Array(Type.Object({ id: Type.String(), number: Type.String(), requester: Type.String() })),
  /** The fault that it became. */
  faultId: Nullable(Type.String()),
  /** The occurrence of a duty that it belongs to; for the section. */
  duty: Nullable(Type.Object({ occurrenceId: Type.String(), name: Type.String(), due: SchoolDate })),
  /** How many school days requests of this kind usually take; null: too few to tell. */
  usualDays: Nullable(Type.Number()),
})
export type RequestDetail = Static<typeof RequestDetail>

/** How long each kind takes: the median of its last twenty, and what the section aims at, in school days. */
export const RequestPace = Type.Object({
  items: Type.Array(Type.Object({ kind: RequestKind, usualDays: Nullable(Type.Number()), targetDays: Type.Integer() })),
})

/** What an act needs besides its name. `version` left out: whatever it is now. */
export const RequestActInput = Type.Object(
  {
    act: RequestAct,
    version: Type.Optional(Type.Integer()),
    /** What is said: needed to ask, reply and answer. */
    words: Type.Optional(Words),
    /** To whom it is given. */
    to: Type.Optional(Type.String({ maxLength: 40 })),
    /** The request it is merged into. */
    into: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
)
export type RequestActInput = Static<typeof RequestActInput>

/** Acts that are nothing without words. */
export const SPEAKING: ReadonlySet<RequestAct> = new Set(['ask', 'reply', 'answer'])

export const MessageInput = Type.Object({ words: Words, internal: Type.Boolean() }, { additionalProperties: false })

/** What waits for whom, counted. */
export const RequestCounts = Type.Object({
  new: Type.Integer(),
  mine: Type.Integer(),
  waiting: Type.Integer(),
  late: Type.Integer(),
})
export type RequestCounts = Static<typeof RequestCounts>

/** A ready-made answer or question, or a request that comes again and again. `{name}`, `{room}`, `{number}` are filled in. */
export const TemplateUse = Type.Union([Type.Literal('answer'), Type.Literal('ask'), Type.Literal('request')])
export type TemplateUse = Static<typeof TemplateUse>
const template = {
  use: TemplateUse,
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  /** Null: for every kind. One for filing a request names its kind. */
  kind: Nullable(RequestKind),
  /** Of a request its summary. */
  words: Words,
}
export const TemplateInput = Type.Object(
  { ...template, version: Type.Optional(Type.Integer()) },
  { additionalProperties: false },
)
export type TemplateInput = Static<typeof TemplateInput>
export const RequestTemplate = Type.Object({ id: Type.String(), ...template, version: Type.Integer() })
export type RequestTemplate = Static<typeof RequestTemplate>

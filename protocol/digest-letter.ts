/** The morning's letter: what one person has to know and to do today, line by line. Its words are made when it is sent. */
import { type Static, Type } from 'typebox'
import { FaultCause, FaultSymptom } from './fault.ts'
import { Nullable } from './schema-parts.ts'
import { Instant, SchoolDate } from './time.ts'

/** Most pressing first, as the lines of a part are ordered. */
export const FAULT_WHYS = ['blocks-noon', 'late', 'fresh', 'due', 'waits', 'healed'] as const
export const REQUEST_WHYS = ['late', 'due', 'fresh', 'waits', 'asked', 'answered'] as const

const whyOf = <Why extends string>(whys: readonly Why[]) => Type.Unsafe<Why>(Type.Enum([...whys]))

const DutyLine = Type.Object({
  about: Type.Literal('duty'),
  id: Type.String(),
  name: Type.String(),
  dueAt: Instant,
  /** Past its time. */
  late: Type.Boolean(),
})
const FaultLine = Type.Object({
  about: Type.Literal('fault'),
  id: Type.String(),
  number: Type.String(),
  room: Type.String(),
  title: Type.String(),
  symptom: Nullable(FaultSymptom),
  cause: Nullable(FaultCause),
  why: whyOf(FAULT_WHYS),
})
const SlipLine = Type.Object({
  about: Type.Literal('slip'),
  id: Type.String(),
  number: Type.String(),
  device: Type.String(),
  room: Type.String(),
  /** The reader's office signs; or the section sends, answers, or decides what becomes of a refused one. */
  why: whyOf(['sign', 'answer', 'decide', 'send']),
})
const VisitLine = Type.Object({
  about: Type.Literal('visit'),
  id: Type.String(),
  vendor: Type.String(),
  start: Instant,
  rooms: Type.Array(Type.String()),
  /** The vendor has not said yes. */
  proposed: Type.Boolean(),
})
const RequestLine = Type.Object({
  about: Type.Literal('request'),
  id: Type.String(),
  number: Type.String(),
  summary: Type.String(),
  room: Type.String(),
  /** `asked`, `answered`: the reader filed it, and is waited for. */
  why: whyOf(REQUEST_WHYS),
})

export const DigestLine = Type.Union([DutyLine, FaultLine, SlipLine, VisitLine, RequestLine])
export type DigestLine = Static<typeof DigestLine>
export type DigestAbout = DigestLine['about']

/** In the order of the letter: what is done by the clock first. */
export const DIGEST_ORDER = ['visit', 'duty', 'fault', 'slip', 'request'] as const satisfies readonly DigestAbout[]

export const DIGEST_LETTERS = [
  Type.Object({
    kind: Type.Literal('digest'),
    date: SchoolDate,
    /** Of all lines, those left out included. */
    count: Type.Integer(),
    late: Type.Integer(),
    parts: Type.Array(
      Type.Object({
        about: Type.Unsafe<DigestAbout>(Type.Enum([...DIGEST_ORDER])),
        lines: Type.Array(DigestLine),
        /** How many more there are. */
        more: Type.Integer(),
      }),
    ),
  }),
] as const

/** Each part of it has a topic of its own that can be declined; the letter as a whole has none. */
export const DIGEST_TOPICS = { digest: null } as const

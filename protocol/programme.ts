/** What the panel asks of one programme, and of the library as a whole. */
import { type Static, Type } from 'typebox'
import { InboxState } from './inbox.ts'
import { AiringKind } from './rundown.ts'
import { Duration, Instant, SchoolDate } from './time.ts'

/** A word to file under; letters of any script, no commas or line ends. */
export const Tag = Type.String({ minLength: 1, maxLength: 30, pattern: '^[^\\p{C},，、]+$' })

/** How a list of programmes is sorted; within equals, newest first. */
export const MediaSort = Type.Union([
  Type.Literal('newest'),
  Type.Literal('oldest'),
  Type.Literal('title'),
  Type.Literal('longest'),
  Type.Literal('shortest'),
])
export type MediaSort = Static<typeof MediaSort>

/** What of the library asks for attention, and what it can be filtered by. */
export const LibrarySummary = Type.Object({
  total: Type.Integer(),
  /** Waiting or being prepared. */
  preparing: Type.Integer(),
  /** Can't be aired until somebody does something. */
  refused: Type.Integer(),
  /** Licences that are over, or will be within 30 days. */
  licenceEnding: Type.Integer(),
  archived: Type.Integer(),
  /** Whether what is dropped into `media/inbox` arrives. */
  inbox: InboxState,
  /** Most used first. */
  tags: Type.Array(Type.Object({ tag: Type.String(), count: Type.Integer() })),
})
export type LibrarySummary = Static<typeof LibrarySummary>

/** One subtitle track. Tracks found in the file have the id `file-N` until somebody changes any of them. */
export const SubtitleTrack = Type.Object({
  id: Type.String(),
  language: Type.String(),
  name: Type.String(),
  /** Later by so much than it came in; negative: earlier. */
  shiftMs: Type.Integer(),
  /** WebVTT as it airs. */
  url: Type.String(),
})
export type SubtitleTrack = Static<typeof SubtitleTrack>

export const SubtitleInput = Type.Object(
  {
    language: Type.String({ pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', maxLength: 35, description: 'BCP 47' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    text: Type.String({ minLength: 1, maxLength: 1_500_000, description: 'A WebVTT or SubRip file' }),
    shiftMs: Type.Optional(Type.Integer({ minimum: -3_600_000, maximum: 3_600_000 })),
  },
  { additionalProperties: false },
)
export type SubtitleInput = Static<typeof SubtitleInput>

/** Where a programme was and will be on the air; groups that show it together are one entry. */
export const MediaAiring = Type.Object({
  start: Instant,
  end: Instant,
  date: SchoolDate,
  kind: AiringKind,
  offsetMs: Duration,
  groups: Type.Array(Type.String()),
})
export type MediaAiring = Static<typeof MediaAiring>

export const Whereabouts = Type.Object({
  /** What would miss it, in words. */
  uses: Type.Array(Type.String()),
  /** Newest first, at most ten. */
  past: Type.Array(MediaAiring),
  /** Within two weeks, soonest first. */
  coming: Type.Array(MediaAiring),
})
export type Whereabouts = Static<typeof Whereabouts>

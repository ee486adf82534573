/** The vocabulary of the schedule: everything that decides what is on the air, as plain data. */
import type { Booking } from '../../protocol/booking.ts'
import type { CalendarDay, Slot, SlotException, Term } from '../../protocol/calendar.ts'
import type { MediaKind, MediaState } from '../../protocol/media.ts'
import type { Airing, AiringKind, Notice } from '../../protocol/rundown.ts'
import type { Bookmark } from '../../protocol/series.ts'
import type { Duration, Instant, SchoolDate } from '../../protocol/time.ts'

/** A group of displays in the tree; what is for a group is for all below it. */
export interface AudienceGroup {
  readonly id: string
  readonly parentId: string | null
}

/** What the schedule needs to know of a programme. */
export interface ScheduledMedia {
  readonly id: string
  readonly title: string
  readonly kind: MediaKind
  readonly state: MediaState
  /** True length; null until known. */
  readonly durationMs: Duration | null
  /** The part that a person left of it, `[fromMs, toMs)`; null: to its end. */
  readonly fromMs: Duration
  readonly toMs: Duration | null
  /** Positions at which something new begins, in order; only looked for where a series ends with scenes. */
  readonly sceneCuts: readonly Duration[]
  /** The licence on record; null: none was entered. */
  readonly licence: Pick<Booking['licence'], 'validFrom' | 'validUntil'> | null
  /** The date whose news it is. */
  readonly airDate: SchoolDate | null
  readonly revision: string | null
  /** Since when it can be aired; null while it can't. A slot takes only what was ready when it starts (rule C1). */
  readonly readyAt: Instant | null
  readonly createdAt: Instant
}

/** A film in instalments: programme ids in order. */
export interface ScheduledSeries {
  readonly id: string
  readonly title: string
  readonly episodes: readonly string[]
  /** An instalment may end with a scene, a little before its slot does; left out: it does not. */
  readonly sceneEnds?: boolean
}

/** A programme put on the air outside the timetable. */
export interface CutIn {
  readonly id: string
  readonly kind: AiringKind
  readonly title: string
  /** Null: words or a live picture, nothing from the library. */
  readonly mediaId: string | null
  /** Empty: the whole school. */
  readonly audience: readonly string[]
  readonly emergency: boolean
  /** What put it there; left out: a cut-in or an emergency. */
  readonly act?: 'hold' | 'end' | 'extend' | 'skip'
  /** The slot that a skip takes its turn from (rule P6). */
  readonly slotId?: string | null
  /** Where in the programme it begins; left out or null: at the beginning of what airs of it. */
  readonly offsetMs?: Duration | null
  /** The instalment it goes on with. */
  readonly series?: Airing['series']
  /** What the TVs say. */
  readonly notice?: Notice | null
  readonly start: Instant
  /** Null: until someone ends it (rule P4). */
  readonly end: Instant | null
  readonly createdAt: Instant
}

export interface ScheduleInputs {
  /** IANA zone of the school's wall clock (rule T1). */
  readonly timeZone: string
  /**
   * The instant these facts are of. What ended before it has happened: films then stand where their bookmarks are.
   * What comes after it is a forecast, in which every film airing is taken to succeed.
   */
  readonly asOf: Instant
  readonly groups: readonly AudienceGroup[]
  readonly slots: readonly Slot[]
  readonly exceptions: readonly SlotException[]
  /** None at all: the school has not said when its terms are, and every date counts as term. */
  readonly terms: readonly Term[]
  /** What each source says; rule T3 picks. */
  readonly days: readonly CalendarDay[]
  readonly media: readonly ScheduledMedia[]
  readonly series: readonly ScheduledSeries[]
  readonly bookmarks: readonly Bookmark[]
  readonly bookings: readonly Booking[]
  readonly cutIns: readonly CutIn[]
  /** Airings frozen when they started: no later edit changes them (rules S2, A1). */
  readonly aired: readonly Airing[]
}

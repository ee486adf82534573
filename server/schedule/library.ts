/** The library and the bookings, found quickly by what the schedule asks for. */
import type { Booking } from '../../protocol/booking.ts'
import { type Duration, duration, type Instant, type SchoolDate } from '../../protocol/time.ts'
import type { ScheduledMedia, ScheduledSeries, ScheduleInputs } from './inputs.ts'

export interface Library {
  readonly asOf: Instant
  readonly media: ReadonlyMap<string, ScheduledMedia>
  /** Newest date first, and within a date the newest file first. */
  readonly news: readonly DatedNews[]
  readonly newsOn: ReadonlyMap<SchoolDate, readonly ScheduledMedia[]>
  readonly bookingsOn: ReadonlyMap<SchoolDate, readonly Booking[]>
  readonly series: ReadonlyMap<string, ScheduledSeries>
}

export interface DatedNews extends ScheduledMedia {
  readonly airDate: SchoolDate
}

const isNews = (media: ScheduledMedia): media is DatedNews => media.kind === 'news' && media.airDate !== null

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const indexLibrary = (inputs: Pick<ScheduleInputs, 'asOf' | 'media' | 'bookings' | 'series'>): Library => {
  const news = inputs.media
    .filter(isNews)
    .sort((a, b) => byName(b.airDate, a.airDate) || b.createdAt - a.createdAt || byName(a.id, b.id))
  const bookings = [...inputs.bookings].sort((a, b) => a.createdAt - b.createdAt || byName(a.id, b.id))
  return {
    asOf: inputs.asOf,
    media: new Map(inputs.media.map((media) => [media.id, media])),
    news,
    newsOn: Map.groupBy(news, (media) => media.airDate),
    bookingsOn: Map.groupBy(bookings, (booking) => booking.date),
    series: new Map(inputs.series.map((series) => [series.id, series])),
  }
}

/** A programme that can be aired, with its length. */
export interface Playable extends ScheduledMedia {
  readonly durationMs: Duration
}

/**
 * Was it ready when the slot starts (rule C1)? A programme that became ready after `asOf` is there all the same: the
 * clock was set back for a rehearsal.
 */
export const readyBy = (media: ScheduledMedia, at: Instant, asOf: Instant): media is Playable =>
  media.state === 'ready' &&
  media.durationMs !== null &&
  media.durationMs > 0 &&
  media.readyAt !== null &&
  (media.readyAt <= at || media.readyAt > asOf)

/** The part of it that airs; a trim that no longer fits the programme is as good as none. */
export const airedPart = ({
  durationMs,
  fromMs,
  toMs,
}: Pick<Playable, 'durationMs' | 'fromMs' | 'toMs'>): { readonly fromMs: Duration; readonly toMs: Duration } => {
  const end = duration(Math.min(toMs ?? durationMs, durationMs))
  return fromMs < end ? { fromMs, toMs: end } : { fromMs: duration(0), toMs: durationMs }
}

/** Why it was not, as the parameter `state` of the reasons. */
export const whyNotReady = (media: ScheduledMedia): string => (media.state === 'ready' ? 'late' : media.state)

/** What a slot plays: its source, then its fallback chain, then the slate (rules C1–C5), each step with its reason. */

import type { Booking } from '../../protocol/booking.ts'
import type { Fallback, SourceRule } from '../../protocol/calendar.ts'
import { reason } from '../../protocol/reasons.ts'
import type { AiringKind, Reason } from '../../protocol/rundown.ts'
import { duration } from '../../protocol/time.ts'
import { reaches } from './audience.ts'
import { bookedItem, isLicensed } from './booking-fit.ts'
import { airedPart, type Library, type Playable, readyBy, whyNotReady } from './library.ts'
import type { Occurrence } from './occurrences.ts'
import { type Items, type Playhead, type ProgrammeItem, toKeyframe } from './playhead.ts'
import { addDays } from './wall-clock.ts'

/** What was chosen for a slot in one audience. */
export interface Programme {
  /** `slate` when the chain came to its end. */
  readonly kind: AiringKind
  readonly items: Items
  /** After an interruption: go on where it stopped, or rejoin in progress (rule P3). */
  readonly after: 'resume' | 'rejoin'
  readonly seriesId: string | null
  readonly exam: boolean
  readonly reasons: readonly Reason[]
}

/** Where a series stands for this audience; `unrecorded` in a past of which nothing is known. */
export type SeriesHead = (seriesId: string) => Playhead | 'unrecorded'

/** Everything a choice is made from. */
export interface Choice {
  readonly library: Library
  readonly occurrence: Occurrence
  /** The group and its ancestors. */
  readonly chain: readonly string[]
  readonly headOf: SeriesHead
}

type Found = Omit<Programme, 'exam'>
type Attempt = { readonly found: Found } | { readonly reasons: readonly Reason[] }
type Step = SourceRule | Fallback

const missed = (...reasons: Reason[]): Attempt => ({ reasons })
const listed =
  (items: readonly ProgrammeItem[]): Items =>
  (index) =>
    items[index] ?? null
const whole = (media: Playable): ProgrammeItem => ({
  mediaId: media.id,
  title: media.title,
  ...airedPart(media),
  series: null,
})
const rejoining = (kind: AiringKind, items: readonly ProgrammeItem[], why: Reason): Attempt => ({
  found: { kind, items: listed(items), after: 'rejoin', seriesId: null, reasons: [why] },
})

/** Rule C1: the newest ready news item of the date. */
const tryNews = ({ library, occurrence }: Choice): Attempt => {
  const candidates = library.newsOn.get(occurrence.date) ?? []
  for (const media of candidates)
    if (readyBy(media, occurrence.start, library.asOf))
      return rejoining('news', [whole(media)], reason('news', { title: media.title }))
  const newest = candidates[0]
  if (newest === undefined) return missed(reason('news-missing', { time: occurrence.startText }))
  return missed(
    reason('news-not-ready', { title: newest.title, time: occurrence.startText, state: whyNotReady(newest) }),
  )
}

const tryLatestNews = ({ library, occurrence }: Choice, withinDays: number): Attempt => {
  const earliest = addDays(occurrence.date, -withinDays)
  for (const media of library.news) {
    if (media.airDate >= occurrence.date) continue
    if (media.airDate < earliest) break
    if (readyBy(media, occurrence.start, library.asOf))
      return rejoining('news', [whole(media)], reason('latest-news', { title: media.title, date: media.airDate }))
  }
  return missed(reason('latest-news-none', { days: withinDays }))
}

/** Rule C3: the approved booking of the date, for this audience, with a licence valid on that date. */
const tryBooking = ({ library, occurrence, chain }: Choice): Attempt => {
  const bookings = library.bookingsOn.get(occurrence.date) ?? []
  const titleOf = ({ mediaId, film }: Booking): string => library.media.get(mediaId ?? '')?.title ?? film?.title ?? ''
  const approved = bookings.filter((booking) => booking.state === 'approved')
  const booking = approved.find((each) => reaches(each.audience, chain))
  if (booking === undefined) {
    const other = approved[0]
    if (other !== undefined) return missed(reason('booking-other-audience', { title: titleOf(other) }))
    const pending = bookings.find((each) => each.state === 'pending' || each.state === 'offered')
    if (pending !== undefined) return missed(reason('booking-pending', { title: titleOf(pending) }))
    const refused = bookings.find((each) => each.state === 'refused')
    if (refused !== undefined) return missed(reason('booking-refused', { title: titleOf(refused) }))
    return missed(reason('booking-none'))
  }
  const media = library.media.get(booking.mediaId ?? '')
  if (media === undefined) return missed(reason('media-missing'))
  if (![booking.licence, media.licence].every((licence) => licence === null || isLicensed(licence, occurrence.date)))
    return missed(reason('booking-not-licensed', { title: media.title, date: occurrence.date }))
  if (!readyBy(media, occurrence.start, library.asOf))
    return missed(
      reason('booking-not-ready', { title: media.title, time: occurrence.startText, state: whyNotReady(media) }),
    )
  const items = listed([{ ...whole(media), ...bookedItem(booking, airedPart(media)) }])
  const reasons = [reason('booking', { title: media.title })]
  return { found: { kind: 'booked-film', items, after: 'resume', seriesId: null, reasons } }
}

/** Rule C2: the next instalment. Episodes follow each other inside one slot as long as they are ready. */
const trySeries = ({ library, occurrence, headOf }: Choice, seriesId: string): Attempt => {
  const series = library.series.get(seriesId)
  if (series === undefined) return missed(reason('series-missing'))
  if (series.episodes.length === 0) return missed(reason('series-empty', { series: series.title }))
  const head = headOf(seriesId)
  if (head === 'unrecorded') return missed(reason('series-unrecorded'))
  const items: Items = (index) => {
    const media = library.media.get(series.episodes[index] ?? '')
    if (media === undefined || !readyBy(media, occurrence.start, library.asOf)) return null
    const cuts = series.sceneEnds === true ? { cuts: media.sceneCuts } : {}
    return { ...whole(media), ...cuts, series: { id: seriesId, episode: index } }
  }
  let { index, positionMs } = head
  for (let item = items(index); item !== null && positionMs >= item.toMs; item = items(index)) {
    index += 1
    positionMs = duration(0)
  }
  const episode = series.episodes[index]
  if (episode === undefined) return missed(reason('series-finished', { series: series.title }))
  if (items(index) === null) {
    const media = library.media.get(episode)
    if (media === undefined) return missed(reason('media-missing'))
    const state = whyNotReady(media)
    return missed(
      reason('series-not-ready', { series: series.title, title: media.title, time: occurrence.startText, state }),
    )
  }
  const position = clockText(Math.max(toKeyframe(positionMs), items(index)?.fromMs ?? 0))
  const reasons = [reason('series', { series: series.title, episode: index + 1, position })]
  return { found: { kind: 'film', items, after: 'resume', seriesId, reasons } }
}

/** Rule C4 and every chosen programme: these, in this order, from their first second. */
const tryMedia = ({ library, occurrence }: Choice, mediaIds: readonly string[], kind: AiringKind | null): Attempt => {
  const items: ProgrammeItem[] = []
  for (const id of mediaIds) {
    const media = library.media.get(id)
    if (media === undefined) return missed(reason('media-missing'))
    if (!readyBy(media, occurrence.start, library.asOf))
      return missed(
        reason('media-not-ready', { title: media.title, time: occurrence.startText, state: whyNotReady(media) }),
      )
    items.push(whole(media))
  }
  const first = library.media.get(mediaIds[0] ?? '')
  if (first === undefined) return missed(reason('media-missing'))
  const filed = first.kind === 'other' ? 'notice' : first.kind
  const why = reason('media', { title: first.title })
  const chosen = kind ?? filed
  if (chosen !== 'film' && chosen !== 'booked-film') return rejoining(chosen, items, why)
  return { found: { kind: chosen, items: listed(items), after: 'resume', seriesId: null, reasons: [why] } }
}

const attempt = (choice: Choice, step: Step, kind: AiringKind | null): Attempt => {
  switch (step.type) {
    case 'news':
      return tryNews(choice)
    case 'latest-news':
      return tryLatestNews(choice, step.withinDays)
    case 'booking':
      return tryBooking(choice)
    case 'series':
      return trySeries(choice, step.seriesId)
    case 'media':
      return tryMedia(choice, step.mediaIds, kind)
    case 'none':
      return missed(reason('source-none'))
    default:
      return step satisfies never
  }
}

/** The source and what follows it. A booking is followed by news even when the chain does not say so (rule C3). */
const stepsOf = ({ slot, replacement }: Occurrence): readonly Step[] => {
  const source: Step = replacement === null ? slot.source : { type: 'media', mediaIds: [...replacement] }
  const news: Step[] = source.type === 'booking' ? [{ type: 'news' }] : []
  const tried = source.type === 'booking' || source.type === 'news'
  return [source, ...news, ...slot.fallback.filter((step) => !(tried && step.type === 'news'))]
}

/** Does the choice differ between audiences? If not, it is made once for all. */
export const isPersonal = (library: Library, occurrence: Occurrence): boolean =>
  stepsOf(occurrence).some((step) => step.type === 'series') ||
  (occurrence.slot.source.type === 'booking' &&
    (library.bookingsOn.get(occurrence.date) ?? []).some((booking) => booking.audience.length > 0))

/** Chooses. The chain always ends: in the slate, if nothing before it can play (rule C5). */
export const chooseProgramme = (choice: Choice): Programme => {
  const { slot } = choice.occurrence
  const reasons: Reason[] = [...choice.occurrence.reasons]
  for (const [index, step] of stepsOf(choice.occurrence).entries()) {
    if (index > 0 && step.type === 'news') reasons.push(reason('try-news'))
    const result = attempt(choice, step, index === 0 ? slot.kind : null)
    if ('found' in result)
      return {
        ...result.found,
        exam: slot.exam && index === 0,
        reasons: [...reasons, ...result.found.reasons],
      }
    reasons.push(...result.reasons)
  }
  return {
    kind: 'slate',
    items: () => null,
    after: 'rejoin',
    seriesId: null,
    exam: false,
    reasons: [...reasons, reason('slate')],
  }
}

/** A length or position as people read it: `3:07`, `1:02:45`. Whole seconds, rounded down. */
export const clockText = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60) % 60
  const hours = Math.floor(seconds / 3600)
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

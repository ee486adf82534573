/** The rundown: what is on the air, in every group, at every instant of a window (rules R1–R6). */
import { reason } from '../../protocol/reasons.ts'
import type { Airing, Reason, Rundown } from '../../protocol/rundown.ts'
import type { Bookmark } from '../../protocol/series.ts'
import { type Instant, instant, overlaps, type Window } from '../../protocol/time.ts'
import { type Ancestry, ancestryOf, reaches } from './audience.ts'
import { dayOn, indexDays } from './calendar.ts'
import {
  airedContender,
  type Contender,
  cutInContender,
  gapAirings,
  playContender,
  type Stage,
  silentContender,
  slotContender,
} from './contenders.ts'
import type { CutIn, ScheduleInputs } from './inputs.ts'
import { indexLibrary, type Library } from './library.ts'
import {
  indexExceptions,
  type Occurrence,
  occurrencesOn,
  offReasons,
  type SchoolDay,
  schoolDay,
} from './occurrences.ts'
import { knownEnd } from './open-end.ts'
import { type Playhead, START } from './playhead.ts'
import { strongest } from './priority.ts'
import { skipContender, unskipped } from './skip.ts'
import { chooseProgramme, isPersonal, type Programme } from './sources.ts'
import { addDays, localDate, localDays, localTime } from './wall-clock.ts'

/**
 * Days looked at before and after the window. A slot lasts at most 25 h (24 h and a clock change): what overlaps the
 * window began at most two dates before it, and what could interrupt that, at most three.
 */
const DAYS_BEFORE = 3
const DAYS_AFTER = 2

/** Everything about the window that is the same for every group. */
interface Frame {
  readonly inputs: ScheduleInputs
  readonly window: Window
  readonly span: Window
  readonly days: readonly SchoolDay[]
  readonly dayReasons: readonly (readonly Reason[])[]
  readonly library: Library
  readonly ancestry: Ancestry
  readonly occurrences: readonly Occurrence[]
  /** Choices that do not depend on the group. */
  readonly programmes: Map<Occurrence, Programme>
  readonly cutIns: readonly CutIn[]
  readonly airedIn: ReadonlyMap<string, readonly Airing[]>
  readonly bookmarksOf: ReadonlyMap<string, readonly Bookmark[]>
  readonly timeText: (at: Instant) => string
}

/**
 * Resolves what is on the air.
 * @param inputs everything that decides; their order does not matter
 * @param window half-open; airings that overlap it are returned whole
 * @param only the groups to resolve; left out: all
 * @returns for each group an unbroken sequence of airings, sorted by group, then start
 */
export const resolveRundown = (
  inputs: ScheduleInputs,
  window: Window,
  only: readonly string[] = inputs.groups.map(({ id }) => id),
): Rundown => {
  if (window.end <= window.start) return { window: { ...window }, airings: [] }
  const frame = frameOf(inputs, window)
  const groups = [...new Set(only)].sort()
  return { window: { ...window }, airings: groups.flatMap((group) => resolveGroup(frame, group)) }
}

const frameOf = (inputs: ScheduleInputs, window: Window): Frame => {
  const { timeZone, asOf } = inputs
  // Instalments are forecast from what is known now, so a window in the future is resolved from now on (rule C2).
  const earliest = asOf < window.end ? instant(Math.min(asOf, window.start)) : window.start
  const dayIndex = indexDays(inputs.days)
  const days = localDays(
    addDays(localDate(earliest, timeZone), -DAYS_BEFORE),
    addDays(localDate(window.end, timeZone), DAYS_AFTER),
    timeZone,
  ).map((local) => schoolDay(local, dayOn(dayIndex, local.date, local.weekday), inputs.terms))
  const span = { start: days[0]?.start ?? window.start, end: days.at(-1)?.end ?? window.end }
  return {
    inputs,
    window,
    span,
    days,
    dayReasons: days.map((day) => {
      const off = offReasons(day)
      return off.length > 0 ? off : [reason('no-slot')]
    }),
    library: indexLibrary(inputs),
    ancestry: ancestryOf(inputs.groups),
    occurrences: occurrencesOn(inputs.slots, days, indexExceptions(inputs.exceptions), timeZone),
    programmes: new Map(),
    cutIns: inputs.cutIns.filter((cutIn) => overlaps({ start: cutIn.start, end: knownEnd(cutIn, asOf) }, span)),
    airedIn: Map.groupBy(
      inputs.aired.filter((airing) => overlaps(airing, span)),
      (airing) => airing.group,
    ),
    bookmarksOf: Map.groupBy(inputs.bookmarks, (bookmark) => bookmark.groupId),
    timeText: remembered((at) => localTime(at, timeZone)),
  }
}

const remembered = <Key, Value>(find: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>()
  return (key) => {
    const held = known.get(key)
    if (held !== undefined) return held
    const value = find(key)
    known.set(key, value)
    return value
  }
}

/** Index of the day that an instant of the span lies in. */
const dayIndexAt = (days: readonly SchoolDay[], at: Instant): number => {
  let low = 0
  let high = days.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((days[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

const midnightCuts =
  (days: readonly SchoolDay[]) =>
  (start: Instant, end: Instant): Window[] => {
    const parts: Window[] = []
    for (let index = dayIndexAt(days, start), from = start; from < end; index++) {
      const until = instant(Math.min(days[index]?.end ?? end, end))
      parts.push({ start: from, end: until })
      from = until
    }
    return parts
  }

const seriesKey = (seriesId: string): string => `series/${seriesId}`
const filmKey = (slotId: string, mediaId: string): string => `film/${slotId}/${mediaId}`

/** One group's sweep through time. The heads of its films move as they are shown. */
const resolveGroup = (frame: Frame, group: string): Airing[] => {
  const { inputs, span, window } = frame
  const chain = frame.ancestry.get(group) ?? [group]
  const stage: Stage = { group, timeText: frame.timeText, byMidnight: midnightCuts(frame.days) }
  const heads = new Map<string, Playhead>()
  const airings: Airing[] = []

  const bookmarkOf = (seriesId: string): Bookmark | undefined =>
    chain.flatMap((id) => frame.bookmarksOf.get(id) ?? []).find((bookmark) => bookmark.seriesId === seriesId)
  const bookmarkedHead = (seriesId: string): Playhead => {
    const bookmark = bookmarkOf(seriesId)
    return bookmark === undefined ? START : { index: bookmark.episode, positionMs: bookmark.positionMs }
  }

  let current: Contender | null = null
  let since = span.start
  /** Where a film stands at `at`, also when it is being shown then. */
  const headAt = (key: string, initial: Playhead, at: Instant): Playhead => {
    const head = heads.get(key) ?? initial
    return current !== null && current.course.type === 'resume' && current.course.headKey === key
      ? playContender(current, head, since, at).head
      : head
  }

  const beginSlot = (occurrence: Occurrence): Contender => {
    if (!occurrence.airs) return silentContender(occurrence, stage)
    const past = occurrence.end <= inputs.asOf
    const key = (seriesId: string): string =>
      past ? `past/${seriesKey(seriesId)}/${occurrence.slot.id}/${occurrence.date}` : seriesKey(seriesId)
    const programme = programmeOf(frame, occurrence, chain, (seriesId) => {
      const bookmark = bookmarkOf(seriesId)
      if (past && bookmark !== undefined && bookmark.confirmedAt > occurrence.start) return 'unrecorded'
      return headAt(key(seriesId), bookmarkedHead(seriesId), occurrence.start)
    })
    const { seriesId } = programme
    if (seriesId !== null) {
      const headKey = key(seriesId)
      if (!heads.has(headKey)) heads.set(headKey, bookmarkedHead(seriesId))
      const reasons = past ? [...programme.reasons, reason('series-unconfirmed')] : programme.reasons
      return slotContender(occurrence, { ...programme, reasons }, headKey, stage)
    }
    const headKey = filmKey(occurrence.slot.id, programme.items(0)?.mediaId ?? '')
    setHead(headKey, START, occurrence.start)
    return slotContender(occurrence, programme, headKey, stage)
  }

  const beginAired = (airing: Airing): Contender | null => {
    const past = airing.end <= inputs.asOf
    const film =
      airing.series === null ? filmKey(airing.slotId ?? '', airing.mediaId ?? '') : seriesKey(airing.series.id)
    const headKey = past ? `aired/${airing.id}` : film
    setHead(headKey, { index: airing.series?.episode ?? 0, positionMs: airing.offsetMs }, airing.start)
    return airedContender(airing, inputs.asOf, headKey)
  }

  const flush = (until: Instant): void => {
    if (until <= since) return
    const seen = overlaps({ start: since, end: until }, window)
    if (current === null) {
      if (seen)
        airings.push(...gapAirings(stage, since, until, (at) => frame.dayReasons[dayIndexAt(frame.days, at)] ?? []))
      return
    }
    const { course } = current
    if (!seen && course.type !== 'resume') return
    const head = course.type === 'resume' ? (heads.get(course.headKey) ?? START) : START
    const played = playContender(current, head, since, until)
    if (course.type === 'resume') heads.set(course.headKey, played.head)
    if (seen) airings.push(...current.show(played.pieces, since, until))
  }

  /** Puts a film elsewhere from `at` on; what was shown of it until then is written down first. */
  const setHead = (key: string, head: Playhead, at: Instant): void => {
    if (current !== null && current.course.type === 'resume' && current.course.headKey === key) {
      flush(at)
      since = at
    }
    heads.set(key, head)
  }

  const waiting = startsOf(frame, group, chain, { stage, beginSlot, beginAired })
  let active: Contender[] = []
  let next = 0
  for (const at of eventsOf(waiting, span, inputs.asOf)) {
    active = active.filter((contender) => contender.end > at)
    for (let entry = waiting[next]; entry !== undefined && entry.start <= at; entry = waiting[++next]) {
      const contender = entry.begin()
      if (contender !== null && contender.end > at) active.push(contender)
    }
    const winner = winnerOf(active)
    if (winner === current) continue
    flush(at)
    current = winner
    since = at
  }
  flush(span.end)
  return airings.filter((airing) => overlaps(airing, window))
}

/** What already aired stands before the timetable; against cut-ins, priority decides (rules P1, S2, P6). */
const winnerOf = (all: readonly Contender[]): Contender | null => {
  if (all.length < 2) return all[0] ?? null
  const active = unskipped(all)
  const aired = active
    .filter((contender) => contender.layer === 'aired')
    .reduce<Contender | null>((last, each) => (last === null || each.start > last.start ? each : last), null)
  const planned = aired ?? strongest(active.filter((contender) => contender.layer === 'plan'))
  const cutIns = active.filter((contender) => contender.layer === 'cut-in')
  return strongest(planned === null ? cutIns : [planned, ...cutIns])
}

/** Something that begins within the span, and what it is once it does. */
interface Entry extends Window {
  /** Settles the order of beginnings at one instant. */
  readonly order: string
  readonly begin: () => Contender | null
}

interface Beginnings {
  readonly stage: Stage
  readonly beginSlot: (occurrence: Occurrence) => Contender
  readonly beginAired: (airing: Airing) => Contender | null
}

/** Everything that concerns a group, by start: at one instant slots first, then what aired, then cut-ins. */
const startsOf = (frame: Frame, group: string, chain: readonly string[], begin: Beginnings): Entry[] => {
  const covered = remembered((occurrence: Occurrence['slot']) => reaches(occurrence.audience, chain))
  const slots = frame.occurrences
    .filter((occurrence) => covered(occurrence.slot))
    .map((occurrence) => ({
      start: occurrence.start,
      end: occurrence.end,
      order: `1 ${occurrence.slot.id}`,
      begin: () => begin.beginSlot(occurrence),
    }))
  const aired = (frame.airedIn.get(group) ?? []).map((airing) => ({
    start: airing.start,
    end: airing.end,
    order: `2 ${airing.id}`,
    begin: () => begin.beginAired(airing),
  }))
  const cutIns = frame.cutIns
    .filter((cutIn) => reaches(cutIn.audience, chain))
    .map((cutIn) => ({
      start: cutIn.start,
      end: knownEnd(cutIn, frame.inputs.asOf),
      order: `3 ${cutIn.id}`,
      begin: () =>
        cutIn.act === 'skip'
          ? skipContender(cutIn, begin.stage, frame.inputs.asOf)
          : cutInContender(cutIn, frame.library, begin.stage),
    }))
  return [...slots, ...aired, ...cutIns].sort((a, b) => a.start - b.start || (a.order < b.order ? -1 : 1))
}

/** Every instant at which something begins or ends, in order, within the span; `asOf` ends slate that has aired. */
const eventsOf = (entries: readonly Entry[], span: Window, asOf: Instant): Instant[] => {
  const instants = new Set<Instant>([span.start])
  if (asOf > span.start && asOf < span.end) instants.add(asOf)
  for (const { start, end } of entries) {
    if (start > span.start && start < span.end) instants.add(start)
    if (end > span.start && end < span.end) instants.add(end)
  }
  return [...instants].sort((a, b) => a - b)
}

const programmeOf = (
  frame: Frame,
  occurrence: Occurrence,
  chain: readonly string[],
  headOf: (seriesId: string) => Playhead | 'unrecorded',
): Programme => {
  const held = frame.programmes.get(occurrence)
  if (held !== undefined) return held
  const programme = chooseProgramme({ library: frame.library, occurrence, chain, headOf })
  if (!isPersonal(frame.library, occurrence)) frame.programmes.set(occurrence, programme)
  return programme
}

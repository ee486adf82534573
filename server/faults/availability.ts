/** How often a classroom had its noon (rule F13). Pure. */
import type { RoomAvailability } from '../../protocol/fault-figures.ts'
import { type Instant, instant, type SchoolDate } from '../../protocol/time.ts'

/** A first picture later than this was seen by nobody who looked up when the programme began. */
export const LATE_MS = 60_000

/** One airing of a slot of the timetable, as the as-run has it. */
export interface SlotAiring {
  readonly slotId: string
  readonly date: SchoolDate
  readonly groupId: string
  readonly start: Instant
  readonly end: Instant
  /** The first picture of each TV that reported one. */
  readonly seen: ReadonlyMap<string, Instant>
}

/** One slot on one date for one group: of several airings (a cut-in came between) the whole. */
export interface Noon extends Omit<SlotAiring, 'date' | 'slotId'> {}

/** A TV of which nothing was known, as what connects it was down; `[from, until)`, until null: still. */
export interface Dark {
  readonly displayId: string
  readonly from: Instant
  readonly until: Instant | null
}

export interface Room {
  readonly id: string
  readonly name: string
  readonly groupId: string | null
  /** What was on before it was taken in is not its own. */
  readonly createdAt: Instant
}

/** Those that are over. */
export const noonsOf = (airings: readonly SlotAiring[], now: Instant): readonly Noon[] =>
  [...Map.groupBy(airings, ({ groupId, slotId, date }) => `${groupId} ${slotId} ${date}`).values()]
    .flatMap((parts) => {
      const [first] = parts
      if (first === undefined) return []
      const seen = new Map<string, Instant>()
      for (const part of parts)
        for (const [id, at] of part.seen) seen.set(id, instant(Math.min(at, seen.get(id) ?? at)))
      const start = instant(Math.min(...parts.map((part) => part.start)))
      return [{ groupId: first.groupId, start, end: instant(Math.max(...parts.map((part) => part.end))), seen }]
    })
    .filter(({ end }) => end <= now)

export const availabilityOf = (room: Room, noons: readonly Noon[], dark: readonly Dark[]): RoomAvailability => {
  const due = noons.filter(({ groupId, start }) => groupId === room.groupId && start >= room.createdAt)
  const own = dark.filter(({ displayId }) => displayId === room.id)
  const count = (is: (noon: Noon) => boolean): number => due.filter(is).length
  const isDark = ({ start, end }: Noon) =>
    own.some(({ from, until }) => from < end && (until === null || until > start))
  return {
    ...{ displayId: room.id, room: room.name, planned: due.length },
    shown: count(({ seen }) => seen.has(room.id)),
    late: count(({ seen, start }) => (seen.get(room.id) ?? start) - start > LATE_MS),
    unknown: count((noon) => !noon.seen.has(room.id) && isDark(noon)),
  }
}

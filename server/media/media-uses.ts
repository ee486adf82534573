/** What still needs a programme: found before it is put away, said in both languages. */
import type { Booking } from '../../protocol/booking.ts'
import type { Slot, SlotException } from '../../protocol/calendar.ts'
import type { Language, Sentence } from '../../protocol/text.ts'
import { say } from '../../protocol/text.ts'
import type { SchoolDate } from '../../protocol/time.ts'

export type MediaUse =
  | { readonly type: 'slot'; readonly id: string; readonly name: string }
  | { readonly type: 'exception'; readonly id: string; readonly name: string; readonly date: SchoolDate }
  | { readonly type: 'booking'; readonly id: string; readonly date: SchoolDate }
  | { readonly type: 'series'; readonly id: string; readonly name: string }
  | { readonly type: 'cut-in'; readonly id: string; readonly name: string }
  | { readonly type: 'airing'; readonly id: string; readonly name: string; readonly date: SchoolDate }

export interface UseInputs {
  readonly today: SchoolDate
  readonly slots: readonly Pick<Slot, 'id' | 'name' | 'source' | 'fallback' | 'validUntil'>[]
  readonly exceptions: readonly Pick<SlotException, 'slotId' | 'date' | 'change'>[]
  /** `brought`: the teacher's own film, which the booking needs from the first day on. */
  readonly bookings: readonly (Pick<Booking, 'id' | 'date' | 'mediaId' | 'state'> & { readonly brought?: boolean })[]
  readonly series: readonly { readonly id: string; readonly title: string; readonly episodes: readonly string[] }[]
  /** Those that have not ended. */
  readonly cutIns: readonly { readonly id: string; readonly title: string; readonly mediaId: string | null }[]
}

type Named = { readonly type: string; readonly mediaIds?: readonly string[] }

const names = (rule: Named, mediaId: string): boolean => rule.mediaIds?.includes(mediaId) ?? false

const WANTED: ReadonlySet<Booking['state']> = new Set(['waiting', 'pending', 'offered', 'approved'])
const needs = ({ state, brought = false }: UseInputs['bookings'][number]): boolean =>
  state === 'approved' || (brought && WANTED.has(state))

/** Everything from today on that would miss the programme. */
export const usesOf = (mediaId: string, inputs: UseInputs): readonly MediaUse[] => {
  const current = inputs.slots.filter((slot) => slot.validUntil === null || slot.validUntil >= inputs.today)
  const slotNames = new Map(current.map((slot) => [slot.id, slot.name]))
  return [
    ...current
      .filter((slot) => [slot.source, ...slot.fallback].some((rule) => names(rule, mediaId)))
      .map(({ id, name }) => ({ type: 'slot', id, name }) as const),
    ...inputs.exceptions
      .filter((each) => each.date >= inputs.today && names(each.change, mediaId))
      .flatMap(({ slotId, date }) => {
        const name = slotNames.get(slotId)
        return name === undefined ? [] : [{ type: 'exception', id: slotId, name, date } as const]
      }),
    ...inputs.bookings
      .filter((each) => each.mediaId === mediaId && needs(each) && each.date >= inputs.today)
      .map(({ id, date }) => ({ type: 'booking', id, date }) as const),
    ...inputs.series
      .filter((each) => each.episodes.includes(mediaId))
      .map(({ id, title }) => ({ type: 'series', id, name: title }) as const),
    ...inputs.cutIns
      .filter((each) => each.mediaId === mediaId)
      .map(({ id, title }) => ({ type: 'cut-in', id, name: title }) as const),
  ]
}

const WORDS: Readonly<Record<MediaUse['type'], Sentence>> = {
  slot: { 'zh-TW': '時段「{name}」', en: 'slot “{name}”' },
  exception: { 'zh-TW': '{date} 的「{name}」', en: '“{name}” on {date}' },
  booking: { 'zh-TW': '{date} 的預約', en: 'the booking of {date}' },
  series: { 'zh-TW': '影集「{name}」', en: 'series “{name}”' },
  'cut-in': { 'zh-TW': '插播「{name}」', en: 'cut-in “{name}”' },
  airing: { 'zh-TW': '{date} 的播出「{name}」', en: 'the airing of “{name}” on {date}' },
}

/** So many uses are named in a sentence. */
const MOST_NAMED = 5

/** The uses as a list in words; what is beyond five is counted. */
export const sayUses = (uses: readonly MediaUse[], language: Language): string => {
  const said = uses.slice(0, MOST_NAMED).map((use) => say(WORDS[use.type], language, use))
  if (uses.length > MOST_NAMED) said.push(`+${uses.length - MOST_NAMED}`)
  return said.join(language === 'en' ? ', ' : '、')
}

/** What speaks against a visit's window (rule V5). Pure. */
import type { CalendarDay } from '../../protocol/calendar.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { type Language, type Sentence, say, type TextParams } from '../../protocol/text.ts'
import { type Instant, overlaps, type Window } from '../../protocol/time.ts'
import type { VisitWarning, VisitWarningCode } from '../../protocol/visit.ts'

const WORDS: Readonly<Record<VisitWarningCode, Sentence>> = {
  exam: {
    'zh-TW': '{rooms} 在 {start}–{end} 有英聽考試「{title}」，這段時間不能進去修。',
    en: '{rooms}: the listening exam “{title}” is on from {start} to {end}; nobody can work there then.',
  },
  noon: {
    'zh-TW': '{rooms} 在 {start}–{end} 播「{title}」，修理時會看不到。',
    en: '{rooms}: “{title}” is on from {start} to {end} and would be missed during the repair.',
  },
  'no-school': {
    'zh-TW': '{date} 學校不上課，要先確定有人開門。',
    en: 'There is no school on {date}: make sure that somebody opens the door.',
  },
  past: { 'zh-TW': '這個時段已經過去。', en: 'That time is over.' },
  'vendor-busy': {
    'zh-TW': '這家廠商 {start}–{end} 已經約了另一次到校。',
    en: 'This vendor has another visit here from {start} to {end}.',
  },
  'no-contract': {
    'zh-TW': '這家廠商當天沒有有效的合約，可能要另外付費。',
    en: 'No contract with this vendor holds on that day: it may cost extra.',
  },
}

export interface Room {
  readonly name: string
  readonly groupId: string | null
}
export interface WindowFacts {
  readonly window: Window
  readonly now: Instant
  /** Where the faults are, as far as those are rooms with a TV. */
  readonly rooms: readonly Room[]
  readonly airings: readonly Pick<Airing, 'group' | 'start' | 'end' | 'title' | 'exam' | 'mediaId'>[]
  readonly days: readonly CalendarDay[]
  readonly otherVisits: readonly Window[]
  readonly hasContract: boolean
}

export interface WindowStyle {
  readonly language: Language
  readonly time: (at: Instant) => string
}

export const windowWarnings = (facts: WindowFacts, { language, time }: WindowStyle): readonly VisitWarning[] => {
  const { window } = facts
  const warning = (code: VisitWarningCode, params: TextParams = {}): VisitWarning => ({
    code,
    text: say(WORDS[code], language, params),
  })
  const spoken = (each: Window) => ({ start: time(each.start), end: time(each.end) })
  const programmes = meetings(facts).map(({ airing, rooms }) =>
    warning(airing.exam ? 'exam' : 'noon', {
      ...spoken(airing),
      title: airing.title,
      rooms: rooms.join(language === 'zh-TW' ? '、' : ', '),
    }),
  )
  return [
    ...(window.end <= facts.now ? [warning('past')] : []),
    ...programmes.filter(({ code }) => code === 'exam'),
    ...programmes.filter(({ code }) => code === 'noon'),
    ...facts.days
      .filter(({ type }) => type === 'holiday' || type === 'suspended')
      .map(({ date }) => warning('no-school', { date })),
    ...facts.otherVisits.filter((each) => overlaps(each, window)).map((each) => warning('vendor-busy', spoken(each))),
    ...(facts.hasContract ? [] : [warning('no-contract')]),
  ]
}

type Met = Pick<Airing, 'start' | 'end' | 'title' | 'exam'>

/** Programmes in the rooms during the window, the same in several rooms once. */
const meetings = ({ window, rooms, airings }: WindowFacts) => {
  const met = new Map<string, { airing: Met; rooms: string[] }>()
  for (const airing of airings) {
    const here = rooms.filter(({ groupId }) => groupId === airing.group).map(({ name }) => name)
    if (here.length === 0 || (airing.mediaId === null && !airing.exam) || !overlaps(airing, window)) continue
    const key = `${airing.start} ${airing.end} ${airing.title} ${airing.exam}`
    const held = met.get(key)
    if (held === undefined) met.set(key, { airing, rooms: here })
    else held.rooms.push(...here)
  }
  return [...met.values()].sort((a, b) => a.airing.start - b.airing.start)
}

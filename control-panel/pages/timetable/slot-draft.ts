/** A slot while a person edits it. Pure. */
import type { Slot, SlotInput } from '../../../protocol/calendar.ts'
import { timeOfDay } from '../../../protocol/time.ts'

export const NEW_SLOT: SlotInput = {
  name: '',
  kind: 'notice',
  weekdays: [1, 2, 3, 4, 5],
  dates: [],
  startTime: timeOfDay('12:04'),
  endTime: timeOfDay('12:20'),
  audience: [],
  source: { type: 'none' },
  fallback: [],
  validFrom: null,
  validUntil: null,
  yearRound: false,
  exam: false,
}

export const inputOf = ({ id: _id, version: _version, createdAt: _createdAt, ...input }: Slot): SlotInput => input

/** Can the server be asked about it? */
export const isComplete = (input: SlotInput): boolean =>
  input.name.trim() !== '' &&
  input.startTime.length >= 5 &&
  input.endTime.length >= 5 &&
  (input.weekdays.length > 0 || input.dates.length > 0) &&
  (input.source.type !== 'media' || input.source.mediaIds.length > 0) &&
  (input.source.type !== 'series' || input.source.seriesId !== '') &&
  input.fallback.every((each) => each.type !== 'media' || each.mediaIds.length > 0)

/** The fields in which two versions of a slot differ, in the order of the form. */
export const conflictsBetween = (mine: SlotInput, theirs: SlotInput): readonly (keyof SlotInput)[] => {
  const fields: readonly (keyof SlotInput)[] = [
    'name',
    'kind',
    'weekdays',
    'dates',
    'startTime',
    'endTime',
    'audience',
    'source',
    'fallback',
    'validFrom',
    'validUntil',
    'yearRound',
    'exam',
  ]
  return fields.filter((field) => JSON.stringify(mine[field]) !== JSON.stringify(theirs[field]))
}

/** An item of a list moved by one place; unchanged at the ends. */
export const moved = <Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] => {
  const to = from + by
  const next = [...items]
  const [item, other] = [items[from], items[to]]
  if (item === undefined || other === undefined) return next
  next[from] = other
  next[to] = item
  return next
}

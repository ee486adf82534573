/** The schedule as it would be once a draft is saved. Pure: nothing is written. */
import type { CalendarDay, Slot } from '../../protocol/calendar.ts'
import type { DaySaid, ScheduleDraft } from '../../protocol/schedule-preview.ts'
import type { ScheduleInputs } from './inputs.ts'

/** The id that a slot has while it is not saved. */
export const NEW_SLOT = 'draft'

/** What an operator says, as days of the calendar. */
export const saidDays = (days: readonly DaySaid[]): CalendarDay[] =>
  days.flatMap(({ date, said }) => (said === null ? [] : [{ date, ...said, source: 'operator' }]))

export const withDraft = (inputs: ScheduleInputs, draft: ScheduleDraft): ScheduleInputs => {
  switch (draft.type) {
    case 'slot': {
      const held = inputs.slots.find((slot) => slot.id === draft.id)
      const slot: Slot = {
        id: NEW_SLOT,
        version: 1,
        createdAt: inputs.asOf,
        ...(held === undefined ? {} : { id: held.id, version: held.version, createdAt: held.createdAt }),
        ...draft.slot,
      }
      return { ...inputs, slots: [...inputs.slots.filter((each) => each.id !== slot.id), slot] }
    }
    case 'remove-slot':
      return { ...inputs, slots: inputs.slots.filter((slot) => slot.id !== draft.id) }
    case 'exception': {
      const { slotId, date, change } = draft
      const others = inputs.exceptions.filter((each) => each.slotId !== slotId || each.date !== date)
      return { ...inputs, exceptions: change === null ? others : [...others, { slotId, date, change, note: '' }] }
    }
    case 'days': {
      const dates = new Set(draft.days.map(({ date }) => date))
      const others = inputs.days.filter((day) => day.source !== 'operator' || !dates.has(day.date))
      return { ...inputs, days: [...others, ...saidDays(draft.days)] }
    }
    default:
      return draft satisfies never
  }
}

/** The audiences in which a draft can change what airs; what it says of a date is for the whole school (rule R5). */
export const audiencesOf = ({ slots }: ScheduleInputs, draft: ScheduleDraft): readonly (readonly string[])[] => {
  const held = (id: string | null) => slots.filter((slot) => slot.id === id).map(({ audience }) => audience)
  switch (draft.type) {
    case 'slot':
      return [...held(draft.id), draft.slot.audience]
    case 'remove-slot':
      return held(draft.id)
    case 'exception':
      return held(draft.slotId)
    case 'days':
      return [[]]
    default:
      return draft satisfies never
  }
}

/** A duty that is being written: as its form holds it, and what is sent. Pure. */
import type { Duty, DutyDraft, DutyStep, Evidence, Probe, Recurrence } from '../../../protocol/duty.ts'
import { timeOfDay } from '../../../protocol/time.ts'

export const NEW_DUTY: DutyDraft = {
  ...{ name: '', procedure: '', note: '', onHoliday: 'later', onlyInTerm: false, time: timeOfDay('16:00') },
  ...{ leadDays: 0, remindDays: null, escalateDays: 1, ownerId: null, standInId: null, inputs: [], paused: false },
  lapses: 'next',
  recurrence: { type: 'weekly', weekday: 1 },
  steps: [{ id: 'step-1', text: '', critical: false, evidence: { type: 'tick' }, probe: null }],
}

/** What of a duty can be changed. */
export const draftOf = (duty: Duty): DutyDraft => ({
  ...{ name: duty.name, procedure: duty.procedure, note: duty.note, recurrence: duty.recurrence },
  ...{ onHoliday: duty.onHoliday, onlyInTerm: duty.onlyInTerm, time: duty.time, leadDays: duty.leadDays },
  ...{ remindDays: duty.remindDays, escalateDays: duty.escalateDays, ownerId: duty.ownerId },
  ...{ lapses: duty.lapses, standInId: duty.standInId, steps: duty.steps, inputs: duty.inputs, paused: duty.paused },
})

/** An id that none of the list has. */
export const freshId = (held: readonly { readonly id: string }[], stem: string): string => {
  let number = held.length + 1
  while (held.some(({ id }) => id === `${stem}-${number}`)) number++
  return `${stem}-${number}`
}

/** A rule of that kind to begin with; what two kinds have in common stays. */
export const ruleOf = (type: Recurrence['type'], before: Recurrence): Recurrence => {
  const { month, day } = 'month' in before ? before : { month: 3, day: 'day' in before ? before.day : 15 }
  switch (type) {
    case 'school-days':
      return { type }
    case 'weekly':
      return { type, weekday: before.type === 'weekly' ? before.weekday : 1 }
    case 'monthly':
      return { type, day }
    case 'yearly':
      return { type, month, day }
    case 'term-start':
      return { type, days: 0 }
    case 'before-deadline':
      return { type, month, day, schoolDays: 5 }
    default:
      return type satisfies never
  }
}

export const evidenceOf = (type: Evidence['type']): Evidence =>
  type === 'number' ? { type, unit: '', min: null, max: null } : { type }

/** What Nooncast looks at, to begin with. */
export const probeOf = (type: Probe['type'] | 'none', siteId: string | null, serverId: string | null): Probe | null => {
  switch (type) {
    case 'none':
      return null
    case 'site':
      return { type, siteId, certificateDays: 14 }
    case 'disk':
      return { type, serverId, disk: 'C:', minFreePercent: 15 }
    case 'backup-age':
      return { type, serverId, backup: 'web', maxHours: 170, minKept: 1 }
    case 'own-backup':
      return { type, maxHours: 36 }
    case 'own-disk':
      return { type, minFreePercent: 10 }
    default:
      return type satisfies never
  }
}

/** The step at a place with the one above it changed over. */
export const movedUp = (steps: readonly DutyStep[], index: number): DutyStep[] =>
  steps.map((step, at) =>
    at === index - 1 ? (steps[index] ?? step) : at === index ? (steps[index - 1] ?? step) : step,
  )

/** A number field's text: empty is null. */
export const numberOrNull = (text: string): number | null => (text.trim() === '' ? null : Number(text))

/** Is there enough to save? */
export const isComplete = ({ name, steps, inputs }: DutyDraft): boolean =>
  name.trim() !== '' &&
  steps.length > 0 &&
  steps.every(({ text }) => text.trim() !== '') &&
  inputs.every(({ office, what }) => office.trim() !== '' && what.trim() !== '')

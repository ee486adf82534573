/** Duties and their occurrences as they are shown, on a given day. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Duty, DutyDraft, PlannedDuty, Responsible } from '../../protocol/duty.ts'
import type { DutyAhead, DutyOccurrence } from '../../protocol/duty-occurrence.ts'
import { instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import { addDays } from '../schedule/wall-clock.ts'
import type { Almanac } from './almanac.ts'
import {
  answerOf,
  awaitedOf,
  dutyOf,
  followUpOf,
  instantOrNull,
  movedIn,
  responsibleIn,
  stateIn,
  stepsIn,
  withNumbers,
} from './duty-row.ts'
import { type DutyRule, type Placed, place, schoolDaysIn } from './placing.ts'
import { responsibleOn } from './responsible.ts'

export const withAll = {
  duty: true,
  answers: true,
  followUps: { include: withNumbers },
  awaited: { orderBy: [{ position: 'asc' }, { createdAt: 'asc' }] },
} as const satisfies Prisma.DutyOccurrenceInclude
export type OccurrenceRow = Prisma.DutyOccurrenceGetPayload<{ include: typeof withAll }>

export const lookerOn = (
  date: SchoolDate,
  duty: Pick<DutyDraft, 'ownerId' | 'standInId'>,
  almanac: Almanac,
): Responsible => responsibleOn(date, duty, almanac.away, almanac.doers)

/** @param almanac of the day on which it is looked at */
export const occurrenceOf = (row: OccurrenceRow, almanac: Almanac): DutyOccurrence => {
  const { now, today, calendar } = almanac
  const [state, due] = [stateIn(row), schoolDate(row.due)]
  const steps = stepsIn(row)
  const endedAt = row.closedAt?.getTime() ?? now
  return {
    ...{ id: row.id, dutyId: row.dutyId, name: row.duty.name, procedure: row.duty.procedure, note: row.duty.note },
    ...{ nominal: schoolDate(row.nominal), due, dueAt: instant(row.dueAt.getTime()), moved: movedIn(row), state },
    late: state !== 'skipped' && endedAt > row.dueAt.getTime(),
    schoolDaysLeft: state === 'open' ? schoolDaysIn(calendar, today, due) : 0,
    responsible: responsibleIn(row) ?? lookerOn(today, row.duty, almanac),
    steps,
    answers: steps.flatMap(({ id }) => row.answers.filter(({ stepId }) => stepId === id).map(answerOf)),
    followUps: row.followUps.flatMap(followUpOf),
    awaited: row.awaited.map((each) => awaitedOf(each, row.duty.name)),
    ...{ reason: row.reason, closedBy: row.closedBy, closedAt: instantOrNull(row.closedAt), version: row.version },
  }
}

/** What the rule names from a date on, at most `count` that are due, and what is dropped between them. */
export const plannedFrom = (rule: DutyRule, { calendar }: Almanac, from: SchoolDate, count: number): PlannedDuty[] => {
  const found: PlannedDuty[] = []
  let due = 0
  for (const placed of place(rule, calendar, addDays(from, -31), addDays(from, 400))) {
    if (due >= count) break
    if (placed.type === 'dropped') {
      if (placed.nominal >= from) found.push({ type: 'dropped', nominal: placed.nominal, why: placed.why })
    } else if (placed.due >= from) {
      due++
      const { nominal, due: date, dueAt, moved } = placed
      found.push({ type: 'due', nominal, due: date, dueAt, moved })
    }
  }
  return found
}

const comes = (row: Prisma.DutyModel, placed: Placed, { now }: Almanac) =>
  placed.type === 'due' && placed.dueAt >= now && placed.dueAt >= row.since.getTime() ? [placed] : []

/** What comes in `[from, until]` and is not made yet. @param made keys of what is */
export const aheadOf = (
  row: Prisma.DutyModel,
  almanac: Almanac,
  until: SchoolDate,
  made: ReadonlySet<string>,
): DutyAhead[] => {
  const duty = dutyOf(row)
  if (duty.paused) return []
  return place(duty, almanac.calendar, addDays(almanac.today, -31), addDays(until, 31))
    .flatMap((placed) => comes(row, placed, almanac))
    .filter(({ key, due }) => due <= until && !made.has(key))
    .map(({ nominal, due, dueAt, moved }) => ({
      ...{ dutyId: row.id, name: row.name, nominal, due, dueAt, moved },
      responsible: lookerOn(due, duty, almanac),
    }))
}

export const dutyViewOf = (
  row: Prisma.DutyModel,
  almanac: Almanac,
  open: readonly { readonly dueAt: Date }[],
): Duty => {
  const duty = dutyOf(row)
  const [next] = duty.paused
    ? []
    : place(duty, almanac.calendar, addDays(almanac.today, -31), addDays(almanac.today, 400)).flatMap((placed) =>
        comes(row, placed, almanac),
      )
  return {
    ...{ id: row.id, ...duty, version: row.version, createdAt: instant(row.createdAt.getTime()) },
    responsible: lookerOn(almanac.today, duty, almanac),
    next: next === undefined ? null : { due: next.due, dueAt: next.dueAt },
    open: open.length,
    late: open.filter(({ dueAt }) => dueAt.getTime() < almanac.now).length,
  }
}

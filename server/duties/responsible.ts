/** Who looks after a duty on a date (rule D14). Pure. */
import type { Absence, DutyDraft, Responsible } from '../../protocol/duty.ts'
import type { SchoolDate } from '../../protocol/time.ts'

/** Accounts that may do duties, by id; one that was disabled is not among them. */
export type Doers = ReadonlyMap<string, string>

/** The owner; the stand-in while the owner is away or gone; with neither there, everyone who may do duties. */
export const responsibleOn = (
  date: SchoolDate,
  { ownerId, standInId }: Pick<DutyDraft, 'ownerId' | 'standInId'>,
  absences: readonly Pick<Absence, 'userId' | 'from' | 'until'>[],
  doers: Doers,
): Responsible => {
  const nameOf = (id: string | null): string | null => {
    const away = absences.some(({ userId, from, until }) => userId === id && from <= date && date <= until)
    return id === null || away ? null : (doers.get(id) ?? null)
  }
  const owner = nameOf(ownerId)
  if (ownerId !== null && owner !== null) return { type: 'owner', userId: ownerId, name: owner }
  const standIn = nameOf(standInId)
  if (standInId !== null && standIn !== null) return { type: 'stand-in', userId: standInId, name: standIn }
  return { type: 'section' }
}

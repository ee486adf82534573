/** Which slips of a list are meant. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { SlipState } from '../../protocol/slip.ts'

export interface SlipFilter {
  readonly states?: readonly SlipState[]
  /** Only those that an office takes part in. */
  readonly office?: string
  /** Only those that wait for this office to sign, or for the section (`section`). */
  readonly waits?: string
  readonly q?: string
}

const SEARCHED = ['number', 'what', 'device', 'room', 'propertyNumber', 'vendor', 'reason'] as const
export const whereOf = ({ states, office, waits, q = '' }: SlipFilter): Prisma.SlipWhereInput => ({
  AND: [
    states === undefined ? {} : { state: { in: [...states] } },
    // What is written or taken back is the section's alone.
    office === undefined ? {} : { turns: { some: { office } }, state: { in: ['circulating', 'signed', 'refused'] } },
    waitsWhere(waits),
    q === '' ? {} : { OR: SEARCHED.map((field) => ({ [field]: { contains: q } })) },
  ],
})
/** A turn that is up has a time since when. */
const waitsWhere = (waits: string | undefined): Prisma.SlipWhereInput => {
  if (waits === undefined) return {}
  if (waits !== 'section') return { turns: { some: { office: waits, state: 'waiting', since: { not: null } } } }
  const asked = { turns: { some: { state: 'asked', since: { not: null } } } }
  return { OR: [{ state: { in: ['draft', 'refused'] } }, asked] }
}

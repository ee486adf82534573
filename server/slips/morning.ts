/** What the morning's letter says about repair slips: to an office what it has to sign, to the section what is its turn. */
import { may } from '../../protocol/account.ts'
import type { DigestLine } from '../../protocol/digest-letter.ts'
import type { SlipView } from '../../protocol/slip.ts'
import type { DigestReader, DigestSource } from '../digest/source.ts'
import type { SlipStore } from './store.ts'

type SlipLine = Extract<DigestLine, { readonly about: 'slip' }>

/** More than a school ever has on its way. */
const MOST_SLIPS = 500

/** Whom a slip makes do what; one that is signed is told of as a fault whose vendor is to be called. Pure. */
export const slipLines = ({ id, number, device, room, waits }: SlipView, reader: DigestReader): readonly SlipLine[] =>
  waits.flatMap((wait) => {
    const isTheirs = wait.office === null ? may(reader.role, 'slips.write') : wait.office === reader.office
    return isTheirs && wait.for !== 'call' ? [{ about: 'slip', id, number, device, room, why: wait.for }] : []
  })

export const slipMorning = (slips: Pick<SlipStore, 'list'>): DigestSource => ({
  topic: 'slips',
  read: async () => {
    const open = await slips.list(MOST_SLIPS, undefined, { states: ['draft', 'circulating', 'refused'] })
    const oldest = open.toSorted((a, b) => (a.waitsSince ?? a.createdAt) - (b.waitsSince ?? b.createdAt))
    return (reader) => oldest.flatMap((slip) => slipLines(slip, reader))
  },
})

/** What the morning's letter says about visits: who comes to the school today. */
import { may } from '../../protocol/account.ts'
import type { DigestLine } from '../../protocol/digest-letter.ts'
import type { VisitView } from '../../protocol/visit.ts'
import type { DigestSource } from '../digest/source.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import type { VisitStore } from './store.ts'

const MOST_VISITS = 50

const lineOf = ({ id, vendorName: vendor, start, state, faults }: VisitView): DigestLine => ({
  ...{ about: 'visit', id, vendor, start, proposed: state === 'proposed' },
  rooms: [...new Set(faults.map(({ room }) => room).filter((room) => room !== ''))],
})

export const visitMorning = (visits: Pick<VisitStore, 'list'>, timeZone: string): DigestSource => ({
  topic: 'visits',
  read: async ({ today }) => {
    const window = { from: startOfDate(today, timeZone), to: startOfDate(addDays(today, 1), timeZone) }
    const coming = await visits.list(
      MOST_VISITS,
      undefined,
      { ...window, states: ['proposed', 'agreed', 'arrived'] },
      'zh-TW',
    )
    const lines = coming.map(lineOf)
    return ({ role }) => (may(role, 'visits.write') ? lines : [])
  },
})

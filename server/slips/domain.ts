/** Repair slips put together: store, links, letters, routes, and the reminders of each morning. */
import type { FastifyPluginAsync } from 'fastify'
import type { SlipMoney, SlipView } from '../../protocol/slip.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { DigestSource } from '../digest/source.ts'
import type { FaultStore } from '../faults/store.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { Deliveries } from '../mail/deliveries.ts'
import type { Letterbox } from '../mail/letterbox.ts'
import type { PostSettingsStore } from '../mail/post-settings.ts'
import type { Press } from '../papers/press.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Chore } from '../platform/chores.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { readSettings } from '../platform/settings.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import { createSlipLetters } from './letters.ts'
import { slipMorning } from './morning.ts'
import { slipRoutes } from './routes.ts'
import { sectionRoutes } from './section-routes.ts'
import { createSignLinks } from './sign-links.ts'
import { signRoutes } from './sign-routes.ts'
import { createSlipStore, type SlipStore } from './store.ts'

export interface SlipDomainDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly audit: ReturnType<typeof audit>
  readonly faults: FaultStore
  readonly guests: GuestLinks
  readonly attachments: Attachments
  readonly press: Press
  readonly letterbox: Letterbox
  readonly deliveries: Deliveries
  readonly post: PostSettingsStore
  readonly schedule: Pick<ScheduleStore, 'days'>
  /** What visits to these faults cost, New Taiwan dollars; a fault without a visit is left out. */
  readonly costs: (faultIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
}

export interface SlipDomain {
  readonly slips: SlipStore
  readonly morning: DigestSource
  readonly routes: readonly FastifyPluginAsync[]
  readonly chores: readonly Chore[]
  /** What was signed by all between two dates, both included, and what goes round now. */
  readonly money: (from: SchoolDate, to: SchoolDate) => Promise<SlipMoney>
}

export const slipDomain = (deps: SlipDomainDeps): SlipDomain => {
  const { database, clock, timeZone, changes, audit, guests, attachments, post } = deps
  const links = createSignLinks({ database, clock, guests })
  const letters = createSlipLetters({
    ...{ database, clock, timeZone, links, channels: post.channels, days: deps.schedule.days },
    ...{ letterbox: deps.letterbox, deliveries: deps.deliveries },
  })
  const slips = createSlipStore({
    ...{ database, clock, timeZone, faults: deps.faults, costs: deps.costs, moved: letters.moved },
    linksOf: links.until,
  })

  const money = async (from: SchoolDate, to: SchoolDate): Promise<SlipMoney> => {
    const endedAt = { gte: new Date(startOfDate(from, timeZone)), lt: new Date(startOfDate(addDays(to, 1), timeZone)) }
    const signed = await database.slip.findMany({
      where: { state: 'signed', endedAt },
      select: { faultId: true, estimate: true },
    })
    const around = await database.slip.aggregate({ where: { state: 'circulating' }, _sum: { estimate: true } })
    const costs = await deps.costs(signed.map(({ faultId }) => faultId))
    return {
      slips: signed.length,
      estimated: signed.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0),
      cost: [...costs.values()].reduce((sum, cost) => sum + cost, 0),
      circulating: around._sum.estimate ?? 0,
    }
  }

  const print = async (slip: SlipView, origin: string): Promise<Buffer> => {
    const { schoolName, minguoYears, countersigners } = await readSettings(database)
    const address = `${(await post.server())?.panelAddress ?? origin}/#/slips/${slip.id}`
    return deps.press.print({
      kind: 'slip',
      of: {
        ...{ slip, schoolName, minguoYears, timeZone, address, printedAt: clock.now() },
        offices: countersigners.map(({ name }) => name),
      },
    })
  }

  const acting = { slips, changes, audit, links }
  return {
    slips,
    morning: slipMorning(slips),
    money,
    routes: [
      slipRoutes({ slips, attachments, money, print, timeZone }),
      sectionRoutes(acting),
      signRoutes({
        ...{ ...acting, attachments, timeZone, guestLinks: guests },
        schoolName: async () => (await readSettings(database)).schoolName,
      }),
    ],
    chores: [
      {
        name: 'slip-reminders',
        at: '08:10',
        run: async () => {
          const reminded = await letters.remind()
          if (reminded.length > 0) changes.publish('slips', ...reminded)
        },
      },
    ],
  }
}

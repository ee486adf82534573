/** The sites that are looked at and the servers that report, as they are kept, with what was seen of them last. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../../prisma/generated/client.ts'
import { type MeasuredServer, Measurement, type Site, SiteCheck, type SiteInput } from '../../../protocol/duty-probe.ts'
import { type Instant, instant } from '../../../protocol/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import { Failure } from '../../platform/failure.ts'
import { newId, newSecret, sameText } from '../../platform/id.ts'
import type { Seal } from '../../platform/sealed.ts'
import type { Seen } from './judge.ts'
import { isTimely, reportSignature } from './signature.ts'
import { type checkSite, siteAddress } from './site-check.ts'

export interface ProbeStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly seal: Seal
  readonly check: typeof checkSite
  /** When Nooncast's newest own copy was made; null: there is none. */
  readonly ownBackupAt: () => Promise<Instant | null>
  readonly ownBackupFailed: () => Promise<boolean>
  readonly ownDisks: () => Promise<Seen['ownDisks']>
}

export interface SignedReport {
  readonly serverId: string
  /** Of the sender's clock, in whole seconds. */
  readonly seconds: number
  readonly signature: string
  readonly body: string
}

export type ProbeStore = ReturnType<typeof createProbeStore>

const contextOf = (id: string): string => `measured server ${id}`
const instantOrNull = (at: Date | null) => (at === null ? null : instant(at.getTime()))

const siteOf = (row: Prisma.DutySiteModel): Site => ({
  ...{ id: row.id, name: row.name, url: row.url, expects: row.expects },
  check: row.check === null ? null : Value.Parse(SiteCheck, row.check),
})
const serverOf = (row: Prisma.MeasuredServerModel): MeasuredServer => ({
  ...{ id: row.id, name: row.name, createdAt: instant(row.createdAt.getTime()) },
  measuredAt: instantOrNull(row.measuredAt),
  last: row.last === null ? null : Value.Parse(Measurement, row.last),
})

/** The report as JSON that says what it may. @throws Failure INPUT_INVALID */
const measurementIn = (body: string): Measurement => {
  let said: unknown = null
  try {
    said = JSON.parse(body)
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem
  }
  if (!Value.Check(Measurement, said)) throw new Failure('INPUT_INVALID', { field: 'body', problem: 'JSON' })
  return said
}

export const createProbeStore = (deps: ProbeStoreDeps) => {
  const { database, clock, seal, check } = deps
  const requireAddress = ({ url }: SiteInput): void => {
    if (siteAddress(url) === null) throw new Failure('DUTY_SITE_ADDRESS')
  }
  const look = async (row: Prisma.DutySiteModel): Promise<Site> => {
    const seen = await check(siteOf(row), clock.now())
    await database.dutySite.updateMany({ where: { id: row.id, url: row.url }, data: { check: seen } })
    return { ...siteOf(row), check: seen }
  }
  const rowOf = async (id: string): Promise<Prisma.DutySiteModel> => {
    const row = await database.dutySite.findUnique({ where: { id } })
    if (row === null) throw new Failure('NOT_FOUND')
    return row
  }

  return {
    sites: async (): Promise<Site[]> =>
      (await database.dutySite.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(siteOf),

    /** Naming a site is what allows it to be looked at. @throws Failure DUTY_SITE_ADDRESS */
    addSite: async (site: SiteInput, createdBy: string): Promise<Site> => {
      requireAddress(site)
      const createdAt = new Date(clock.now())
      return siteOf(await database.dutySite.create({ data: { id: newId(), ...site, createdBy, createdAt } }))
    },

    /** @throws Failure NOT_FOUND */
    removeSite: async (id: string): Promise<void> => {
      if ((await database.dutySite.deleteMany({ where: { id } })).count === 0) throw new Failure('NOT_FOUND')
    },

    /** Looks at one now. @throws Failure NOT_FOUND */
    lookAt: async (id: string): Promise<Site> => look(await rowOf(id)),

    /** Looks at all, one after the other. */
    lookAtAll: async (): Promise<void> => {
      for (const row of await database.dutySite.findMany()) await look(row)
    },

    servers: async (): Promise<MeasuredServer[]> =>
      (await database.measuredServer.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(serverOf),

    /** The secret is told now and never again. */
    addServer: async (
      name: string,
      createdBy: string,
    ): Promise<{ readonly server: MeasuredServer; readonly secret: string }> => {
      const [id, secret] = [newId(), newSecret()]
      const row = await database.measuredServer.create({
        data: { id, name, sealedKey: seal.seal(secret, contextOf(id)), createdBy, createdAt: new Date(clock.now()) },
      })
      return { server: serverOf(row), secret }
    },

    /** Its key is worthless from now on. @throws Failure NOT_FOUND */
    removeServer: async (id: string): Promise<void> => {
      if ((await database.measuredServer.deleteMany({ where: { id } })).count === 0) throw new Failure('NOT_FOUND')
    },

    /**
     * Takes a server's report (rule D22). Times in it are told by the sender's clock, and kept by ours.
     * @throws Failure MEASUREMENT_NOT_SIGNED, MEASUREMENT_TIME, INPUT_INVALID
     */
    measure: async ({ serverId, seconds, signature, body }: SignedReport): Promise<void> => {
      const row = await database.measuredServer.findUnique({ where: { id: serverId } })
      const secret = row === null ? null : seal.open(row.sealedKey, contextOf(serverId))
      // Compared also where there is no such server, so that an answer's time tells nothing.
      const isSigned = sameText(signature, reportSignature(secret ?? newSecret(), seconds, body))
      if (row === null || secret === null || !isSigned) throw new Failure('MEASUREMENT_NOT_SIGNED')
      if (!isTimely(seconds, clock.real(), instantOrNull(row.lastAt))) throw new Failure('MEASUREMENT_TIME')
      const { backups, ...rest } = measurementIn(body)
      const [now, lastAt] = [clock.now(), new Date(seconds * 1000)]
      const moved = Math.round(now / 1000) - seconds
      const ours = backups?.map((each) => ({ ...each, newestAt: Math.max(0, each.newestAt + moved) }))
      const { count } = await database.measuredServer.updateMany({
        where: { id: serverId, OR: [{ lastAt: null }, { lastAt: { lt: lastAt } }] },
        data: {
          lastAt,
          measuredAt: new Date(now),
          last: { ...rest, ...(ours === undefined ? {} : { backups: ours }) },
        },
      })
      if (count === 0) throw new Failure('MEASUREMENT_TIME')
    },

    /** All that probes ask about, as it was seen last. */
    seen: async (): Promise<Seen> => {
      const [sites, servers, ownBackupAt, ownBackupFailed, ownDisks] = await Promise.all([
        database.dutySite.findMany(),
        database.measuredServer.findMany(),
        deps.ownBackupAt(),
        deps.ownBackupFailed(),
        deps.ownDisks(),
      ])
      return {
        site: (id) => {
          const row = sites.find((each) => each.id === id)
          return row === undefined ? null : siteOf(row).check
        },
        server: (id) => {
          const row = servers.find((each) => each.id === id)
          const { measuredAt, last } = row === undefined ? { measuredAt: null, last: null } : serverOf(row)
          return measuredAt === null || last === null ? null : { at: measuredAt, last }
        },
        ...{ ownBackupAt, ownBackupFailed, ownDisks },
      }
    },
  }
}

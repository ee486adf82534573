/** TVs, groups and pairings in the database. */
import { randomBytes } from 'node:crypto'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type Display,
  DisplayFacts,
  type DisplayIdentity,
  type Group,
  type Hidden,
  type PairingAnswer,
  type PairingState,
  type PendingDisplay,
} from '../../protocol/display.ts'
import { duration, type Instant, instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId, newSecret, sameText, secretHash } from '../platform/id.ts'
import { readSettings } from '../platform/settings.ts'
import { codeFrom, normalCode, PAIRING_INTERVAL_MS, PAIRING_LIFE_MS } from './pairing.ts'
import type { Presence } from './presence.ts'
import { wantedOf } from './wanted.ts'

export interface DisplayStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly presence: Presence
  readonly timeZone: string
  /** The build of the player that is handed out; null when none was built. */
  readonly playerBuild: string | null
}

export interface DisplayPatch {
  readonly name?: string
  readonly groupId?: string | null
  readonly volume?: number
  readonly trimMs?: number
  readonly mutedUntil?: Instant | null
  readonly hidden?: Hidden | null
  readonly building?: string
  readonly floor?: string
  readonly standby?: boolean
}

/** Pairings that may wait at once: more than any school has TVs, few enough to be no burden. */
const MOST_PENDING = 1000

export type DisplayStore = ReturnType<typeof createDisplayStore>

export const createDisplayStore = ({ database, clock, presence, timeZone, playerBuild }: DisplayStoreDeps) => {
  const now = () => new Date(clock.now())
  const toDisplay = (row: Prisma.DisplayModel): Display => ({
    id: row.id,
    name: row.name,
    groupId: row.groupId,
    volume: row.volume,
    trimMs: row.trimMs,
    mutedUntil: asInstant(row.mutedUntil),
    hidden: row.hiddenUntil === null ? null : { until: instant(row.hiddenUntil.getTime()), by: row.hiddenBy },
    building: row.building,
    floor: row.floor,
    standby: row.standby,
    status: presence.statusOf(row.id, asInstant(row.lastSeenAt)),
    createdAt: instant(row.createdAt.getTime()),
  })

  return {
    /** Begins a pairing. @throws Failure TOO_MANY_REQUESTS when too many wait already */
    beginPairing: async (facts: DisplayFacts, address: string): Promise<PairingAnswer> => {
      await database.pairing.deleteMany({ where: { expiresAt: { lte: now() } } })
      if ((await database.pairing.count()) >= MOST_PENDING) throw new Failure('TOO_MANY_REQUESTS', { seconds: 60 })
      const secret = newSecret()
      const expiresAt = instant(clock.now() + PAIRING_LIFE_MS)
      const data = {
        id: newId(),
        userCode: newCode(),
        secretHash: secretHash(secret),
        facts,
        address,
        expiresAt: new Date(expiresAt),
        createdAt: now(),
      }
      const { id, userCode } = await database.pairing.create({ data })
      const { schoolName } = await readSettings(database)
      return { pairingId: id, secret, userCode, expiresAt, intervalMs: duration(PAIRING_INTERVAL_MS), schoolName }
    },

    /** What became of a pairing. The token is handed out once: the pairing is gone afterwards. */
    claimPairing: async (pairingId: string, secret: string): Promise<PairingState> => {
      const row = await database.pairing.findUnique({ where: { id: pairingId } })
      if (row === null || !sameText(row.secretHash, secretHash(secret))) return { state: 'expired' }
      if (row.displayId !== null && row.token !== null) {
        await database.pairing.delete({ where: { id: pairingId } })
        return { state: 'approved', token: row.token, displayId: row.displayId }
      }
      return row.expiresAt.getTime() <= clock.now() ? { state: 'expired' } : { state: 'waiting' }
    },

    pending: async (): Promise<readonly PendingDisplay[]> => {
      const where = { displayId: null, expiresAt: { gt: now() } }
      const rows = await database.pairing.findMany({ where, orderBy: { createdAt: 'asc' } })
      return rows.map((row) => ({
        pairingId: row.id,
        userCode: row.userCode,
        facts: Value.Parse(DisplayFacts, row.facts),
        address: row.address,
        expiresAt: instant(row.expiresAt.getTime()),
      }))
    },

    /** Makes a display of the TV that shows this code. @throws Failure PAIRING_CODE_WRONG, GROUP_MISSING */
    approve: async (typedCode: string, name: string, groupId: string | null): Promise<Display> => {
      const userCode = normalCode(typedCode)
      if (userCode === null) throw new Failure('PAIRING_CODE_WRONG')
      const token = newSecret()
      return database.$transaction(async (transaction) => {
        if (groupId !== null) await requireGroup(transaction, groupId)
        const pairing = await transaction.pairing.findFirst({
          where: { userCode, displayId: null, expiresAt: { gt: now() } },
        })
        if (pairing === null) throw new Failure('PAIRING_CODE_WRONG')
        const facts = Value.Parse(DisplayFacts, pairing.facts)
        const data = { id: newId(), name, groupId, tokenHash: secretHash(token), facts, createdAt: now() }
        const row = await transaction.display.create({ data })
        await transaction.pairing.update({ where: { id: pairing.id }, data: { displayId: row.id, token } })
        return toDisplay(row)
      })
    },

    /** A display made by the server itself, with the token it will use (the demo school). */
    create: async (name: string, groupId: string | null, token: string, facts: DisplayFacts): Promise<Display> =>
      toDisplay(
        await database.display.create({
          data: { id: newId(), name, groupId, tokenHash: secretHash(token), facts, createdAt: now() },
        }),
      ),

    list: async (page: { q?: string; cursor?: string; limit: number }): Promise<readonly Display[]> => {
      const rows = await database.display.findMany({
        ...(page.q === undefined ? {} : { where: { name: { contains: page.q } } }),
        ...(page.cursor === undefined ? {} : { cursor: { id: page.cursor }, skip: 1 }),
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: page.limit,
      })
      return rows.map(toDisplay)
    },

    byIds: async (ids: readonly string[]): Promise<readonly Display[]> =>
      (await database.display.findMany({ where: { id: { in: [...ids] } } })).map(toDisplay),

    /** Null when there is no such display. @throws Failure GROUP_MISSING */
    update: (id: string, patch: DisplayPatch): Promise<Display | null> =>
      database.$transaction(async (transaction) => {
        if (patch.groupId !== undefined && patch.groupId !== null) await requireGroup(transaction, patch.groupId)
        if ((await transaction.display.findUnique({ where: { id } })) === null) return null
        const { mutedUntil, hidden, ...rest } = patch
        const data = {
          ...rest,
          ...(mutedUntil === undefined ? {} : { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil) }),
          ...(hidden === undefined
            ? {}
            : { hiddenUntil: hidden === null ? null : new Date(hidden.until), hiddenBy: hidden?.by ?? '' }),
        }
        return toDisplay(await transaction.display.update({ where: { id }, data }))
      }),

    remove: async (id: string): Promise<boolean> => (await database.display.deleteMany({ where: { id } })).count > 0,

    /** What a TV is told of itself; null when it was removed. */
    identity: async (id: string): Promise<DisplayIdentity | null> => {
      const row = await database.display.findUnique({ where: { id }, include: { group: true } })
      if (row === null) return null
      const { schoolName, fetchRateMbps, volumeCeiling } = await readSettings(database)
      const toldAt = clock.now()
      return {
        displayId: row.id,
        name: row.name,
        groupId: row.groupId,
        groupName: row.group?.name ?? '',
        schoolName,
        timeZone,
        volume: Math.min(row.volume, volumeCeiling),
        mutedUntil: asInstant(row.mutedUntil),
        hiddenUntil: asInstant(row.hiddenUntil),
        standby: row.standby,
        ...(await wantedOf(database, row.id, toldAt)),
        ...(playerBuild === null ? {} : { playerBuild }),
        toldAt,
        rehearsal: clock.shifted,
        trimMs: row.trimMs,
        fetchRateMbps,
      }
    },

    /** The display whose token this is. */
    byToken: async (token: string): Promise<{ displayId: string; groupId: string | null } | null> => {
      const row = await database.display.findUnique({ where: { tokenHash: secretHash(token) } })
      return row === null ? null : { displayId: row.id, groupId: row.groupId }
    },

    /** Notes that these were here, for after a restart. */
    seen: async (ids: readonly string[]): Promise<void> => {
      if (ids.length > 0)
        await database.display.updateMany({ where: { id: { in: [...ids] } }, data: { lastSeenAt: now() } })
    },

    groups: async (): Promise<readonly Group[]> => {
      const rows = await database.group.findMany({
        orderBy: [{ createdAt: 'asc' }, { name: 'asc' }],
        include: { _count: { select: { displays: true } } },
      })
      return rows.map(({ id, name, parentId, _count }) => ({ id, name, parentId, displays: _count.displays }))
    },

    /** @throws Failure GROUP_MISSING when the parent does not exist */
    createGroup: async (name: string, parentId: string | null, id = newId()): Promise<Group> => {
      if (parentId !== null) await requireGroup(database, parentId)
      await database.group.create({ data: { id, name, parentId, createdAt: now() } })
      return { id, name, parentId, displays: 0 }
    },

    /** Null when there is no such group. @throws Failure GROUP_MISSING, GROUP_IN_ITSELF */
    updateGroup: (id: string, patch: { name?: string; parentId?: string | null }): Promise<Group | null> =>
      database.$transaction(async (transaction) => {
        if ((await transaction.group.findUnique({ where: { id } })) === null) return null
        for (let above = patch.parentId ?? null; above !== null; ) {
          if (above === id) throw new Failure('GROUP_IN_ITSELF')
          const row: { parentId: string | null } | null = await transaction.group.findUnique({ where: { id: above } })
          if (row === null) throw new Failure('GROUP_MISSING')
          above = row.parentId
        }
        const row = await transaction.group.update({
          where: { id },
          data: patch,
          include: { _count: { select: { displays: true } } },
        })
        return { id: row.id, name: row.name, parentId: row.parentId, displays: row._count.displays }
      }),

    /** False when there is no such group. @throws Failure GROUP_IN_USE */
    removeGroup: (id: string): Promise<boolean> =>
      database.$transaction(async (transaction) => {
        const counts = { displays: true, children: true, slots: true }
        const row = await transaction.group.findUnique({ where: { id }, include: { _count: { select: counts } } })
        if (row === null) return false
        const { displays, children, slots } = row._count
        if (displays + children + slots > 0)
          throw new Failure('GROUP_IN_USE', { name: row.name, displays, children, slots })
        await transaction.group.delete({ where: { id } })
        return true
      }),
  }
}

const asInstant = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()))

const newCode = (): string => codeFrom(randomBytes(64)) ?? newCode()

const requireGroup = async (database: Pick<Database, 'group'>, id: string): Promise<void> => {
  if ((await database.group.findUnique({ where: { id } })) === null) throw new Failure('GROUP_MISSING')
}

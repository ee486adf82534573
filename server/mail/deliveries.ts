/** Letters on their way, in the database: each key once, whatever restarts in between. */
import { Value } from 'typebox/value'
import { Prisma } from '../../prisma/generated/client.ts'
import {
  DELIVERY_FAILURES,
  DeliveryChannel,
  DeliveryFailure,
  DeliveryState,
  type DeliveryView,
  Letter,
} from '../../protocol/mail.ts'
import { Language, say } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import type { Seal } from '../platform/sealed.ts'
import type { Outcome } from './retries.ts'

export interface Addressed {
  /** What it is about and for whom; a second one of the same key is dropped. */
  readonly key: string
  readonly channel: DeliveryChannel
  readonly letter: Letter
  /** As the list shows it. */
  readonly subject: string
  readonly address: string
  readonly language: Language
  /** Not before. */
  readonly from: Instant
  /** From here on nobody needs it; null: whenever. */
  readonly staleAt: Instant | null
}

export interface Due {
  readonly id: string
  readonly address: string
  readonly language: Language
  /** Attempts made, the coming one included. */
  readonly attempts: number
  readonly staleAt: Instant | null
  readonly createdAt: Instant
  /** Null: it can't be opened any more. */
  readonly letter: Letter | null
}

/** An attempt that nobody ended (the server was) counts as failed after this. */
const LEASE_MS = 120_000
/** Kept for the list; then tidied away. */
const KEPT_MS = 90 * 86_400_000

const orNull = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))
const contextOf = (id: string): string => `letter ${id}`

export type Deliveries = ReturnType<typeof createDeliveries>

export const createDeliveries = ({
  database,
  clock,
  seal,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly seal: Seal
}) => {
  const letterOf = (row: Prisma.DeliveryModel): Letter | null => {
    const opened = seal.open(row.letter, contextOf(row.id))
    const parsed: unknown = opened === null ? null : JSON.parse(opened)
    return Value.Check(Letter, parsed) ? parsed : null
  }

  return {
    /** Hands letters in, together with the act that caused them when `within` its transaction. */
    add: async (letters: readonly Addressed[], within: Prisma.TransactionClient = database): Promise<void> => {
      for (const { letter, from, staleAt, ...rest } of letters) {
        const id = newId()
        const create = {
          ...{ id, ...rest, kind: letter.kind, state: 'waiting', nextAt: new Date(from) },
          letter: seal.seal(JSON.stringify(letter), contextOf(id)),
          staleAt: staleAt === null ? null : new Date(staleAt),
          createdAt: new Date(clock.now()),
        }
        await within.delivery.upsert({ where: { key: rest.key }, create, update: {} })
      }
    },

    /** Takes back what was not tried yet. Answers how many letters. @param prefix of their keys */
    takeBack: async (prefix: string, within: Prisma.TransactionClient = database): Promise<number> =>
      (await within.delivery.deleteMany({ where: { key: { startsWith: prefix }, state: 'waiting', attempts: 0 } }))
        .count,

    /** Forgets what was not sent, with whatever secret it holds. @param prefix of their keys */
    forget: async (prefix: string, within: Prisma.TransactionClient = database): Promise<void> => {
      await within.delivery.deleteMany({
        where: { key: { startsWith: prefix }, state: { in: ['waiting', 'given-up'] } },
      })
    },

    /**
     * The next letter to be tried, counted as tried before it is: whatever ends the server in the middle, the number of
     * attempts is finite. Null: none is due.
     */
    take: async (channel: DeliveryChannel): Promise<Due | null> => {
      for (;;) {
        const now = clock.now()
        const row = await database.delivery.findFirst({
          where: { channel, state: 'waiting', nextAt: { lte: new Date(now) } },
          orderBy: [{ nextAt: 'asc' }, { id: 'asc' }],
        })
        if (row === null) return null
        const claimed = await database.delivery.updateMany({
          where: { id: row.id, state: 'waiting', attempts: row.attempts },
          data: { attempts: row.attempts + 1, nextAt: new Date(now + LEASE_MS) },
        })
        // Somebody else has it: there may be another.
        if (claimed.count === 0) continue
        return {
          id: row.id,
          address: row.address,
          language: Value.Parse(Language, row.language),
          attempts: row.attempts + 1,
          staleAt: orNull(row.staleAt),
          createdAt: instant(row.createdAt.getTime()),
          letter: letterOf(row),
        }
      }
    },

    /** What became of an attempt. What was sent keeps its subject only. */
    ended: async (id: string, outcome: Outcome): Promise<void> => {
      const endedAt = new Date(clock.now())
      const data =
        outcome.type === 'sent'
          ? { state: 'sent', letter: '', endedAt, failure: Prisma.DbNull }
          : outcome.type === 'again'
            ? { nextAt: new Date(outcome.at), failure: { ...outcome.failure } }
            : { state: 'given-up', endedAt, failure: { ...outcome.failure } }
      await database.delivery.updateMany({ where: { id }, data })
    },

    /** Tries what was given up once more, from the beginning. Answers whether there was such a letter. */
    again: async (id: string): Promise<boolean> => {
      const data = { state: 'waiting', attempts: 0, nextAt: new Date(clock.now()), endedAt: null, staleAt: null }
      return (await database.delivery.updateMany({ where: { id, state: 'given-up' }, data })).count > 0
    },

    /** At most `limit + 1`, the newest first. */
    list: async (limit: number, cursor: string | undefined, language: Language): Promise<DeliveryView[]> => {
      const rows = await database.delivery.findMany({
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return rows.map((row) => viewOf(row, language))
    },

    /** Forgets what ended long ago. */
    tidy: async (): Promise<void> => {
      await database.delivery.deleteMany({ where: { endedAt: { lt: new Date(clock.now() - KEPT_MS) } } })
    },
  }
}

const viewOf = (row: Prisma.DeliveryModel, language: Language): DeliveryView => {
  const failure = Value.Check(DeliveryFailure, row.failure) ? row.failure : null
  return {
    ...{ id: row.id, kind: row.kind, subject: row.subject, address: row.address, attempts: row.attempts },
    channel: Value.Parse(DeliveryChannel, row.channel),
    state: Value.Parse(DeliveryState, row.state),
    createdAt: instant(row.createdAt.getTime()),
    nextAt: row.state === 'waiting' ? instant(row.nextAt.getTime()) : null,
    endedAt: orNull(row.endedAt),
    failure: failure === null ? null : say(DELIVERY_FAILURES[failure.code], language, { answer: failure.answer }),
  }
}

/** What was asked of offices, tracked until they answer (rule D15). */
import { Prisma } from '../../prisma/generated/client.ts'
import type { Awaited } from '../../protocol/duty-occurrence.ts'
import type { Language } from '../../protocol/text.ts'
import { type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { AttachmentInput, Attachments } from '../attachments/attachments.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { awaitedOf, languageIn } from './duty-row.ts'
import { type DutyLetters, SUPPLY } from './letters.ts'

export interface AwaitedStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly attachments: Attachments
  readonly guests: Pick<GuestLinks, 'open' | 'spend' | 'revoke'>
  readonly letters: Pick<DutyLetters, 'ask'>
}

/** What an office is shown behind its link. */
export interface Supply {
  readonly office: string
  readonly what: string
  readonly duty: string
  readonly due: SchoolDate
  readonly askedBy: string
}

export type AwaitedStore = ReturnType<typeof createAwaitedStore>

const withDuty = {
  occurrence: { select: { due: true, duty: { select: { name: true } } } },
} as const satisfies Prisma.DutyAwaitedInclude
type Row = Prisma.DutyAwaitedGetPayload<{ include: typeof withDuty }>

const viewOf = (row: Row): Awaited => awaitedOf(row, row.occurrence.duty.name)
const filesOf = (id: string) => ({ subject: 'duty-awaited', id })

export const createAwaitedStore = ({ database, clock, attachments, guests, letters }: AwaitedStoreDeps) => {
  const rowOf = async (id: string, within: Prisma.TransactionClient = database): Promise<Row> => {
    const row = await within.dutyAwaited.findUnique({ where: { id }, include: withDuty })
    if (row === null) throw new Failure('NOT_FOUND')
    return row
  }
  const get = async (id: string): Promise<Awaited> => viewOf(await rowOf(id))

  const settle = async (
    id: string,
    answer: string,
    attachment: Awaited['attachment'],
    within: Prisma.TransactionClient,
  ): Promise<void> => {
    const { count } = await within.dutyAwaited.updateMany({
      where: { id, answeredAt: null },
      data: {
        ...{ answeredAt: new Date(clock.now()), answer },
        ...(attachment === null ? {} : { attachment }),
      },
    })
    if (count === 0) throw new Failure('DUTY_AWAITED_ANSWERED')
  }
  const keep = async (id: string, file: AttachmentInput, by: string): Promise<NonNullable<Awaited['attachment']>> => {
    const { id: fileId, name, type } = await attachments.keep(filesOf(id), file, by)
    return { id: fileId, name, type }
  }

  return {
    get,

    /** Something more to ask an office, beside what the duty itself waits for. @throws Failure NOT_FOUND */
    add: async (
      occurrenceId: string,
      wish: {
        readonly office: string
        readonly what: string
        readonly email: string
        readonly language?: Language
      },
    ): Promise<Awaited> => {
      if ((await database.dutyOccurrence.count({ where: { id: occurrenceId } })) === 0) throw new Failure('NOT_FOUND')
      const position = await database.dutyAwaited.count({ where: { occurrenceId } })
      const id = newId()
      await database.dutyAwaited.create({
        data: { id, occurrenceId, position, ...wish, blocks: false, createdAt: new Date(clock.now()) },
      })
      return get(id)
    },

    /** Only what was added. @throws Failure NOT_FOUND, DUTY_AWAITED_BLOCKS */
    remove: async (id: string): Promise<void> => {
      const { count } = await database.dutyAwaited.deleteMany({ where: { id, blocks: false } })
      if (count > 0) return
      await rowOf(id)
      throw new Failure('DUTY_AWAITED_BLOCKS')
    },

    /**
     * Asks, or asks again: by letter where the office has an address.
     * @throws Failure NOT_FOUND, DUTY_AWAITED_ANSWERED
     */
    ask: async (id: string, by: string): Promise<{ readonly awaited: Awaited; readonly mailed: boolean }> => {
      const now = clock.now()
      const mailed = await database.$transaction(async (within) => {
        const at = new Date(now)
        const first = await within.dutyAwaited.updateMany({
          where: { id, answeredAt: null, askedAt: null },
          data: { askedAt: at, askedBy: by },
        })
        const again =
          first.count === 1
            ? first
            : await within.dutyAwaited.updateMany({
                where: { id, answeredAt: null, askedAt: { not: null } },
                data: { reminders: { increment: 1 }, remindedAt: at },
              })
        const row = await rowOf(id, within)
        if (again.count === 0) throw new Failure('DUTY_AWAITED_ANSWERED')
        const { office, what, email, reminders, occurrence } = row
        const about = { duty: occurrence.duty.name, due: schoolDate(occurrence.due), by }
        const language = languageIn(row)
        return letters.ask({ id, office, what, email, language, reminders, ...about }, now, within)
      })
      return { awaited: await get(id), mailed }
    },

    /** Somebody of the section writes down what came. @throws Failure NOT_FOUND, DUTY_AWAITED_ANSWERED */
    answer: async (id: string, answer: string, by: string, file?: AttachmentInput): Promise<Awaited> => {
      await rowOf(id)
      const attachment = file === undefined ? null : await keep(id, file, by)
      await database.$transaction(async (within) => {
        await settle(id, answer, attachment, within)
        await guests.revoke(SUPPLY, id, within)
      })
      return get(id)
    },

    /** It had not come after all. @throws Failure NOT_FOUND */
    reopen: async (id: string): Promise<Awaited> => {
      await rowOf(id)
      await database.dutyAwaited.update({
        where: { id },
        data: { answeredAt: null, answer: '', attachment: Prisma.DbNull },
      })
      return get(id)
    },

    /** What the office of this link is asked for. @throws Failure GUEST_LINK_INVALID */
    opened: async (token: string): Promise<Supply> => {
      const { subjectId } = await guests.open(SUPPLY, token)
      const { office, what, occurrence, askedBy } = await rowOf(subjectId)
      const about = { duty: occurrence.duty.name, due: schoolDate(occurrence.due) }
      return { office, what, ...about, askedBy: askedBy ?? '' }
    },

    /** A file of the office's, before its answer. @throws Failure GUEST_LINK_INVALID, what attachments refuse */
    supplyFile: async (token: string, file: AttachmentInput): Promise<void> => {
      const { subjectId, holder } = await guests.open(SUPPLY, token)
      const attachment = await keep(subjectId, file, holder)
      await database.dutyAwaited.updateMany({ where: { id: subjectId, answeredAt: null }, data: { attachment } })
    },

    /** The office answers; its link is used up. @throws Failure GUEST_LINK_INVALID, DUTY_AWAITED_ANSWERED */
    supply: (token: string, answer: string): Promise<string> =>
      database.$transaction(async (within) => {
        const { linkId, subjectId } = await guests.open(SUPPLY, token, within)
        await guests.spend(linkId, within)
        await settle(subjectId, answer, null, within)
        return subjectId
      }),

    file: (id: string, attachmentId: string) => attachments.read(filesOf(id), attachmentId),
  }
}

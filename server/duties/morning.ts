/** What the morning's letter says about duties (rule D16): what is late, due until the next letter, or to be thought of. */
import type { Prisma } from '../../prisma/generated/client.ts'
import { may } from '../../protocol/account.ts'
import type { DigestLine } from '../../protocol/digest-letter.ts'
import type { Responsible } from '../../protocol/duty.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import type { DigestReader, DigestSource, Morning } from '../digest/source.ts'
import type { Database } from '../platform/database.ts'
import type { Almanac, ReadAlmanac } from './almanac.ts'
import { responsibleOn } from './responsible.ts'
import { remindOn } from './rules.ts'

type Row = Prisma.DutyOccurrenceGetPayload<{ include: { duty: true } }>

/** Is it somebody's to be told of today? Pure. */
export const isToldOf = (
  { due, dueAt, duty }: Pick<Row, 'due' | 'dueAt'> & { readonly duty: Pick<Row['duty'], 'remindDays'> },
  { today, next }: Pick<Morning, 'today' | 'next'>,
  { calendar }: Pick<Almanac, 'calendar'>,
): boolean => {
  if (dueAt.getTime() < next) return true
  const from = remindOn(schoolDate(due), duty.remindDays, calendar)
  return from !== null && from <= today
}

const isTheirs = (responsible: Responsible, { id, role }: DigestReader): boolean =>
  responsible.type === 'section' ? may(role, 'duties.write') : responsible.userId === id

export const dutyMorning = ({
  database,
  almanac,
}: {
  readonly database: Database
  readonly almanac: ReadAlmanac
}): DigestSource => ({
  topic: 'reminders',
  read: async (morning) => {
    const [rows, around] = await Promise.all([
      database.dutyOccurrence.findMany({
        where: { state: 'open', duty: { deletedAt: null } },
        include: { duty: true },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      }),
      almanac(),
    ])
    const told = rows
      .filter((row) => isToldOf(row, morning, around))
      .map((row) => ({
        responsible: responsibleOn(morning.today, row.duty, around.away, around.doers),
        line: {
          ...{ about: 'duty', id: row.id, name: row.duty.name, dueAt: instant(row.dueAt.getTime()) },
          late: row.dueAt.getTime() < morning.now,
        } satisfies DigestLine,
      }))
    return (reader) => told.filter(({ responsible }) => isTheirs(responsible, reader)).map(({ line }) => line)
  },
})

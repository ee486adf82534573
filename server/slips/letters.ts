/** What letters about a slip are written for: an office's turn, a question, the end, and whoever is waited for too long. */
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Deliveries } from '../mail/deliveries.ts'
import type { HandedIn, Letterbox } from '../mail/letterbox.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { indexDays } from '../schedule/calendar.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { isReminderDue } from './reminders.ts'
import type { SignLinks } from './sign-links.ts'
import type { OnSlipMoved } from './slip-deed.ts'
import { writeEvent } from './slip-events.ts'
import { type SlipRow, turnsNow, withTurns } from './slip-row.ts'

export interface SlipLettersDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly letterbox: Letterbox
  readonly deliveries: Pick<Deliveries, 'forget'>
  readonly links: SignLinks
  /** Which ways out are set up. */
  readonly channels: (
    within: Prisma.TransactionClient,
  ) => Promise<{ readonly mail: boolean; readonly webhook: boolean }>
  readonly days: ScheduleStore['days']
}

/** “Undo” is offered for ten seconds; a minute leaves time for second thoughts. */
const GRACE_MS = 60_000
const SECTION = { type: 'those-who-may', permission: 'slips.write' } as const

type Why = 'first' | 'again' | 'answered' | 'reminder'
type TurnRow = SlipRow['turns'][number]

export type SlipLetters = ReturnType<typeof createSlipLetters>

export const createSlipLetters = (deps: SlipLettersDeps) => {
  const { database, clock, timeZone, letterbox, deliveries, links } = deps

  const told = ({ id, number, device, room }: SlipRow) => ({ slipId: id, number, device, room })
  const common = (row: SlipRow, what: string, from: Instant = instant(clock.now() + GRACE_MS)) => ({
    key: `slip ${row.id} ${what} ${row.round} ${clock.now()}`,
    from,
    staleAt: null,
  })

  /** To the office's accounts, and with a one-time link to its address. */
  const toOffice = async (
    row: SlipRow,
    turn: TurnRow,
    why: Why,
    within: Prisma.TransactionClient,
  ): Promise<readonly HandedIn[]> => {
    const { office, name } = turn
    const said = why === 'answered' ? turn.answer : ''
    const facts = { ...told(row), office: name, why, estimate: row.estimate ?? 0, said }
    const sign = common(row, `sign ${office} ${why}`, why === 'reminder' ? clock.now() : undefined)
    const toAccounts: HandedIn = {
      ...{ letter: { kind: 'slip-to-sign', ...facts }, to: { type: 'office', office } },
      ...sign,
    }
    if (turn.mail === '' || !(await deps.channels(within)).mail) return [toAccounts]
    const { token, expiresAt } = await links.make(row, turn, 'system', within)
    const path = `/#/sign?token=${token}`
    const to = { type: 'address', address: turn.mail, language: 'zh-TW' } as const
    return [
      toAccounts,
      {
        letter: { kind: 'slip-link', ...facts, path, expiresAt },
        to,
        ...sign,
        key: `${sign.key} link`,
        staleAt: expiresAt,
      },
    ]
  }

  const toSigner = (row: SlipRow, { office, name, mail }: TurnRow, isWithdrawn: boolean): readonly HandedIn[] => {
    const letter = { kind: 'slip-void', ...told(row), office: name, isWithdrawn } as const
    const void_ = common(row, `void ${office}`)
    const accounts: HandedIn = { letter, to: { type: 'office', office }, ...void_ }
    if (mail === '') return [accounts]
    const to = { type: 'address', address: mail, language: 'zh-TW' } as const
    return [accounts, { letter, to, ...void_, key: `${void_.key} mail` }]
  }

  /** Ends links and letters that would ask for what can't be given any more. */
  const endAsking: OnSlipMoved = async ({ row, before, after, deed }, within) => {
    if (after.round !== before.round || after.state !== 'circulating') {
      await links.endAll(row.id, within)
      await deliveries.forget(`slip ${row.id} sign `, within)
    } else if (deed.type === 'sign') {
      await links.end(row, deed.office, within)
      await deliveries.forget(`slip ${row.id} sign ${deed.office} `, within)
    }
  }

  const moved: OnSlipMoved = async (move, within) => {
    const { row, after, before, deed, up, voided } = move
    await endAsking(move, within)
    const letters: HandedIn[] = []
    const turns = turnsNow(row)
    const why = deed.type === 'answer' ? 'answered' : after.round > 1 && after.round > before.round ? 'again' : 'first'
    for (const turn of turns) if (up.includes(turn.office)) letters.push(...(await toOffice(row, turn, why, within)))
    for (const turn of voided) letters.push(...toSigner(row, turn, after.state === 'withdrawn'))
    if (deed.type === 'ask') {
      const office = turns.find((turn) => turn.office === deed.office)?.name ?? deed.office
      const letter = { kind: 'slip-asked', ...told(row), office, question: deed.said, isReminder: false } as const
      letters.push({ letter, to: SECTION, ...common(row, `asked ${deed.office}`, clock.now()) })
    }
    if (after.state === 'signed')
      letters.push({ letter: { kind: 'slip-signed', ...told(row) }, to: SECTION, ...common(row, 'signed') })
    if (deed.type === 'refuse') {
      const office = turns.find((turn) => turn.office === deed.office)?.name ?? deed.office
      const letter = { kind: 'slip-refused', ...told(row), office, reason: deed.said } as const
      letters.push({ letter, to: SECTION, ...common(row, 'refused') })
    }
    await letterbox.handIn(letters, within)
  }

  /** One slip's reminders, each once for two school days. */
  const remindOf = async (id: string, isDue: (turn: TurnRow) => boolean): Promise<boolean> =>
    database.$transaction(async (within) => {
      await within.$executeRaw`UPDATE "Slip" SET "version" = "version" WHERE "id" = ${id}`
      const row = await within.slip.findUnique({ where: { id }, include: withTurns })
      const { mail, webhook } = await deps.channels(within)
      const due = row === null || !(mail || webhook) ? [] : turnsNow(row).filter(isDue)
      if (row === null || row.state !== 'circulating' || due.length === 0) return false
      const letters: HandedIn[] = []
      const at = new Date(clock.now())
      for (const turn of due) {
        const { office, name, round, question } = turn
        if (turn.state === 'waiting') letters.push(...(await toOffice(row, turn, 'reminder', within)))
        else {
          const letter = { kind: 'slip-asked', ...told(row), office: name, question, isReminder: true } as const
          letters.push({ letter, to: SECTION, ...common(row, `asked ${office} again`, clock.now()) })
        }
        await within.slipTurn.update({
          where: { slipId_round_office: { slipId: id, round, office } },
          data: { reminders: { increment: 1 }, remindedAt: at },
        })
        const to = turn.state === 'waiting' ? office : null
        await writeEvent(within, { slipId: id, at, act: 'reminded', round, office: to, by: 'system' })
      }
      await letterbox.handIn(letters, within)
      return true
    })

  return {
    moved,

    /** Reminds whoever is waited for (rule L13). Answers the slips for which somebody was. */
    remind: async (): Promise<readonly string[]> => {
      const today = dateAt(clock.now(), timeZone)
      const since = (turn: TurnRow) => dateAt(instant((turn.since ?? new Date(clock.now())).getTime()), timeZone)
      const rows = await database.slip.findMany({ where: { state: 'circulating' }, include: withTurns })
      const first = rows.flatMap(turnsNow).map(since).sort()[0] ?? today
      const index = indexDays(await deps.days(first, today))
      const isDue = (turn: TurnRow) => turn.since !== null && isReminderDue(index, since(turn), today, turn.reminders)
      const reminded: string[] = []
      for (const row of rows) if (turnsNow(row).some(isDue) && (await remindOf(row.id, isDue))) reminded.push(row.id)
      return reminded
    },
  }
}

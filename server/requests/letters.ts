/** What letters about requests are written for: each side hears the other. What waits for the section is told in the morning's letter. */

import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { REQUEST_KINDS, RequestKind } from '../../protocol/request-kinds.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Reader } from '../mail/booking-letters.ts'
import type { Deliveries } from '../mail/deliveries.ts'
import { isLetterTime } from '../mail/letter-hours.ts'
import type { HandedIn, Letterbox } from '../mail/letterbox.ts'
import { remindingOf } from '../mail/questions.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { readSettings } from '../platform/settings.ts'
import type { SchoolDays } from './days.ts'
import type { RequestLetter } from './letter-words.ts'
import type { RequestRow } from './request-row.ts'
import type { OnNews, RequestNews } from './store.ts'

export interface RequestLettersDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly letterbox: Pick<Letterbox, 'handIn'>
  readonly deliveries: Pick<Deliveries, 'takeBack'>
  readonly days: () => Promise<SchoolDays>
  readonly usualDays: (kind: RequestKind) => Promise<number | null>
}

/** “Undo” is offered for ten seconds; a minute leaves time for second thoughts. */
const GRACE_MS = 60_000
const SECTION: Reader = { type: 'those-who-may', permission: 'requests.write' }

const told = ({ id, number, summary }: Pick<RequestRow, 'id' | 'number' | 'summary'>) => ({
  ...{ requestId: id, number, summary },
})
/** Words that can still be taken back, with their letters. */
const sayKey = (id: string): string => `request ${id} say `
const mergeKey = (id: string): string => `request ${id} merge `

export type RequestLetters = ReturnType<typeof createRequestLetters>

export const createRequestLetters = (deps: RequestLettersDeps) => {
  const { database, clock, letterbox, deliveries } = deps

  const pace = async (kind: string): Promise<{ readonly days: number; readonly usual: boolean }> => {
    const parsed = Value.Parse(RequestKind, kind)
    const usual = await deps.usualDays(parsed)
    return { days: usual ?? REQUEST_KINDS[parsed].targetDays, usual: usual !== null }
  }

  /** Those who asked for it, each with their own request; who acts needs no letter. */
  const askers = (row: RequestRow & { readonly mergedFrom: readonly RequestRow[] }, by: string | null) =>
    [row, ...row.mergedFrom].filter(({ requesterId }) => requesterId !== by)
  const worker = ({ assigneeId }: RequestRow): Reader =>
    assigneeId === null ? SECTION : { type: 'person', userId: assigneeId }

  const lettersOf = async (news: RequestNews, within: Prisma.TransactionClient): Promise<readonly HandedIn[]> => {
    const row = await within.request.findUnique({ where: { id: news.id }, include: { mergedFrom: true } })
    if (row === null) return []
    const { act, by, words, eventId } = news
    const hand = (letter: RequestLetter, to: Reader, key: string, from?: Instant): HandedIn => ({
      ...{ letter, to, key: `${key}${letter.kind} ${eventId}`, staleAt: null },
      ...(from === undefined ? {} : { from }),
    })
    const later = instant(clock.now() + GRACE_MS)
    const { requestSilentDays: silentDays } = await readSettings(within)
    const toAskers = (kind: 'request-asked' | 'request-answered' | 'request-said') =>
      askers(row, by.id).map((each) => {
        const said = { ...told(each), by: by.name, words }
        const letter =
          kind === 'request-answered' ? ({ kind, ...said, silentDays } as const) : ({ kind, ...said } as const)
        const key = kind === 'request-said' ? `request ${row.id} ` : sayKey(row.id)
        return hand(letter, { type: 'person', userId: each.requesterId }, `${key}${each.id} `, later)
      })
    const toSection = (kind: 'request-replied' | 'request-reopened') => [
      hand({ kind, ...told(row), by: by.name, words }, worker(row), `request ${row.id} `),
    ]
    const prefix = `request ${row.id} `
    switch (act) {
      case 'file': {
        const requester: Reader = { type: 'person', userId: row.requesterId }
        const received = { kind: 'request-received', ...told(row), ...(await pace(row.kind)) } as const
        const what = Value.Parse(RequestKind, row.kind)
        const filed = { kind: 'request-filed', ...told(row), by: by.name, what, room: row.room } as const
        const toAll = by.as.includes('section') ? [] : [hand(filed, SECTION, prefix)]
        return [hand(received, requester, prefix), ...toAll]
      }
      case 'ask':
        return toAskers('request-asked')
      case 'answer':
        return toAskers('request-answered')
      case 'recall':
        await deliveries.takeBack(sayKey(row.id), within)
        return []
      case 'message':
        return by.as.includes('requester') ? toSection('request-replied') : toAskers('request-said')
      case 'reply':
        return toSection('request-replied')
      case 'reopen':
        return by.as.includes('requester') ? toSection('request-reopened') : []
      case 'merge': {
        const into =
          row.mergedIntoId === null ? null : await within.request.findUnique({ where: { id: row.mergedIntoId } })
        if (into === null) return []
        const letter = (one: RequestRow, other: RequestRow) =>
          hand(
            { kind: 'request-merged', ...told(one), other: other.number },
            { type: 'person', userId: one.requesterId },
            `${mergeKey(row.id)}${one.id} `,
            later,
          )
        return [letter(row, into), ...(into.requesterId === row.requesterId ? [] : [letter(into, row)])]
      }
      case 'hand-on':
        return askers(row, by.id).map((each) =>
          hand(
            { kind: 'request-handed-on', ...told(each) },
            { type: 'person', userId: each.requesterId },
            `${prefix}${each.id} `,
          ),
        )
      case 'unmerge':
        await deliveries.takeBack(mergeKey(row.id), within)
        return by.as.includes('requester') ? toSection('request-reopened') : []
      default:
        return []
    }
  }

  const heard: OnNews = async (news, within) => {
    await letterbox.handIn(await lettersOf(news, within), within)
  }

  return {
    heard,

    /** Rule Q15: asks again what nobody replied to, then tells whoever asked; by day, on days of school. */
    remind: async (): Promise<void> => {
      const now = clock.now()
      const { works, dateOf } = await deps.days()
      if (!isLetterTime(works, now, deps.timeZone)) return
      const settings = await readSettings(database)
      const rows = await database.request.findMany({
        where: { state: 'asked' },
        include: { events: { where: { act: 'ask', recalled: false }, orderBy: { position: 'desc' }, take: 1 } },
      })
      const letters = rows.flatMap((row): HandedIn[] => {
        const [question] = row.events
        if (question === undefined) return []
        const asked = instant(question.at.getTime())
        const reminding = remindingOf(dateOf(asked), dateOf(now), works, settings)
        const said = { ...told(row), by: question.by, words: question.words }
        if (reminding === null) return []
        return reminding === 'ask-again'
          ? [
              {
                letter: { kind: 'request-asked-again', ...said },
                to: { type: 'person', userId: row.requesterId },
                ...{ key: `request ${row.id} again ${question.id}`, staleAt: null },
              },
            ]
          : [
              {
                letter: { kind: 'request-unanswered', ...said, asked },
                ...{ to: worker(row), key: `request ${row.id} unanswered ${question.id}`, staleAt: null },
              },
            ]
      })
      if (letters.length > 0) await letterbox.handIn(letters)
    },
  }
}

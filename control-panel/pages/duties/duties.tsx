/** What the calendar asks for: late and today's at the top, what offices owe, the week ahead. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Link } from 'wouter'
import type { DutyBoard, DutyOccurrence } from '../../../protocol/duty-occurrence.ts'
import { useMay, usePanel, useToday } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { AwaitedRow } from './awaited-row.tsx'
import { useBoard } from './duty-queries.ts'
import './duties.css'
import { OccurrenceCard } from './occurrence-card.tsx'
import { useDutyWords } from './use-duty-words.ts'
import { Words } from './words-form.tsx'

const Skipped = Type.Object({ ids: Type.Array(Type.String()) })

const Duties = () => {
  const { t } = useTranslation()
  const today = useToday()
  const board = useBoard()
  const late = board.data?.open.filter((each) => each.late).length ?? 0
  return (
    <>
      <div className="page-head">
        <h1>{t('duties.title')}</h1>
        {late > 0 && <span className="chip amber">▲ {t('duties.late', { count: late })}</span>}
        <a
          className="button"
          href={`/api/duties/export.csv?from=${today.slice(0, 4)}-01-01&to=${today.slice(0, 4)}-12-31`}
          download
        >
          {t('duties.export')}
        </a>
        <Link className="button" href="/duties/all">
          {t('duties.all')}
        </Link>
      </div>
      {board.isPending && <Skeleton rows={5} height={88} />}
      {board.isError && <Failed error={board.error} retry={() => board.refetch()} />}
      {board.isSuccess && <Board board={board.data} />}
    </>
  )
}
export default Duties

/** Of several late ones of one duty the newest is shown, the others behind it. */
const stacksOf = (open: readonly DutyOccurrence[]): readonly (readonly DutyOccurrence[])[] => [
  ...Map.groupBy(open, ({ dutyId, late, id }) => (late ? dutyId : id)).values(),
]

const Board = ({ board }: { readonly board: DutyBoard }) => {
  const { t } = useTranslation()
  const { open, closed, missed, awaited, ahead } = board
  return (
    <>
      <section className="duty-list" aria-label={t('duties.today')}>
        {open.length === 0 && (
          <div className="empty">
            <strong>✓ {t('duties.noneOpen')}</strong>
            <p>{t('duties.noneOpenLead')}</p>
          </div>
        )}
        {stacksOf(open).map((stack) => (
          <Stack key={stack.at(-1)?.id ?? ''} stack={stack} isOpened={open.length === 1} />
        ))}
      </section>
      {awaited.length > 0 && (
        <section className="panel-card" aria-label={t('duties.awaited')}>
          <h2>{t('duties.awaited')}</h2>
          <ul className="rows">
            {awaited.map((each) => (
              <AwaitedRow key={each.id} awaited={each} isNamed />
            ))}
          </ul>
        </section>
      )}
      <Ahead ahead={ahead} />
      {closed.length > 0 && (
        <section className="duty-list" aria-label={t('duties.closed')}>
          <h2>{t('duties.closed')}</h2>
          {closed.map((each) => (
            <OccurrenceCard key={each.id} occurrence={each} />
          ))}
        </section>
      )}
      <Missed missed={missed} />
    </>
  )
}

/** What nobody did in time and what can't be done any more: told, and out of the way. */
const Missed = ({ missed }: Pick<DutyBoard, 'missed'>) => {
  const { t } = useTranslation()
  if (missed.length === 0) return null
  return (
    <details className="duty-missed">
      <summary>○ {t('duties.missed', { count: missed.length })}</summary>
      <p className="faint">{t('duties.missedLead')}</p>
      <div className="duty-list">
        {missed.map((each) => (
          <OccurrenceCard key={each.id} occurrence={each} />
        ))}
      </div>
    </details>
  )
}

const Stack = ({ stack, isOpened }: { readonly stack: readonly DutyOccurrence[]; readonly isOpened: boolean }) => {
  const { t } = useTranslation()
  const newest = stack.at(-1)
  if (newest === undefined) return null
  const older = stack.slice(0, -1)
  return (
    <>
      <OccurrenceCard occurrence={newest} isOpened={isOpened} />
      {older.length > 0 && (
        <details className="duty-older">
          <summary>▲ {t('duties.older', { count: older.length })}</summary>
          <div className="duty-list">
            <SkipOlder older={older} />
            {older.map((each) => (
              <OccurrenceCard key={each.id} occurrence={each} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

/** What downtime left behind is skipped together, with one reason. */
const SkipOlder = ({ older }: { readonly older: readonly DutyOccurrence[] }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const mayDo = useMay('duties.do')
  const [isAsking, setAsking] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['duties'] })
  const reopen = (ids: readonly string[]) =>
    attempt(async () => {
      await api.act('POST', '/api/duty-occurrences/reopen', { ids })
      await refresh()
    })
  const skip = (reason: string) =>
    attempt(async () => {
      const asked = { ids: older.map(({ id }) => id).slice(0, 500), reason }
      const { ids } = await api.send('POST', '/api/duty-occurrences/skip', Skipped, asked)
      await refresh()
      done(t('duties.skippedOlder', { count: ids.length }), { label: t('act.undo'), run: () => reopen(ids) })
    })
  if (!mayDo) return null
  return isAsking ? (
    <Words label={t('duties.skipWhy')} send={skip} onClose={() => setAsking(false)} />
  ) : (
    <div>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('duties.skipOlder', { count: older.length })}
      </button>
    </div>
  )
}

const Ahead = ({ ahead }: Pick<DutyBoard, 'ahead'>) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const { date, who, moved } = useDutyWords()
  return (
    <section className="panel-card" aria-label={t('duties.ahead')}>
      <h2>{t('duties.ahead')}</h2>
      {ahead.length === 0 && <p className="faint">{t('duties.noneAhead')}</p>}
      <ul className="rows">
        {ahead.map((each) => (
          <li key={`${each.dutyId} ${each.dueAt}`}>
            <span className="duty-when">
              {date(each.due)} {school.shortTime(each.dueAt)}
            </span>
            <Link className="grow" href={`/duties/${each.dutyId}`}>
              {each.name}
            </Link>
            {each.moved !== null && <span className="chip grey">{moved(each.moved, each.nominal)}</span>}
            <span className="faint">{who(each.responsible)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

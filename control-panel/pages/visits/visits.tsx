/** Vendors who come to the school: who should be here and is not, who comes today, and the weeks around. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SchoolDate } from '../../../protocol/time.ts'
import { isLate, type VisitView } from '../../../protocol/visit.ts'
import { address } from '../../api.ts'
import { useEachSecond, useLanguage, usePanel, useToday } from '../../context.tsx'
import { addDays, longDate, mondayOf, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { useVisits } from './visit-queries.ts'
import { VisitRow } from './visit-row.tsx'
import './visits.css'

/** Four weeks are looked at together. */
const DAYS = 28

const Visits = () => {
  const { t } = useTranslation()
  const { school, settings } = usePanel()
  const today = useToday()
  const [moved, setMoved] = useState(0)
  const [q, setQ] = useState('')
  const from = addDays(mondayOf(today), moved * DAYS)
  const to = addDays(from, DAYS - 1)
  const visits = useVisits({ from, to, q })
  const all = visits.data ?? []
  const late = useEachSecond((now) => all.filter((visit) => isLate(visit, now)).length)
  const days = [...new Set(all.map(({ start }) => school.date(start)))]
  const todays = all.filter(({ start, state }) => school.date(start) === today && state !== 'cancelled').length
  return (
    <>
      <div className="page-head">
        <h1>{t('visit.title')}</h1>
        <span className={`chip ${late > 0 ? 'amber' : todays > 0 ? 'ready' : 'grey'}`}>
          {late > 0
            ? `▲ ${t('visit.lateSum', { count: late })}`
            : todays > 0
              ? `✓ ${t('visit.todaySum', { count: todays })}`
              : `○ ${t('visit.noneToday')}`}
        </span>
        <a className="button" href={address('/api/visits/export.csv', { from, to, q })}>
          {t('visit.csv')}
        </a>
      </div>
      <div className="visit-bar">
        <button type="button" className="button" onClick={() => setMoved(moved - 1)}>
          ‹<span className="hidden"> {t('act.previous')}</span>
        </button>
        <span>
          {longDate(from, settings.minguoYears)} – {longDate(to, settings.minguoYears)}
        </span>
        <button type="button" className="button" onClick={() => setMoved(moved + 1)}>
          ›<span className="hidden"> {t('act.next')}</span>
        </button>
        {moved !== 0 && (
          <button type="button" className="button" onClick={() => setMoved(0)}>
            {t('act.today')}
          </button>
        )}
        <input
          type="search"
          aria-label={t('act.search')}
          placeholder={t('act.search')}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
      </div>
      {visits.isError && visits.data === undefined && <Failed error={visits.error} retry={() => visits.refetch()} />}
      {visits.data === undefined && !visits.isError && <Skeleton rows={4} height={96} />}
      {days.map((date) => (
        <Day key={date} date={date} visits={all.filter(({ start }) => school.date(start) === date)} />
      ))}
      {visits.data?.length === 0 && (
        <div className="empty">
          <strong>{t('visit.none')}</strong>
          {q === '' && <p>{t('visit.noneLead')}</p>}
          {q === '' && <Link href="/vendors">{t('visit.toVendors')}</Link>}
        </div>
      )}
      <p className="faint">{t('visit.calendar')}</p>
    </>
  )
}
export default Visits

interface DayProps {
  readonly date: SchoolDate
  readonly visits: readonly VisitView[]
}
const Day = ({ date, visits }: DayProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const today = useToday()
  return (
    <section className="panel-card" aria-label={shortDate(date, language)}>
      <h2>
        {shortDate(date, language)} {date === today && <span className="chip ready">{t('act.today')}</span>}
      </h2>
      <ul className="rows">
        {visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} />
        ))}
      </ul>
    </section>
  )
}

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

/** Who comes today, whatever weeks and words are looked at. */
const Today = ({ today }: { readonly today: SchoolDate }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const from = mondayOf(today)
  const { data } = useVisits({ from, to: addDays(from, DAYS - 1), q: '' })
  const late = useEachSecond((now) => (data ?? []).filter((visit) => isLate(visit, now)).length)
  if (data === undefined) return null
  const count = data.filter(({ start, state }) => school.date(start) === today && state !== 'cancelled').length
  if (late > 0) return <span className="chip amber">▲ {t('visit.lateSum', { count: late })}</span>
  return count > 0 ? (
    <span className="chip ready">✓ {t('visit.todaySum', { count })}</span>
  ) : (
    <span className="chip grey">○ {t('visit.noneToday')}</span>
  )
}

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
  const days = [...new Set(all.map(({ start }) => school.date(start)))]
  return (
    <>
      <div className="page-head">
        <h1>{t('visit.title')}</h1>
        <Today today={today} />
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

/** The section’s ten procedures, each with what became of it this year. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Procedure } from '../../../protocol/procedure.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { textIn } from './text-in.ts'
import './procedures.css'

const Procedures = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const procedures = useQuery({
    queryKey: ['procedures'],
    queryFn: async () => (await api.get('/api/procedures', pageOf(Procedure))).items,
  })
  if (procedures.isError && procedures.data === undefined)
    return <Failed page={t('procedures.title')} error={procedures.error} retry={() => procedures.refetch()} />
  return (
    <>
      <div className="page-head">
        <h1>{t('procedures.title')}</h1>
        <a className="button" href="/api/procedures/booklet.pdf" target="_blank" rel="noreferrer">
          {t('procedures.booklet')}
        </a>
        <Records />
      </div>
      {procedures.data === undefined && <Skeleton rows={10} height={84} />}
      <ul className="procedure-list">
        {procedures.data?.map(({ number, content, record }) => (
          <li key={number} className="panel-card">
            <b className="procedure-number">{number}</b>
            <div className="grow">
              <h2>
                <Link href={`/procedures/${number}`}>{textIn(content.name, language)}</Link>
              </h2>
              <p className="faint">{textIn(content.when, language)}</p>
            </div>
            <Record record={record} />
          </li>
        ))}
      </ul>
      {procedures.data?.length === 0 && (
        <div className="empty">
          <strong>{t('procedures.empty')}</strong>
        </div>
      )}
    </>
  )
}
export default Procedures

/** How far back the tables of records go. */
const YEARS = 5

/** The table of a year's work, this year's first. */
const Records = () => {
  const { t } = useTranslation()
  const { live, school } = usePanel()
  const thisYear = Number(school.date(live.now()).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  return (
    <span className="procedure-records">
      <select
        aria-label={t('procedures.csvYear')}
        value={year}
        onChange={(event) => setYear(Number(event.target.value))}
      >
        {Array.from({ length: YEARS }, (_, back) => thisYear - back).map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <a className="button" href={address('/api/procedures/records.csv', { year })}>
        {t('procedures.csv')}
      </a>
    </span>
  )
}

/** This year’s work: amber when something is late. */
export const Record = ({ record: { done, missed, late, open } }: { readonly record: Procedure['record'] }) => {
  const { t } = useTranslation()
  if (done + missed + late + open === 0) return <span className="chip grey">{t('procedures.noRecord')}</span>
  return (
    <span className={`chip ${late > 0 ? 'amber' : missed > 0 ? 'grey' : 'ready'}`}>
      {late > 0 ? '▲' : missed > 0 ? '○' : '✓'} {t('procedures.record', { done, missed, late, open })}
    </span>
  )
}

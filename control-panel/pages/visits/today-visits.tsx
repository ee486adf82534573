/** On the operator's page: vendors who come today, those who should be here first. Nothing when nobody comes. */
import { useTranslation } from 'react-i18next'
import { isVisitOpen } from '../../../protocol/visit.ts'
import { useToday } from '../../context.tsx'
import { useVisits } from './visit-queries.ts'
import { VisitRow } from './visit-row.tsx'

export const TodayVisits = () => {
  const { t } = useTranslation()
  const today = useToday()
  const visits = (useVisits({ from: today, to: today }).data ?? []).filter(({ state }) => isVisitOpen(state))
  if (visits.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('visit.today')}>
      <h2>{t('visit.today')}</h2>
      <ul className="rows">
        {visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} />
        ))}
      </ul>
    </section>
  )
}

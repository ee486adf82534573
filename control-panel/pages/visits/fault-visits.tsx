/** On a fault's page: the visits that were made for it. */
import { useTranslation } from 'react-i18next'
import { useMay } from '../../context.tsx'
import { useVisits } from './visit-queries.ts'
import { VisitRow } from './visit-row.tsx'

export const VisitsOfFault = ({ faultId }: { readonly faultId: string }) =>
  useMay('vendors.read') ? <Visits faultId={faultId} /> : null

const Visits = ({ faultId }: { readonly faultId: string }) => {
  const { t } = useTranslation()
  const visits = useVisits({ faultId }).data ?? []
  if (visits.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('visit.title')}>
      <h2>{t('visit.title')}</h2>
      <ul className="rows">
        {visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} dated />
        ))}
      </ul>
    </section>
  )
}

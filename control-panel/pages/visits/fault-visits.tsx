/** On a fault's page: the visits that were made for it, and the test picture where its repair is to be accepted. */
import { useTranslation } from 'react-i18next'
import type { FaultState } from '../../../protocol/fault.ts'
import { useMay } from '../../context.tsx'
import { SeeItWork } from './acceptance.tsx'
import { useVisits } from './visit-queries.ts'
import { VisitRow } from './visit-row.tsx'

interface Props {
  readonly faultId: string
  readonly state: FaultState
  /** The TV that it is about; null: something else. */
  readonly displayId: string | null
}
export const VisitsOfFault = ({ faultId, state, displayId }: Props) => {
  const sees = useMay('vendors.read')
  return (
    <>
      {state === 'to-accept' && <SeeItWork displayId={displayId} />}
      {sees && <Visits faultId={faultId} />}
    </>
  )
}

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

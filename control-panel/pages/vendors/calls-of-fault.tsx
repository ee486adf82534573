/** On a fault's page: which vendor was called for it, when, and whether the call was answered in time. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Link } from 'wouter'
import type { FaultState } from '../../../protocol/fault.ts'
import { CallView } from '../../../protocol/vendor.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { ResponseChip } from './response-chip.tsx'
import { WithdrawCall } from './withdraw-call.tsx'

const Calls = Type.Object({ items: Type.Array(CallView), nextCursor: Type.Null() })

/** The latest first; undefined: not known yet, or not for this person. */
export const useCallsOf = (faultId: string): readonly CallView[] | undefined => {
  const { api } = usePanel()
  const language = useLanguage()
  const reads = useMay('vendors.read')
  return useQuery({
    queryKey: ['faults', 'calls', faultId, language],
    queryFn: async () => (await api.get(`/api/faults/${faultId}/calls`, Calls)).items,
    enabled: reads,
  }).data
}

interface Props {
  readonly faultId: string
  readonly state: FaultState
}
export const CallsOfFault = ({ faultId, state }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const writes = useMay('visits.write')
  const calls = useCallsOf(faultId) ?? []
  if (calls.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('call.ofFault')}>
      <h2>{t('call.ofFault')}</h2>
      <ul className="rows">
        {calls.map(({ id, at, by, how, spokeTo, note, vendorId, vendorName, response }, place) => (
          <li key={id}>
            <b>
              {shortDate(school.date(at), language)} {school.shortTime(at)}
            </b>
            <span className="grow">
              <Link href={`/vendors/${vendorId}`}>{vendorName}</Link>{' '}
              <span className="faint">
                {[t(`call.how.${how}`), spokeTo, t('call.by', { by }), note].filter((each) => each !== '').join(' · ')}
              </span>
            </span>
            <ResponseChip response={response} />
            {place === 0 && state === 'called' && writes && <WithdrawCall callId={id} faultId={faultId} how={how} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

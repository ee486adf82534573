/** A request that turns out to be a fault is handed on to the faults. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FAULT_SEVERITIES, type FaultSeverity } from '../../../protocol/fault.ts'
import { RequestDetail } from '../../../protocol/request.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

export const ToFault = ({ request }: { readonly request: RequestDetail }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const id = useId()
  const [severity, setSeverity] = useState<FaultSeverity>('normal')
  const { version, number } = request
  const send = () =>
    attempt(async () => {
      await api.send('POST', `/api/requests/${request.id}/fault`, RequestDetail, { severity, version })
      await queries.invalidateQueries({ queryKey: ['requests'] })
      done(t('requests.handedOn', { number }))
    })
  return (
    <section className="panel-card" aria-label={t('requests.toFault')}>
      <h2>{t('requests.toFault')}</h2>
      <p className="faint">{t('requests.toFaultLead')}</p>
      <div className="acts start">
        <label htmlFor={id}>{t('requests.severity')}</label>
        <select
          id={id}
          value={severity}
          onChange={(event) => setSeverity(FAULT_SEVERITIES.find((each) => each === event.target.value) ?? 'normal')}
        >
          {FAULT_SEVERITIES.map((each) => (
            <option key={each} value={each}>
              {t(`requests.severities.${each}`)}
            </option>
          ))}
        </select>
        <button type="button" className="button" onClick={send}>
          {t('requests.toFault')}
        </button>
      </div>
    </section>
  )
}

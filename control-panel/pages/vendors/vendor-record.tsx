/** What a vendor kept of its promises in this school year, and what it cost. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type CallView, VendorRecord } from '../../../protocol/vendor.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel, useToday } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { contractFor } from './vendor-draft.ts'

export const VendorPast = ({ vendorId }: { readonly vendorId: string }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const { from, until: to } = contractFor(useToday())
  const record = useQuery({
    queryKey: ['vendors', 'record', vendorId, from, language],
    queryFn: () => api.get(address(`/api/vendors/${vendorId}/record`, { from, to }), VendorRecord),
  })
  return (
    <section className="panel-card" aria-label={t('call.record')}>
      <h2>{t('call.record')}</h2>
      {record.isError && record.data === undefined && <Failed error={record.error} retry={() => record.refetch()} />}
      {record.data === undefined && !record.isError && <Skeleton rows={1} height={64} />}
      {record.data !== undefined && <Shown record={record.data} />}
    </section>
  )
}

const Shown = ({ record }: { readonly record: VendorRecord }) => {
  const { t } = useTranslation()
  const { calls, kept, late, visits, repaired, notRepaired, cost, estimate } = record
  if (calls.length === 0 && visits.done + visits.missed + visits.cancelled === 0)
    return <p className="faint">{t('call.recordEmpty')}</p>
  return (
    <>
      <p>
        {[
          t('call.kept', { count: kept }),
          ...(late > 0 ? [`▲ ${t('call.late', { count: late })}`] : []),
          t('call.done', { count: visits.done }),
          ...(visits.missed > 0 ? [`▲ ${t('call.missed', { count: visits.missed })}`] : []),
          t('call.repaired', { count: repaired, not: notRepaired }),
          estimate === null ? t('call.cost', { cost }) : t('call.costOf', { cost, estimate }),
        ].join(' · ')}
      </p>
      <ul className="rows">
        {calls.map((call) => (
          <Call key={call.id} call={call} />
        ))}
      </ul>
    </>
  )
}

const RESPONSES = {
  kept: { level: 'ready', shape: '✓' },
  late: { level: 'amber', shape: '▲' },
  running: { level: 'grey', shape: '…' },
  overdue: { level: 'amber', shape: '▲' },
  none: { level: 'grey', shape: '○' },
} as const

const Call = ({ call }: { readonly call: CallView }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const { state, hours, promisedHours } = call.response
  return (
    <li>
      <b>
        {shortDate(school.date(call.at), language)} {school.shortTime(call.at)}
      </b>
      <span className="grow">
        {call.faults.map(({ id, number, title }) => (
          <Link key={id} href={`/faults/${id}`} title={title}>
            {number}{' '}
          </Link>
        ))}
        <span className="faint">
          {[t(`call.how.${call.how}`), call.spokeTo, t('call.by', { by: call.by }), call.note]
            .filter((each) => each !== '')
            .join(' · ')}
        </span>
      </span>
      <span className={`chip ${RESPONSES[state].level}`}>
        {RESPONSES[state].shape} {t(`call.response.${state}`, { hours, promised: promisedHours ?? 0 })}
      </span>
    </li>
  )
}

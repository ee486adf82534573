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
import { ResponseChip } from './response-chip.tsx'
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
  const language = useLanguage()
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
          estimate === null
            ? t('call.cost', { cost: cost.toLocaleString(language) })
            : t('call.costOf', { cost: cost.toLocaleString(language), estimate: estimate.toLocaleString(language) }),
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

const Call = ({ call }: { readonly call: CallView }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  return (
    <li>
      <b>
        {shortDate(school.date(call.at), language)} {school.shortTime(call.at)}
      </b>
      <span className="grow">
        {call.faults.map(({ id, number, title, withdrawnAt }) => (
          <span key={id}>
            <Link href={`/faults/${id}`} title={title}>
              {number}
            </Link>
            {withdrawnAt !== null && ` (${t('call.isWithdrawn')})`}{' '}
          </span>
        ))}
        <span className="faint">
          {[t(`call.how.${call.how}`), call.spokeTo, t('call.by', { by: call.by }), call.note]
            .filter((each) => each !== '')
            .join(' · ')}
        </span>
      </span>
      <ResponseChip response={call.response} />
    </li>
  )
}

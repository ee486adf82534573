/** One vendor: what waits for it, the call, visits that are to be agreed and that are, and what it kept of its promises. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { EQUIPMENT_KINDS } from '../../../protocol/equipment.ts'
import { type CalledItem, VendorView } from '../../../protocol/vendor.ts'
import { isVisitOpen } from '../../../protocol/visit.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { longDate, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { PlanForm } from '../visits/plan-form.tsx'
import { useCalled, useVendor, useVisits } from '../visits/visit-queries.ts'
import { VisitRow } from '../visits/visit-row.tsx'
import { CallSection } from './call-form.tsx'
import { VendorForm } from './vendor-form.tsx'
import { VendorPast } from './vendor-record.tsx'
import { Contract } from './vendors.tsx'
import { WithdrawCall } from './withdraw-call.tsx'
import '../visits/visits.css'

const VendorPage = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const vendor = useVendor(id)
  if (vendor.isError && vendor.data === undefined)
    return <Failed page={t('vendor.title')} error={vendor.error} retry={() => vendor.refetch()} />
  return vendor.data === undefined ? <Skeleton rows={3} height={160} /> : <Shown vendor={vendor.data} />
}
export default VendorPage

const Shown = ({ vendor }: { readonly vendor: VendorView }) => {
  const { t } = useTranslation()
  const writes = useMay('vendors.write')
  const [editing, setEditing] = useState(false)
  const { toCall, called, archivedAt } = vendor
  return (
    <div className="page-body visit-page">
      <div className="page-head">
        <h1>{vendor.name}</h1>
        {archivedAt !== null && <span className="chip grey">○ {t('vendor.archived')}</span>}
        <span className={`chip ${toCall + called > 0 ? 'amber' : 'ready'}`}>
          {toCall > 0
            ? `▲ ${t('vendor.toCall', { count: toCall })}`
            : called > 0
              ? `▲ ${t('vendor.called', { count: called })}`
              : `✓ ${t('vendor.idle')}`}
        </span>
        {writes && !editing && (
          <button type="button" className="button" onClick={() => setEditing(true)}>
            {t('act.edit')}
          </button>
        )}
        {writes && <Archive vendor={vendor} />}
      </div>
      {archivedAt === null && <CallSection vendor={vendor} />}
      <Called vendor={vendor} />
      <OpenVisits vendorId={vendor.id} />
      <section className="panel-card" aria-label={t('vendor.title')}>
        {editing ? (
          <VendorForm vendor={vendor} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
        ) : (
          <Facts vendor={vendor} />
        )}
      </section>
      <VendorPast vendorId={vendor.id} />
    </div>
  )
}

const Archive = ({ vendor }: { readonly vendor: VendorView }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const { id, name, archivedAt } = vendor
  const turn = (act: 'archive' | 'restore') =>
    attempt(async () => {
      await api.send('POST', `/api/vendors/${id}/${act}`, VendorView)
      await queries.invalidateQueries({ queryKey: ['vendors'] })
      if (act === 'restore') done(t('vendor.restored', { name }))
      else done(t('vendor.archiveDone', { name }), { label: t('act.undo'), run: () => turn('restore') })
    })
  return (
    <button type="button" className="button" onClick={() => turn(archivedAt === null ? 'archive' : 'restore')}>
      {t(archivedAt === null ? 'vendor.archive' : 'vendor.restore')}
    </button>
  )
}

/** Told, and no visit agreed: so that nothing stays with a vendor unnoticed. */
const Called = ({ vendor }: { readonly vendor: VendorView }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const writes = useMay('visits.write')
  const [planning, setPlanning] = useState(false)
  const items: readonly CalledItem[] = useCalled(vendor.id).data ?? []
  if (items.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('call.waiting')}>
      <h2>{t('call.waiting')}</h2>
      <ul className="rows">
        {items.map(({ faultId, number, room, title, since, callId, how }) => (
          <li key={faultId}>
            <span className="grow">
              {room} <Link href={`/faults/${faultId}`}>{title}</Link> <span className="faint">{number}</span>
            </span>
            <span className="faint">{t('call.since', { date: shortDate(school.date(since), language) })}</span>
            {writes && <WithdrawCall callId={callId} faultId={faultId} how={how} />}
          </li>
        ))}
      </ul>
      {writes && !planning && (
        <button type="button" className="button primary" onClick={() => setPlanning(true)}>
          {t('call.planVisit')}
        </button>
      )}
      {planning && <PlanForm vendorId={vendor.id} items={items} onClose={() => setPlanning(false)} />}
    </section>
  )
}

const OpenVisits = ({ vendorId }: { readonly vendorId: string }) => {
  const { t } = useTranslation()
  const visits = (useVisits({ vendorId }).data ?? []).filter(({ state }) => isVisitOpen(state))
  if (visits.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('visit.openOnes')}>
      <h2>{t('visit.openOnes')}</h2>
      <ul className="rows">
        {visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} dated />
        ))}
      </ul>
    </section>
  )
}

const Facts = ({ vendor }: { readonly vendor: VendorView }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { taxId, phone, email, address, note, serves, contacts, contracts } = vendor
  return (
    <dl className="visit-facts">
      {taxId !== '' && (
        <>
          <dt>{t('vendor.taxId')}</dt>
          <dd>{taxId}</dd>
        </>
      )}
      {phone !== '' && (
        <>
          <dt>{t('vendor.phone')}</dt>
          <dd>
            <a href={`tel:${phone}`}>{phone}</a>
          </dd>
        </>
      )}
      {email !== '' && (
        <>
          <dt>{t('vendor.email')}</dt>
          <dd>
            <a href={`mailto:${email}`}>{email}</a>
          </dd>
        </>
      )}
      {address !== '' && (
        <>
          <dt>{t('vendor.address')}</dt>
          <dd>{address}</dd>
        </>
      )}
      {serves.length > 0 && (
        <>
          <dt>{t('vendor.serves')}</dt>
          <dd>{serves.map((kind) => EQUIPMENT_KINDS[kind][language]).join(language === 'en' ? ', ' : '、')}</dd>
        </>
      )}
      {contacts.map((contact) => (
        <ContactLine key={contact.name + contact.phone} contact={contact} />
      ))}
      <dt>{t('vendor.contracts')}</dt>
      <dd>
        <Contract vendor={vendor} />
        {contracts.map(({ title, from, until, respondHours }) => (
          <div key={title + from}>
            {title} {longDate(from, settings.minguoYears)}–{longDate(until, settings.minguoYears)}
            {respondHours !== null && ` · ${t('vendor.promise', { hours: respondHours })}`}
          </div>
        ))}
      </dd>
      {note !== '' && (
        <>
          <dt>{t('vendor.note')}</dt>
          <dd>{note}</dd>
        </>
      )}
    </dl>
  )
}

const ContactLine = ({
  contact: { name, role, phone, email },
}: {
  readonly contact: VendorView['contacts'][number]
}) => {
  const { t } = useTranslation()
  return (
    <>
      <dt>{t('vendor.contacts')}</dt>
      <dd>
        {name} {role} {phone !== '' && <a href={`tel:${phone}`}>{phone}</a>}{' '}
        {email !== '' && <a href={`mailto:${email}`}>{email}</a>}
      </dd>
    </>
  )
}

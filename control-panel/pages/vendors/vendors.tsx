/** Vendors: for whom a fault waits to be told, and who they are. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { EQUIPMENT_KINDS } from '../../../protocol/equipment.ts'
import { type CallItem, contractOn, VendorView } from '../../../protocol/vendor.ts'
import { address } from '../../api.ts'
import { useLanguage, useMay, usePanel, useToday } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { longDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { useUnassigned } from '../visits/visit-queries.ts'
import { VendorForm } from './vendor-form.tsx'
import '../visits/visits.css'

const Vendors = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const [, go] = useLocation()
  const writes = useMay('vendors.write')
  const [q, setQ] = useState('')
  const [archived, setArchived] = useState(false)
  const [adding, setAdding] = useState(false)
  const vendors = useQuery({
    queryKey: ['vendors', 'list', q, archived],
    queryFn: async () =>
      (await api.get(address('/api/vendors', { limit: 500, q, archived: archived || undefined }), pageOf(VendorView)))
        .items,
    placeholderData: (previous) => previous,
  })
  const all = vendors.data ?? []
  const unassigned = useUnassigned().data ?? []
  const toCall = all.reduce((sum, each) => sum + each.toCall, unassigned.length)
  const called = all.reduce((sum, each) => sum + each.called, 0)
  // Whom something waits for stands first; the order by name stays among equals.
  const sorted = [...all].sort((a, b) => Number(b.toCall + b.called > 0) - Number(a.toCall + a.called > 0))
  return (
    <div className="page-body visit-page">
      <div className="page-head">
        <h1>{t('vendor.title')}</h1>
        {vendors.data !== undefined && (
          <span className={`chip ${toCall + called > 0 ? 'amber' : 'ready'}`}>
            {toCall > 0
              ? `▲ ${t('vendor.toCallSum', { count: toCall })}`
              : called > 0
                ? `▲ ${t('vendor.calledSum', { count: called })}`
                : `✓ ${t('vendor.noneToCall')}`}
          </span>
        )}
        <a className="button" href={address('/api/vendors/export.csv', { q, archived: archived || undefined })}>
          {t('visit.csv')}
        </a>
        {writes && !adding && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {t('vendor.add')}
          </button>
        )}
      </div>
      {adding && (
        <section className="panel-card" aria-label={t('vendor.add')}>
          <h2>{t('vendor.add')}</h2>
          <p className="faint">{t('vendor.addLead')}</p>
          <VendorForm vendor={null} onClose={() => setAdding(false)} onSaved={({ id }) => go(`/vendors/${id}`)} />
        </section>
      )}
      <div className="visit-bar">
        <input
          type="search"
          aria-label={t('act.search')}
          placeholder={t('act.search')}
          value={q}
          onChange={({ target }) => setQ(target.value)}
        />
        <button type="button" className="button" aria-pressed={archived} onClick={() => setArchived(!archived)}>
          {t(archived ? 'vendor.showActive' : 'vendor.showArchived')}
        </button>
      </div>
      {vendors.isError && vendors.data === undefined && (
        <Failed error={vendors.error} retry={() => vendors.refetch()} />
      )}
      {vendors.data === undefined && !vendors.isError && <Skeleton rows={4} height={64} />}
      {unassigned.length > 0 && <Unassigned items={unassigned} />}
      {sorted.length > 0 && (
        <section className="panel-card" aria-label={t('vendor.title')}>
          <ul className="rows">
            {sorted.map((vendor) => (
              <Row key={vendor.id} vendor={vendor} />
            ))}
          </ul>
        </section>
      )}
      {vendors.data?.length === 0 && (
        <div className="empty">
          <strong>{t(q === '' && !archived ? 'vendor.empty' : 'vendor.nothingFound')}</strong>
          {q === '' && !archived && <p>{t('vendor.emptyLead')}</p>}
        </div>
      )}
    </div>
  )
}
export default Vendors

/** So that nothing is forgotten between vendors. */
const Unassigned = ({ items }: { readonly items: readonly CallItem[] }) => {
  const { t } = useTranslation()
  return (
    <section className="panel-card" aria-label={t('vendor.unassigned')}>
      <h2>
        {t('vendor.unassigned')} <span className="chip amber">▲ {items.length}</span>
      </h2>
      <p className="faint">{t('vendor.unassignedLead')}</p>
      <ul className="rows">
        {items.map(({ faultId, number, room, title }) => (
          <li key={faultId}>
            <Link href={`/faults/${faultId}`} className="grow">
              {room} {title} <span className="faint">{number}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Row = ({ vendor }: { readonly vendor: VendorView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { toCall, called, serves, phone } = vendor
  return (
    <li>
      <Link href={`/vendors/${vendor.id}`} className="grow">
        <b>{vendor.name}</b>
      </Link>
      {toCall > 0 && <span className="chip amber">▲ {t('vendor.toCall', { count: toCall })}</span>}
      {called > 0 && <span className="chip amber">▲ {t('vendor.called', { count: called })}</span>}
      {toCall + called === 0 && <span className="chip grey">○ {t('vendor.idle')}</span>}
      {phone !== '' && <a href={`tel:${phone}`}>{phone}</a>}
      <span className="wide faint">
        {serves.map((kind) => EQUIPMENT_KINDS[kind][language]).join(language === 'en' ? ', ' : '、')}
        {serves.length > 0 && ' · '}
        <Contract vendor={vendor} />
      </span>
    </li>
  )
}

/** The contract of today, or the last one. */
export const Contract = ({ vendor: { contracts } }: { readonly vendor: Pick<VendorView, 'contracts'> }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const today = useToday()
  const now = contractOn(contracts, today)
  if (now !== null) return t('vendor.contractUntil', { date: longDate(now.until, settings.minguoYears) })
  const last = [...contracts].sort((a, b) => (a.until < b.until ? 1 : -1))[0]
  return last === undefined || last.until >= today
    ? t('vendor.noContract')
    : `▲ ${t('vendor.contractOver', { date: longDate(last.until, settings.minguoYears) })}`
}

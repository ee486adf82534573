import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { isVisitOpen, type VisitDetail, type VisitView } from '../../../protocol/visit.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Acceptance } from './acceptance.tsx'
import { Signature } from './signature.tsx'
import { VisitLink } from './visit-link.tsx'
import { VisitChip } from './visit-look.tsx'
import { useVendor, useVisit } from './visit-queries.ts'
import './visits.css'
import { FaultLine, LeaveOut, TakeIn } from './visit-faults.tsx'
import { Next } from './visit-next.tsx'

const VisitPage = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const visit = useVisit(id)
  if (visit.isError && visit.data === undefined)
    return <Failed page={t('visit.title')} error={visit.error} retry={() => visit.refetch()} />
  return visit.data === undefined ? <Skeleton rows={3} height={160} /> : <Shown detail={visit.data} />
}
export default VisitPage

const Shown = ({ detail }: { readonly detail: VisitDetail }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const writes = useMay('visits.write')
  const { visit, events } = detail
  const vendor = useVendor(visit.vendorId)
  const toAccept = visit.faults.filter(({ state, outcome }) => state === 'to-accept' && outcome === 'fixed')
  const hasLink = writes && (isVisitOpen(visit.state) || visit.state === 'missed')
  return (
    <div className="page-body visit-page">
      <div className="page-head">
        <h1>
          {shortDate(school.date(visit.start), language)}{' '}
          {t('visit.window', { start: school.shortTime(visit.start), end: school.shortTime(visit.end) })}{' '}
          <Link href={`/vendors/${visit.vendorId}`}>{visit.vendorName}</Link>
        </h1>
        <VisitChip visit={visit} />
      </div>
      <Next visit={visit} toAccept={toAccept.length} phone={vendor.data?.phone ?? ''} />
      {toAccept.map((fault) => (
        <section className="panel-card" key={fault.id} aria-label={`${t('visit.accept')} ${fault.number}`}>
          <h2>
            {t('visit.awaitsAcceptance')} · {fault.room} {fault.title} <span className="faint">{fault.number}</span>
          </h2>
          <Acceptance fault={fault} />
        </section>
      ))}
      <section className="panel-card" aria-label={t('visit.faults')}>
        <h2>{t('visit.faults')}</h2>
        {visit.faults.length === 0 && <p className="faint">{t('visit.noFaults')}</p>}
        {visit.faults.map((fault) => (
          <FaultLine key={fault.id} fault={fault}>
            {writes && isVisitOpen(visit.state) && <LeaveOut visit={visit} faultId={fault.id} />}
          </FaultLine>
        ))}
        {writes && isVisitOpen(visit.state) && <TakeIn visit={visit} />}
        {visit.endedAt !== null && <Ending visit={visit} />}
      </section>
      {hasLink && <VisitLink detail={detail} email={vendor.data?.email ?? ''} />}
      <section className="panel-card" aria-label={t('visit.history')}>
        <h2>{t('visit.history')}</h2>
        <ol className="visit-events">
          {events.map((event) => (
            <Event key={event.id} event={event} visit={visit} />
          ))}
        </ol>
      </section>
    </div>
  )
}

const Ending = ({ visit }: { readonly visit: VisitView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const cost = visit.faults.reduce((sum, fault) => sum + (fault.cost ?? 0), visit.callOutCost ?? 0)
  return (
    <div className="visit-fault">
      <p>
        <b>{t('visit.total', { cost: cost.toLocaleString(language) })}</b>
        {visit.callOutCost !== null &&
          ` · ${t('visit.callOutOf', { cost: visit.callOutCost.toLocaleString(language) })}`}
      </p>
      {visit.nextVisit !== '' && (
        <p>
          ▲ <b>{t('visit.nextVisit')}</b> {visit.nextVisit}
        </p>
      )}
      <p>{t('visit.signed', { name: visit.signedBy })}</p>
      {visit.signature !== '' && (
        <Signature path={visit.signature} name={t('visit.signed', { name: visit.signedBy })} />
      )}
    </div>
  )
}

const EVENTS = [
  'propose',
  'agree',
  'move',
  'arrive',
  'undo-arrive',
  'finish',
  'cancel',
  'miss',
  'take-in',
  'leave-out',
] as const

const Event = ({ event, visit }: { readonly event: VisitDetail['events'][number]; readonly visit: VisitView }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const known = EVENTS.find((type) => type === event.type)
  const number = visit.faults.find(({ id }) => id === event.note)?.number
  return (
    <li>
      <span className="faint">{dateAndTime(event.at, settings.timeZone, language)}</span>{' '}
      {known === undefined ? event.type : t(`visit.event.${known}`)} · {event.by}
      {event.note !== '' &&
        ` · ${number ?? (event.type === 'take-in' || event.type === 'leave-out' ? '' : event.note)}`}
    </li>
  )
}

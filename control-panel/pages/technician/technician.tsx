/** The technician's page, by a link and without an account: what, where, history, photos; arrival, result, signature. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instant } from '../../../protocol/time.ts'
import type { TechnicianView } from '../../../protocol/visit.ts'
import type { GuestProps } from '../../guest-props.ts'
import { hashQuery } from '../../hash.ts'
import { createSchoolTime, dateAndTime, shortDate } from '../../school-time.ts'
import { Skeleton } from '../../shell/skeleton.tsx'
import { ReportForm } from '../visits/report-form.tsx'
import { Photos } from './photos.tsx'
import { type Technician, useTechnician } from './use-technician.ts'
import '../visits/visits.css'
import './technician.css'

const TechnicianPage = (_guest: GuestProps) => {
  const [token] = useState(() => hashQuery('token', window.location) ?? '')
  const technician = useTechnician(token)
  return (
    <main className="technician visit-page">
      <Languages />
      <Content technician={technician} />
    </main>
  )
}
export default TechnicianPage

const Languages = () => {
  const { t, i18n } = useTranslation()
  return (
    <div className="technician-top">
      <span>
        <img src="/icon.svg" alt="" width={24} height={24} /> Nooncast
      </span>
      <button
        type="button"
        className="button small"
        lang={i18n.language === 'en' ? 'zh-Hant-TW' : 'en'}
        onClick={() => i18n.changeLanguage(i18n.language === 'en' ? 'zh-TW' : 'en')}
      >
        {t('technician.language')}
      </button>
    </div>
  )
}

const Content = ({ technician }: { readonly technician: Technician }) => {
  const { t } = useTranslation()
  const { view } = technician
  if (view.data === undefined)
    return view.isError ? (
      <div className="empty" role="alert">
        <strong>{view.error.message}</strong>
        <button type="button" className="button" onClick={() => view.refetch()}>
          {t('act.retry')}
        </button>
      </div>
    ) : (
      <Skeleton rows={3} height={140} />
    )
  return <Visit technician={technician} view={view.data} />
}

interface Props {
  readonly technician: Technician
  readonly view: TechnicianView
}
const Visit = ({ technician, view }: Props) => {
  const { t, i18n } = useTranslation()
  const { visit, faults, schoolName, timeZone, expiresAt } = view
  const { waiting, refusal, tell } = technician
  const language = i18n.language === 'en' ? 'en' : 'zh-TW'
  const school = createSchoolTime(timeZone)
  const toldFinish = waiting.some(({ type }) => type === 'finish')
  const isOver = visit.state === 'done' || visit.state === 'cancelled'
  return (
    <>
      <header>
        <h1>{t('technician.hello', { school: schoolName })}</h1>
        <p className="technician-when">
          {t('technician.when', {
            date: shortDate(school.date(visit.start), language),
            start: school.shortTime(visit.start),
            end: school.shortTime(visit.end),
          })}{' '}
          · {visit.vendorName}
        </p>
        {visit.note !== '' && (
          <p>
            {t('technician.note')}: {visit.note}
          </p>
        )}
      </header>
      <Network isWaiting={waiting.length > 0} isFailing={technician.view.isRefetchError} />
      {refusal !== null && (
        <p className="notice amber" role="alert">
          ▲ {t('technician.refused')}: {refusal}
        </p>
      )}
      {visit.state === 'done' && (
        <section className="panel-card technician-done" role="status">
          <h2>✓ {t('technician.done')}</h2>
          <p>{t('technician.doneLead')}</p>
        </section>
      )}
      {visit.state === 'cancelled' && <p className="notice amber">▲ {t('technician.cancelled')}</p>}
      {!isOver && <Arrival technician={technician} view={view} />}
      <section className="panel-card" aria-label={t('technician.items', { count: faults.length })}>
        <h2>{t('technician.items', { count: faults.length })}</h2>
        {faults.map((fault) => (
          <Fault key={fault.id} fault={fault} technician={technician} isOpen={!isOver} timeZone={timeZone} />
        ))}
        {faults.length === 0 && <p className="faint">{t('visit.noFaults')}</p>}
      </section>
      {visit.state === 'arrived' && toldFinish && (
        <p className="notice amber" role="status">
          ▲ {t('technician.finishWaiting')}
        </p>
      )}
      {hasArrived(technician, view) && !toldFinish && (
        <section className="panel-card" aria-label={t('visit.act.finish')}>
          <h2>{t('visit.act.finish')}</h2>
          <ReportForm
            faults={faults}
            draft={technician.draft}
            change={technician.setDraft}
            label={t('technician.finish')}
            submit={(report) => tell({ type: 'finish', report })}
          />
        </section>
      )}
      <p className="faint">{t('technician.until', { until: dateAndTime(expiresAt, timeZone, language) })}</p>
    </>
  )
}

/** Said, whether the school has heard of it yet or not. */
const hasArrived = ({ waiting }: Technician, { visit }: TechnicianView): boolean =>
  visit.state === 'arrived' || (visit.state !== 'done' && waiting.some(({ type }) => type === 'arrive'))

const Network = ({ isWaiting, isFailing }: { readonly isWaiting: boolean; readonly isFailing: boolean }) => {
  const { t } = useTranslation()
  const [isOffline, setOffline] = useState(!navigator.onLine)
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return (
    <div aria-live="polite">
      {(isOffline || isFailing) && (
        <p className={`notice ${isWaiting ? 'amber' : 'grey'}`}>▲ {t('technician.offline')}</p>
      )}
    </div>
  )
}

const Arrival = ({ technician, view }: Props) => {
  const { t } = useTranslation()
  const { draft, setDraft, waiting, tell, view: query } = technician
  const school = createSchoolTime(view.timeZone)
  const told = waiting.find((parcel) => parcel.type === 'arrive')
  const { arrivedAt, state } = view.visit
  if (state === 'arrived' && arrivedAt !== null)
    return <p className="notice ready">✓ {t('technician.arrived', { time: school.shortTime(arrivedAt) })}</p>
  if (told !== undefined)
    return <p className="notice amber">▲ {t('technician.arriveWaiting', { time: school.shortTime(told.at) })}</p>
  /** The school's clock, by what it said last; the phone's own may be wrong. */
  const now = () => instant(view.now + Date.now() - query.dataUpdatedAt)
  return (
    <form
      className="panel-card fields"
      onSubmit={(event) => {
        event.preventDefault()
        tell({ type: 'arrive', at: now(), technician: draft.technician.trim() })
      }}
    >
      <div>
        <label htmlFor="arriving">{t('technician.name')}</label>
        <input
          id="arriving"
          required
          autoComplete="name"
          maxLength={80}
          value={draft.technician}
          onChange={({ target }) => setDraft({ ...draft, technician: target.value })}
        />
      </div>
      <button type="submit" className="button primary technician-big" disabled={draft.technician.trim() === ''}>
        {t('technician.arrive')}
      </button>
      <span className="faint">{t('technician.arriveHint')}</span>
    </form>
  )
}

interface FaultProps {
  readonly fault: TechnicianView['faults'][number]
  readonly technician: Technician
  readonly isOpen: boolean
  readonly timeZone: string
}
const Fault = ({ fault, technician, isOpen, timeZone }: FaultProps) => {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh-TW'
  const school = createSchoolTime(timeZone)
  return (
    <article className="visit-fault">
      <h3 className="technician-room">
        {fault.room} {fault.title} <span className="faint">{fault.number}</span>
      </h3>
      {fault.device !== '' && <p>{fault.device}</p>}
      {fault.text !== '' && <p>{fault.text}</p>}
      <Photos api={technician.api} fault={fault} waiting={technician.waiting} tell={isOpen ? technician.tell : null} />
      <details>
        <summary>
          {fault.history.length === 0 ? t('technician.noHistory') : t('technician.history')}
          {fault.history.length > 0 && `（${fault.history.length}）`}
        </summary>
        <ul className="visit-events">
          {fault.history.map((past) => (
            <li key={past.number}>
              <span className="faint">{shortDate(school.date(past.at), language)}</span> {past.title}
              {past.done !== '' && `：${past.done}`}
            </li>
          ))}
        </ul>
      </details>
    </article>
  )
}

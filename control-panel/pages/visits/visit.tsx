/** One visit: where it stands and what comes next, what is repaired, the technician's link, what happened. */
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { instant } from '../../../protocol/time.ts'
import {
  isVisitOpen,
  LATE_AFTER_MS,
  type VisitActType,
  type VisitDetail,
  type VisitFaultView,
  type VisitView,
  visitAfter,
} from '../../../protocol/visit.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime, shortDate } from '../../school-time.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Acceptance } from './acceptance.tsx'
import { emptyDraft } from './report-draft.ts'
import { ReportForm } from './report-form.tsx'
import { Signature } from './signature.tsx'
import { useVisitAct } from './use-visit-act.ts'
import { VisitLink } from './visit-link.tsx'
import { useLate, VisitChip } from './visit-look.tsx'
import { useCalled, useVendor, useVisit } from './visit-queries.ts'
import { spokenStart, typedWindow, WindowFields, windowOf } from './window-fields.tsx'
import './visits.css'

const VisitPage = () => {
  const { id = '' } = useParams()
  const visit = useVisit(id)
  if (visit.isError && visit.data === undefined) return <Failed error={visit.error} retry={() => visit.refetch()} />
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

interface NextProps {
  readonly visit: VisitView
  readonly toAccept: number
  readonly phone: string
}
/** What comes next in a sentence, and the acts that are possible now: one of them first. */
const Next = ({ visit, toAccept, phone }: NextProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const writes = useMay('visits.write')
  const late = useLate(visit)
  const [opened, setOpened] = useState<'move' | 'finish' | 'cancel' | null>(null)
  const act = useVisitAct(visit)
  const { state } = visit
  const time = school.shortTime(instant(visit.start + LATE_AFTER_MS))
  const isLeft = visit.faults.some((fault) => fault.state === 'called')
  const sentence = late ? 'late' : state === 'done' && toAccept === 0 ? (isLeft ? 'doneNotAll' : 'doneAll') : state
  const can = (type: VisitActType) => writes && visitAfter(state, type) !== null
  const plain = (type: 'agree' | 'undo-arrive' | 'miss', primary = false) =>
    can(type) && (
      <button type="button" className={primary ? 'button primary' : 'button'} onClick={() => act({ type, note: '' })}>
        {t(`visit.act.${type}`)}
      </button>
    )
  const opening = (type: 'move' | 'finish' | 'cancel', primary = false) =>
    can(type) && (
      <button type="button" className={primary ? 'button primary' : 'button'} onClick={() => setOpened(type)}>
        {t(`visit.act.${type}`)}
      </button>
    )
  return (
    <section className="panel-card" aria-label={t(`visit.state.${state}`)}>
      <p className="visit-next">
        <strong>{t(`visit.next.${sentence}`, { time })}</strong>
        {phone !== '' && isVisitOpen(state) && <a href={`tel:${phone}`}>{phone}</a>}
        {isLeft && !isVisitOpen(state) && <Link href={`/vendors/${visit.vendorId}`}>{t('call.planVisit')}</Link>}
      </p>
      {visit.note !== '' && <p>{visit.note}</p>}
      {writes && (isVisitOpen(state) || state === 'missed') && (
        <div className="acts start">
          {plain('agree', true)}
          {can('arrive') && (
            <button
              type="button"
              className={state === 'agreed' ? 'button primary' : 'button'}
              onClick={() => act({ type: 'arrive', at: null, technician: '' })}
            >
              {t('visit.act.arrive')}
            </button>
          )}
          {opening('finish', true)}
          {opening('move')}
          {plain('undo-arrive')}
          {late && plain('miss')}
          {opening('cancel')}
        </div>
      )}
      {opened === 'move' && <Moving visit={visit} onClose={() => setOpened(null)} />}
      {opened === 'finish' && state === 'arrived' && <Finishing visit={visit} onClose={() => setOpened(null)} />}
      {opened === 'cancel' && <Cancelling visit={visit} onClose={() => setOpened(null)} />}
    </section>
  )
}

interface FormProps {
  readonly visit: VisitView
  readonly onClose: () => void
}
const Moving = ({ visit, onClose }: FormProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const { done } = useNotices()
  const act = useVisitAct(visit)
  const [typed, setTyped] = useState(() => typedWindow(visit, school))
  const window = windowOf(typed, school)
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (window === null) return
        act({ type: 'move', ...window, note: '' }, (moved) => {
          done(t('visit.moved', { date: spokenStart(moved.start, school, (each) => shortDate(each, language)) }))
          onClose()
        })
      }}
    >
      <WindowFields
        typed={typed}
        change={setTyped}
        vendorId={visit.vendorId}
        faultIds={visit.faults.map(({ id }) => id)}
        visitId={visit.id}
      />
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary" disabled={window === null}>
          {t('visit.act.move')}
        </button>
      </div>
    </form>
  )
}

const Finishing = ({ visit, onClose }: FormProps) => {
  const { t } = useTranslation()
  const { done } = useNotices()
  const act = useVisitAct(visit)
  const [draft, setDraft] = useState(() => emptyDraft(visit.technician))
  return (
    <ReportForm
      faults={visit.faults}
      draft={draft}
      change={setDraft}
      label={t('visit.form.submit')}
      submit={(report) =>
        act({ type: 'finish', report }, () => {
          done(t('visit.form.sent'))
          onClose()
        })
      }
    />
  )
}

/** The faults go back to waiting, and the link ends: said before it is done, as it can't be undone. */
const Cancelling = ({ visit, onClose }: FormProps) => {
  const { t } = useTranslation()
  const act = useVisitAct(visit)
  const id = useId()
  const [note, setNote] = useState('')
  return (
    <Dialog
      title={t('visit.act.cancel')}
      onClose={onClose}
      act={{ label: t('visit.act.cancel'), run: () => act({ type: 'cancel', note }) }}
    >
      <p>{t('visit.cancelLead', { vendor: visit.vendorName, count: visit.faults.length })}</p>
      <div className="fields">
        <div>
          <label htmlFor={id}>{t('visit.cancelReason')}</label>
          <input id={id} maxLength={1000} value={note} onChange={({ target }) => setNote(target.value)} />
        </div>
      </div>
    </Dialog>
  )
}

const FaultLine = ({ fault, children }: { readonly fault: VisitFaultView; readonly children: ReactNode }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { outcome, found, done, parts, cost } = fault
  return (
    <article className="visit-fault">
      <h3>
        {fault.room} <Link href={`/faults/${fault.id}`}>{fault.title || fault.number}</Link>{' '}
        <span className="faint">{fault.number}</span>{' '}
        {outcome !== null && (
          <span className={`chip ${outcome === 'fixed' ? 'ready' : 'amber'}`}>
            {outcome === 'fixed' ? '✓' : '▲'} {t(`visit.outcome.${outcome}`)}
          </span>
        )}
      </h3>
      {fault.device !== '' && <p className="faint">{fault.device}</p>}
      {fault.text !== '' && <p>{fault.text}</p>}
      {outcome !== null && (
        <dl className="visit-facts">
          {found !== '' && <Fact name={t('visit.found')} value={found} />}
          {done !== '' && <Fact name={t('visit.done')} value={done} />}
          {parts.length > 0 && (
            <Fact name={t('visit.parts')} value={parts.map((part) => `${part.name} × ${part.count}`).join('、')} />
          )}
          {cost !== null && (
            <Fact name={t('visit.costName')} value={t('visit.costValue', { cost: cost.toLocaleString(language) })} />
          )}
        </dl>
      )}
      {children}
    </article>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

const LeaveOut = ({ visit, faultId }: { readonly visit: VisitView; readonly faultId: string }) => {
  const { t } = useTranslation()
  const { done } = useNotices()
  const act = useVisitAct(visit)
  return (
    <div>
      <button
        type="button"
        className="button small"
        onClick={() => act({ type: 'leave-out', faultId }, () => done(t('act.saved')))}
      >
        {t('visit.act.leave-out')}
      </button>
    </div>
  )
}

/** Other faults that the vendor was told of: one more way for nothing to be forgotten. */
const TakeIn = ({ visit }: { readonly visit: VisitView }) => {
  const { t } = useTranslation()
  const act = useVisitAct(visit)
  const own = new Set(visit.faults.map(({ id }) => id))
  const called = (useCalled(visit.vendorId).data ?? []).filter(({ faultId }) => !own.has(faultId))
  if (called.length === 0) return null
  return (
    <>
      <h3>{t('visit.more')}</h3>
      <ul className="rows">
        {called.map(({ faultId, number, room, title }) => (
          <li key={faultId}>
            <span className="grow">
              {room} {title} <span className="faint">{number}</span>
            </span>
            <button type="button" className="button small" onClick={() => act({ type: 'take-in', faultId })}>
              {t('visit.act.take-in')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the visit cost in all, when somebody comes again, who signed. */
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

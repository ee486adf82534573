/** What comes next with a visit: one act first, and the forms of those that need words. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { instant } from '../../../protocol/time.ts'
import { isVisitOpen, LATE_AFTER_MS, type VisitActType, type VisitView, visitAfter } from '../../../protocol/visit.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { emptyDraft } from './report-draft.ts'
import { ReportForm } from './report-form.tsx'
import { useVisitAct } from './use-visit-act.ts'
import { useLate } from './visit-look.tsx'
import { spokenStart, typedWindow, WindowFields, windowOf } from './window-fields.tsx'
import './visits.css'

interface NextProps {
  readonly visit: VisitView
  readonly toAccept: number
  readonly phone: string
}
/** What comes next in a sentence, and the acts that are possible now: one of them first. */
export const Next = ({ visit, toAccept, phone }: NextProps) => {
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

/** What one reported, with its state in words, and what one may say to it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { isFaultOpen } from '../../../protocol/fault.ts'
import { MyFault } from '../../../protocol/fault-report.ts'
import { faultTitle, STATE_FOR_REPORTER } from '../../../protocol/fault-title.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { hashQuery } from '../../hash.ts'
import { dateAndTime } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { ReportForm } from './report-form.tsx'

const Mine = Type.Object({ items: Type.Array(MyFault) })
const asksForForm = () => ['tv', 'equipment', 'report'].some((name) => hashQuery(name, window.location) !== null)

export const MyFaults = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const [isReporting, setReporting] = useState(asksForForm)
  const mine = useQuery({
    queryKey: ['faults', 'mine'],
    queryFn: async () => (await api.get('/api/my-faults', Mine)).items,
  })
  const open = mine.data?.filter(({ state }) => isFaultOpen(state)) ?? []
  const over = mine.data?.filter(({ state }) => !isFaultOpen(state)) ?? []
  return (
    <section className="panel-card" aria-label={t('faults.my.title')}>
      <h2>{t('faults.my.title')}</h2>
      {isReporting ? (
        <ReportForm onDone={() => setReporting(false)} />
      ) : (
        <button type="button" className="button primary" onClick={() => setReporting(true)}>
          {t('faults.my.new')}
        </button>
      )}
      {mine.isError && mine.data === undefined && <Failed error={mine.error} retry={() => mine.refetch()} />}
      {mine.data === undefined && !mine.isError && <Skeleton rows={2} height={64} />}
      {mine.data?.length === 0 && !isReporting && (
        <div className="empty">
          <strong>{t('faults.my.none')}</strong>
          <p>{t('faults.my.noneLead')}</p>
        </div>
      )}
      <ul className="rows">
        {open.map((fault) => (
          <Row key={fault.id} fault={fault} />
        ))}
      </ul>
      {over.length > 0 && (
        <details>
          <summary>{t('faults.my.over')}</summary>
          <ul className="rows">
            {over.map((fault) => (
              <Row key={fault.id} fault={fault} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const Row = ({ fault }: { readonly fault: MyFault }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { number, room, state, changedAt, question, outcome, text } = fault
  const waits = question !== null || fault.canConfirm
  return (
    <li className="my-fault">
      <p>
        <b>
          {room} {faultTitle(fault, language)}
        </b>{' '}
        <span className="faint">{number}</span>
      </p>
      {text !== '' && <p>{text}</p>}
      <p>
        <span className={`chip ${waits ? 'amber' : isFaultOpen(state) ? 'grey' : 'ready'}`}>
          {waits ? '▲' : isFaultOpen(state) ? '…' : '✓'} {STATE_FOR_REPORTER[state][language]}
        </span>{' '}
        <span className="faint">{dateAndTime(changedAt, settings.timeZone, language)}</span>
      </p>
      {question !== null && (
        <p>
          <b>{t('faults.my.question')}</b> {question}
        </p>
      )}
      {outcome !== '' && (
        <p>
          <span className="faint">{t('faults.my.outcome')}</span> {outcome}
        </p>
      )}
      <Saying fault={fault} />
    </li>
  )
}

/** An answer to a question, or whether it works. */
const Saying = ({ fault }: { readonly fault: MyFault }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const queries = useQueryClient()
  const [isBroken, setBroken] = useState(false)
  const { id, question, canConfirm, canReopenUntil } = fault
  const say = (what: 'confirm' | 'still-broken' | 'answer', note: string) =>
    attempt(async () => {
      await api.send('POST', `/api/my-faults/${id}/${what}`, MyFault, { note })
      setBroken(false)
      await queries.invalidateQueries({ queryKey: ['faults'] })
      done(t(what === 'confirm' ? 'faults.my.thanks' : 'faults.my.taken'))
    })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void say(question === null ? 'still-broken' : 'answer', String(new FormData(event.currentTarget).get('note') ?? ''))
  }
  if (question !== null || isBroken)
    return (
      <form onSubmit={submit}>
        <label htmlFor={`say-${id}`}>{t(question === null ? 'faults.my.brokenHint' : 'faults.my.reply')}</label>
        <input id={`say-${id}`} name="note" maxLength={500} required={question !== null} />
        <button type="submit" className="button primary">
          {t(question === null ? 'faults.my.sendBroken' : 'faults.my.reply')}
        </button>
      </form>
    )
  if (!canConfirm && canReopenUntil === null) return null
  return (
    <div className="acts start">
      {canConfirm && (
        <button type="button" className="button primary" onClick={() => say('confirm', '')}>
          {t('faults.my.works')}
        </button>
      )}
      <button type="button" className="button" onClick={() => setBroken(true)}>
        {t('faults.my.broken')}
      </button>
    </div>
  )
}

/** One time that a duty is to be done: its steps to tick, what offices owe, its end. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { CALENDAR_SKIP, type DutyOccurrence } from '../../../protocol/duty-occurrence.ts'
import { useMay, usePanel } from '../../context.tsx'
import { hashQuery } from '../../hash.ts'
import { AskOffice, AwaitedRow } from './awaited-row.tsx'
import { StepRow } from './step-row.tsx'
import { useDutyWords } from './use-duty-words.ts'
import { useOccurrence } from './use-occurrence.ts'
import { Words } from './words-form.tsx'

interface Props {
  readonly occurrence: DutyOccurrence
  /** Its steps in sight. */
  readonly isOpened?: boolean
}
export const OccurrenceCard = ({ occurrence, isOpened = false }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const { date, who, moved } = useDutyWords()
  const { name, due, dueAt, late, state, steps, answers, schoolDaysLeft } = occurrence
  // A link from the desk, a fault or a request names one.
  const isNamed = hashQuery('occurrence', window.location) === occurrence.id
  const [isShown, setShown] = useState(isOpened || isNamed)
  const place = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (isNamed) place.current?.scrollIntoView({ block: 'center' })
  }, [isNamed])
  const when = { date: date(due), time: school.shortTime(dueAt) }
  return (
    <details
      ref={place}
      className={`panel-card duty-card${late && state === 'open' ? ' late' : ''}`}
      open={isShown}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>
        <span className="duty-head">
          <b className="grow">{name}</b>
          <StateChip occurrence={occurrence} />
          <span className="faint">{t('duties.progress', { done: answers.length, all: steps.length })}</span>
        </span>
        <span className="duty-about faint">
          <span>{t(late && state === 'open' ? 'duties.dueLate' : 'duties.due', when)}</span>
          {state === 'open' && schoolDaysLeft > 1 && <span>{t('duties.daysLeft', { count: schoolDaysLeft })}</span>}
          <span>{who(occurrence.responsible)}</span>
          {occurrence.moved !== null && <span>{moved(occurrence.moved, occurrence.nominal)}</span>}
        </span>
      </summary>
      {isShown && <Inside occurrence={occurrence} />}
    </details>
  )
}

const StateChip = ({ occurrence: { state, late } }: { readonly occurrence: DutyOccurrence }) => {
  const { t } = useTranslation()
  if (state === 'open') return late ? <span className="chip amber">▲ {t('duties.lateOne')}</span> : null
  if (state === 'missed') return <span className="chip grey">✕ {t('duties.state.missed')}</span>
  if (state === 'skipped') return <span className="chip grey">○ {t('duties.state.skipped')}</span>
  return <span className="chip ready">✓ {late ? t('duties.doneLate') : t('duties.state.done')}</span>
}

const Inside = ({ occurrence }: { readonly occurrence: DutyOccurrence }) => {
  const { id, note, steps, awaited, dutyId } = occurrence
  return (
    <>
      {note !== '' && <p className="faint">{note}</p>}
      <ul className="rows">
        {steps.map((step) => (
          <StepRow key={step.id} occurrence={occurrence} step={step} />
        ))}
        {awaited.map((each) => (
          <AwaitedRow key={each.id} awaited={each} />
        ))}
      </ul>
      <End key={id} occurrence={occurrence}>
        <History dutyId={dutyId} />
      </End>
    </>
  )
}

const History = ({ dutyId }: { readonly dutyId: string }) => {
  const { t } = useTranslation()
  return (
    <Link className="button" href={`/duties/${dutyId}`}>
      {t('duties.history')}
    </Link>
  )
}

/** Finishing, skipping, asking an office; or what became of it. */
const End = ({ occurrence, children }: { readonly occurrence: DutyOccurrence; readonly children: ReactNode }) => {
  const { t } = useTranslation()
  const { when } = useDutyWords()
  const mayDo = useMay('duties.do')
  const { finish, skip, reopen } = useOccurrence(occurrence)
  const [asking, setAsking] = useState<'skip' | 'office' | null>(null)
  const { id, state, steps, answers, awaited, reason, closedBy, closedAt } = occurrence
  const isReady =
    steps.every((step) => answers.some(({ stepId }) => stepId === step.id)) &&
    awaited.every(({ blocks, answeredAt }) => !blocks || answeredAt !== null)
  const close = () => setAsking(null)
  return (
    <div className="duty-end">
      {asking === 'skip' && <Words label={t('duties.skipWhy')} send={skip} onClose={close} />}
      {asking === 'office' && <AskOffice occurrenceId={id} onClose={close} />}
      {state !== 'open' && closedBy !== null && closedAt !== null && (
        <p className="faint">
          {reason !== '' &&
            `${reason === CALENDAR_SKIP ? t('duties.calendarSkip') : reason === '(removed)' ? t('duties.removedSkip') : reason} · `}
          {state === 'missed'
            ? t('duties.missedAt', { when: when(closedAt) })
            : t('duties.closedBy', { who: closedBy === 'system' ? 'Nooncast' : closedBy, when: when(closedAt) })}
        </p>
      )}
      {mayDo && state === 'open' && !isReady && <p className="faint">{t('duties.finishLater')}</p>}
      <div className="acts">
        {children}
        {mayDo && state === 'open' && (
          <>
            <button type="button" className="button" onClick={() => setAsking('office')}>
              {t('duties.askOffice')}
            </button>
            <button type="button" className="button" onClick={() => setAsking('skip')}>
              {t('duties.skip')}
              <span className="hidden"> {occurrence.name}</span>
            </button>
            <button type="button" className="button primary" disabled={!isReady} onClick={finish}>
              {t('duties.finish')}
              <span className="hidden"> {occurrence.name}</span>
            </button>
          </>
        )}
        {mayDo && state !== 'open' && (
          <button type="button" className="button" onClick={reopen}>
            {t('duties.reopen')}
            <span className="hidden"> {occurrence.name}</span>
          </button>
        )}
      </div>
    </div>
  )
}

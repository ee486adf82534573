/** One step: ticked, measured or shown; what went wrong in words; each answer can be taken back. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DutyStep } from '../../../protocol/duty.ts'
import type { DutyOccurrence, StepAnswer } from '../../../protocol/duty-occurrence.ts'
import { useMay } from '../../context.tsx'
import { ProbeLine } from './probe-line.tsx'
import { Mark, Proof } from './step-proof.tsx'
import { useDutyWords } from './use-duty-words.ts'
import { useOccurrence } from './use-occurrence.ts'
import { Words } from './words-form.tsx'

const LOOKS = {
  ok: { shape: '✓', level: 'ready' },
  failed: { shape: '✕', level: 'amber' },
  'not-needed': { shape: '○', level: 'grey' },
} as const

interface StepProps {
  readonly occurrence: DutyOccurrence
  readonly step: DutyStep
}
export const StepRow = ({ occurrence, step }: StepProps) => {
  const answer = occurrence.answers.find(({ stepId }) => stepId === step.id)
  const mayDo = useMay('duties.do') && occurrence.state === 'open'
  return (
    <li className="duty-step">
      {answer === undefined ? (
        mayDo ? (
          <Asking occurrence={occurrence} step={step} />
        ) : (
          <span className="grow">
            ☐ {step.text} <Mark step={step} />
          </span>
        )
      ) : (
        <Answered occurrence={occurrence} step={step} answer={answer} mayDo={mayDo} />
      )}
      <ProbeLine occurrence={occurrence} step={step} />
    </li>
  )
}

const Answered = ({
  occurrence,
  step,
  answer,
  mayDo,
}: StepProps & { readonly answer: StepAnswer; readonly mayDo: boolean }) => {
  const { t } = useTranslation()
  const { when, finding } = useDutyWords()
  const { retract } = useOccurrence(occurrence)
  const { shape, level } = LOOKS[answer.result]
  const unit = step.evidence.type === 'number' ? step.evidence.unit : ''
  const who = answer.finding === null ? answer.by : t('duties.bySystem')
  return (
    <>
      <span className={`chip ${level}`}>
        {shape} {t(`duties.result.${answer.result}`)}
      </span>
      <span className="grow">
        {step.text} <Mark step={step} />
        <span className="duty-proof">
          {answer.value !== null && answer.finding === null && (
            <b>
              {answer.value} {unit}
            </b>
          )}
          {answer.finding !== null && <span>{finding(answer.finding)}</span>}
          {answer.note !== '' && <span>{answer.note}</span>}
          {answer.attachment !== null && (
            <a
              href={`/api/duty-occurrences/${occurrence.id}/files/${answer.attachment.id}`}
              target="_blank"
              rel="noreferrer"
            >
              {answer.attachment.name}
            </a>
          )}
          <Follows occurrence={occurrence} step={step} />
          <span className="faint">{t('duties.by', { who, when: when(answer.at) })}</span>
        </span>
        {answer.log !== '' && <pre className="duty-log">{answer.log}</pre>}
      </span>
      {mayDo && (
        <button type="button" className="button small" onClick={() => retract(step)}>
          {t('duties.retract')}
          <span className="hidden"> {step.text}</span>
        </button>
      )}
    </>
  )
}

/** The fault or request that its failing opened; also after the answer was taken back. */
const Follows = ({ occurrence, step }: StepProps) => {
  const { t } = useTranslation()
  const opened = occurrence.followUps.find(({ stepId }) => stepId === step.id)
  if (opened === undefined) return null
  const { type, id, number } = opened
  return (
    <Link href={`/${type === 'fault' ? 'faults' : 'requests'}/${id}`}>{t(`duties.opened.${type}`, { number })}</Link>
  )
}

const Asking = ({ occurrence, step }: StepProps) => {
  const { t } = useTranslation()
  const { answer } = useOccurrence(occurrence)
  const [isFailing, setFailing] = useState(false)
  return (
    <>
      <Proof occurrence={occurrence} step={step} />
      <Follows occurrence={occurrence} step={step} />
      <span className="acts">
        {!isFailing && (
          <button type="button" className="button small" onClick={() => setFailing(true)}>
            {t('duties.failedAct')}
            <span className="hidden"> {step.text}</span>
          </button>
        )}
        {!step.critical && (
          <button type="button" className="button small" onClick={() => answer(step, { result: 'not-needed' })}>
            {t('duties.notNeededAct')}
            <span className="hidden"> {step.text}</span>
          </button>
        )}
      </span>
      {isFailing && (
        <Words
          label={t('duties.whatFailed')}
          send={(note) => answer(step, { result: 'failed', note })}
          onClose={() => setFailing(false)}
        />
      )}
    </>
  )
}

/** One step: ticked, measured or shown; what went wrong in words; each answer can be taken back. */
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyOccurrence, DutyStep, StepAnswer } from '../../../protocol/duty.ts'
import { useMay } from '../../context.tsx'
import { useDutyWords } from './use-duty-words.ts'
import { useOccurrence } from './use-occurrence.ts'

const LOOKS = {
  ok: { shape: '✓', level: 'ready' },
  failed: { shape: '✕', level: 'amber' },
  'not-needed': { shape: '○', level: 'grey' },
} as const

interface Props {
  readonly occurrence: DutyOccurrence
  readonly step: DutyStep
}
export const StepRow = ({ occurrence, step }: Props) => {
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
    </li>
  )
}

const Mark = ({ step }: { readonly step: DutyStep }) => {
  const { t } = useTranslation()
  return step.critical ? <span className="chip grey">{t('duties.critical')}</span> : null
}

const Answered = ({
  occurrence,
  step,
  answer,
  mayDo,
}: Props & { readonly answer: StepAnswer; readonly mayDo: boolean }) => {
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
          {answer.faultId !== null && <a href={`#/faults/${answer.faultId}`}>{t('duties.fault')}</a>}
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

const Asking = ({ occurrence, step }: Props) => {
  const { t } = useTranslation()
  const { answer } = useOccurrence(occurrence)
  const [isFailing, setFailing] = useState(false)
  return (
    <>
      <Proof occurrence={occurrence} step={step} />
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

/** What the step's evidence asks for. */
const Proof = ({ occurrence, step }: Props) => {
  const { answer, upload } = useOccurrence(occurrence)
  const id = useId()
  const { evidence } = step
  switch (evidence.type) {
    case 'tick':
      return (
        <button
          type="button"
          className="duty-tick grow"
          aria-pressed="false"
          onClick={() => answer(step, { result: 'ok' })}
        >
          <span aria-hidden="true">☐</span>
          <span>
            {step.text} <Mark step={step} />
          </span>
        </button>
      )
    case 'number':
      return <NumberProof occurrence={occurrence} step={step} evidence={evidence} />
    case 'log':
      return <LogProof occurrence={occurrence} step={step} />
    case 'photo':
    case 'file':
      return (
        <span className="grow duty-file">
          <label htmlFor={id}>
            {step.text} <Mark step={step} />
          </label>
          <input
            id={id}
            type="file"
            accept={evidence.type === 'photo' ? 'image/*' : 'image/*,application/pdf,text/plain'}
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file !== undefined) upload(step, file)
            }}
          />
        </span>
      )
    default:
      return evidence satisfies never
  }
}

const NumberProof = ({
  occurrence,
  step,
  evidence: { min, max, unit },
}: Props & { readonly evidence: Extract<DutyStep['evidence'], { type: 'number' }> }) => {
  const { t } = useTranslation()
  const { answer } = useOccurrence(occurrence)
  const id = useId()
  const [text, setText] = useState('')
  const limits =
    min !== null && max !== null
      ? t('duties.limits.between', { min, max })
      : min !== null
        ? t('duties.limits.least', { min })
        : max !== null
          ? t('duties.limits.most', { max })
          : t('duties.limits.any')
  return (
    <form
      className="grow duty-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (text !== '') answer(step, { result: 'ok', value: Number(text) })
      }}
    >
      <label htmlFor={id}>
        {t('duties.value', { step: step.text, unit })} <span className="faint">{limits}</span> <Mark step={step} />
      </label>
      <span className="duty-entry">
        <input
          id={id}
          type="number"
          step="any"
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button" disabled={text === ''}>
          {t('duties.send')}
          <span className="hidden"> {step.text}</span>
        </button>
      </span>
    </form>
  )
}

const LogProof = ({ occurrence, step }: Props) => {
  const { t } = useTranslation()
  const { answer } = useOccurrence(occurrence)
  const id = useId()
  const [log, setLog] = useState('')
  return (
    <form
      className="grow duty-line"
      onSubmit={(event) => {
        event.preventDefault()
        answer(step, { result: 'ok', log })
      }}
    >
      <label htmlFor={id}>
        {step.text} <Mark step={step} />
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={20_000}
        placeholder={t('duties.log')}
        value={log}
        onChange={(event) => setLog(event.target.value)}
      />
      <button type="submit" className="button" disabled={log.trim() === ''}>
        {t('duties.send')}
        <span className="hidden"> {step.text}</span>
      </button>
    </form>
  )
}

interface WordsProps {
  readonly label: string
  readonly send: (words: string) => void
  readonly onClose: () => void
}
/** A sentence that an act is nothing without. */
export const Words = ({ label, send, onClose }: WordsProps) => {
  const { t } = useTranslation()
  const id = useId()
  const [words, setWords] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    send(words.trim())
  }
  return (
    <form className="wide duty-line" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <span className="duty-entry">
        <input id={id} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
        <button type="submit" className="button primary" disabled={words.trim() === ''}>
          {t('duties.send')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
      </span>
    </form>
  )
}

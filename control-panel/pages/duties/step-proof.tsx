/** What a step's evidence asks for: a tick, a number, a log, a photo or file. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ATTACHMENT_CHOICE } from '../../../protocol/attachment.ts'
import type { DutyStep } from '../../../protocol/duty.ts'
import type { DutyOccurrence } from '../../../protocol/duty-occurrence.ts'
import { useOccurrence } from './use-occurrence.ts'

interface Props {
  readonly occurrence: DutyOccurrence
  readonly step: DutyStep
}

export const Mark = ({ step }: { readonly step: DutyStep }) => {
  const { t } = useTranslation()
  return step.critical ? <span className="chip grey">{t('duties.critical')}</span> : null
}

export const Proof = ({ occurrence, step }: Props) => {
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
            accept={evidence.type === 'photo' ? 'image/*' : ATTACHMENT_CHOICE}
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

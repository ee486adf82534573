/** The checklist of a duty while it is written: what is done, what shows it, what Nooncast looks at. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type DutyStep, type Evidence, type Opens, opensOf } from '../../../protocol/duty.ts'
import { REQUEST_KINDS, type RequestKind } from '../../../protocol/request-kinds.ts'
import { useLanguage } from '../../context.tsx'
import { evidenceOf, freshId, movedUp, numberOrNull } from './duty-draft.ts'
import { ProbeFields } from './probe-fields.tsx'
import { Field } from './rule-fields.tsx'

const EVIDENCE: readonly Evidence['type'][] = ['tick', 'number', 'photo', 'file', 'log']

interface Props {
  readonly steps: readonly DutyStep[]
  readonly set: (steps: DutyStep[]) => void
}
export const StepFields = ({ steps, set }: Props) => {
  const { t } = useTranslation()
  const empty = { text: '', critical: false, evidence: { type: 'tick' }, probe: null } as const
  return (
    <fieldset className="duty-part">
      <legend>{t('duties.steps')}</legend>
      {steps.map((step, index) => (
        <OneStep
          key={step.id}
          step={step}
          number={index + 1}
          change={(patch) => set(steps.map((each) => (each.id === step.id ? { ...each, ...patch } : each)))}
          up={index === 0 ? null : () => set(movedUp(steps, index))}
          remove={steps.length === 1 ? null : () => set(steps.filter(({ id }) => id !== step.id))}
        />
      ))}
      <div className="acts">
        <button
          type="button"
          className="button"
          onClick={() => set([...steps, { id: freshId(steps, 'step'), ...empty }])}
        >
          {t('duties.addStep')}
        </button>
      </div>
    </fieldset>
  )
}

interface OneProps {
  readonly step: DutyStep
  readonly number: number
  readonly change: (patch: Partial<DutyStep>) => void
  readonly up: (() => void) | null
  readonly remove: (() => void) | null
}
const OneStep = ({ step, number, change, up, remove }: OneProps) => {
  const { t } = useTranslation()
  const id = useId()
  const { evidence } = step
  return (
    <fieldset className="duty-part">
      <legend>{t('duties.step', { number })}</legend>
      <Field id={`${id}-text`} label={t('duties.stepText')}>
        <input
          id={`${id}-text`}
          className="duty-text"
          required
          maxLength={300}
          value={step.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      </Field>
      <div className="fields row">
        <Field id={`${id}-evidence`} label={t('duties.stepEvidence')}>
          <select
            id={`${id}-evidence`}
            value={evidence.type}
            onChange={({ target }) => {
              const type = EVIDENCE.find((each) => each === target.value)
              if (type !== undefined) change({ evidence: evidenceOf(type) })
            }}
          >
            {EVIDENCE.map((type) => (
              <option key={type} value={type}>
                {t(`duties.evidence.${type}`)}
              </option>
            ))}
          </select>
        </Field>
        {evidence.type === 'number' && (
          <>
            <Field id={`${id}-unit`} label={t('duties.unit')}>
              <input
                id={`${id}-unit`}
                maxLength={20}
                value={evidence.unit}
                onChange={({ target }) => change({ evidence: { ...evidence, unit: target.value } })}
              />
            </Field>
            {(['min', 'max'] as const).map((side) => (
              <Field key={side} id={`${id}-${side}`} label={t(`duties.${side}`)}>
                <input
                  id={`${id}-${side}`}
                  type="number"
                  step="any"
                  value={evidence[side] ?? ''}
                  onChange={({ target }) => change({ evidence: { ...evidence, [side]: numberOrNull(target.value) } })}
                />
              </Field>
            ))}
          </>
        )}
      </div>
      <ProbeFields id={id} probe={step.probe} set={(probe) => change({ probe })} />
      <label className="check">
        <input
          type="checkbox"
          checked={step.critical}
          onChange={({ target }) => change({ critical: target.checked })}
        />
        {t('duties.isCritical')}
      </label>
      {step.critical && <OpensFields id={id} step={step} set={(opens) => change({ opens })} />}
      <div className="acts">
        {up !== null && (
          <button type="button" className="button small" aria-label={t('duties.up', { number })} onClick={up}>
            ↑
          </button>
        )}
        {remove !== null && (
          <button
            type="button"
            className="button small"
            aria-label={t('duties.removeStep', { number })}
            onClick={remove}
          >
            ✕
          </button>
        )}
      </div>
    </fieldset>
  )
}

const REQUESTS: readonly RequestKind[] = [
  'other',
  'school-page',
  'library-page',
  'computer',
  'mail-question',
  'antivirus',
]

interface OpensProps {
  readonly id: string
  readonly step: DutyStep
  readonly set: (opens: Opens) => void
}
/** What its failing opens. What Nooncast looks at is always repaired: nobody asks for it. */
const OpensFields = ({ id, step, set }: OpensProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const opens = opensOf(step)
  if (step.probe !== null) return <p className="faint">{t('duties.opensFault')}</p>
  const value = opens.type === 'fault' ? 'fault' : opens.kind
  return (
    <Field id={`${id}-opens`} label={t('duties.opens')}>
      <select
        id={`${id}-opens`}
        value={value}
        onChange={({ target }) => {
          const kind = REQUESTS.find((each) => each === target.value)
          set(kind === undefined ? { type: 'fault' } : { type: 'request', kind })
        }}
      >
        <option value="fault">{t('duties.opensA.fault')}</option>
        {REQUESTS.map((kind) => (
          <option key={kind} value={kind}>
            {t('duties.opensA.request', { kind: REQUEST_KINDS[kind].name[language] })}
          </option>
        ))}
      </select>
    </Field>
  )
}

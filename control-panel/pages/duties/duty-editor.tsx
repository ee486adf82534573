/** Writing a duty, or changing one; what somebody else changed meanwhile is shown, never written over. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Duty, type Lapse } from '../../../protocol/duty.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { draftOf, isComplete, NEW_DUTY, numberOrNull } from './duty-draft.ts'
import { useDoers } from './duty-queries.ts'
import { InputFields } from './input-fields.tsx'
import { Field, NumberField, RuleFields } from './rule-fields.tsx'
import { StepFields } from './step-fields.tsx'

const LAPSES: readonly Lapse[] = ['next', 'day', 'never']

interface Props {
  /** None: a new one. */
  readonly duty?: Duty
  readonly onClose: () => void
}
export const DutyEditor = ({ duty, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const doers = useDoers()
  const id = useId()
  const [draft, setDraft] = useState(() => (duty === undefined ? NEW_DUTY : draftOf(duty)))
  const [seen, setSeen] = useState(duty?.version)
  const isOvertaken = duty?.version !== seen
  const change = (patch: Partial<typeof draft>) => setDraft((held) => ({ ...held, ...patch }))
  const save = () =>
    attempt(async () => {
      try {
        const saved =
          duty === undefined
            ? await api.send('POST', '/api/duties', Duty, draft)
            : await api.send('PUT', `/api/duties/${duty.id}`, Duty, { ...draft, version: seen })
        done(t('duties.saved', { name: saved.name }))
        onClose()
      } finally {
        await queries.invalidateQueries({ queryKey: ['duties'] })
      }
    })
  const text = (name: 'name' | 'procedure', label: string, maxLength: number, required: boolean) => (
    <Field id={`${id}-${name}`} label={label}>
      <input
        id={`${id}-${name}`}
        {...{ maxLength, required }}
        value={draft[name]}
        onChange={({ target }) => change({ [name]: target.value })}
      />
    </Field>
  )
  const days = (name: 'remindDays' | 'escalateDays', label: string, min: number) => (
    <Field id={`${id}-${name}`} label={label}>
      <input
        id={`${id}-${name}`}
        type="number"
        min={min}
        max={30}
        value={draft[name] ?? ''}
        onChange={({ target }) => change({ [name]: numberOrNull(target.value) })}
      />
    </Field>
  )
  const person = (name: 'ownerId' | 'standInId', label: string) => (
    <Field id={`${id}-${name}`} label={label}>
      <select
        id={`${id}-${name}`}
        value={draft[name] ?? ''}
        onChange={({ target }) => change({ [name]: target.value === '' ? null : target.value })}
      >
        <option value="">{t('duties.nobody')}</option>
        {doers.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </Field>
  )
  return (
    <form
      className="fields duty-form"
      aria-label={duty === undefined ? t('duties.add') : t('duties.edit')}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="fields row">
        {text('name', t('duties.name'), 80, true)}
        {text('procedure', t('duties.procedure'), 20, false)}
        {person('ownerId', t('duties.owner'))}
        {person('standInId', t('duties.standIn'))}
      </div>
      <Field id={`${id}-note`} label={t('duties.note')}>
        <textarea
          id={`${id}-note`}
          className="duty-text"
          rows={2}
          maxLength={1000}
          value={draft.note}
          onChange={({ target }) => change({ note: target.value })}
        />
      </Field>
      <RuleFields draft={draft} change={change} />
      <div className="fields row">
        <NumberField
          {...{ id: `${id}-lead`, label: t('duties.leadDays'), value: draft.leadDays, min: 0, max: 120 }}
          set={(leadDays) => change({ leadDays })}
        />
        <Field id={`${id}-lapses`} label={t('duties.lapses')}>
          <select
            id={`${id}-lapses`}
            value={draft.lapses}
            onChange={({ target }) => change({ lapses: LAPSES.find((each) => each === target.value) ?? draft.lapses })}
          >
            {LAPSES.map((each) => (
              <option key={each} value={each}>
                {t(`duties.lapse.${each}`)}
              </option>
            ))}
          </select>
        </Field>
        {days('remindDays', t('duties.remindDays'), 0)}
        {days('escalateDays', t('duties.escalateDays'), 1)}
      </div>
      <StepFields steps={draft.steps} set={(steps) => change({ steps })} />
      <InputFields inputs={draft.inputs} set={(inputs) => change({ inputs })} />
      <label className="check">
        <input type="checkbox" checked={draft.paused} onChange={({ target }) => change({ paused: target.checked })} />
        {t('duties.paused')}
      </label>
      {duty !== undefined && isOvertaken && (
        <div className="notice amber" role="alert">
          <p>▲ {t('duties.overtaken')}</p>
          <div className="acts">
            <button type="button" className="button small" onClick={() => setSeen(duty.version)}>
              {t('duties.keepMine')}
            </button>
            <button
              type="button"
              className="button small"
              onClick={() => {
                setDraft(draftOf(duty))
                setSeen(duty.version)
              }}
            >
              {t('duties.takeTheirs')}
            </button>
          </div>
        </div>
      )}
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary" disabled={!isComplete(draft) || isOvertaken}>
          {t('duties.save')}
        </button>
      </div>
    </form>
  )
}

/** The checklist of a duty while it is written: what is done, what shows it, what Nooncast looks at. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyInput, DutyStep, Evidence, Probe } from '../../../protocol/duty.ts'
import { evidenceOf, freshId, movedUp, numberOrNull, probeOf } from './duty-draft.ts'
import { useServers, useSites } from './duty-queries.ts'
import { Field, NumberField } from './rule-fields.tsx'

const EVIDENCE: readonly Evidence['type'][] = ['tick', 'number', 'photo', 'file', 'log']
const PROBES = ['none', 'site', 'disk', 'backup-age', 'own-backup'] as const

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

interface ProbeProps {
  readonly id: string
  readonly probe: Probe | null
  readonly set: (probe: Probe | null) => void
}
const ProbeFields = ({ id, probe, set }: ProbeProps) => {
  const { t } = useTranslation()
  const [sites, servers] = [useSites(), useServers()]
  const choice = (
    label: string,
    value: string,
    all: readonly { id: string; name: string }[],
    pick: (id: string) => void,
  ) => (
    <Field id={`${id}-which`} label={label}>
      <select id={`${id}-which`} required value={value} onChange={({ target }) => pick(target.value)}>
        <option value="">—</option>
        {all.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </Field>
  )
  const number = (label: string, value: number, min: number, max: number, name: string) => (
    <NumberField
      {...{ id: `${id}-${name}`, label, value, min, max }}
      set={(next) => probe !== null && set({ ...probe, [name]: next })}
    />
  )
  return (
    <div className="fields row">
      <Field id={`${id}-probe`} label={t('duties.probe')}>
        <select
          id={`${id}-probe`}
          value={probe?.type ?? 'none'}
          onChange={({ target }) => {
            const type = PROBES.find((each) => each === target.value)
            if (type !== undefined) set(probeOf(type, sites[0]?.id ?? '', servers[0]?.id ?? ''))
          }}
        >
          {PROBES.map((type) => (
            <option key={type} value={type}>
              {t(`duties.probes.${type}`)}
            </option>
          ))}
        </select>
      </Field>
      {probe?.type === 'site' && (
        <>
          {choice(t('duties.chooseSite'), probe.siteId, sites, (siteId) => set({ ...probe, siteId }))}
          {number(t('duties.certificateDays'), probe.certificateDays, 0, 90, 'certificateDays')}
        </>
      )}
      {(probe?.type === 'disk' || probe?.type === 'backup-age') &&
        choice(t('duties.chooseServer'), probe.serverId, servers, (serverId) => set({ ...probe, serverId }))}
      {probe?.type === 'disk' && (
        <>
          <Field id={`${id}-disk`} label={t('duties.disk')}>
            <input
              id={`${id}-disk`}
              maxLength={80}
              required
              value={probe.disk}
              onChange={({ target }) => set({ ...probe, disk: target.value })}
            />
          </Field>
          {number(t('duties.minFreePercent'), probe.minFreePercent, 1, 90, 'minFreePercent')}
        </>
      )}
      {probe?.type === 'backup-age' && (
        <>
          <Field id={`${id}-backup`} label={t('duties.backup')}>
            <input
              id={`${id}-backup`}
              maxLength={80}
              required
              value={probe.backup}
              onChange={({ target }) => set({ ...probe, backup: target.value })}
            />
          </Field>
          {number(t('duties.minKept'), probe.minKept, 1, 1000, 'minKept')}
        </>
      )}
      {(probe?.type === 'backup-age' || probe?.type === 'own-backup') &&
        number(t('duties.maxHours'), probe.maxHours, 1, 1000, 'maxHours')}
    </div>
  )
}

interface InputProps {
  readonly inputs: readonly DutyInput[]
  readonly set: (inputs: DutyInput[]) => void
}
/** What other offices supply. */
export const InputFields = ({ inputs, set }: InputProps) => {
  const { t } = useTranslation()
  const id = useId()
  const field = (input: DutyInput, name: 'office' | 'what' | 'email', label: string) => (
    <Field id={`${id}-${input.id}-${name}`} label={label}>
      <input
        id={`${id}-${input.id}-${name}`}
        type={name === 'email' ? 'email' : 'text'}
        required={name !== 'email'}
        maxLength={name === 'office' ? 60 : 254}
        value={input[name]}
        onChange={({ target }) =>
          set(inputs.map((each) => (each.id === input.id ? { ...each, [name]: target.value } : each)))
        }
      />
    </Field>
  )
  return (
    <fieldset className="duty-part">
      <legend>{t('duties.inputs')}</legend>
      {inputs.map((input) => (
        <div key={input.id} className="fields row">
          {field(input, 'office', t('duties.office'))}
          {field(input, 'what', t('duties.inputWhat'))}
          {field(input, 'email', t('duties.email'))}
          <button
            type="button"
            className="button small"
            aria-label={t('duties.removeInput', { office: input.office })}
            onClick={() => set(inputs.filter((each) => each.id !== input.id))}
          >
            ✕
          </button>
        </div>
      ))}
      <div className="acts">
        <button
          type="button"
          className="button"
          onClick={() => set([...inputs, { id: freshId(inputs, 'input'), office: '', what: '', email: '' }])}
        >
          {t('duties.addInput')}
        </button>
      </div>
    </fieldset>
  )
}

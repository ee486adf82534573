/** When a duty falls, and the next five by it while it is written. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { type DutyDraft, type HolidayRule, PlannedDuty, type Recurrence } from '../../../protocol/duty.ts'
import { type TimeOfDay, timeOfDay } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { WEEKDAYS, weekdayName } from '../../school-time.ts'
import { ruleOf } from './duty-draft.ts'
import { useDutyWords } from './use-duty-words.ts'

const TYPES: readonly Recurrence['type'][] = [
  ...(['school-days', 'weekly', 'monthly', 'yearly', 'term-start', 'before-deadline'] as const),
]
const HOLIDAYS: readonly HolidayRule[] = ['later', 'earlier', 'drop', 'stay']

interface Props {
  readonly draft: DutyDraft
  readonly change: (patch: Partial<DutyDraft>) => void
}
export const RuleFields = ({ draft, change }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const { recurrence, onHoliday, time, onlyInTerm } = draft
  const movesItself = recurrence.type === 'school-days' || recurrence.type === 'before-deadline'
  return (
    <fieldset className="duty-part">
      <legend>{t('duties.rule')}</legend>
      <div className="fields row">
        <Field id={`${id}-type`} label={t('duties.often')}>
          <select
            id={`${id}-type`}
            value={recurrence.type}
            onChange={({ target }) => {
              const type = TYPES.find((each) => each === target.value)
              if (type !== undefined) change({ recurrence: ruleOf(type, recurrence) })
            }}
          >
            {TYPES.map((type) => (
              <option key={type} value={type}>
                {t(`duties.type.${type}`)}
              </option>
            ))}
          </select>
        </Field>
        <Days id={id} recurrence={recurrence} set={(next) => change({ recurrence: next })} />
        <Field id={`${id}-time`} label={t('duties.time')}>
          <input
            id={`${id}-time`}
            type="time"
            required
            value={time}
            onChange={({ target }) => target.value !== '' && change({ time: timeOfDay(target.value) })}
          />
        </Field>
        {!movesItself && (
          <Field id={`${id}-holiday`} label={t('duties.onHoliday')}>
            <select
              id={`${id}-holiday`}
              value={onHoliday}
              onChange={({ target }) => {
                const rule = HOLIDAYS.find((each) => each === target.value)
                if (rule !== undefined) change({ onHoliday: rule })
              }}
            >
              {HOLIDAYS.map((rule) => (
                <option key={rule} value={rule}>
                  {t(`duties.holiday.${rule}`)}
                </option>
              ))}
            </select>
          </Field>
        )}
      </div>
      {recurrence.type !== 'term-start' && (
        <label className="check">
          <input
            type="checkbox"
            checked={onlyInTerm}
            onChange={({ target }) => change({ onlyInTerm: target.checked })}
          />
          {t('duties.onlyInTerm')}
        </label>
      )}
      <Preview rule={{ recurrence, onHoliday, time, onlyInTerm }} />
    </fieldset>
  )
}

export const Field = ({
  id,
  label,
  children,
}: {
  readonly id: string
  readonly label: string
  readonly children: ReactNode
}) => (
  <div>
    <label htmlFor={id}>{label}</label>
    {children}
  </div>
)

interface NumberProps {
  readonly id: string
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly set: (value: number) => void
}
export const NumberField = ({ id, label, value, min, max, set }: NumberProps) => (
  <Field id={id} label={label}>
    <input
      id={id}
      type="number"
      required
      min={min}
      max={max}
      value={value}
      onChange={({ target }) => {
        const next = Math.round(Number(target.value))
        if (target.value !== '' && next >= min && next <= max) set(next)
      }}
    />
  </Field>
)

interface DaysProps {
  readonly id: string
  readonly recurrence: Recurrence
  readonly set: (recurrence: Recurrence) => void
}
const Days = ({ id, recurrence, set }: DaysProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const number = (
    name: 'month' | 'day' | 'days' | 'schoolDays',
    label: string,
    value: number,
    min: number,
    max: number,
  ) => (
    <NumberField
      {...{ id: `${id}-${name}`, label, value, min, max }}
      set={(next) => set({ ...recurrence, [name]: next })}
    />
  )
  switch (recurrence.type) {
    case 'school-days':
      return null
    case 'weekly':
      return (
        <Field id={`${id}-weekday`} label={t('duties.weekday')}>
          <select
            id={`${id}-weekday`}
            value={recurrence.weekday}
            onChange={({ target }) => {
              const weekday = WEEKDAYS.find((each) => String(each) === target.value)
              if (weekday !== undefined) set({ ...recurrence, weekday })
            }}
          >
            {WEEKDAYS.map((weekday) => (
              <option key={weekday} value={weekday}>
                {weekdayName(weekday, language)}
              </option>
            ))}
          </select>
        </Field>
      )
    case 'monthly':
      return number('day', t('duties.dayOfMonth'), recurrence.day, 1, 31)
    case 'term-start':
      return number('days', t('duties.termDays'), recurrence.days, -30, 30)
    case 'yearly':
    case 'before-deadline':
      return (
        <>
          {number('month', t('duties.month'), recurrence.month, 1, 12)}
          {number('day', t('duties.dayOfMonth'), recurrence.day, 1, 31)}
          {recurrence.type === 'before-deadline' &&
            number('schoolDays', t('duties.schoolDays'), recurrence.schoolDays, 0, 30)}
        </>
      )
    default:
      return recurrence satisfies never
  }
}

const Planned = Type.Object({ items: Type.Array(PlannedDuty) })

const Preview = ({
  rule,
}: {
  readonly rule: Pick<DutyDraft, 'recurrence' | 'onHoliday' | 'onlyInTerm'> & { readonly time: TimeOfDay }
}) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { date, moved, dropped } = useDutyWords()
  const planned = useQuery({
    queryKey: ['calendar', 'duty-preview', rule],
    queryFn: async () => (await api.send('POST', '/api/duties/preview', Planned, rule)).items,
    placeholderData: (previous) => previous,
    retry: false,
  })
  return (
    <div aria-live="polite">
      <b>{t('duties.preview')}</b>
      {planned.isError && <p>▲ {planned.error.message}</p>}
      {planned.data?.length === 0 && <p className="faint">{t('duties.previewNone')}</p>}
      <ul className="duty-preview">
        {planned.data?.slice(0, 12).map((each) => (
          <li key={each.nominal} className={each.type === 'dropped' ? 'faint' : undefined}>
            {each.type === 'due' ? (
              <>
                <b>{date(each.due)}</b> {each.moved !== null && moved(each.moved, each.nominal)}
              </>
            ) : (
              <>
                <s>{date(each.nominal)}</s> {dropped(each.why)}
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

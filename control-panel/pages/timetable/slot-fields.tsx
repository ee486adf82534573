/** A slot's form: when it is, for whom, and what plays. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Value } from 'typebox/value'
import type { SlotInput } from '../../../protocol/calendar.ts'
import { AiringKind } from '../../../protocol/rundown.ts'
import { type SchoolDate, schoolDate, timeOfDay } from '../../../protocol/time.ts'
import { FallbackChain } from './choice-lists.tsx'
import { SlotAudience } from './slot-audience.tsx'
import { SlotDays } from './slot-days.tsx'
import { SlotSource } from './slot-source.tsx'

const KINDS = AiringKind.anyOf.map((kind) => kind.const).filter((kind) => kind !== 'slate')

interface FieldsProps {
  readonly input: SlotInput
  readonly change: (patch: Partial<SlotInput>) => void
  readonly today: SchoolDate
}
export const SlotFields = ({ input, change, today }: FieldsProps) => {
  const { t } = useTranslation()
  const id = useId()
  const dateOrNull = (text: string) => (text === '' ? null : schoolDate(text))
  return (
    <>
      <div>
        <label htmlFor={`${id}name`}>{t('timetable.name')}</label>
        <input
          id={`${id}name`}
          value={input.name}
          maxLength={80}
          required
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <div className="fields row">
        <div>
          <label htmlFor={`${id}kind`}>{t('timetable.kind')}</label>
          <select
            id={`${id}kind`}
            value={input.kind}
            onChange={(event) => change({ kind: Value.Parse(AiringKind, event.target.value) })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${id}start`}>{t('timetable.start')}</label>
          <input
            id={`${id}start`}
            type="time"
            required
            value={input.startTime}
            onChange={(event) => change({ startTime: timeOfDay(event.target.value) })}
          />
        </div>
        <div>
          <label htmlFor={`${id}end`}>
            {t('timetable.end')}
            {input.endTime <= input.startTime && `（${t('timetable.nextDay')}）`}
          </label>
          <input
            id={`${id}end`}
            type="time"
            required
            value={input.endTime}
            onChange={(event) => change({ endTime: timeOfDay(event.target.value) })}
          />
        </div>
      </div>
      <SlotDays input={input} change={change} today={today} />
      <SlotAudience value={input.audience} onChange={(audience) => change({ audience })} />
      <SlotSource value={input.source} onChange={(source) => change({ source })} />
      <fieldset className="plain-set">
        <legend>{t('timetable.fallback')}</legend>
        <FallbackChain value={input.fallback} onChange={(fallback) => change({ fallback })} />
      </fieldset>
      <fieldset className="plain-set fields row">
        <legend>{t('timetable.valid')}</legend>
        <div>
          <label htmlFor={`${id}from`}>{t('timetable.from')}</label>
          <input
            id={`${id}from`}
            type="date"
            value={input.validFrom ?? ''}
            onChange={(event) => change({ validFrom: dateOrNull(event.target.value) })}
          />
        </div>
        <div>
          <label htmlFor={`${id}until`}>{t('timetable.until')}</label>
          <input
            id={`${id}until`}
            type="date"
            value={input.validUntil ?? ''}
            onChange={(event) => change({ validUntil: dateOrNull(event.target.value) })}
          />
        </div>
      </fieldset>
      <label className="check">
        <input
          type="checkbox"
          checked={input.yearRound}
          onChange={(event) => change({ yearRound: event.target.checked })}
        />
        {t('timetable.yearRound')}
      </label>
      {input.kind === 'listening' && (
        <label className="check">
          <input type="checkbox" checked={input.exam} onChange={(event) => change({ exam: event.target.checked })} />
          {t('timetable.exam')}
        </label>
      )}
    </>
  )
}

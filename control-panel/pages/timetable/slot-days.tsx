/** On which days a slot is: every week on these weekdays, or on dates named one by one. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotInput } from '../../../protocol/calendar.ts'
import { type SchoolDate, schoolDate } from '../../../protocol/time.ts'
import { useLanguage } from '../../context.tsx'
import { WEEKDAYS, weekdayName } from '../../school-time.ts'

interface Props {
  readonly input: SlotInput
  readonly change: (patch: Partial<SlotInput>) => void
  readonly today: SchoolDate
}
export const SlotDays = ({ input, change, today }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const byDate = input.weekdays.length === 0
  return (
    <>
      <fieldset className="choices">
        <legend className="hidden">{t('timetable.when')}</legend>
        <button
          type="button"
          aria-pressed={!byDate}
          onClick={() => change({ weekdays: byDate ? [1, 2, 3, 4, 5] : input.weekdays, dates: [] })}
        >
          {t('timetable.recurring')}
        </button>
        <button
          type="button"
          aria-pressed={byDate}
          onClick={() => change({ weekdays: [], dates: input.dates.length === 0 ? [today] : input.dates })}
        >
          {t('timetable.byDate')}
        </button>
      </fieldset>
      {byDate ? (
        <Dates dates={input.dates} onChange={(dates) => change({ dates })} today={today} />
      ) : (
        <fieldset className="choices">
          <legend className="hidden">{t('timetable.weekdays')}</legend>
          {WEEKDAYS.map((weekday) => {
            const on = input.weekdays.includes(weekday)
            const others = input.weekdays.filter((each) => each !== weekday)
            return (
              <button
                key={weekday}
                type="button"
                aria-pressed={on}
                disabled={on && others.length === 0}
                onClick={() => change({ weekdays: on ? others : [...others, weekday].sort() })}
              >
                {weekdayName(weekday, language)}
              </button>
            )
          })}
        </fieldset>
      )}
    </>
  )
}

interface DatesProps {
  readonly dates: readonly SchoolDate[]
  readonly onChange: (dates: SchoolDate[]) => void
  readonly today: SchoolDate
}
const Dates = ({ dates, onChange, today }: DatesProps) => {
  const { t } = useTranslation()
  const [next, setNext] = useState<string>(today)
  const id = useId()
  return (
    <div>
      <ul className="order">
        {dates.map((date) => (
          <li key={date}>
            <span className="grow">{date}</span>
            <button
              type="button"
              className="button plain small"
              aria-label={`${t('act.remove')}: ${date}`}
              onClick={() => onChange(dates.filter((each) => each !== date))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <label htmlFor={id}>{t('timetable.dates')}</label>{' '}
      <input id={id} type="date" value={next} onChange={(event) => setNext(event.target.value)} />{' '}
      <button
        type="button"
        className="button"
        disabled={next === ''}
        onClick={() => onChange([...new Set([...dates, schoolDate(next)])].sort())}
      >
        {t('act.add')}
      </button>
    </div>
  )
}

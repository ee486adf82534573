/** Says what one or many dates are: a typhoon, an exam week, an event; looked at first, and taken back with one press. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Value } from 'typebox/value'
import { type CalendarDay, DayType } from '../../../protocol/calendar.ts'
import { type DaySaid, DaysSaid } from '../../../protocol/schedule-preview.ts'
import { type SchoolDate, schoolDate, type Weekday } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { addDays, daysFrom, shortDate, WEEKDAYS, weekdayName, weekdayOf } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { DraftPreview } from './draft-preview.tsx'

const TYPES = DayType.anyOf.map((type) => type.const)
/** As many as the server takes at once. */
const MOST_DAYS = 400

interface Props {
  readonly today: SchoolDate
  readonly dates: readonly SchoolDate[]
  /** What the calendar says now of the dates in view. */
  readonly days: readonly CalendarDay[]
  readonly onDates: (dates: readonly SchoolDate[]) => void
}
export const DaysForm = ({ today, dates, days, onDates }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const id = useId()
  const [type, setType] = useState<DayType | 'reset'>('suspended')
  const [pattern, setPattern] = useState<Weekday | null>(null)
  const [note, setNote] = useState('')
  const first = dates[0]
  const last = dates.at(-1)
  const unknown = type === 'school' && pattern === null && dates.some((date) => weekdayOf(date) > 5)
  const said: DaySaid['said'] = type === 'reset' ? null : { type, pattern, note: note.trim() }
  const wanted: DaySaid[] = dates.map((date) => ({ date, said }))
  const put = async (held: readonly DaySaid[]) => {
    const before = await api.send('PUT', '/api/calendar', DaysSaid, { days: held })
    await queries.invalidateQueries()
    return before.days
  }
  const save = () =>
    attempt(async () => {
      const before = await put(wanted)
      onDates([])
      const told =
        dates.length === 1 && first !== undefined
          ? shortDate(first, language)
          : t('timetable.dayCount', { count: dates.length })
      done(
        type === 'reset'
          ? t('timetable.daysReset', { date: told })
          : t('timetable.daySaved', { date: told, type: t(`timetable.dayType.${type}`) }),
        {
          label: t('act.undo'),
          run: () =>
            attempt(async () => {
              await put(before)
              done(t('act.undone'))
            }),
        },
      )
    })
  const range = (from: string, until: string) => {
    if (from === '' || until === '' || until < from) return
    const count = Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1
    onDates(daysFrom(schoolDate(from), Math.min(MOST_DAYS, count)))
  }
  const preset = (next: DayType, words: string, chosen?: readonly SchoolDate[]) => {
    setType(next)
    setPattern(null)
    setNote(words)
    if (chosen !== undefined) onDates(chosen)
  }
  const unsaid = days.filter((day) => day.type === 'school' && day.pattern === null)
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="acts start">
        <button
          type="button"
          className="button"
          onClick={() => preset('suspended', t('timetable.typhoonNote'), [addDays(today, 1)])}
        >
          {t('timetable.typhoon')}
        </button>
        <button type="button" className="button" onClick={() => preset('exam', t('timetable.examNote'))}>
          {t('timetable.examWeek')}
        </button>
        <button type="button" className="button" onClick={() => preset('event', t('timetable.eventNote'))}>
          {t('timetable.eventDay')}
        </button>
      </div>
      {unsaid.map((day) => (
        <p key={day.date} className="notice amber">
          ▲ {t('timetable.makeUpAsk', { date: shortDate(day.date, language) })}{' '}
          <button type="button" className="button small" onClick={() => preset('school', day.note, [day.date])}>
            {t('timetable.setDay', { date: shortDate(day.date, language) })}
          </button>
        </p>
      ))}
      <div className="fields row">
        <div>
          <label htmlFor={`${id}from`}>{t('timetable.from')}</label>
          <input
            id={`${id}from`}
            type="date"
            value={first ?? ''}
            onChange={(event) =>
              range(event.target.value, last === undefined || last < event.target.value ? event.target.value : last)
            }
          />
        </div>
        <div>
          <label htmlFor={`${id}until`}>{t('timetable.until')}</label>
          <input
            id={`${id}until`}
            type="date"
            value={last ?? ''}
            onChange={(event) => range(first ?? event.target.value, event.target.value)}
          />
        </div>
      </div>
      <p className="faint">{t('timetable.dayCount', { count: dates.length })}</p>
      <div>
        <label htmlFor={`${id}type`}>{t('timetable.dayKind')}</label>
        <select
          id={`${id}type`}
          value={type}
          onChange={(event) =>
            setType(event.target.value === 'reset' ? 'reset' : Value.Parse(DayType, event.target.value))
          }
        >
          {TYPES.map((each) => (
            <option key={each} value={each}>
              {t(`timetable.dayType.${each}`)}
            </option>
          ))}
          <option value="reset">{t('timetable.dayReset')}</option>
        </select>
      </div>
      {(type === 'school' || type === 'exam' || type === 'event') && (
        <div>
          <label htmlFor={`${id}pattern`}>{t('timetable.pattern')}</label>
          <select
            id={`${id}pattern`}
            value={pattern ?? ''}
            aria-invalid={unknown}
            onChange={(event) => setPattern(WEEKDAYS.find((each) => each === Number(event.target.value)) ?? null)}
          >
            <option value="">{type === 'school' ? t('timetable.patternOwn') : t('timetable.patternNone')}</option>
            {WEEKDAYS.map((weekday) => (
              <option key={weekday} value={weekday}>
                {weekdayName(weekday, language)}
              </option>
            ))}
          </select>
          {unknown && <span className="field-wrong">▲ {t('timetable.patternUnknown')}</span>}
        </div>
      )}
      {type !== 'reset' && (
        <div>
          <label htmlFor={`${id}note`}>{t('timetable.note')}</label>
          <input id={`${id}note`} value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
        </div>
      )}
      {first !== undefined && last !== undefined && (
        <DraftPreview draft={unknown ? null : { type: 'days', days: wanted }} from={first} to={last} />
      )}
      <div className="acts">
        <button type="submit" className="button primary" disabled={dates.length === 0 || unknown}>
          {t('timetable.saveDays')}
        </button>
      </div>
    </form>
  )
}

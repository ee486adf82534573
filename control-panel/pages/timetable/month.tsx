/** The calendar of a month: what kind of day each date is, who said so, and the form that changes dates. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '../../../protocol/calendar.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import {
  addDays,
  daysFrom,
  mondayOf,
  monthName,
  monthOf,
  shortDate,
  WEEKDAYS,
  weekdayName,
  weekdayOf,
} from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { CalendarImport } from './calendar-import.tsx'
import type { Dated } from './dated.ts'
import { DaysForm } from './days-form.tsx'
import { useCalendar, useSources } from './schedule-queries.ts'
import { Terms } from './terms.tsx'

export const Month = ({ date, setDate }: Dated) => {
  const { t } = useTranslation()
  const { live, school, settings } = usePanel()
  const language = useLanguage()
  const writes = useMay('schedule.write')
  const month = monthOf(date)
  const first = mondayOf(month)
  const weeks = Math.ceil(daysBetween(first, monthOf(date, 1)) / 7)
  const dates = daysFrom(first, weeks * 7)
  const calendar = useCalendar(first, addDays(first, weeks * 7 - 1))
  const [chosen, setChosen] = useState<readonly SchoolDate[]>([])
  if (calendar.isError && calendar.data === undefined)
    return <Failed error={calendar.error} retry={() => calendar.refetch()} />
  const choose = (day: SchoolDate, range: boolean) => {
    const last = chosen.at(-1)
    if (range && last !== undefined) setChosen(daysFrom(last < day ? last : day, Math.abs(daysBetween(last, day)) + 1))
    else setChosen(chosen.includes(day) ? chosen.filter((each) => each !== day) : [...chosen, day].sort())
  }
  const today = school.date(live.now())
  return (
    <>
      <div className="week-head">
        <button
          type="button"
          className="button"
          aria-label={t('act.previous')}
          onClick={() => setDate(monthOf(date, -1))}
        >
          ‹
        </button>
        <button type="button" className="button" onClick={() => setDate(today)}>
          {t('act.today')}
        </button>
        <button type="button" className="button" aria-label={t('act.next')} onClick={() => setDate(monthOf(date, 1))}>
          ›
        </button>
        <b className="grow">{monthName(month, settings.minguoYears)}</b>
      </div>
      <div className="month-page">
        <div>
          <div className="month" aria-hidden="true">
            {WEEKDAYS.map((weekday) => (
              <span key={weekday} className="faint">
                {weekdayName(weekday, language)}
              </span>
            ))}
          </div>
          {calendar.data === undefined && <Skeleton rows={weeks} height={84} />}
          <div className="month">
            {dates.map((day) => {
              const held = calendar.data?.find((each) => each.date === day)
              return held === undefined ? null : (
                <DayCell
                  key={day}
                  day={held}
                  outside={monthOf(day) !== month}
                  today={day === today}
                  chosen={chosen.includes(day)}
                  onChoose={(range) => choose(day, range)}
                />
              )
            })}
          </div>
          <p className="faint">{t('timetable.monthHint')}</p>
        </div>
        <aside className="panel-card">
          {chosen.length === 1 && chosen[0] !== undefined && <Sources date={chosen[0]} />}
          {writes && <DaysForm today={today} dates={chosen} days={calendar.data ?? []} onDates={setChosen} />}
        </aside>
      </div>
      <Terms />
      {writes && <CalendarImport />}
    </>
  )
}

const daysBetween = (from: SchoolDate, until: SchoolDate): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)

interface CellProps {
  readonly day: CalendarDay
  readonly outside: boolean
  readonly today: boolean
  readonly chosen: boolean
  readonly onChoose: (range: boolean) => void
}
const DayCell = ({ day, outside, today, chosen, onChoose }: CellProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const unknown = day.type === 'school' && day.pattern === null
  return (
    <button
      type="button"
      className={`month-day type-${day.type}`}
      aria-pressed={chosen}
      data-outside={outside || undefined}
      data-today={today || undefined}
      onClick={(event) => onChoose(event.shiftKey)}
    >
      <span className="hidden">{shortDate(day.date, language)} </span>
      <b aria-hidden="true">{Number(day.date.slice(8))}</b> <span>{t(`timetable.dayType.${day.type}`)}</span>
      {day.pattern !== null && day.pattern !== weekdayOf(day.date) && (
        <small>{t('timetable.followsWeekday', { weekday: weekdayName(day.pattern, language) })}</small>
      )}
      {unknown && <small className="amber">▲ {t('timetable.patternUnknown')}</small>}
      <small>{day.note}</small>
      {day.source !== 'weekday' && <small className="faint">{t(`timetable.sourceOf.${day.source}`)}</small>}
    </button>
  )
}

/** What every source says of a date; the first one counts. */
const Sources = ({ date }: { readonly date: SchoolDate }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const sources = useSources(date)
  return (
    <section aria-live="polite">
      <h2>{shortDate(date, language)}</h2>
      <ol className="order">
        {(sources.data?.items ?? []).map((said, index) => (
          <li key={said.source}>
            <span className="grow">
              {t(`timetable.sourceOf.${said.source}`)}：{t(`timetable.dayType.${said.type}`)} {said.note}
              {index === 0 && sources.data?.by && ` · ${t('timetable.by', { name: sources.data.by })}`}
            </span>
          </li>
        ))}
        <li>
          <span className="grow faint">{t('timetable.sourceOf.weekday')}</span>
        </li>
      </ol>
    </section>
  )
}

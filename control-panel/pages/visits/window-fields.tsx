/** When a vendor comes: a date and two times, with what speaks against them while they are chosen. */
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { type Instant, instant, type SchoolDate, schoolDate } from '../../../protocol/time.ts'
import { VisitWarning } from '../../../protocol/visit.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { addDays, type SchoolTime, timeOfDayMs } from '../../school-time.ts'
import { wallInstant } from '../timetable/wall-instant.ts'

/** As it is typed. */
export interface TypedWindow {
  readonly date: SchoolDate
  /** `09:00` */
  readonly start: string
  readonly end: string
}

const MINUTE_MS = 60_000

/** Null while a field is empty, or when it ends before it begins. */
export const windowOf = (
  { date, start, end }: TypedWindow,
  school: SchoolTime,
): { start: Instant; end: Instant } | null => {
  if (date.length !== 10 || start === '' || end === '') return null
  const at = (time: string) => wallInstant(date, timeOfDayMs(time) / MINUTE_MS, school)
  const window = { start: at(start), end: at(end) }
  return window.start < window.end ? window : null
}

/** The next day from nine to twelve, before anything is chosen. */
export const tomorrowMorning = (now: Instant, school: SchoolTime): TypedWindow => ({
  ...{ date: addDays(school.date(now), 1), start: '09:00', end: '12:00' },
})

export const typedWindow = (window: { start: Instant; end: Instant }, school: SchoolTime): TypedWindow => ({
  date: school.date(window.start),
  start: school.shortTime(window.start),
  end: school.shortTime(window.end),
})

interface Props {
  readonly typed: TypedWindow
  readonly change: (typed: TypedWindow) => void
  readonly vendorId: string
  readonly faultIds: readonly string[]
  /** The visit that is moved; null: a new one. */
  readonly visitId: string | null
}
export const WindowFields = ({ typed, change, vendorId, faultIds, visitId }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const id = useId()
  const window = windowOf(typed, school)
  return (
    <>
      <div className="fields row">
        <div>
          <label htmlFor={`${id}-date`}>{t('visit.date')}</label>
          <input
            id={`${id}-date`}
            type="date"
            required
            value={typed.date}
            onChange={({ target }) => change({ ...typed, date: schoolDate(target.value) })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-start`}>{t('visit.start')}</label>
          <input
            id={`${id}-start`}
            type="time"
            required
            value={typed.start}
            onChange={({ target }) => change({ ...typed, start: target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-end`}>{t('visit.end')}</label>
          <input
            id={`${id}-end`}
            type="time"
            required
            aria-invalid={window === null}
            value={typed.end}
            onChange={({ target }) => change({ ...typed, end: target.value })}
          />
        </div>
      </div>
      <div className="visit-warnings" aria-live="polite">
        {window !== null && <Warnings asked={{ vendorId, faultIds, visitId, ...window }} />}
      </div>
    </>
  )
}

const Warnings = ({
  asked,
}: {
  readonly asked: {
    readonly vendorId: string
    readonly faultIds: readonly string[]
    readonly visitId: string | null
    readonly start: Instant
    readonly end: Instant
  }
}) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const check = useQuery({
    queryKey: ['visits', 'check', asked, language],
    queryFn: () => api.send('POST', '/api/visits/check', Type.Object({ warnings: Type.Array(VisitWarning) }), asked),
    placeholderData: (previous) => previous,
  })
  if (check.isError) return <p>▲ {check.error.message}</p>
  if (check.data === undefined) return <p className="faint">…</p>
  return check.data.warnings.length === 0 ? (
    <p>✓ {t('visit.noWarnings')}</p>
  ) : (
    <>
      <b>▲ {t('visit.warnings')}</b>
      <ul>
        {check.data.warnings.map(({ code, text }) => (
          <li key={code + text}>{text}</li>
        ))}
      </ul>
    </>
  )
}

/** What is shown of an instant in messages: `11/27（五） 09:00`. */
export const spokenStart = (start: Instant, school: SchoolTime, date: (each: SchoolDate) => string): string =>
  `${date(school.date(start))} ${school.shortTime(instant(start))}`

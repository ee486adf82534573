/** The week: what plays on each day, and why; one date of a slot can be cancelled and brought back. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { CalendarDay } from '../../../protocol/calendar.ts'
import { isEmptySlot, shareAirings, slotNameOf } from '../../../protocol/readiness.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { address } from '../../api.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { type PlannedAiring, useRundown } from '../../queries.ts'
import { addDays, daysFrom, longDate, mondayOf, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { CalendarImport } from './calendar-import.tsx'
import './timetable.css'

const CalendarAnswer = Type.Object({ items: Type.Array(CalendarDay) })

const Timetable = () => {
  const { t } = useTranslation()
  const { api, live, school, settings } = usePanel()
  const [monday, setMonday] = useState(() => mondayOf(school.date(live.now())))
  const sunday = addDays(monday, 6)
  const writes = useMay('schedule.write')
  const rundown = useRundown(monday, sunday)
  const calendar = useQuery({
    queryKey: ['calendar', monday],
    queryFn: async () => (await api.get(address('/api/calendar', { from: monday, to: sunday }), CalendarAnswer)).items,
  })
  if (rundown.isError && rundown.data === undefined)
    return <Failed error={rundown.error} retry={() => rundown.refetch()} />
  return (
    <>
      <div className="page-head">
        <h1>{t('timetable.title')}</h1>
        <span>
          {t('timetable.weekOf', {
            from: longDate(monday, settings.minguoYears),
            to: longDate(sunday, settings.minguoYears),
          })}
        </span>
        <button
          type="button"
          className="button"
          aria-label={t('act.previous')}
          onClick={() => setMonday(addDays(monday, -7))}
        >
          ‹
        </button>
        <button type="button" className="button" onClick={() => setMonday(mondayOf(school.date(live.now())))}>
          {t('act.today')}
        </button>
        <button
          type="button"
          className="button"
          aria-label={t('act.next')}
          onClick={() => setMonday(addDays(monday, 7))}
        >
          ›
        </button>
      </div>
      <div className="week">
        {daysFrom(monday, 7).map((date) => (
          <Day
            key={date}
            date={date}
            day={calendar.data?.find((day) => day.date === date)}
            loading={rundown.data === undefined}
            airings={(rundown.data ?? []).filter(
              (airing) => school.date(airing.start) === date && worthShowing(airing),
            )}
          />
        ))}
      </div>
      {writes && <CalendarImport />}
    </>
  )
}
export default Timetable

/** Programmes, and the slate where a slot asked for something else. */
const worthShowing = (airing: PlannedAiring): boolean =>
  airing.kind !== 'slate' || airing.slotId !== null || isCancelled(airing)
const isCancelled = (airing: PlannedAiring): boolean =>
  airing.reasons.some((reason) => reason.code === 'slot-cancelled')

interface DayProps {
  readonly date: SchoolDate
  readonly day: CalendarDay | undefined
  readonly airings: readonly PlannedAiring[]
  readonly loading: boolean
}
const Day = ({ date, day, airings, loading }: DayProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel-card day">
      <h2>{shortDate(date, language)}</h2>
      <p className="faint">
        {day === undefined
          ? '\u00a0'
          : [t(`timetable.dayType.${day.type}`), day.note].filter((text) => text).join(' · ')}
      </p>
      {shareAirings(airings).map(({ airing }) => (
        <Entry key={airing.id} airing={airing} date={date} />
      ))}
      {loading && <Skeleton rows={1} height={84} />}
      {!loading && airings.length === 0 && <p className="faint">{t('timetable.noSlots')}</p>}
    </section>
  )
}

const Entry = ({ airing, date }: { readonly airing: PlannedAiring; readonly date: SchoolDate }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const name = airing.title || slotNameOf(airing) || t(`kind.${airing.kind}`)
  const change = useChangeDate(name, date)
  const writes = useMay('schedule.write')
  const { slotId } = airing
  return (
    <div className="entry">
      <span className="faint">
        {school.shortTime(airing.start)}–{school.shortTime(airing.end)}
      </span>
      <b>{name}</b>
      {isCancelled(airing) && <span className="chip grey">✕ {t('timetable.cancelledMark')}</span>}
      {isEmptySlot(airing) && <span className="chip amber">▲ {t('onAir.nothingToPlay')}</span>}
      <details>
        <summary>{t('act.why')}</summary>
        <p>{sayReasons(airing.reasons, language)}</p>
        {writes && slotId !== null && !isCancelled(airing) && (
          <button type="button" className="button small" onClick={() => change.cancel(slotId)}>
            {t('timetable.cancelDate')}
          </button>
        )}
        {writes && slotId !== null && isCancelled(airing) && (
          <button type="button" className="button small" onClick={() => change.restore(slotId)}>
            {t('timetable.restore')}
          </button>
        )}
      </details>
    </div>
  )
}

/** Cancels one date of a slot; the message that says so carries the way back. */
const useChangeDate = (name: string, date: SchoolDate) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const told = { name, date: shortDate(date, language) }
  const restore = (slotId: string) =>
    attempt(async () => {
      await api.act('DELETE', `/api/slots/${slotId}/exceptions/${date}`)
      done(t('timetable.restored', told))
    })
  const cancel = (slotId: string) =>
    attempt(async () => {
      await api.act('PUT', `/api/slots/${slotId}/exceptions/${date}`, { change: { type: 'cancel' } })
      done(t('timetable.cancelled', told), { label: t('act.undo'), run: () => restore(slotId) })
    })
  return { cancel, restore }
}

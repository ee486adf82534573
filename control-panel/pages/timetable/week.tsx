/** Seven days side by side on the times that exist; on a narrow screen a list of days. */
import { type PointerEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '../../../protocol/calendar.ts'
import { isEmptySlot } from '../../../protocol/readiness.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import type { ExceptionView } from '../../../protocol/schedule-preview.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel, useSecond } from '../../context.tsx'
import { daysFrom, shortDate, weekdayName, weekdayOf } from '../../school-time.ts'
import { Skeleton } from '../../shell/skeleton.tsx'
import { isCancelled, isWorthShowing, nameOf, stretchOf, timesOf } from './airing-words.ts'
import type { Dropped } from './entry-drawer.tsx'
import type { SharedPlan } from './schedule-queries.ts'
import { LINE, lanesOf, minuteText, type TimeAxis, timeAxis } from './time-axis.ts'

export interface Chosen {
  readonly plan: SharedPlan
  readonly date: SchoolDate
  readonly dropped: Dropped | null
}
interface Props {
  readonly monday: SchoolDate
  readonly plans: readonly SharedPlan[] | undefined
  readonly days: readonly CalendarDay[] | undefined
  readonly exceptions: readonly ExceptionView[]
  readonly mayMove: boolean
  readonly onChoose: (chosen: Chosen) => void
}
export const Week = ({ monday, plans, days, exceptions, mayMove, onChoose }: Props) => {
  const { school, live } = usePanel()
  const today = school.date(live.now())
  const byDate = useMemo(() => Map.groupBy(plans ?? [], ({ airing }) => school.date(airing.start)), [plans, school])
  const axis = useMemo(
    () => timeAxis((plans ?? []).flatMap(({ airing }) => (isWorthShowing(airing) ? [stretchOf(airing, school)] : []))),
    [plans, school],
  )
  return (
    <div className="week-grid">
      <Scale axis={axis} />
      {daysFrom(monday, 7).map((date) => (
        <Day
          key={date}
          date={date}
          today={date === today}
          day={days?.find((each) => each.date === date)}
          plans={byDate.get(date) ?? []}
          loading={plans === undefined}
          changed={exceptions.filter((each) => each.date === date)}
          axis={axis}
          mayMove={mayMove}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

/** Minutes between two marks. */
const MARK = 10
const Scale = ({ axis }: { readonly axis: TimeAxis }) => {
  const marks = axis.bands.flatMap(({ from, until, scale }) => {
    const step = MARK * scale < 24 ? 60 : MARK
    const first = Math.ceil(from / step) * step
    return Array.from(
      { length: Math.max(0, Math.floor((until - first) / step) + 1) },
      (_, index) => first + index * step,
    )
  })
  return (
    <div className="scale faint" aria-hidden="true">
      <div style={{ height: axis.height }}>
        {marks.map((minute) => (
          <span key={minute} style={{ top: axis.y(minute) }}>
            {minuteText(minute)}
          </span>
        ))}
      </div>
    </div>
  )
}

interface DayProps {
  readonly date: SchoolDate
  readonly today: boolean
  readonly day: CalendarDay | undefined
  readonly plans: readonly SharedPlan[]
  readonly loading: boolean
  readonly changed: readonly ExceptionView[]
  readonly axis: TimeAxis
  readonly mayMove: boolean
  readonly onChoose: (chosen: Chosen) => void
}
const Day = ({ date, today, day, plans, loading, changed, axis, mayMove, onChoose }: DayProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const shown = plans.filter(({ airing }) => isWorthShowing(airing))
  const stretches = shown.map(({ airing }) => stretchOf(airing, school))
  const lanes = lanesOf(stretches)
  const gap = plans.find(({ airing }) => !isWorthShowing(airing))
  return (
    <section className="day" aria-label={shortDate(date, language)} data-today={today || undefined}>
      <h2>
        {shortDate(date, language)} {today && <span className="chip today">{t('act.today')}</span>}
      </h2>
      <p className="faint day-kind">
        {day === undefined
          ? '\u00a0'
          : [
              t(`timetable.dayType.${day.type}`),
              day.pattern !== null && day.pattern !== weekdayOf(date)
                ? t('timetable.followsWeekday', { weekday: weekdayName(day.pattern, language) })
                : '',
              day.note,
            ]
              .filter((text) => text)
              .join(' · ')}
      </p>
      <div className="day-body" style={{ '--axis': `${axis.height}px` }}>
        {axis.bands.slice(1).map((band) => (
          <i key={band.from} className="axis-break" style={{ top: band.top - 11 }} />
        ))}
        {today && <NowLine axis={axis} />}
        {loading && <Skeleton rows={1} height={84} />}
        {shown.map((plan, index) => (
          <Block
            key={plan.airing.id}
            plan={plan}
            place={{ ...(stretches[index] ?? { from: 0, until: 0 }), ...(lanes[index] ?? { lane: 0, lanes: 1 }) }}
            exception={changed.find((each) => each.slotId === plan.airing.slotId)}
            axis={axis}
            mayMove={mayMove}
            onChoose={(dropped) => onChoose({ plan, date, dropped })}
          />
        ))}
        {!loading && shown.length === 0 && (
          <p className="faint day-why">
            {gap === undefined ? t('timetable.noSlots') : sayReasons(gap.airing.reasons, language)}
          </p>
        )}
      </div>
    </section>
  )
}

const NowLine = ({ axis }: { readonly axis: TimeAxis }) => {
  const { school } = usePanel()
  const minute = school.sinceMidnight(useSecond()) / 60_000
  const within = axis.bands.some(({ from, until }) => from <= minute && minute <= until)
  return within ? <i className="now-line" style={{ top: axis.y(minute) }} /> : null
}

interface Place {
  readonly from: number
  readonly until: number
  readonly lane: number
  readonly lanes: number
}
interface BlockProps {
  readonly plan: SharedPlan
  readonly place: Place
  readonly exception: ExceptionView | undefined
  readonly axis: TimeAxis
  readonly mayMove: boolean
  readonly onChoose: (dropped: Dropped | null) => void
}
/** Farther than a hand trembles, CSS pixels. */
const DRAG_FROM = 5
/** A block less tall has its time and its name in one line, CSS pixels. */
const TWO_LINES = 40
/** The lower edge by which a block is made longer or shorter, CSS pixels. */
const EDGE = 8

interface Drag {
  readonly y: number
  readonly edge: boolean
  readonly by: number
}
const Block = ({ plan: { airing, groups }, place, exception, axis, mayMove, onChoose }: BlockProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const [drag, setDrag] = useState<Drag | null>(null)
  /** The browser tells of a click after a drag; it is none. */
  const justDropped = useRef(false)
  const movable = mayMove && airing.slotId !== null
  const dragged = drag !== null && Math.abs(drag.by) >= DRAG_FROM
  const at = dragged ? droppedAt(place, drag, axis) : place
  const begin = (event: PointerEvent<HTMLButtonElement>) => {
    if (!movable || event.pointerType === 'touch' || event.button !== 0) return
    const box = event.currentTarget.getBoundingClientRect()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ y: event.clientY, edge: box.bottom - event.clientY < EDGE, by: 0 })
  }
  const end = () => {
    if (drag === null) return
    setDrag(null)
    justDropped.current = dragged
    if (dragged) onChoose({ startTime: minuteText(at.from), endTime: minuteText(at.until) })
  }
  const name = nameOf(airing, t)
  const height = Math.max(LINE, axis.y(at.until) - axis.y(at.from) - 2)
  return (
    <button
      type="button"
      title={`${timesOf(airing, school)} ${name}`}
      data-short={height < TWO_LINES || undefined}
      className={`block kind-${airing.kind}`}
      data-dragged={dragged || undefined}
      data-cancelled={isCancelled(airing) || undefined}
      style={{
        '--top': `${axis.y(at.from)}px`,
        '--height': `${height}px`,
        '--left': `${(place.lane / place.lanes) * 100}%`,
        '--width': `${100 / place.lanes}%`,
      }}
      onPointerDown={begin}
      onPointerMove={(event) => drag !== null && setDrag({ ...drag, by: event.clientY - drag.y })}
      onPointerUp={end}
      onPointerCancel={() => setDrag(null)}
      onClick={() => {
        if (!justDropped.current) onChoose(null)
        justDropped.current = false
      }}
    >
      <span className="block-time">
        {dragged ? `${minuteText(at.from)}–${minuteText(at.until)}` : timesOf(airing, school)}
      </span>
      <b>{name}</b>
      {isCancelled(airing) && <span className="chip grey">✕ {t('timetable.cancelledMark')}</span>}
      {exception !== undefined && exception.change.type !== 'cancel' && (
        <span className="chip amber">▲ {t(`timetable.exceptionOf.${exception.change.type}`)}</span>
      )}
      {isEmptySlot(airing) && <span className="chip amber">▲ {t('onAir.nothingToPlay')}</span>}
      {place.lanes > 1 && <span className="faint">{t('timetable.forGroups', { count: groups.length })}</span>}
    </button>
  )
}

/** Where a drag would let go: the whole block, or its end alone. At least one minute remains. */
const droppedAt = (place: Place, { edge, by }: Drag, axis: TimeAxis) => {
  if (edge) return { from: place.from, until: Math.max(place.from + 1, axis.minuteAt(axis.y(place.until) + by)) }
  const from = axis.minuteAt(axis.y(place.from) + by)
  return { from, until: from + place.until - place.from }
}

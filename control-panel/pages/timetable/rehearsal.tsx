/** What every group would show at any time of any day; answered by the same function as the TVs' (rule R3). */
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayReasons } from '../../../protocol/reasons.ts'
import { onAirAt } from '../../../protocol/rundown.ts'
import { schoolDate, within } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { lengthOf } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { isWorthShowing, nameOf } from './airing-words.ts'
import type { Dated } from './dated.ts'
import { useSharedRundown } from './schedule-queries.ts'
import { GroupNames } from './sheet.tsx'
import { minuteText } from './time-axis.ts'
import { wallInstant } from './wall-instant.ts'

const LAST_MINUTE = 24 * 60 - 1

export const Rehearsal = ({ date, setDate }: Dated) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const [minute, setMinute] = useState(12 * 60 + 4)
  const rundown = useSharedRundown(date, date)
  const at = wallInstant(date, minute, school)
  const plans = rundown.data ?? []
  /** Minutes at which something begins or ends. */
  const changes = useMemo(
    () =>
      [
        ...new Set(
          (rundown.data ?? [])
            .filter(({ airing }) => isWorthShowing(airing))
            .flatMap(({ airing }) => [airing.start, airing.end])
            .filter((instant) => school.date(instant) === date)
            .map((instant) => Math.ceil(school.sinceMidnight(instant) / 60_000)),
        ),
      ].sort((a, b) => a - b),
    [rundown.data, school, date],
  )
  const previous = changes.findLast((each) => each < minute)
  const next = changes.find((each) => each > minute)
  const onNow = plans.filter(({ airing }) => within(airing, at))
  return (
    <>
      <div className="week-head">
        <label htmlFor="rehearsal-date">{t('timetable.sheetDate')}</label>
        <input
          id="rehearsal-date"
          type="date"
          value={date}
          onChange={(event) => event.target.value !== '' && setDate(schoolDate(event.target.value))}
        />
        <output className="rehearsal-time" htmlFor="rehearsal-minute">
          {minuteText(minute)}
        </output>
        <button
          type="button"
          className="button"
          disabled={previous === undefined}
          onClick={() => previous !== undefined && setMinute(previous)}
        >
          ‹ {t('timetable.changeBefore')}
        </button>
        <button
          type="button"
          className="button"
          disabled={next === undefined}
          onClick={() => next !== undefined && setMinute(next)}
        >
          {t('timetable.changeAfter')} ›
        </button>
      </div>
      <label className="hidden" htmlFor="rehearsal-minute">
        {t('timetable.rehearsalTime')}
      </label>
      <input
        id="rehearsal-minute"
        className="scrub"
        type="range"
        min={0}
        max={LAST_MINUTE}
        value={minute}
        aria-valuetext={minuteText(minute)}
        onChange={(event) => setMinute(Number(event.target.value))}
      />
      {rundown.isError && <Failed error={rundown.error} retry={() => rundown.refetch()} />}
      {rundown.isPending && <Skeleton rows={3} height={72} />}
      <ul className="rows rehearsal" aria-live="polite">
        {onNow.map(({ airing, groups }) => {
          const answer = onAirAt({ airings: [{ ...airing, reasons: [...airing.reasons] }] }, at, airing.group)
          const playing = answer !== null && answer.positionMs !== null
          return (
            <li key={airing.id} className="panel-card">
              <span>
                <GroupNames groups={groups} />
              </span>
              <b>{playing || airing.kind === 'live' ? nameOf(airing, t) : t('kind.slate')}</b>
              {answer !== null && answer.positionMs !== null && (
                <span>{t('timetable.position', { position: lengthOf(answer.positionMs) })}</span>
              )}
              {answer !== null && (
                <span className="faint">{t('timetable.nextAt', { time: school.time(answer.nextChangeAt) })}</span>
              )}
              <p className="wide faint">{sayReasons(airing.reasons, language)}</p>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** What happened in one room: a school day at a time, newest first, back as far as it is kept. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Display } from '../../../protocol/display.ts'
import { ROOM_HISTORY_DAYS, RoomHistory as RoomDay } from '../../../protocol/room-history.ts'
import { schoolDate } from '../../../protocol/time.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { addDays, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { useRoomEventWords } from './room-event-words.ts'
import './room-history.css'

const AGAIN_MS = 10_000

export const RoomHistory = ({ display }: { readonly display: Display }) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('roomHistory.title')}</summary>
      {isOpen && <Days display={display} />}
    </details>
  )
}

const Days = ({ display: { id } }: { readonly display: Display }) => {
  const { t } = useTranslation()
  const { live, school } = usePanel()
  const language = useLanguage()
  const today = school.date(live.now())
  const first = addDays(today, 1 - ROOM_HISTORY_DAYS)
  const [date, setDate] = useState(today)
  const [problems, setProblems] = useState(false)
  const go = (to: typeof date) => setDate(to < first ? first : to > today ? today : to)
  return (
    <div className="room-history">
      <div className="room-acts">
        <button type="button" className="button" disabled={date <= first} onClick={() => go(addDays(date, -1))}>
          ‹<span className="hidden"> {t('act.previous')}</span>
        </button>
        <input
          type="date"
          aria-label={t('asRun.date')}
          value={date}
          min={first}
          max={today}
          onChange={(event) => event.target.value !== '' && go(schoolDate(event.target.value))}
        />
        <button type="button" className="button" disabled={date >= today} onClick={() => go(addDays(date, 1))}>
          ›<span className="hidden"> {t('act.next')}</span>
        </button>
        <span className="faint">{shortDate(date, language)}</span>
      </div>
      <div className="room-acts">
        <label className="check">
          <input type="checkbox" checked={problems} onChange={(event) => setProblems(event.currentTarget.checked)} />
          {t('onAir.onlyProblems')}
        </label>
        <a
          className="button"
          href={address(`/api/displays/${id}/history.csv`, { from: first, to: today, problems: problems || undefined })}
        >
          {t('roomHistory.csv', { days: ROOM_HISTORY_DAYS })}
        </a>
      </div>
      <Day key={`${date} ${problems}`} id={id} date={date} problems={problems} />
    </div>
  )
}

interface DayProps {
  readonly id: string
  readonly date: ReturnType<typeof schoolDate>
  readonly problems: boolean
}
const Day = ({ id, date, problems }: DayProps) => {
  const { t } = useTranslation()
  const { api, school } = usePanel()
  const words = useRoomEventWords()
  const day = useInfiniteQuery({
    queryKey: ['room-history', id, date, problems],
    queryFn: ({ pageParam }) =>
      api.get(
        address(`/api/displays/${id}/history`, {
          ...{ date, problems: problems || undefined, cursor: pageParam },
        }),
        RoomDay,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: AGAIN_MS,
  })
  if (day.isError && day.data === undefined) return <Failed error={day.error} retry={() => day.refetch()} />
  if (day.data === undefined) return <Skeleton rows={4} height={40} />
  const items = day.data.pages.flatMap((page) => page.items)
  const before = day.data.pages[0]?.before ?? null
  return (
    <>
      {items.length === 0 && <p className="faint">{t(problems ? 'roomHistory.noProblems' : 'roomHistory.empty')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard */}
      <section className="room-events" aria-label={t('roomHistory.title')} tabIndex={0}>
        <ol>
          {items.map((event) => {
            const { shape, level, text, more } = words(event)
            return (
              <li key={`${event.at} ${event.type} ${text}`}>
                <time dateTime={new Date(event.at).toISOString()}>{school.time(event.at)}</time>
                <span className={`room-shape ${level}`} aria-hidden="true">
                  {shape}
                </span>
                <span>
                  {text} {more !== '' && <small>{more}</small>}
                </span>
              </li>
            )
          })}
        </ol>
      </section>
      {day.hasNextPage && (
        <button type="button" className="button" disabled={day.isFetchingNextPage} onClick={() => day.fetchNextPage()}>
          {t('roomHistory.more')}
        </button>
      )}
      {before !== null && !problems && !day.hasNextPage && (
        <p className="faint">{t('roomHistory.before', { state: words(before).text })}</p>
      )}
    </>
  )
}

/** One day on one page of paper, for the broadcast room's door. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BookingView } from '../../../protocol/booking.ts'
import type { Fallback } from '../../../protocol/calendar.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import { schoolDate } from '../../../protocol/time.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useGroups } from '../../queries.ts'
import { lengthOf, longDate, weekdayName, weekdayOf } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { isCancelled, isWorthShowing, nameOf, timesOf } from './airing-words.ts'
import type { Dated } from './dated.ts'
import { type SharedPlan, useCalendar, useExceptions, useSharedRundown, useSlots } from './schedule-queries.ts'

/** More groups than a line of the sheet has room for. */
const MOST_NAMES = 6

export const Sheet = ({ date, setDate }: Dated) => {
  const { t } = useTranslation()
  const { api, live, school, settings } = usePanel()
  const language = useLanguage()
  const rundown = useSharedRundown(date, date)
  const day = useCalendar(date, date).data?.[0]
  const bookings = useQuery({
    queryKey: ['bookings', 'sheet', date],
    queryFn: async () =>
      (await api.get(address('/api/bookings', { from: date, to: date, state: 'approved' }), pageOf(BookingView))).items,
  })
  const weekday = weekdayName(weekdayOf(date), language)
  const plans = rundown.data ?? []
  const shown = plans.filter(({ airing }) => isWorthShowing(airing) && school.date(airing.start) === date)
  const gap = plans.find(({ airing }) => !isWorthShowing(airing))
  return (
    <>
      <div className="week-head no-print">
        <label htmlFor="sheet-date">{t('timetable.sheetDate')}</label>
        <input
          id="sheet-date"
          type="date"
          value={date}
          onChange={(event) => event.target.value !== '' && setDate(schoolDate(event.target.value))}
        />
        <button type="button" className="button primary" onClick={() => window.print()}>
          {t('timetable.print')}
        </button>
      </div>
      {rundown.isError && <Failed error={rundown.error} retry={() => rundown.refetch()} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it is wider than the screen, and the keyboard must scroll it */}
      <article className="sheet" aria-label={t('timetable.sheet')} tabIndex={0}>
        <header>
          <p>{settings.schoolName}</p>
          <h2>
            {longDate(date, settings.minguoYears)}
            {language === 'zh-TW' ? `（${weekday}）` : ` (${weekday})`}
          </h2>
          <p>
            {day !== undefined &&
              [t(`timetable.dayType.${day.type}`), day.note].filter((text) => text !== '').join(' · ')}
          </p>
        </header>
        {rundown.data === undefined && !rundown.isError && <Skeleton rows={3} height={56} />}
        {rundown.data !== undefined && shown.length === 0 && (
          <p className="sheet-none">
            {t('timetable.noSlots')}
            {gap !== undefined && `：${sayReasons(gap.airing.reasons, language)}`}
          </p>
        )}
        {shown.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('timetable.when')}</th>
                <th scope="col">{t('timetable.programme')}</th>
                <th scope="col">{t('timetable.length')}</th>
                <th scope="col">{t('timetable.audience')}</th>
                <th scope="col">{t('timetable.fallback')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((plan) => (
                <Line
                  key={plan.airing.id}
                  plan={plan}
                  bookedBy={bookings.data?.find((each) => each.mediaId === plan.airing.mediaId)?.bookedByName}
                  date={date}
                />
              ))}
            </tbody>
          </table>
        )}
        <footer>
          {t('timetable.printed', {
            time: `${longDate(school.date(live.now()), settings.minguoYears)} ${school.shortTime(live.now())}`,
          })}
        </footer>
      </article>
    </>
  )
}

interface LineProps extends Pick<Dated, 'date'> {
  readonly plan: SharedPlan
  readonly bookedBy: string | undefined
}
const Line = ({ plan: { airing, groups }, bookedBy, date }: LineProps) => {
  const { t } = useTranslation()
  const chainWord = useChainWord()
  const { school } = usePanel()
  const language = useLanguage()
  const slot = useSlots().data?.find((each) => each.id === airing.slotId)
  const exception = useExceptions(date, date).data?.find((each) => each.slotId === airing.slotId)
  const booked = airing.kind === 'booked-film' && bookedBy !== undefined
  return (
    <tr>
      <td className="sheet-time">{timesOf(airing, school)}</td>
      <td>
        <b>
          {airing.exam && `★ ${t('timetable.examMark')} `}
          {nameOf(airing, t)}
        </b>
        <br />
        {t(`kind.${airing.kind}`)}
        {isCancelled(airing) && ` · ✕ ${t('timetable.cancelledMark')}`}
        {booked && ` · ${t('timetable.bookedBy', { name: bookedBy })}`}
        {exception?.note && ` · ${exception.note}`}
        <small>{sayReasons(airing.reasons, language)}</small>
      </td>
      <td>{airing.mediaId === null ? '—' : lengthOf(Math.min(airing.mediaDurationMs, airing.end - airing.start))}</td>
      <td>
        <GroupNames groups={groups} />
      </td>
      <td>{[...(slot?.fallback ?? []).map((each) => chainWord(each)), t('kind.slate')].join(' → ')}</td>
    </tr>
  )
}

const useChainWord = () => {
  const { t } = useTranslation()
  return (entry: Fallback): string =>
    entry.type === 'latest-news'
      ? t('timetable.latestWithin', { days: entry.withinDays })
      : t(`timetable.fallbackType.${entry.type}`)
}

/** The whole school in one word, a few groups by name, many by their number. */
export const GroupNames = ({ groups }: { readonly groups: readonly string[] }) => {
  const { t } = useTranslation()
  const known = useGroups().data ?? []
  if (groups.length >= known.length && known.length > 0) return t('timetable.audienceAll')
  if (groups.length > MOST_NAMES) return t('timetable.forGroups', { count: groups.length })
  return groups.map((id) => known.find((group) => group.id === id)?.name ?? id).join('、')
}

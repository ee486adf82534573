/** For the broadcast room: films that bookings wait for and that are not in the library yet, the next date first. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { BookingView } from '../../../protocol/booking.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { shortDate } from '../../school-time.ts'

export const AwaitedFilms = () => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const language = useLanguage()
  const from = school.date(live.now())
  const awaited = useQuery({
    queryKey: ['bookings', 'awaited', from],
    queryFn: async () => (await api.get(address('/api/bookings', { awaited: true, from }), pageOf(BookingView))).items,
  }).data
  if (awaited === undefined || awaited.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('bookings.awaited')}>
      <h2>▲ {t('bookings.awaited')}</h2>
      <ul className="rows">
        {awaited.toReversed().map(({ id, date, title, film, bookedByName }) => (
          <li key={id}>
            <b>{shortDate(date, language)}</b>
            <span className="grow">{title}</span>
            <span className="faint">
              {bookedByName}
              {film !== null &&
                ` · ${t(`bookings.arrives.${film.arrives}`)} · ${t('bookings.comes', { date: shortDate(film.on, language) })}`}
            </span>
            <Link href="/bookings">{t('bookings.title')}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

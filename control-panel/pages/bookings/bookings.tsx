/** The dates on which a film can be booked: free, asked for, booked or a holiday; and one's own requests. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { BookableDate, type BookingState } from '../../../protocol/booking.ts'
import { address } from '../../api.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { addDays, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { BookingForm } from './booking-form.tsx'
import { BookingRow } from './booking-row.tsx'
import { CalendarAddress } from './calendar-address.tsx'
import { useApproves } from './use-approves.ts'

const Dates = Type.Object({ items: Type.Array(BookableDate), nextCursor: Type.Null() })
/** A term: twenty weeks, today included. */
const DAYS_AHEAD = 140

const Bookings = () => {
  const { t } = useTranslation()
  const { api, live, school, user } = usePanel()
  const language = useLanguage()
  const approves = useApproves()
  const [from] = useState(() => school.date(live.now()))
  const to = addDays(from, DAYS_AHEAD - 1)
  const dates = useQuery({
    queryKey: ['bookings', 'dates', from, language],
    queryFn: async () => (await api.get(address('/api/booking-dates', { from, to }), Dates)).items,
  })
  if (dates.isError && dates.data === undefined)
    return <Failed page={t('bookings.title')} error={dates.error} retry={() => dates.refetch()} />
  const all = dates.data?.flatMap((day) => day.bookings) ?? []
  const waiting = all.filter(({ state }) => state === 'pending').length
  const mine = (dates.data ?? []).filter((day) =>
    day.bookings.some(({ bookedBy, state }) => bookedBy === user.id && !(approves && state === 'pending')),
  )
  return (
    <>
      <div className="page-head">
        <h1>{t('bookings.title')}</h1>
        {dates.data !== undefined && (
          <span className={`chip ${waiting > 0 ? 'amber' : 'ready'}`}>
            {waiting > 0 ? `▲ ${t('bookings.waiting', { count: waiting })}` : `✓ ${t('bookings.noneWaiting')}`}
          </span>
        )}
        <CalendarAddress />
      </div>
      {dates.data === undefined && <Skeleton rows={5} height={136} />}
      {approves && waiting > 0 && <ForMe days={dates.data ?? []} />}
      {mine.length > 0 && <Mine days={mine} />}
      {dates.data?.map((day) => (
        <DateCard key={day.date} day={day} />
      ))}
      {dates.data?.length === 0 && (
        <div className="empty">
          <strong>{t('bookings.noDates')}</strong>
        </div>
      )}
    </>
  )
}
export default Bookings

/** What an approver is asked, the next date first, each with what speaks for and against it. */
const ForMe = ({ days }: { readonly days: readonly BookableDate[] }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const asked = days.flatMap((day) =>
    day.bookings.filter(({ state }) => state === 'pending').map((booking) => ({ day, booking })),
  )
  return (
    <section className="panel-card" aria-label={t('bookings.forMyDecision')}>
      <h2>{t('bookings.forMyDecision')}</h2>
      {asked.map(({ day, booking }) => (
        <div key={booking.id}>
          <h3>{shortDate(day.date, language)}</h3>
          <ul className="rows">
            <BookingRow booking={booking} day={day} isOpened />
          </ul>
        </div>
      ))}
    </section>
  )
}

/** The news of one's own requests, for who has no mail too. */
const Mine = ({ days }: { readonly days: readonly BookableDate[] }) => {
  const { t } = useTranslation()
  const { user } = usePanel()
  const language = useLanguage()
  const approves = useApproves()
  return (
    <section className="panel-card" aria-label={t('bookings.mine')}>
      <h2>{t('bookings.mine')}</h2>
      {days.map((day) => (
        <div key={day.date}>
          <h3>{shortDate(day.date, language)}</h3>
          <ul className="rows">
            {day.bookings
              .filter(({ bookedBy, state }) => bookedBy === user.id && !(approves && state === 'pending'))
              .map((booking) => (
                <BookingRow key={booking.id} booking={booking} day={day} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

const HOLDS: ReadonlySet<BookingState> = new Set(['pending', 'offered', 'approved'])

const DateCard = ({ day }: { readonly day: BookableDate }) => {
  const { t } = useTranslation()
  const { live, school, user } = usePanel()
  const language = useLanguage()
  const books = useMay('bookings.write')
  const behalf = useMay('bookings.behalf')
  const approves = useApproves()
  const [open, setOpen] = useState(false)
  const { date, slot, cutOff } = day
  const now = live.now()
  const canBook = books && slot !== null && now < slot.start && (behalf || now < cutOff)
  const holder = day.bookings.find(({ state }) => HOLDS.has(state))
  // What waits for this person's decision, or is their own, stands above.
  const listed = day.bookings.filter(
    ({ bookedBy, state }) => bookedBy !== user.id && !(approves && state === 'pending'),
  )
  return (
    <section className="panel-card" aria-label={shortDate(date, language)}>
      <h2>
        {shortDate(date, language)}{' '}
        {slot !== null && (
          <span className="faint">
            {school.shortTime(slot.start)}–{school.shortTime(slot.end)}
          </span>
        )}
      </h2>
      <p>
        <DateChip day={day} />
      </p>
      {slot === null && <p>{day.reasons.map(({ text }) => text).join(language === 'en' ? ', ' : '，')}</p>}
      {slot !== null && now < cutOff && (
        <p className="faint">
          {t('bookings.cutOff', {
            date: shortDate(school.date(cutOff), language),
            time: school.shortTime(cutOff),
          })}
        </p>
      )}
      <ul className="rows">
        {listed.map((booking) => (
          <BookingRow key={booking.id} booking={booking} day={day} />
        ))}
      </ul>
      {canBook && !open && (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {holder === undefined ? t('bookings.bookDate') : t('bookings.queue')}
        </button>
      )}
      {open && <BookingForm date={date} onClose={() => setOpen(false)} />}
    </section>
  )
}

const DateChip = ({ day }: { readonly day: BookableDate }) => {
  const { t } = useTranslation()
  const { live } = usePanel()
  const holder = day.bookings.find(({ state }) => HOLDS.has(state))
  if (day.slot === null) return <span className="chip grey">○ {t('bookings.holiday')}</span>
  if (holder?.state === 'approved')
    return <span className="chip ready">✓ {t('bookings.booked', { who: holder.bookedByName })}</span>
  if (holder !== undefined) return <span className="chip amber">▲ {t('bookings.askedFor')}</span>
  if (day.cutOff <= live.now()) return <span className="chip grey">○ {t('bookings.closed')}</span>
  return <span className="chip">＋ {t('bookings.free')}</span>
}

/** The dates on which a film can be booked: what is asked for, what is decided, what plays. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { BookingDetail, BookingView } from '../../../protocol/booking.ts'
import { Slot } from '../../../protocol/calendar.ts'
import { isAskedFor, shareAirings } from '../../../protocol/readiness.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { address } from '../../api.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { type PlannedAiring, useRundown } from '../../queries.ts'
import { addDays, lengthOf, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { BookingForm } from './booking-form.tsx'

const Slots = Type.Object({ items: Type.Array(Slot), nextCursor: Type.Null() })
/** Five weeks ahead, today included. */
const DAYS_AHEAD = 35

const Bookings = () => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const [from] = useState(() => school.date(live.now()))
  const to = addDays(from, DAYS_AHEAD - 1)
  const slots = useQuery({ queryKey: ['schedule', 'slots'], queryFn: () => api.get('/api/slots', Slots) })
  const rundown = useRundown(from, to)
  const bookings = useQuery({
    queryKey: ['bookings', from],
    queryFn: async () => (await api.get(address('/api/bookings', { from, to, limit: 500 }), pageOf(BookingView))).items,
  })
  const failed = [bookings, rundown, slots].find((query) => query.isError && query.data === undefined)
  if (failed?.error) return <Failed error={failed.error} retry={() => failed.refetch()} />
  const bookable = new Set(slots.data?.items.filter((slot) => slot.kind === 'booked-film').map((slot) => slot.id))
  const dates = shareAirings((rundown.data ?? []).filter((airing) => bookable.has(airing.slotId ?? '')))
  const waiting = (bookings.data ?? []).filter((booking) => booking.state === 'pending').length
  const loading = bookings.data === undefined || rundown.data === undefined || slots.data === undefined
  return (
    <>
      <div className="page-head">
        <h1>{t('bookings.title')}</h1>
        {!loading && (
          <span className={`chip ${waiting > 0 ? 'amber' : 'ready'}`}>
            {waiting > 0 ? `▲ ${t('bookings.waiting', { count: waiting })}` : `✓ ${t('bookings.noneWaiting')}`}
          </span>
        )}
      </div>
      {loading && <Skeleton rows={5} height={136} />}
      {!loading &&
        dates.map(({ airing }) => {
          const date = school.date(airing.start)
          const asked = (bookings.data ?? []).filter((booking) => booking.date === date)
          return <BookableDate key={airing.id} date={date} airing={airing} bookings={asked} />
        })}
      {!loading && dates.length === 0 && (
        <div className="empty">
          <strong>{t('bookings.noDates')}</strong>
        </div>
      )}
    </>
  )
}
export default Bookings

interface DateProps {
  readonly date: SchoolDate
  readonly airing: PlannedAiring
  readonly bookings: readonly BookingView[]
}
const BookableDate = ({ date, airing, bookings }: DateProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const books = useMay('bookings.write')
  const [open, setOpen] = useState(false)
  return (
    <section className="panel-card" aria-label={shortDate(date, language)}>
      <h2>
        {shortDate(date, language)}{' '}
        <span className="faint">
          {school.shortTime(airing.start)}–{school.shortTime(airing.end)}
        </span>
      </h2>
      <p className="faint">
        {airing.title === '' ? '' : `${airing.title} · `}
        {sayReasons(airing.reasons, language)}
      </p>
      <ul className="rows">
        {bookings.map((booking) => (
          <BookingRow key={booking.id} booking={booking} />
        ))}
      </ul>
      {books && !open && isAskedFor(airing) && (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {t('bookings.bookDate')}
        </button>
      )}
      {open && <BookingForm date={date} onClose={() => setOpen(false)} />}
    </section>
  )
}

const LEVELS = { pending: 'amber', approved: 'ready', refused: 'grey', withdrawn: 'grey' } as const
const SHAPES = { pending: '▲', approved: '✓', refused: '✕', withdrawn: '○' } as const

const BookingRow = ({ booking }: { readonly booking: BookingView }) => {
  const { t } = useTranslation()
  const { api, user } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const approves = useMay('bookings.approve')
  const [shown, setShown] = useState(false)
  const { id, state } = booking
  const decide = (act: 'approve' | 'refuse' | 'withdraw') =>
    attempt(async () => {
      const decided = await api.send('POST', `/api/bookings/${id}/${act}`, BookingView)
      await queries.invalidateQueries({ queryKey: ['bookings'] })
      done(`${decided.title}: ${t(`bookings.state.${decided.state}`)}`)
    })
  return (
    <li>
      <b className="grow">{booking.title}</b>
      <span className="faint">
        {booking.bookedByName} · {t(`bookings.licenceKind.${booking.licence.kind}`)}
      </span>
      <span className={`chip ${LEVELS[state]}`}>
        {SHAPES[state]} {t(`bookings.state.${state}`)}
      </span>
      {approves && state !== 'approved' && state !== 'withdrawn' && (
        <button type="button" className="button small primary" onClick={() => decide('approve')}>
          {t('bookings.approve')}
        </button>
      )}
      {approves && state !== 'refused' && state !== 'withdrawn' && (
        <button type="button" className="button small" onClick={() => decide('refuse')}>
          {t('bookings.refuse')}
        </button>
      )}
      {(booking.bookedBy === user.id || approves) && state !== 'withdrawn' && (
        <button type="button" className="button small" onClick={() => decide('withdraw')}>
          {t('bookings.withdraw')}
        </button>
      )}
      {booking.note !== '' && <p className="wide faint">{booking.note}</p>}
      <details className="wide" onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary>{t('bookings.check')}</summary>
        {shown && <Check id={id} />}
      </details>
    </li>
  )
}

/** Whether it fits, may be shown, and what airs without it. */
const Check = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const detail = useQuery({
    queryKey: ['bookings', 'detail', id, language],
    queryFn: () => api.get(`/api/bookings/${id}`, BookingDetail),
  })
  if (detail.isError) return <Failed error={detail.error} retry={() => detail.refetch()} />
  if (detail.data === undefined) return <Skeleton rows={2} height={24} />
  const { check } = detail.data
  return (
    <>
      <p>
        {t('bookings.shown', { shown: lengthOf(check.shownMs) })}
        {check.cutMs > 0 && ` ▲ ${t('bookings.cut', { cut: lengthOf(check.cutMs) })}`}
      </p>
      {check.problems.map((problem) => (
        <p key={problem.code}>▲ {problem.text}</p>
      ))}
      {check.otherwise !== null && (
        <p>
          {t('bookings.otherwise')} {check.otherwise.title || sayReasons(check.otherwise.reasons, language)}
        </p>
      )}
    </>
  )
}

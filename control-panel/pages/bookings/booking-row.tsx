/** One booking of a line: what it is, where it stands, and what this person may do with it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BookableDate, BookingDetail, type BookingState, BookingView } from '../../../protocol/booking.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { BookingForm } from './booking-form.tsx'
import { Film } from './film.tsx'
import { LinkFilm } from './link-film.tsx'
import { OwnFilm } from './own-film.tsx'
import { useApproves } from './use-approves.ts'
import { Verdict } from './verdict.tsx'

const LOOKS: Readonly<Record<BookingState, { readonly level: string; readonly shape: string }>> = {
  waiting: { level: 'grey', shape: '…' },
  pending: { level: 'amber', shape: '▲' },
  offered: { level: 'amber', shape: '▲' },
  approved: { level: 'ready', shape: '✓' },
  refused: { level: 'grey', shape: '✕' },
  withdrawn: { level: 'grey', shape: '○' },
  lapsed: { level: 'grey', shape: '○' },
}
const OPEN: ReadonlySet<BookingState> = new Set(['waiting', 'pending', 'offered', 'approved'])
const REFUSALS = ['licence', 'length', 'content', 'news'] as const

interface Props {
  readonly booking: BookingView
  readonly day: BookableDate
  /** With its verdict in sight. */
  readonly isOpened?: boolean
}
export const BookingRow = ({ booking, day, isOpened = false }: Props) => {
  const { t } = useTranslation()
  const { school, user } = usePanel()
  const language = useLanguage()
  const approves = useApproves()
  const behalf = useMay('bookings.behalf')
  const [shown, setShown] = useState(isOpened)
  const [isChanging, setChanging] = useState(false)
  const [isRefusing, setRefusing] = useState(false)
  const { state, offerUntil } = booking
  const decide = useDecide(booking)
  const owns = booking.bookedBy === user.id
  const { canWithdraw, canChange } = useRights(booking, day)
  const ahead = day.bookings.filter((each) => each.state === 'waiting' && each.place <= booking.place).length
  return (
    <li>
      <b className="grow">{booking.title}</b>
      <span className="faint">
        {booking.bookedByName} · {t(`bookings.licenceKind.${booking.licence.kind}`)}
      </span>
      <span className={`chip ${LOOKS[state].level}`}>
        {LOOKS[state].shape}{' '}
        {state === 'waiting' ? t('bookings.place', { count: ahead }) : t(`bookings.state.${state}`)}
      </span>
      {offerUntil !== null && (
        <span>
          {t('bookings.acceptUntil', {
            date: shortDate(school.date(offerUntil), language),
            time: school.shortTime(offerUntil),
          })}
        </span>
      )}
      {state === 'offered' && (owns || behalf) && (
        <button type="button" className="button small primary" onClick={() => decide('accept')}>
          {t('bookings.accept')}
        </button>
      )}
      {approves && state === 'pending' && booking.mediaId !== null && (
        <button type="button" className="button small primary" onClick={() => decide('approve')}>
          {t('bookings.approve')}
        </button>
      )}
      {approves && OPEN.has(state) && !isRefusing && (
        <button type="button" className="button small" onClick={() => setRefusing(true)}>
          {t('bookings.refuse')}
        </button>
      )}
      {canWithdraw && (
        <button type="button" className="button small" onClick={() => decide('withdraw')}>
          {t('bookings.withdraw')}
        </button>
      )}
      {canChange && !isChanging && (
        <button type="button" className="button small" onClick={() => setChanging(true)}>
          {t('bookings.change')}
        </button>
      )}
      {owns && OPEN.has(state) && day.slot !== null && (
        <a className="button small" href={`/api/bookings/${booking.id}/event.ics`} download>
          {t('bookings.event')}
        </a>
      )}
      {isChanging && (
        <div className="wide">
          <BookingForm date={booking.date} booking={booking} onClose={() => setChanging(false)} />
        </div>
      )}
      {booking.mediaId === null && booking.film !== null && OPEN.has(state) && (
        <p className="wide">
          <span className="chip amber">▲ {t('bookings.notHere')}</span> {t(`bookings.arrives.${booking.film.arrives}`)}{' '}
          · {t('bookings.comes', { date: shortDate(booking.film.on, language) })}
        </p>
      )}
      {behalf && booking.mediaId === null && OPEN.has(state) && <LinkFilm booking={booking} />}
      {OPEN.has(state) && <OwnFilm booking={booking} day={day} />}
      {isRefusing && (
        <Refusing
          id={booking.id}
          refuse={(reason) => {
            setRefusing(false)
            decide('refuse', reason)
          }}
          onClose={() => setRefusing(false)}
        />
      )}
      {booking.refusal !== '' && (
        <p className="wide">
          {t('bookings.reason')}: {booking.refusal}
        </p>
      )}
      {booking.note !== '' && <p className="wide faint">{booking.note}</p>}
      {OPEN.has(state) && (
        <details className="wide" open={isOpened} onToggle={(event) => setShown(event.currentTarget.open)}>
          <summary>{t('bookings.check')}</summary>
          {shown && <Check booking={booking} looks={booking.heldFilm === null || owns || approves} />}
        </details>
      )}
    </li>
  )
}

/** An act on a booking, with the way back where there is one. */
const useDecide = ({ id, version }: BookingView) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const act = async (type: string, body?: object): Promise<BookingView> => {
    try {
      return await api.send('POST', `/api/bookings/${id}/${type}`, BookingView, body)
    } finally {
      // Refused too: somebody else was faster, and what they did is to be seen.
      await queries.invalidateQueries({ queryKey: ['bookings'] })
    }
  }
  const takeBack = () =>
    attempt(async () => {
      const decided = await act('undo')
      done(`${decided.title}: ${t('bookings.takenBack')}`)
    })
  return (type: 'approve' | 'refuse' | 'accept' | 'withdraw', reason?: string) =>
    attempt(async () => {
      const told = { approve: { version }, refuse: { reason: reason ?? '' }, accept: undefined, withdraw: undefined }
      const decided = await act(type, told[type])
      const undo = { label: t('act.undo'), run: takeBack }
      done(`${decided.title}: ${t(`bookings.state.${decided.state}`)}`, type === 'accept' ? undefined : undo)
    })
}

/**
 * A teacher changes and withdraws until the cut-off, and leaves the waiting list or an offer at any time; the broadcast room
 * does both until the film would begin (rules B5, B6).
 */
const useRights = (booking: BookingView, day: BookableDate) => {
  const { live, user } = usePanel()
  const behalf = useMay('bookings.behalf')
  const begun = day.slot !== null && day.slot.start <= live.now()
  if (!OPEN.has(booking.state) || begun) return { canWithdraw: false, canChange: false }
  if (behalf) return { canWithdraw: true, canChange: day.slot !== null }
  const owns = booking.bookedBy === user.id
  const isEarly = live.now() < day.cutOff
  const leaves = booking.state === 'waiting' || booking.state === 'offered'
  return { canWithdraw: owns && (isEarly || leaves), canChange: owns && isEarly && day.slot !== null }
}

interface RefusingProps {
  readonly id: string
  readonly refuse: (reason: string) => void
  readonly onClose: () => void
}
const Refusing = ({ id, refuse, onClose }: RefusingProps) => {
  const { t } = useTranslation()
  const [own, setOwn] = useState('')
  return (
    <form
      className="wide fields"
      onSubmit={(event) => {
        event.preventDefault()
        refuse(own.trim())
      }}
    >
      <fieldset className="choices">
        <legend className="faint">{t('bookings.reason')}</legend>
        {REFUSALS.map((name) => (
          <button
            key={name}
            type="button"
            className="button small"
            onClick={() => refuse(t(`bookings.refusals.${name}`))}
          >
            {t(`bookings.refusals.${name}`)}
          </button>
        ))}
      </fieldset>
      <div>
        <label htmlFor={`refusal-${id}`}>{t('bookings.refuseOwn')}</label>
        <input id={`refusal-${id}`} maxLength={300} value={own} onChange={(event) => setOwn(event.target.value)} />
      </div>
      <div className="acts">
        <button type="button" className="button small" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button small primary" disabled={own.trim() === ''}>
          {t('bookings.refuse')}
        </button>
      </div>
    </form>
  )
}

/** The verdict, and the film itself. */
const Check = ({ booking, looks }: { readonly booking: BookingView; readonly looks: boolean }) => {
  const { id, mediaId, version } = booking
  const { api } = usePanel()
  const language = useLanguage()
  const detail = useQuery({
    queryKey: ['bookings', 'detail', id, version, language],
    queryFn: () => api.get(`/api/bookings/${id}`, BookingDetail),
  })
  if (detail.isError) return <Failed error={detail.error} retry={() => detail.refetch()} />
  if (detail.data === undefined) return <Skeleton rows={2} height={24} />
  return (
    <>
      <Verdict check={detail.data.check} />
      {mediaId !== null && looks && <Film mediaId={mediaId} />}
    </>
  )
}

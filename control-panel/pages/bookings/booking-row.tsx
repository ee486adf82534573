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
}
export const BookingRow = ({ booking, day }: Props) => {
  const { t } = useTranslation()
  const { school, user } = usePanel()
  const language = useLanguage()
  const approves = useMay('bookings.approve')
  const [shown, setShown] = useState(false)
  const [isRefusing, setRefusing] = useState(false)
  const { state, offerUntil } = booking
  const decide = useDecide(booking)
  const owns = booking.bookedBy === user.id
  const canWithdraw = useWithdraw(booking, day)
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
      {state === 'offered' && (owns || approves) && (
        <button type="button" className="button small primary" onClick={() => decide('accept')}>
          {t('bookings.accept')}
        </button>
      )}
      {approves && state === 'pending' && (
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
        <details className="wide" onToggle={(event) => setShown(event.currentTarget.open)}>
          <summary>{t('bookings.check')}</summary>
          {shown && <Check id={booking.id} />}
        </details>
      )}
    </li>
  )
}

/** An act on a booking, with the way back where there is one. */
const useDecide = ({ id }: BookingView) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const act = async (type: string, body?: object): Promise<BookingView> => {
    const decided = await api.send('POST', `/api/bookings/${id}/${type}`, BookingView, body)
    await queries.invalidateQueries({ queryKey: ['bookings'] })
    return decided
  }
  const takeBack = () =>
    attempt(async () => {
      const decided = await act('undo')
      done(`${decided.title}: ${t('bookings.takenBack')}`)
    })
  return (type: 'approve' | 'refuse' | 'accept' | 'withdraw', reason?: string) =>
    attempt(async () => {
      const decided = await act(type, type === 'refuse' ? { reason: reason ?? '' } : undefined)
      const undo = { label: t('act.undo'), run: takeBack }
      done(`${decided.title}: ${t(`bookings.state.${decided.state}`)}`, type === 'accept' ? undefined : undo)
    })
}

/** A teacher withdraws until the cut-off; from the waiting list and from an offer at any time. An approver always. */
const useWithdraw = (booking: BookingView, day: BookableDate): boolean => {
  const { live, user } = usePanel()
  const approves = useMay('bookings.approve')
  if (!OPEN.has(booking.state)) return false
  if (approves) return true
  const isEarly = live.now() < day.cutOff || booking.state === 'waiting' || booking.state === 'offered'
  return booking.bookedBy === user.id && isEarly
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

const Check = ({ id }: { readonly id: string }) => {
  const { api } = usePanel()
  const language = useLanguage()
  const detail = useQuery({
    queryKey: ['bookings', 'detail', id, language],
    queryFn: () => api.get(`/api/bookings/${id}`, BookingDetail),
  })
  if (detail.isError) return <Failed error={detail.error} retry={() => detail.refetch()} />
  return detail.data === undefined ? <Skeleton rows={2} height={24} /> : <Verdict check={detail.data.check} />
}

/** Asking for a film on one date, in three short steps; the verdict stays in sight. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BookingCheck, BookingDetail, type BookingView } from '../../../protocol/booking.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { FilmStep } from './film-step.tsx'
import { PartStep } from './part-step.tsx'
import { Verdict } from './verdict.tsx'
import { ClassChoice, ForWhom } from './whom.tsx'
import { type Body, bodyOf, changeOf, NOTHING, type Wish, wishOf } from './wish.ts'

const STEPS = ['stepFilm', 'stepPart', 'stepWhy'] as const
const LAST = STEPS.length - 1

interface Props {
  readonly date: SchoolDate
  /** The booking that is changed; none: a new one. */
  readonly booking?: BookingView
  readonly onClose: () => void
}
export const BookingForm = ({ date, booking, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [step, setStep] = useState(0)
  const [wish, setWish] = useState(() => (booking === undefined ? NOTHING : wishOf(booking)))
  const [seen, setSeen] = useState(booking?.version)
  const isOvertaken = booking?.version !== seen
  const [userId, setUserId] = useState<string | null>(null)
  const change = (patch: Partial<Wish>) => setWish((held) => ({ ...held, ...patch }))
  const body = bodyOf(date, wish)
  const send = () =>
    attempt(async () => {
      const made =
        booking === undefined
          ? await api.send('POST', '/api/bookings', BookingDetail, { ...body, ...(userId === null ? {} : { userId }) })
          : await api.send('PUT', `/api/bookings/${booking.id}`, BookingDetail, {
              ...changeOf(wish),
              version: seen,
            })
      await queries.invalidateQueries({ queryKey: ['bookings'] })
      const said = t(booking === undefined ? 'bookings.sent' : 'bookings.changed')
      done(`${said}: ${t(`bookings.state.${made.state}`)}`)
      onClose()
    })
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (step === LAST) send()
        else setStep(step + 1)
      }}
    >
      <p className="faint" aria-live="polite">
        {t('bookings.step', { step: String(step + 1) })}: {t(`bookings.${STEPS[step] ?? 'stepFilm'}`)}
      </p>
      {step === 0 && <FilmStep date={date} wish={wish} change={change} />}
      {step === 1 && <PartStep date={date} wish={wish} change={change} />}
      {step === 2 && (
        <>
          <div>
            <label htmlFor={`note-${date}`}>{t('bookings.why')}</label>
            <input
              id={`note-${date}`}
              maxLength={500}
              value={wish.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          </div>
          <ClassChoice chosen={wish.audience} choose={(audience) => change({ audience })} />
          {booking === undefined && <ForWhom id={`for-${date}`} chosen={userId} choose={setUserId} />}
        </>
      )}
      <section aria-label={t('bookings.verdict')} className="booking-verdict">
        <b>{t('bookings.verdict')}</b>
        {body === null ? <p className="faint">{t('bookings.verdictLater')}</p> : <Preview body={body} />}
      </section>
      {booking !== undefined && isOvertaken && (
        <div className="notice amber" role="alert">
          <p>
            ▲ {t('bookings.overtaken', { title: booking.title })} {booking.note}
          </p>
          <div className="acts start">
            <button type="button" className="button small" onClick={() => setSeen(booking.version)}>
              {t('timetable.keepMine')}
            </button>
            <button
              type="button"
              className="button small"
              onClick={() => {
                setWish(wishOf(booking))
                setSeen(booking.version)
              }}
            >
              {t('timetable.takeTheirs')}
            </button>
          </div>
        </div>
      )}
      <div className="acts">
        <button type="button" className="button" onClick={step === 0 ? onClose : () => setStep(step - 1)}>
          {step === 0 ? t('act.cancel') : t('bookings.stepBack')}
        </button>
        <button type="submit" className="button primary" disabled={body === null || isOvertaken}>
          {step < LAST ? t('bookings.stepNext') : t(booking === undefined ? 'bookings.send' : 'bookings.sendChange')}
        </button>
      </div>
    </form>
  )
}

const Preview = ({ body }: { readonly body: Body }) => {
  const { api } = usePanel()
  const language = useLanguage()
  const check = useQuery({
    queryKey: ['bookings', 'check', { ...body, note: '' }, language],
    queryFn: () => api.send('POST', '/api/bookings/check', BookingCheck, { ...body, note: '' }),
    placeholderData: (previous) => previous,
    retry: false,
  })
  if (check.isError) return <p>▲ {check.error.message}</p>
  return check.data === undefined ? <p className="faint">…</p> : <Verdict check={check.data} />
}

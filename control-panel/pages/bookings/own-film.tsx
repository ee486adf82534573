/** The film that a teacher brings for a booking: sent from the phone or PC, seen by few, accepted or let go. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type BookableDate, BookingDetail, BookingView } from '../../../protocol/booking.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { useUploadList, useUploads } from '../../uploads/uploads.tsx'
import { useProgramme } from '../library/library-queries.ts'
import { ScanChooser } from '../library/scan-chooser.tsx'
import { Acts, Progress } from '../library/upload-list.tsx'
import { useApproves } from './use-approves.ts'

interface Props {
  readonly booking: BookingView
  readonly day: BookableDate
}
export const OwnFilm = ({ booking, day }: Props) => {
  const { user } = usePanel()
  const approves = useApproves()
  const owns = booking.bookedBy === user.id
  if (!owns && !approves) return null
  const { heldFilm } = booking
  return (
    <>
      {heldFilm?.state === 'quarantined' && <Quarantined booking={booking} />}
      {heldFilm?.state === 'refused' && <Refused booking={booking} until={heldFilm.until} />}
      {owns && booking.mediaId === null && booking.film !== null && <Bring booking={booking} day={day} />}
    </>
  )
}

/** Until the cut-off, or for the broadcast room until the film would begin. */
const Bring = ({ booking: { id }, day }: Props) => {
  const { t } = useTranslation()
  const { live } = usePanel()
  const brings = useMay('media.upload-own')
  const behalf = useMay('bookings.behalf')
  const queue = useUploads()
  const rows = useUploadList().filter(({ bookingId }) => bookingId === id)
  const chooser = useRef<HTMLInputElement>(null)
  const left = useQuery({ queryKey: ['left-uploads', id, rows.length], queryFn: queue.left, gcTime: 0 }).data
  const half = left?.find(({ bookingId }) => bookingId === id)
  const until = behalf ? (day.slot?.start ?? day.cutOff) : day.cutOff
  if (!brings || live.now() >= until) return null
  return (
    <div className="wide">
      <input
        ref={chooser}
        className="hidden"
        type="file"
        accept="video/*,.mkv,.ts,.mpg,.mpeg,.avi,.wmv"
        tabIndex={-1}
        aria-label={t('bookings.own.upload')}
        onChange={(event) => {
          for (const { key } of rows) queue.remove(key)
          queue.add(event.target.files ?? [], id)
          event.target.value = ''
        }}
      />
      {rows.every(({ state }) => state.type === 'failed' && state.final) && (
        <p className="acts start">
          <button type="button" className="button small" onClick={() => chooser.current?.click()}>
            {t('bookings.own.upload')}
          </button>
          <span className="faint">{half ? t('bookings.own.goOn', { name: half.name }) : t('bookings.own.hint')}</span>
        </p>
      )}
      <ul className="rows upload-rows">
        {rows.map((row) => (
          <li key={row.key}>
            <span className="grow upload-name">{row.name}</span>
            <Progress row={row} />
            <Acts row={row} />
            {row.state.type === 'failed' && (
              <p className="wide" role="alert">
                <span className="chip amber">▲</span>{' '}
                {row.state.message === '' ? t('library.uploadCut') : row.state.message}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

const useFilmAct = ({ id, title }: BookingView) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const send = async (type: 'accept' | 'refuse' | 'undo') => {
    try {
      await api.send('POST', `/api/bookings/${id}/film/${type}`, BookingView)
    } finally {
      await queries.invalidateQueries({ queryKey: ['bookings'] })
    }
  }
  const undo = () =>
    attempt(async () => {
      await send('undo')
      done(`${title}: ${t('bookings.own.back')}`)
    })
  return {
    undo,
    accept: () =>
      attempt(async () => {
        await send('accept')
        done(`${title}: ${t('bookings.own.accepted')}`)
      }),
    letGo: () =>
      attempt(async () => {
        await send('refuse')
        done(`${title}: ${t('bookings.own.gone')}`, { label: t('act.undo'), run: undo })
      }),
  }
}

const Quarantined = ({ booking }: { readonly booking: BookingView }) => {
  const { t } = useTranslation()
  const { user } = usePanel()
  const approves = useApproves()
  const { accept, letGo } = useFilmAct(booking)
  const owns = booking.bookedBy === user.id
  return (
    <div className="wide">
      <span className="chip amber">▲ {t('bookings.own.quarantined')}</span>
      {booking.mediaId !== null && <Prepared booking={booking} mediaId={booking.mediaId} />}
      <div className="acts start">
        {approves && (
          <button type="button" className="button small" onClick={accept}>
            {t('bookings.own.accept')}
          </button>
        )}
        <button type="button" className="button small" onClick={letGo}>
          {t(owns ? 'bookings.own.remove' : 'bookings.own.refuse')}
        </button>
        {owns && <Scan booking={booking} />}
      </div>
    </div>
  )
}

/** What its real length means for the booking, as soon as it is known. */
const Prepared = ({ booking, mediaId }: { readonly booking: BookingView; readonly mediaId: string }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const media = useProgramme(mediaId).data
  const { id, version } = booking
  const detail = useQuery({
    queryKey: ['bookings', 'detail', id, version, language, media?.durationMs ?? null],
    queryFn: () => api.get(`/api/bookings/${id}`, BookingDetail),
    enabled: media !== undefined && media.durationMs !== null,
  })
  if (media === undefined) return null
  if (media.refusal !== null) return <p role="alert">▲ {t('bookings.own.wrong', { why: media.refusal.message })}</p>
  if (media.durationMs === null)
    return (
      <p>
        <progress max={1} value={media.progress} aria-label={media.title} /> {t('bookings.own.preparing')}
      </p>
    )
  return (detail.data?.check.cutMs ?? 0) > 0 ? <p>▲ {t('bookings.own.tooLong')}</p> : null
}

const Refused = ({ booking, until }: { readonly booking: BookingView; readonly until: BookingView['createdAt'] }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const { undo } = useFilmAct(booking)
  return (
    <p className="wide">
      {t('bookings.own.refused', { date: shortDate(school.date(until), language) })}{' '}
      <button type="button" className="button small" onClick={undo}>
        {t('bookings.own.undo')}
      </button>
    </p>
  )
}

const Scan = ({ booking: { id, title } }: { readonly booking: BookingView }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const send = (file: File) =>
    attempt(async () => {
      await api.act('PUT', `/api/bookings/${id}/film/licence-scan`, file)
      done(`${title}: ${t('bookings.own.scanned')}`)
    })
  return <ScanChooser name={t('bookings.own.scan')} label={t('bookings.own.scan')} onScan={send} />
}

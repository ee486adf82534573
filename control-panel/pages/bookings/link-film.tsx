/** The film has come: which programme of the library it is. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BookingDetail, type BookingView } from '../../../protocol/booking.ts'
import { usePanel } from '../../context.tsx'
import { useMediaList } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'
import { changeOf, wishOf } from './wish.ts'

export const LinkFilm = ({ booking }: { readonly booking: BookingView }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const films = useMediaList().data?.filter(({ hasVideo, state }) => hasVideo && state !== 'refused') ?? []
  const link = (mediaId: string) =>
    attempt(async () => {
      const linked = changeOf({ ...wishOf(booking), mediaId }) ?? {}
      const { title } = await api.send('PUT', `/api/bookings/${booking.id}`, BookingDetail, {
        ...linked,
        version: booking.version,
      })
      await queries.invalidateQueries({ queryKey: ['bookings'] })
      const unlink = () =>
        attempt(async () => {
          await api.send('PUT', `/api/bookings/${booking.id}`, BookingDetail, changeOf(wishOf(booking)) ?? {})
          await queries.invalidateQueries({ queryKey: ['bookings'] })
        })
      done(t('bookings.linked', { title }), { label: t('act.undo'), run: unlink })
    })
  return (
    <label className="wide">
      {t('bookings.link')}{' '}
      <select value="" onChange={(event) => link(event.target.value)}>
        <option value="" disabled>
          {t('bookings.linkChoose')}
        </option>
        {films.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

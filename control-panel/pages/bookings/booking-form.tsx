/** Asking for a film on one date. */
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { BookingDetail, LicenceKind } from '../../../protocol/booking.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import { useMediaList } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'

const LICENCES = LicenceKind.anyOf.map((kind) => kind.const)

interface Props {
  readonly date: SchoolDate
  readonly onClose: () => void
}
export const BookingForm = ({ date, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, failed, attempt } = useNotices()
  const queries = useQueryClient()
  const films = (useMediaList().data ?? []).filter((media) => media.state !== 'refused' && media.hasVideo)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '')
    const dateOrNull = (name: string) => (text(name) === '' ? null : text(name))
    const body = {
      date,
      mediaId: text('mediaId'),
      licence: { kind: text('kind'), validFrom: dateOrNull('validFrom'), validUntil: dateOrNull('validUntil') },
      note: text('note').trim(),
    }
    return attempt(async () => {
      const { check } = await api.send('POST', '/api/bookings', BookingDetail, body)
      await queries.invalidateQueries({ queryKey: ['bookings'] })
      done(t('bookings.sent'))
      for (const problem of check.problems) failed(new Error(problem.text))
      onClose()
    })
  }
  if (films.length === 0) return <p>▲ {t('bookings.noFilms')}</p>
  return (
    <form className="fields row" onSubmit={send}>
      <div>
        <label htmlFor={`film-${date}`}>{t('bookings.film')}</label>
        <select id={`film-${date}`} name="mediaId" required>
          {films.map((film) => (
            <option key={film.id} value={film.id}>
              {film.title}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`licence-${date}`}>{t('bookings.licence')}</label>
        <select id={`licence-${date}`} name="kind" defaultValue="unknown">
          {LICENCES.map((kind) => (
            <option key={kind} value={kind}>
              {t(`bookings.licenceKind.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`from-${date}`}>{t('bookings.validFrom')}</label>
        <input id={`from-${date}`} name="validFrom" type="date" />
      </div>
      <div>
        <label htmlFor={`until-${date}`}>{t('bookings.validUntil')}</label>
        <input id={`until-${date}`} name="validUntil" type="date" />
      </div>
      <div>
        <label htmlFor={`note-${date}`}>{t('bookings.note')}</label>
        <input id={`note-${date}`} name="note" maxLength={500} />
      </div>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary">
          {t('bookings.send')}
        </button>
      </div>
    </form>
  )
}

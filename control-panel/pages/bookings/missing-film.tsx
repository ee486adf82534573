/** A film that is not in the library: what it is, and when it is brought. */
import { useTranslation } from 'react-i18next'
import type { SchoolDate } from '../../../protocol/time.ts'
import type { TypedFilm } from './wish.ts'

interface Props {
  readonly date: SchoolDate
  readonly film: TypedFilm
  readonly change: (film: TypedFilm) => void
}
export const MissingFilm = ({ date, film, change }: Props) => {
  const { t } = useTranslation()
  const field = (name: 'title' | 'minutes' | 'holder' | 'on', attributes: object) => (
    <div>
      <label htmlFor={`${name}-${date}`}>{t(`bookings.missing.${name}`)}</label>
      <input
        id={`${name}-${date}`}
        value={film[name]}
        onChange={(event) => change({ ...film, [name]: event.target.value })}
        {...attributes}
      />
    </div>
  )
  return (
    <div className="fields row">
      {field('title', { required: true, maxLength: 120 })}
      {field('minutes', { inputMode: 'decimal', maxLength: 5 })}
      {field('holder', { maxLength: 120 })}
      <div>
        <label htmlFor={`arrives-${date}`}>{t('bookings.missing.arrives')}</label>
        <select
          id={`arrives-${date}`}
          value={film.arrives}
          onChange={(event) => change({ ...film, arrives: event.target.value === 'file' ? 'file' : 'disc' })}
        >
          <option value="disc">{t('bookings.arrives.disc')}</option>
          <option value="file">{t('bookings.arrives.file')}</option>
        </select>
      </div>
      {field('on', { type: 'date', required: true, max: date })}
    </div>
  )
}

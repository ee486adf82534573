/** The first step: which film of the library, or one that is not there yet. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../protocol/media.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useMay } from '../../context.tsx'
import { useMediaList } from '../../queries.ts'
import { lengthOf } from '../../school-time.ts'
import { MissingFilm } from './missing-film.tsx'
import { NO_FILM, type Wish } from './wish.ts'

interface FilmStepProps {
  readonly date: SchoolDate
  readonly wish: Wish
  readonly change: (patch: Partial<Wish>) => void
}
export const FilmStep = ({ date, wish, change }: FilmStepProps) => {
  const { t } = useTranslation()
  if (wish.mediaId === null && wish.film !== null)
    return (
      <>
        <MissingFilm date={date} film={wish.film} change={(film) => change({ film })} />
        <button type="button" className="button" onClick={() => change({ film: null })}>
          {t('bookings.fromLibrary')}
        </button>
      </>
    )
  return (
    <>
      <Library date={date} wish={wish} change={change} />
      <button type="button" className="button" onClick={() => change({ mediaId: null, film: wish.film ?? NO_FILM })}>
        {t('bookings.notInLibrary')}
      </button>
    </>
  )
}

const Library = ({ date, wish, change }: FilmStepProps) => {
  const { t } = useTranslation()
  // The broadcast room links what has come; a teacher who takes another film no longer waits for the first.
  const links = useMay('bookings.behalf')
  const choose = (mediaId: string) => change(links ? { mediaId } : { mediaId, film: null })
  const [search, setSearch] = useState('')
  const found = useMediaList(search).data
  if (found === undefined) return <p className="faint">…</p>
  const films = found.filter((media) => media.state !== 'refused' && media.hasVideo)
  if (films.length === 0 && search === '') return <p>▲ {t('bookings.noFilms')}</p>
  return (
    <>
      <div>
        <label htmlFor={`search-${date}`}>{t('bookings.searchFilm')}</label>
        <input
          id={`search-${date}`}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      </div>
      {films.length === 0 && <p>{t('bookings.noMatch')}</p>}
      <fieldset className="film-choices">
        <legend className="faint">{t('bookings.film')}</legend>
        {films.map((film) => (
          <FilmChoice
            key={film.id}
            film={film}
            group={`film-${date}`}
            isChosen={film.id === wish.mediaId}
            choose={choose}
          />
        ))}
      </fieldset>
    </>
  )
}

interface FilmChoiceProps {
  readonly film: Media
  readonly group: string
  readonly isChosen: boolean
  readonly choose: (id: string) => void
}
const FilmChoice = ({ film, group, isChosen, choose }: FilmChoiceProps) => (
  <label className="film-choice">
    <input type="radio" name={group} checked={isChosen} onChange={() => choose(film.id)} />
    {film.posterUrl === null ? (
      <span className="film-poster" />
    ) : (
      <img className="film-poster" src={film.posterUrl} alt="" />
    )}
    <span className="grow">{film.title}</span>
    <span className="faint">{film.durationMs === null ? '' : lengthOf(film.durationMs)}</span>
  </label>
)

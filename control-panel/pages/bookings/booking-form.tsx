/** Asking for a film on one date, in three short steps; the verdict stays in sight. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BookingCheck, BookingDetail, LicenceKind } from '../../../protocol/booking.ts'
import type { Media } from '../../../protocol/media.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useMediaList } from '../../queries.ts'
import { lengthOf } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { filmTime } from './film-time.ts'
import { Verdict } from './verdict.tsx'

const LICENCES = LicenceKind.anyOf.map((kind) => kind.const)
const STEPS = ['stepFilm', 'stepPart', 'stepWhy'] as const
const LAST = STEPS.length - 1

interface Wish {
  readonly mediaId: string | null
  readonly from: string
  readonly to: string
  readonly kind: LicenceKind
  readonly validFrom: string
  readonly validUntil: string
  readonly note: string
}
const NOTHING: Wish = { mediaId: null, from: '', to: '', kind: 'unknown', validFrom: '', validUntil: '', note: '' }

/** What is sent; null while there is no film or a time can't be read. */
const bodyOf = (date: SchoolDate, wish: Wish) => {
  const [fromMs, toMs] = [filmTime(wish.from), filmTime(wish.to)]
  if (wish.mediaId === null || fromMs === undefined || toMs === undefined) return null
  const dateOrNull = (text: string) => (text === '' ? null : text)
  return {
    date,
    mediaId: wish.mediaId,
    ...(fromMs === null ? {} : { fromMs }),
    toMs,
    licence: { kind: wish.kind, validFrom: dateOrNull(wish.validFrom), validUntil: dateOrNull(wish.validUntil) },
    note: wish.note.trim(),
  }
}
type Body = NonNullable<ReturnType<typeof bodyOf>>

interface Props {
  readonly date: SchoolDate
  readonly onClose: () => void
}
export const BookingForm = ({ date, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [step, setStep] = useState(0)
  const [wish, setWish] = useState(NOTHING)
  const change = (patch: Partial<Wish>) => setWish((held) => ({ ...held, ...patch }))
  const body = bodyOf(date, wish)
  const send = () =>
    attempt(async () => {
      const made = await api.send('POST', '/api/bookings', BookingDetail, body ?? {})
      await queries.invalidateQueries({ queryKey: ['bookings'] })
      done(`${t('bookings.sent')}: ${t(`bookings.state.${made.state}`)}`)
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
      {step === 0 && <FilmStep date={date} chosen={wish.mediaId} choose={(mediaId) => change({ mediaId })} />}
      {step === 1 && <PartStep date={date} wish={wish} change={change} />}
      {step === 2 && (
        <div>
          <label htmlFor={`note-${date}`}>{t('bookings.why')}</label>
          <input
            id={`note-${date}`}
            maxLength={500}
            value={wish.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        </div>
      )}
      <section aria-label={t('bookings.verdict')} className="booking-verdict">
        <b>{t('bookings.verdict')}</b>
        {body === null ? <p className="faint">{t('bookings.verdictLater')}</p> : <Preview body={body} />}
      </section>
      <div className="acts">
        <button type="button" className="button" onClick={step === 0 ? onClose : () => setStep(step - 1)}>
          {step === 0 ? t('act.cancel') : t('bookings.stepBack')}
        </button>
        <button type="submit" className="button primary" disabled={body === null}>
          {step === LAST ? t('bookings.send') : t('bookings.stepNext')}
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

interface FilmStepProps {
  readonly date: SchoolDate
  readonly chosen: string | null
  readonly choose: (id: string) => void
}
const FilmStep = ({ date, chosen, choose }: FilmStepProps) => {
  const { t } = useTranslation()
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
          <FilmChoice key={film.id} film={film} group={`film-${date}`} isChosen={film.id === chosen} choose={choose} />
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

interface PartStepProps {
  readonly date: SchoolDate
  readonly wish: Wish
  readonly change: (patch: Partial<Wish>) => void
}
const PartStep = ({ date, wish, change }: PartStepProps) => {
  const { t } = useTranslation()
  return (
    <div className="fields row">
      {(['from', 'to'] as const).map((end) => (
        <div key={end}>
          <label htmlFor={`${end}-${date}`}>{t(`bookings.${end}`)}</label>
          <input
            id={`${end}-${date}`}
            inputMode="numeric"
            placeholder={t('bookings.partHint')}
            value={wish[end]}
            onChange={(event) => change({ [end]: event.target.value })}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`licence-${date}`}>{t('bookings.licence')}</label>
        <select
          id={`licence-${date}`}
          value={wish.kind}
          onChange={(event) => change({ kind: LICENCES.find((kind) => kind === event.target.value) ?? 'unknown' })}
        >
          {LICENCES.map((kind) => (
            <option key={kind} value={kind}>
              {t(`bookings.licenceKind.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      {(['validFrom', 'validUntil'] as const).map((end) => (
        <div key={end}>
          <label htmlFor={`${end}-${date}`}>{t(`bookings.${end}`)}</label>
          <input
            id={`${end}-${date}`}
            type="date"
            value={wish[end]}
            onChange={(event) => change({ [end]: event.target.value })}
          />
        </div>
      ))}
    </div>
  )
}

/** Films in instalments: their parts in order, where each audience stands, and how many noons are left. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Link } from 'wouter'
import { Media } from '../../../protocol/media.ts'
import { Series, SeriesForecast, type SeriesInput } from '../../../protocol/series.ts'
import { address } from '../../api.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useGroups } from '../../queries.ts'
import { lengthOf, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { useSeriesList, useSlots } from '../timetable/schedule-queries.ts'
import { Bookmarks } from './bookmarks.tsx'
import './library.css'
import { moved } from './moved.ts'

const SeriesPage = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  const series = useSeriesList()
  const writes = useMay('schedule.write')
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const title = String(new FormData(form).get('title') ?? '').trim()
    return attempt(async () => {
      await api.send('POST', '/api/series', Series, { title, episodes: [] })
      form.reset()
      await queries.invalidateQueries({ queryKey: ['schedule'] })
    })
  }
  if (series.isError && series.data === undefined) return <Failed error={series.error} retry={() => series.refetch()} />
  return (
    <>
      <nav aria-label={t('library.title')}>
        <Link href="/library">← {t('library.title')}</Link>
      </nav>
      <div className="page-head">
        <h1>{t('library.series')}</h1>
        {writes && (
          <form className="acts" onSubmit={add}>
            <input
              name="title"
              required
              maxLength={80}
              aria-label={t('timetable.seriesTitle')}
              placeholder={t('timetable.seriesTitle')}
            />
            <button type="submit" className="button">
              {t('timetable.newSeries')}
            </button>
          </form>
        )}
      </div>
      {series.data === undefined && <Skeleton rows={3} height={200} />}
      {series.data?.map((each) => (
        <SeriesCard key={each.id} series={each} writes={writes} />
      ))}
      {series.data?.length === 0 && (
        <div className="empty">
          <strong>{t('timetable.seriesEmpty')}</strong>
        </div>
      )}
    </>
  )
}
export default SeriesPage

interface CardProps {
  readonly series: Series
  readonly writes: boolean
}
const SeriesCard = ({ series, writes }: CardProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['schedule'] })
  const { id, title, episodes, sceneEnds } = series
  const held: SeriesInput = { title, sceneEnds, episodes: episodes.map(({ mediaId }) => mediaId) }
  const put = async (input: SeriesInput) => {
    await api.send('PUT', `/api/series/${id}`, Series, input)
    await again()
  }
  const change = (patch: Partial<SeriesInput>) =>
    attempt(async () => {
      await put({ ...held, ...patch })
      done(t('act.saved'), { label: t('act.undo'), run: () => attempt(() => put(held)) })
    })
  const remove = () =>
    attempt(async () => {
      await api.act('DELETE', `/api/series/${id}`)
      await again()
      const run = () =>
        attempt(async () => {
          await api.send('POST', '/api/series', Series, held)
          await again()
        })
      done(t('library.seriesRemoved', { title }), { label: t('act.undo'), run })
    })
  const rename = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    return change({ title: String(new FormData(event.currentTarget).get('title') ?? '').trim() })
  }
  return (
    <section className="panel-card" aria-label={title}>
      {writes ? (
        <form key={title} className="acts start" onSubmit={rename}>
          <input name="title" required maxLength={80} defaultValue={title} aria-label={t('timetable.seriesTitle')} />
          <button type="submit" className="button small">
            {t('library.rename')}
          </button>
          <button type="button" className="button small" onClick={remove}>
            {t('act.remove')}
            <span className="hidden"> {title}</span>
          </button>
        </form>
      ) : (
        <h2>{title}</h2>
      )}
      <div className="programme-page">
        <div>
          <Episodes series={series} change={writes ? (ids) => change({ episodes: [...ids] }) : null} />
          <label className="check">
            <input
              type="checkbox"
              checked={sceneEnds}
              disabled={!writes}
              onChange={() => change({ sceneEnds: !sceneEnds })}
            />
            {t('library.sceneEnds')}
          </label>
        </div>
        <div>
          <Forecast series={series} />
          <Bookmarks series={series} writes={writes} />
        </div>
      </div>
    </section>
  )
}

interface EpisodesProps {
  readonly series: Series
  readonly change: ((mediaIds: readonly string[]) => Promise<void>) | null
}
/** Dragged, or moved by the buttons beside each; the order is saved at once and can be undone. */
const Episodes = ({ series: { title, episodes }, change }: EpisodesProps) => {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<number | null>(null)
  const ids = episodes.map(({ mediaId }) => mediaId)
  const move = (from: number, to: number) => (from === to ? undefined : change?.(moved(ids, from, to)))
  return (
    <div>
      <h3>{t('timetable.episodes')}</h3>
      <ol className="rows episodes">
        {episodes.map((episode, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a film may be in a series twice
            key={`${episode.mediaId} ${index}`}
            draggable={change !== null}
            className={dragged === index ? 'dragged' : undefined}
            onDragStart={() => setDragged(index)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged !== null) move(dragged, index)
              setDragged(null)
            }}
          >
            <span className="faint">{index + 1}</span>
            <Link className="grow" href={`/library/${episode.mediaId}`}>
              {episode.title}
            </Link>
            {episode.durationMs !== null && <span className="faint">{lengthOf(episode.durationMs)}</span>}
            {change !== null && (
              <span className="upload-acts">
                <Act
                  label={t('timetable.up')}
                  name={episode.title}
                  shape="↑"
                  off={index === 0}
                  run={() => move(index, index - 1)}
                />
                <Act
                  label={t('timetable.down')}
                  name={episode.title}
                  shape="↓"
                  off={index === episodes.length - 1}
                  run={() => move(index, index + 1)}
                />
                <Act
                  label={t('act.remove')}
                  name={episode.title}
                  shape="✕"
                  off={false}
                  run={() => change(ids.filter((_, at) => at !== index))}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      {episodes.length === 0 && <p className="faint">{t('library.noEpisodes')}</p>}
      {change !== null && <AddEpisode title={title} add={(id) => change([...ids, id])} />}
    </div>
  )
}

interface ActProps {
  readonly label: string
  readonly name: string
  readonly shape: string
  readonly off: boolean
  readonly run: () => void
}
const Act = ({ label, name, shape, off, run }: ActProps) => (
  <button type="button" className="button small" disabled={off} onClick={run} title={label}>
    <span aria-hidden="true">{shape}</span>
    <span className="hidden">
      {label} {name}
    </span>
  </button>
)

const FOUND = 8

/** A film is found by its words; what is found stands below as buttons. */
const AddEpisode = ({ title, add }: { readonly title: string; readonly add: (mediaId: string) => void }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['media', 'films', q],
    queryFn: async () => (await api.get(address('/api/media', { q, limit: FOUND }), pageOf(Media))).items,
    enabled: q !== '',
    placeholderData: (previous) => previous,
  })
  return (
    <div>
      <input
        type="search"
        aria-label={`${t('library.addEpisode')} ${title}`}
        placeholder={t('library.addEpisode')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {q !== '' && (
        <ul className="rows">
          {found.data?.map((media) => (
            <li key={media.id}>
              <span className="grow">{media.title}</span>
              <span className="faint">
                {media.durationMs === null ? t(`library.state.${media.state}`) : lengthOf(media.durationMs)}
              </span>
              <button
                type="button"
                className="button small"
                onClick={() => {
                  setQ('')
                  add(media.id)
                }}
              >
                {t('act.add')}
                <span className="hidden"> {media.title}</span>
              </button>
            </li>
          ))}
          {found.data?.length === 0 && <li className="faint">{t('library.nothingFound')}</li>}
        </ul>
      )}
    </div>
  )
}

const Forecasts = Type.Object({ items: Type.Array(SeriesForecast) })

/** How many noons it will take, in the timetable as it is or in a slot that is only tried. */
const Forecast = ({ series }: { readonly series: Series }) => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const language = useLanguage()
  const groups = useGroups().data ?? []
  const slots = useSlots().data ?? []
  const [slot, setSlot] = useState('')
  const from = school.date(live.now())
  const forecast = useQuery({
    queryKey: ['rundown', 'forecast', series.id, from, slot],
    queryFn: async () => (await api.get(address(`/api/series/${series.id}/forecast`, { from, slot }), Forecasts)).items,
    enabled: series.episodes.length > 0,
    placeholderData: (previous) => previous,
  })
  const names = (ids: readonly string[]) =>
    ids.length === groups.length
      ? t('onAir.everyone')
      : ids
          .slice(0, 4)
          .map((id) => groups.find((group) => group.id === id)?.name ?? id)
          .join('、') + (ids.length > 4 ? ` +${ids.length - 4}` : '')
  return (
    <div>
      <h3>{t('library.forecast')}</h3>
      <select
        aria-label={`${t('library.forecastSlot')} ${series.title}`}
        value={slot}
        onChange={(event) => setSlot(event.target.value)}
      >
        <option value="">{t('library.forecastAsIs')}</option>
        {slots.map(({ id, name }) => (
          <option key={id} value={id}>
            {t('library.forecastIn', { name })}
          </option>
        ))}
      </select>
      <ul className="plain forecast">
        {forecast.data?.map(({ groups: ids, dates, finished }) => (
          <li key={ids.join(' ')}>
            <b>{names(ids)}</b>{' '}
            {finished
              ? t('library.noons', { count: dates.length, date: shortDate(dates.at(-1) ?? from, language) })
              : t('library.noonsMore', { count: dates.length })}
          </li>
        ))}
        {(series.episodes.length === 0 || forecast.data?.length === 0) && (
          <li className="faint">{t('library.forecastNone')}</li>
        )}
      </ul>
    </div>
  )
}

/** Films in instalments: their parts in order, where each audience stands, and how many noons are left. */
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Series, type SeriesInput } from '../../../protocol/series.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { useSeriesList } from '../timetable/schedule-queries.ts'
import { Bookmarks } from './bookmarks.tsx'
import { Episodes } from './episodes.tsx'
import { Forecast } from './forecast.tsx'
import './library.css'

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
  if (series.isError && series.data === undefined)
    return <Failed page={t('library.series')} error={series.error} retry={() => series.refetch()} />
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
  /** @param said what was done, beside its way back: several may stand there at once */
  const change = (patch: Partial<SeriesInput>, said: string = t('act.saved')) =>
    attempt(async () => {
      await put({ ...held, ...patch })
      done(said, { label: t('act.undo'), run: () => attempt(() => put(held)) })
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
          <Episodes series={series} change={writes ? (ids, said) => change({ episodes: [...ids] }, said) : null} />
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

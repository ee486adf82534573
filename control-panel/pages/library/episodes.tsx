/** The parts of a series in their order. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Media } from '../../../protocol/media.ts'
import type { Series } from '../../../protocol/series.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { lengthOf } from '../../school-time.ts'
import { moved } from './moved.ts'

interface EpisodesProps {
  readonly series: Series
  /** Saves the new order; with what is said of it. */
  readonly change: ((mediaIds: readonly string[], said: string) => Promise<void>) | null
}
/** Dragged, or moved by the buttons beside each; the order is saved at once and can be undone. */
export const Episodes = ({ series: { title, episodes }, change }: EpisodesProps) => {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<number | null>(null)
  const ids = episodes.map(({ mediaId }) => mediaId)
  const move = (from: number, to: number) => {
    const episode = episodes[from]
    if (from === to || episode === undefined) return
    return change?.(moved(ids, from, to), t('library.episodeMoved', { title: episode.title }))
  }
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
                  run={() =>
                    change(
                      ids.filter((_, at) => at !== index),
                      t('library.episodeRemoved', { title: episode.title }),
                    )
                  }
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      {episodes.length === 0 && <p className="faint">{t('library.noEpisodes')}</p>}
      {change !== null && (
        <AddEpisode
          title={title}
          add={(id, added) => change([...ids, id], t('library.episodeAdded', { title: added }))}
        />
      )}
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
const AddEpisode = ({
  title,
  add,
}: {
  readonly title: string
  readonly add: (mediaId: string, title: string) => void
}) => {
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
                  add(media.id, media.title)
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

/** Where each audience goes on; a person may put it elsewhere, and back. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BookmarkInput, Series } from '../../../protocol/series.ts'
import { duration } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import { useGroups } from '../../queries.ts'
import { lengthOf, longDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { parsePosition } from './position.ts'

interface Props {
  readonly series: Series
  readonly writes: boolean
}
export const Bookmarks = ({ series, writes }: Props) => {
  const { t } = useTranslation()
  const { api, school, settings } = usePanel()
  const { attempt, done } = useNotices()
  const queries = useQueryClient()
  const groups = useGroups().data ?? []
  const put = async (input: BookmarkInput) => {
    await api.send('PUT', `/api/series/${series.id}/bookmark`, Series, input)
    await queries.invalidateQueries({ queryKey: ['schedule'] })
  }
  const move = (input: BookmarkInput) =>
    attempt(async () => {
      const before = series.bookmarks.find(({ groupId }) => groupId === input.groupId)
      const back = {
        groupId: input.groupId,
        episode: before?.episode ?? 0,
        positionMs: before?.positionMs ?? duration(0),
      }
      await put(input)
      done(t('act.saved'), { label: t('act.undo'), run: () => attempt(() => put(back)) })
    })
  const nameOf = (id: string) => groups.find((group) => group.id === id)?.name ?? id
  return (
    <div>
      <h3>{t('library.bookmarks')}</h3>
      <dl className="facts">
        {series.bookmarks.map(({ groupId, episode, positionMs, confirmedAt }) => (
          <div key={groupId} style={{ display: 'contents' }}>
            <dt>{nameOf(groupId)}</dt>
            <dd>
              {episode >= series.episodes.length
                ? t('library.bookmarkEnd')
                : t('timetable.bookmark', { episode: episode + 1, position: lengthOf(positionMs) })}{' '}
              <span className="faint">{longDate(school.date(confirmedAt), settings.minguoYears)}</span>
            </dd>
          </div>
        ))}
      </dl>
      {series.bookmarks.length === 0 && <p className="faint">{t('timetable.bookmarkNone')}</p>}
      {writes && series.episodes.length > 0 && <Mover series={series} groups={groups} move={move} />}
    </div>
  )
}

interface MoverProps {
  readonly series: Series
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly move: (input: BookmarkInput) => Promise<void>
}
const Mover = ({ series, groups, move }: MoverProps) => {
  const { t } = useTranslation()
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const positionMs = parsePosition(String(fields.get('position') ?? ''))
    setWrong(positionMs === null)
    if (positionMs === null) return
    return move({
      groupId: String(fields.get('group') ?? ''),
      episode: Number(fields.get('episode')),
      positionMs: duration(positionMs),
    })
  }
  return (
    <details>
      <summary>{t('library.bookmarkMove')}</summary>
      <form className="fields row" onSubmit={submit}>
        <div>
          <label htmlFor={`group-${series.id}`}>{t('displays.group')}</label>
          <select id={`group-${series.id}`} name="group">
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`episode-${series.id}`}>{t('library.episode')}</label>
          <select id={`episode-${series.id}`} name="episode">
            {series.episodes.map(({ title }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its number is what it is
              <option key={index} value={index}>
                {index + 1} {title}
              </option>
            ))}
            <option value={series.episodes.length}>{t('library.bookmarkEnd')}</option>
          </select>
        </div>
        <div>
          <label htmlFor={`position-${series.id}`}>{t('library.position')}</label>
          <input
            id={`position-${series.id}`}
            name="position"
            defaultValue="0:00"
            aria-invalid={wrong}
            inputMode="numeric"
          />
        </div>
        <button type="submit" className="button">
          {t('act.save')}
        </button>
      </form>
    </details>
  )
}

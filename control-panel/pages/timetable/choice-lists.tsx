/** Programmes in order, and the chain of what plays instead: both are ordered with buttons, so also by keyboard. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fallback } from '../../../protocol/calendar.ts'
import { useMediaList } from '../../queries.ts'
import { useSeriesList } from './schedule-queries.ts'
import { moved } from './slot-draft.ts'
import { stepWords } from './slot-words.ts'

interface OrderProps {
  readonly names: readonly string[]
  readonly onMove: (index: number, by: -1 | 1) => void
  readonly onRemove: (index: number) => void
}
const Order = ({ names, onMove, onRemove }: OrderProps) => {
  const { t } = useTranslation()
  return (
    <ol className="order">
      {names.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same programme may stand there twice
        <li key={`${index} ${name}`}>
          <span className="grow">{name}</span>
          <button
            type="button"
            className="button plain small"
            aria-label={`${t('timetable.up')}: ${name}`}
            disabled={index === 0}
            onClick={() => onMove(index, -1)}
          >
            ↑
          </button>
          <button
            type="button"
            className="button plain small"
            aria-label={`${t('timetable.down')}: ${name}`}
            disabled={index === names.length - 1}
            onClick={() => onMove(index, 1)}
          >
            ↓
          </button>
          <button
            type="button"
            className="button plain small"
            aria-label={`${t('act.remove')}: ${name}`}
            onClick={() => onRemove(index)}
          >
            ✕
          </button>
        </li>
      ))}
    </ol>
  )
}

interface MediaProps {
  readonly value: readonly string[]
  readonly onChange: (ids: string[]) => void
}
export const MediaOrder = ({ value, onChange }: MediaProps) => {
  const { t } = useTranslation()
  const id = useId()
  const media = useMediaList().data ?? []
  const title = (mediaId: string) => media.find((each) => each.id === mediaId)?.title ?? mediaId
  return (
    <div>
      <Order
        names={value.map(title)}
        onMove={(index, by) => onChange(moved(value, index, by))}
        onRemove={(index) => onChange(value.filter((_, each) => each !== index))}
      />
      <label className="hidden" htmlFor={id}>
        {t('timetable.chooseMedia')}
      </label>
      <select
        id={id}
        value=""
        onChange={(event) => event.target.value !== '' && onChange([...value, event.target.value])}
      >
        <option value="">＋ {t('timetable.chooseMedia')}</option>
        {media
          .filter((each) => each.state !== 'refused')
          .map((each) => (
            <option key={each.id} value={each.id}>
              {each.title}
            </option>
          ))}
      </select>
    </div>
  )
}

interface ChainProps {
  readonly value: readonly Fallback[]
  readonly onChange: (chain: Fallback[]) => void
}
export const FallbackChain = ({ value, onChange }: ChainProps) => {
  const { t } = useTranslation()
  const id = useId()
  const series = useSeriesList().data ?? []
  const media = useMediaList().data ?? []
  const titles = {
    media: (mediaId: string) => media.find((each) => each.id === mediaId)?.title ?? mediaId,
    series: (seriesId: string) => series.find((each) => each.id === seriesId)?.title ?? seriesId,
  }
  const name = (entry: Fallback): string => stepWords(entry, titles, t)
  const choices: readonly Fallback[] = [
    { type: 'news' },
    ...[1, 7, 14].map((withinDays): Fallback => ({ type: 'latest-news', withinDays })),
    ...series.map(({ id: seriesId }): Fallback => ({ type: 'series', seriesId })),
    ...media
      .filter((each) => each.state !== 'refused')
      .map((each): Fallback => ({ type: 'media', mediaIds: [each.id] })),
  ]
  return (
    <div>
      <Order
        names={value.map(name)}
        onMove={(index, by) => onChange(moved(value, index, by))}
        onRemove={(index) => onChange(value.filter((_, each) => each !== index))}
      />
      <p className="faint">{t('timetable.slateAtLast')}</p>
      <label className="hidden" htmlFor={id}>
        {t('timetable.addFallback')}
      </label>
      <select
        id={id}
        value=""
        onChange={(event) => {
          const chosen = choices[Number(event.target.value)]
          if (event.target.value !== '' && chosen !== undefined) onChange([...value, chosen])
        }}
      >
        <option value="">＋ {t('timetable.addFallback')}</option>
        {choices.map((choice, index) => (
          <option key={JSON.stringify(choice)} value={index}>
            {name(choice)}
          </option>
        ))}
      </select>
    </div>
  )
}

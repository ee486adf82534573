/** What a slot plays: by a rule, or programmes chosen one by one. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceRule } from '../../../protocol/calendar.ts'
import { MediaOrder } from './choice-lists.tsx'
import { useSeriesList } from './schedule-queries.ts'

const SOURCES = ['news', 'series', 'booking', 'media', 'none'] as const

interface Props {
  readonly value: SourceRule
  readonly onChange: (source: SourceRule) => void
}
export const SlotSource = ({ value, onChange }: Props) => {
  const { t } = useTranslation()
  const series = useSeriesList().data ?? []
  const id = useId()
  const choose = (type: string) => {
    if (type === 'series') onChange({ type, seriesId: series[0]?.id ?? '' })
    else if (type === 'media') onChange({ type, mediaIds: [] })
    else if (type === 'news' || type === 'booking' || type === 'none') onChange({ type })
  }
  return (
    <fieldset className="plain-set">
      <legend>{t('timetable.source')}</legend>
      <label className="hidden" htmlFor={id}>
        {t('timetable.source')}
      </label>
      <select id={id} value={value.type} onChange={(event) => choose(event.target.value)}>
        {SOURCES.map((type) => (
          <option key={type} value={type}>
            {t(`timetable.sourceType.${type}`)}
          </option>
        ))}
      </select>{' '}
      {value.type === 'series' && (
        <select
          aria-label={t('timetable.chooseSeries')}
          value={value.seriesId}
          onChange={(event) => onChange({ type: 'series', seriesId: event.target.value })}
        >
          {series.map((each) => (
            <option key={each.id} value={each.id}>
              {each.title}
            </option>
          ))}
        </select>
      )}
      {value.type === 'media' && (
        <MediaOrder value={value.mediaIds} onChange={(mediaIds) => onChange({ type: 'media', mediaIds })} />
      )}
    </fieldset>
  )
}

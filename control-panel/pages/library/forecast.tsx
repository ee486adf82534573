/** How many noons a series still takes. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { type Series, SeriesForecast } from '../../../protocol/series.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useGroups } from '../../queries.ts'
import { shortDate } from '../../school-time.ts'
import { useSlots } from '../timetable/schedule-queries.ts'

const Forecasts = Type.Object({ items: Type.Array(SeriesForecast) })

/** In noons, in the timetable as it is or in a slot that is only tried. */
export const Forecast = ({ series }: { readonly series: Series }) => {
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
            <details>
              <summary>
                <b>{names(ids)}</b>{' '}
                {finished
                  ? t('library.noons', { count: dates.length, date: shortDate(dates.at(-1) ?? from, language) })
                  : t('library.noonsMore', { count: dates.length })}
              </summary>
              {dates.map((date) => shortDate(date, language)).join(language === 'en' ? ', ' : '、')}
            </details>
          </li>
        ))}
        {(series.episodes.length === 0 || forecast.data?.length === 0) && (
          <li className="faint">{t('library.forecastNone')}</li>
        )}
      </ul>
    </div>
  )
}

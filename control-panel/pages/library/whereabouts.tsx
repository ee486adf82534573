/** What uses a programme, when it was on the air and when it will be. */
import { useTranslation } from 'react-i18next'
import type { MediaAiring } from '../../../protocol/programme.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useGroups } from '../../queries.ts'
import { lengthOf, shortDate } from '../../school-time.ts'
import { useWhereabouts } from './library-queries.ts'

export const WhereaboutsCard = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation()
  const found = useWhereabouts(id)
  if (found.data === undefined) return <section className="panel-card" style={{ minHeight: 160 }} aria-busy="true" />
  const { uses, past, coming } = found.data
  return (
    <section className="panel-card" aria-label={t('library.whereabouts')}>
      <h2>{t('library.whereabouts')}</h2>
      <dl className="facts">
        <dt>{t('library.usedBy')}</dt>
        <dd>{uses.length === 0 ? t('library.unused') : uses.join('、')}</dd>
        <dt>{t('library.coming')}</dt>
        <dd>
          <Airings airings={coming} none={t('library.comingNone')} />
        </dd>
        <dt>{t('library.past')}</dt>
        <dd>
          <Airings airings={past} none={t('library.pastNone')} />
        </dd>
      </dl>
    </section>
  )
}

const Airings = ({ airings, none }: { readonly airings: readonly MediaAiring[]; readonly none: string }) => {
  const { school } = usePanel()
  const language = useLanguage()
  const groups = useGroups().data ?? []
  const nameOf = (id: string) => groups.find((group) => group.id === id)?.name ?? id
  const wholeSchool = (ids: readonly string[]) => groups.length > 1 && ids.length === groups.length
  if (airings.length === 0) return none
  return (
    <ul className="plain">
      {airings.map(({ start, date, offsetMs, groups: ids }) => (
        <li key={`${start} ${offsetMs} ${ids[0]}`}>
          {shortDate(date, language)} {school.time(start)}
          {offsetMs > 0 && ` · ${lengthOf(offsetMs)} –`}
          {!wholeSchool(ids) &&
            ` · ${ids.slice(0, 3).map(nameOf).join('、')}${ids.length > 3 ? ` +${ids.length - 3}` : ''}`}
        </li>
      ))}
    </ul>
  )
}

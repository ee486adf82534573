/** What would air differently once a draft is saved. */
import { useTranslation } from 'react-i18next'
import type { ScheduleDraft } from '../../../protocol/schedule-preview.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import type { PlannedAiring } from '../../queries.ts'
import { shortDate } from '../../school-time.ts'
import { Skeleton } from '../../shell/skeleton.tsx'
import { nameOf, timesOf } from './airing-words.ts'
import { usePreview } from './schedule-queries.ts'

/** More lines than a person reads before saving. */
const MOST = 40

interface Props {
  readonly draft: ScheduleDraft | null
  readonly from: SchoolDate
  readonly to: SchoolDate
}
export const DraftPreview = ({ draft, from, to }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const preview = usePreview(draft, from, to)
  const words = (airing: PlannedAiring | null) =>
    airing === null
      ? t('timetable.nothingThere')
      : airing.kind === 'slate'
        ? `${timesOf(airing, school)} ${nameOf(airing, t)} (${t('kind.slate')})`
        : `${timesOf(airing, school)} ${nameOf(airing, t)}`
  const dateOf = (airing: PlannedAiring | null) =>
    airing === null ? '' : shortDate(school.date(airing.start), language)
  return (
    <section className="draft" aria-live="polite" aria-label={t('timetable.preview')}>
      <h3>{t('timetable.preview')}</h3>
      {draft === null && <p className="faint">{t('timetable.previewIncomplete')}</p>}
      {draft !== null && preview.isError && <p>▲ {preview.error.message}</p>}
      {draft !== null && preview.isPending && <Skeleton rows={2} height={40} />}
      {preview.data !== undefined && draft !== null && (
        <>
          {draft.type === 'slot' && (
            <p>
              {preview.data.airings.length === 0
                ? t('timetable.previewNone')
                : t('timetable.previewDates', {
                    dates: [...new Set(preview.data.airings.map(({ airing }) => dateOf(airing)))].join(
                      language === 'zh-TW' ? '、' : ', ',
                    ),
                  })}
            </p>
          )}
          {preview.data.conflicts.map(({ airing }) => (
            <p key={airing.id} className="notice amber">
              ▲ {t('timetable.goesFirst', { date: dateOf(airing), what: words(airing) })}
            </p>
          ))}
          {preview.data.changes.length === 0 && <p>{t('timetable.changesNothing')}</p>}
          <ul className="changes">
            {preview.data.changes.slice(0, MOST).map(({ before, after, groups }) => (
              <li key={`${before?.id} ${after?.id}`}>
                <b>{dateOf(before ?? after)}</b> {words(before)} → {words(after)}{' '}
                <span className="faint">{t('timetable.forGroups', { count: groups.length })}</span>
              </li>
            ))}
          </ul>
          {preview.data.changes.length > MOST && (
            <p className="faint">{t('timetable.moreChanges', { count: preview.data.changes.length - MOST })}</p>
          )}
        </>
      )}
    </section>
  )
}

/** Dates, people and rules of duties in the reader's words. */
import { useTranslation } from 'react-i18next'
import type { Dropped, DutyDraft, Moved, Responsible } from '../../../protocol/duty.ts'
import type { Finding } from '../../../protocol/duty-occurrence.ts'
import type { Instant, SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime, shortDate, weekdayName } from '../../school-time.ts'

export const useDutyWords = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const date = (on: SchoolDate) => shortDate(on, language)
  const noted = (note: string) => (note === '' ? t('duties.moved.dayOff') : note)
  return {
    date,
    when: (at: Instant) => dateAndTime(at, settings.timeZone, language),
    who: (responsible: Responsible) =>
      responsible.type === 'section'
        ? t('duties.who.section')
        : t(`duties.who.${responsible.type}`, { name: responsible.name }),
    moved: ({ code, note }: Moved, nominal: SchoolDate) =>
      t(`duties.moved.${code}`, { date: date(nominal), note: noted(note) }),
    dropped: ({ code, note }: Dropped) => t(`duties.dropped.${code}`, { note: noted(note) }),
    finding: ({ code, params }: Finding) => t(`duties.finding.${code}`, { ...params }),
    rule: ({ recurrence, time }: Pick<DutyDraft, 'recurrence' | 'time'>) =>
      t(`duties.said.${recurrence.type}`, {
        ...recurrence,
        time,
        ...(recurrence.type === 'weekly' ? { weekday: weekdayName(recurrence.weekday, language) } : {}),
      }),
  }
}

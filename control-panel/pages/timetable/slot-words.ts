/** A slot's fields as a person reads them, whatever they hold. Pure. */
import type { TFunction } from 'i18next'
import type { Fallback, SlotInput, SourceRule } from '../../../protocol/calendar.ts'
import type { Language } from '../../../protocol/text.ts'
import { weekdayName } from '../../school-time.ts'

/** What ids are called; an id that is not known any more stands for itself. */
export interface SlotNames {
  readonly group: (id: string) => string
  readonly media: (id: string) => string
  readonly series: (id: string) => string
}

/** What a source or an entry of the fallback chain plays. */
export const stepWords = (
  step: SourceRule | Fallback,
  names: Pick<SlotNames, 'media' | 'series'>,
  t: TFunction,
): string => {
  switch (step.type) {
    case 'latest-news':
      return t('timetable.latestWithin', { days: step.withinDays })
    case 'series':
      return names.series(step.seriesId)
    case 'media':
      return step.mediaIds.map(names.media).join(' + ')
    case 'news':
    case 'booking':
    case 'none':
      return t(`timetable.sourceType.${step.type}`)
    default:
      return step satisfies never
  }
}

/** One field of a slot in words; an empty one says that there is none. */
export const fieldWords = (
  field: keyof SlotInput,
  slot: SlotInput,
  names: SlotNames,
  { t, language }: { readonly t: TFunction; readonly language: Language },
): string => {
  const listed = (words: readonly string[]) =>
    words.length === 0 ? t('timetable.noneOfIt') : words.join(language === 'zh-TW' ? '、' : ', ')
  switch (field) {
    case 'name':
    case 'startTime':
    case 'endTime':
      return slot[field]
    case 'validFrom':
    case 'validUntil':
      return slot[field] ?? t('timetable.noneOfIt')
    case 'kind':
      return t(`kind.${slot.kind}`)
    case 'weekdays':
      return listed(slot.weekdays.map((weekday) => weekdayName(weekday, language)))
    case 'dates':
      return listed(slot.dates)
    case 'audience':
      return slot.audience.length === 0 ? t('timetable.audienceAll') : listed(slot.audience.map(names.group))
    case 'source':
      return stepWords(slot.source, names, t)
    case 'fallback':
      return slot.fallback.length === 0
        ? t('timetable.noneOfIt')
        : slot.fallback.map((step) => stepWords(step, names, t)).join(' → ')
    case 'yearRound':
    case 'exam':
      return slot[field] ? t('timetable.yes') : t('timetable.no')
    default:
      return field satisfies never
  }
}

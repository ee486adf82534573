/** Two people's versions of one slot, field by field in words; whoever reads it chooses one. */
import { useTranslation } from 'react-i18next'
import type { Slot, SlotInput } from '../../../protocol/calendar.ts'
import { useLanguage } from '../../context.tsx'
import { useGroups, useMediaList } from '../../queries.ts'
import { useSeriesList } from './schedule-queries.ts'
import { conflictsBetween, inputOf } from './slot-draft.ts'
import { fieldWords, type SlotNames } from './slot-words.ts'

const useSlotNames = (): SlotNames => {
  const groups = useGroups().data ?? []
  const media = useMediaList().data ?? []
  const series = useSeriesList().data ?? []
  return {
    group: (id) => groups.find((each) => each.id === id)?.name ?? id,
    media: (id) => media.find((each) => each.id === id)?.title ?? id,
    series: (id) => series.find((each) => each.id === id)?.title ?? id,
  }
}

interface ConflictProps {
  readonly mine: SlotInput
  readonly theirs: Slot
  readonly keep: () => void
  readonly take: () => void
}
export const SlotConflict = ({ mine, theirs, keep, take }: ConflictProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const names = useSlotNames()
  const other = inputOf(theirs)
  const words = (field: keyof SlotInput, slot: SlotInput) => fieldWords(field, slot, names, { t, language })
  return (
    <section className="notice amber" role="alert">
      <b>▲ {t('timetable.conflict')}</b>
      <table className="versions">
        <thead>
          <tr>
            <th scope="col">{t('timetable.field')}</th>
            <th scope="col">{t('timetable.mine')}</th>
            <th scope="col">{t('timetable.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {conflictsBetween(mine, other).map((field) => (
            <tr key={field}>
              <th scope="row">{t(`timetable.fieldOf.${field}`)}</th>
              <td>{words(field, mine)}</td>
              <td>{words(field, other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="button small" onClick={keep}>
        {t('timetable.keepMine')}
      </button>{' '}
      <button type="button" className="button small" onClick={take}>
        {t('timetable.takeTheirs')}
      </button>
    </section>
  )
}

/** Whom a slot is for: the whole school, or groups of its tree. */
import { useTranslation } from 'react-i18next'
import { useGroups } from '../../queries.ts'
import { groupTree } from '../displays/group-tree.ts'

interface Props {
  readonly value: readonly string[]
  readonly onChange: (groups: string[]) => void
}
export const SlotAudience = ({ value, onChange }: Props) => {
  const { t } = useTranslation()
  const groups = useGroups().data ?? []
  return (
    <fieldset className="plain-set">
      <legend>{t('timetable.audience')}</legend>
      <label className="check">
        <input type="checkbox" checked={value.length === 0} onChange={() => onChange([])} />
        {t('timetable.audienceAll')}
      </label>
      <div className="audience">
        {groupTree(groups).map(({ group, depth }) => (
          <label key={group.id} className="check" style={{ paddingInlineStart: depth * 20 }}>
            <input
              type="checkbox"
              checked={value.includes(group.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, group.id] : value.filter((each) => each !== group.id))
              }
            />
            {group.name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

import { useTranslation } from 'react-i18next'
import { useGroups } from '../../queries.ts'
import { groupTree } from './group-tree.ts'

/** The groups as choices, indented as their tree. @param none the words for no group */
export const GroupOptions = ({ none }: { readonly none?: string }) => {
  const { t } = useTranslation()
  return (
    <>
      <option value="">{none ?? t('displays.noGroup')}</option>
      {groupTree(useGroups().data ?? []).map(({ group, depth }) => (
        <option key={group.id} value={group.id}>
          {'\u3000'.repeat(depth)}
          {group.name}
        </option>
      ))}
    </>
  )
}

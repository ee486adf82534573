/** The tree of groups: named, added, removed. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Group } from '../../../protocol/display.ts'
import { usePanel } from '../../context.tsx'
import { useGroups } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'
import { GroupOptions } from './group-options.tsx'
import { groupTree } from './group-tree.ts'

export const Groups = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const groups = useGroups()
  const [renaming, setRenaming] = useState<string | null>(null)
  const again = () => queries.invalidateQueries({ queryKey: ['groups'] })
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    return attempt(async () => {
      const parentId = String(fields.get('parentId') ?? '')
      const body = { name: String(fields.get('name') ?? '').trim(), parentId: parentId === '' ? null : parentId }
      const made = await api.send('POST', '/api/groups', Group, body)
      form.reset()
      await again()
      done(t('displays.groupAdded', { name: made.name }))
    })
  }
  const rename = (id: string, event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim()
    return attempt(async () => {
      await api.send('PATCH', `/api/groups/${id}`, Group, { name })
      setRenaming(null)
      await again()
      done(t('act.saved'))
    })
  }
  const remove = (group: Group) =>
    attempt(async () => {
      await api.act('DELETE', `/api/groups/${group.id}`)
      await again()
      done(t('displays.groupRemoved', { name: group.name }))
    })
  return (
    <section className="panel-card">
      <h2>{t('displays.groups')}</h2>
      <ul className="rows">
        {groupTree(groups.data ?? []).map(({ group, depth }) => (
          <li key={group.id} style={{ paddingInlineStart: depth * 24 }}>
            {renaming === group.id ? (
              <form className="grow acts" onSubmit={(event) => rename(group.id, event)}>
                <input
                  name="name"
                  required
                  maxLength={60}
                  className="grow"
                  aria-label={t('displays.rename')}
                  defaultValue={group.name}
                />
                <button type="submit" className="button small">
                  {t('act.save')}
                </button>
                <button type="button" className="button small" onClick={() => setRenaming(null)}>
                  {t('act.cancel')}
                </button>
              </form>
            ) : (
              <>
                <b className="grow">{group.name}</b>
                <span className="faint">{t('displays.count', { count: group.displays })}</span>
                <button type="button" className="button small" onClick={() => setRenaming(group.id)}>
                  {t('displays.rename')}
                </button>
                <button type="button" className="button small" onClick={() => remove(group)}>
                  {t('act.remove')}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('displays.newGroup')}</summary>
        <form className="fields row" onSubmit={add}>
          <div>
            <label htmlFor="group-name">{t('timetable.name')}</label>
            <input id="group-name" name="name" required maxLength={60} autoComplete="off" />
          </div>
          <div>
            <label htmlFor="group-parent">{t('displays.parent')}</label>
            <select id="group-parent" name="parentId">
              <GroupOptions none={t('displays.parentNone')} />
            </select>
          </div>
          <button type="submit" className="button primary">
            {t('act.add')}
          </button>
        </form>
      </details>
    </section>
  )
}

/** Filters that a person keeps for a page of lists, and those that the section shares. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { type FilterPage, SavedFilter } from '../../protocol/saved-filter.ts'
import { address } from '../api.ts'
import { usePanel } from '../context.tsx'
import { useNotices } from '../shell/notices.tsx'

const Filters = Type.Object({ items: Type.Array(SavedFilter) })

interface Props {
  readonly page: FilterPage
  /** The filter that is set, as the page writes it into its address; empty: none. */
  readonly query: string
  readonly choose: (query: string) => void
}
export const SavedFilters = ({ page, query, choose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const filters = useQuery({
    queryKey: ['saved-filters', page],
    queryFn: async () => (await api.get(address('/api/saved-filters', { page }), Filters)).items,
  }).data
  const refresh = () => queries.invalidateQueries({ queryKey: ['saved-filters', page] })
  const keep = ({ name, shared, ...what }: Pick<SavedFilter, 'name' | 'query' | 'shared' | 'page'>) =>
    attempt(async () => {
      await api.send('POST', '/api/saved-filters', SavedFilter, { ...what, name, shared })
      await refresh()
      done(t('savedFilters.kept', { name }))
    })
  const remove = (filter: SavedFilter) =>
    attempt(async () => {
      const { page, name, query, shared } = await api.send('DELETE', `/api/saved-filters/${filter.id}`, SavedFilter)
      await refresh()
      done(t('savedFilters.gone', { name }), { label: t('act.undo'), run: () => keep({ page, name, query, shared }) })
    })
  const isKept = filters?.some((each) => each.query === query) ?? true
  if ((filters?.length ?? 0) === 0 && (query === '' || isKept)) return null
  return (
    <div className="saved-filters">
      <ul className="choices" aria-label={t('savedFilters.label')}>
        {filters?.map((filter) => (
          <li key={filter.id} className="saved-filter">
            <button type="button" aria-pressed={filter.query === query} onClick={() => choose(filter.query)}>
              {filter.own ? filter.name : t('savedFilters.by', { name: filter.name, who: filter.by })}
            </button>
            {filter.own && (
              <button
                type="button"
                aria-label={t('savedFilters.remove', { name: filter.name })}
                onClick={() => remove(filter)}
              >
                ✕
              </button>
            )}
          </li>
        ))}
      </ul>
      {query !== '' && !isKept && <Keep keep={(name, shared) => keep({ page, name, query, shared })} />}
    </div>
  )
}

const Keep = ({ keep }: { readonly keep: (name: string, shared: boolean) => void }) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  if (!open)
    return (
      <button type="button" className="button small" onClick={() => setOpen(true)}>
        {t('savedFilters.keep')}
      </button>
    )
  return (
    <form
      className="saved-filter-keep"
      onSubmit={(event) => {
        event.preventDefault()
        keep(name, shared)
        setOpen(false)
      }}
    >
      <input
        aria-label={t('savedFilters.name')}
        placeholder={t('savedFilters.name')}
        required
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <label className="check">
        <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />
        {t('savedFilters.shared')}
      </label>
      <button type="submit" className="button small">
        {t('act.save')}
      </button>
      <button type="button" className="button small" onClick={() => setOpen(false)}>
        {t('act.cancel')}
      </button>
    </form>
  )
}

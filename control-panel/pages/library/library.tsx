/** What is in the library, what is not ready, and the way in for new files. */
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { MediaKind } from '../../../protocol/media.ts'
import { type LibrarySummary, MediaSort } from '../../../protocol/programme.ts'
import { useMay } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Attention } from './attention.tsx'
import { EVERYTHING, type Filter, narrows, toggled } from './filter.ts'
import './library.css'
import { InboxLost } from './inbox-lost.tsx'
import { useLibrarySummary, useProgrammes } from './library-queries.ts'
import { ProgrammeList, type View } from './programme-list.tsx'
import { UploadList } from './upload-list.tsx'

const KINDS = MediaKind.anyOf.map((kind) => kind.const)
const SORTS = MediaSort.anyOf.map((sort) => sort.const)
const VIEWS: readonly View[] = ['rows', 'wall']
const VIEW_STORED_AS = 'nooncast.library-view'

const Library = () => {
  const { t } = useTranslation()
  const [filter, setFilter] = useState(EVERYTHING)
  const [view, setView] = useState<View>(() => (localStorage.getItem(VIEW_STORED_AS) === 'wall' ? 'wall' : 'rows'))
  const writes = useMay('media.write')
  const summary = useLibrarySummary()
  const pages = useProgrammes(useDeferredValue(filter))
  const items = pages.data?.pages.flatMap((page) => page.items)
  const show = (chosen: View) => {
    localStorage.setItem(VIEW_STORED_AS, chosen)
    setView(chosen)
  }
  if (pages.isError && items === undefined)
    return <Failed page={t('library.title')} error={pages.error} retry={() => pages.refetch()} />
  return (
    <>
      <div className="page-head">
        <h1>{t('library.title')}</h1>
        {summary.data !== undefined && <Answer summary={summary.data} />}
        <Link href="/library/series" className="button">
          {t('library.series')}
        </Link>
      </div>
      {summary.data !== undefined && <InboxLost inbox={summary.data.inbox} />}
      {summary.data !== undefined && <Attention summary={summary.data} />}
      {writes && filter.archived !== true && <UploadList />}
      <Filters filter={filter} change={setFilter} summary={summary.data} view={view} show={show} />
      {items === undefined && <Skeleton rows={8} height={72} />}
      {items !== undefined && items.length > 0 && (
        <ProgrammeList
          items={items}
          view={view}
          more={pages.hasNextPage && !pages.isFetchingNextPage ? () => pages.fetchNextPage() : null}
        />
      )}
      {items?.length === 0 && (
        <div className="empty">
          <strong>{narrows(filter) ? t('library.nothingFound') : t('library.empty')}</strong>
          {!narrows(filter) && <p>{t('library.emptyHint')}</p>}
        </div>
      )}
    </>
  )
}
export default Library

const Answer = ({ summary: { total, preparing, refused } }: { readonly summary: LibrarySummary }) => {
  const { t } = useTranslation()
  const count = preparing + refused
  if (total === 0) return null
  return (
    <span className={`chip ${count > 0 ? 'amber' : 'ready'}`} role="status">
      {count > 0 ? `▲ ${t('library.notReady', { count })}` : `✓ ${t('library.allReady')}`}
    </span>
  )
}

interface FiltersProps {
  readonly filter: Filter
  readonly change: (filter: Filter) => void
  readonly summary: LibrarySummary | undefined
  readonly view: View
  readonly show: (view: View) => void
}
const Filters = ({ filter, change, summary, view, show }: FiltersProps) => {
  const { t } = useTranslation()
  const tags = summary?.tags ?? []
  return (
    <div className="library-filters">
      <input
        type="search"
        aria-label={t('library.search')}
        placeholder={t('library.search')}
        value={filter.q}
        onChange={(event) => change({ ...filter, q: event.target.value })}
      />
      <select
        aria-label={t('library.kind')}
        value={filter.kind}
        onChange={(event) => change({ ...filter, kind: KINDS.find((kind) => kind === event.target.value) ?? '' })}
      >
        <option value="">{t('library.kindAll')}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('library.tags')}
        value={filter.tag}
        onChange={(event) => change({ ...filter, tag: event.target.value })}
      >
        <option value="">{t('library.tagAll')}</option>
        {tags.map(({ tag, count }) => (
          <option key={tag} value={tag}>
            {tag}（{count}）
          </option>
        ))}
      </select>
      <select
        aria-label={t('library.sort')}
        value={filter.sort}
        onChange={(event) => change({ ...filter, sort: SORTS.find((sort) => sort === event.target.value) ?? 'newest' })}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`library.sortBy.${sort}`)}
          </option>
        ))}
      </select>
      <fieldset className="choices" aria-label={t('library.view')}>
        {VIEWS.map((each) => (
          <button key={each} type="button" aria-pressed={view === each} onClick={() => show(each)}>
            {t(`library.viewAs.${each}`)}
          </button>
        ))}
      </fieldset>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.archived === true}
          onChange={() => change(toggled(filter, 'archived'))}
        />
        {t('library.onlyArchived')}
      </label>
      {(filter.licenceEnding === true || (summary?.licenceEnding ?? 0) > 0) && (
        <label className="check">
          <input
            type="checkbox"
            checked={filter.licenceEnding === true}
            onChange={() => change(toggled(filter, 'licenceEnding'))}
          />
          {t('library.licenceEnding', { count: summary?.licenceEnding ?? 0 })}
        </label>
      )}
    </div>
  )
}

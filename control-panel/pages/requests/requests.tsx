/** Requests as the section sees them: what waits for whom, the most pressing first. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { REQUEST_KIND_NAMES, REQUEST_KINDS } from '../../../protocol/request-kinds.ts'
import { REQUEST_STATE_WORDS } from '../../../protocol/request-words.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { useHashQuery } from '../../hash.ts'
import { SavedFilters } from '../../saved-filters/saved-filters.tsx'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { NewRequest } from './request-form.tsx'
import { useRequestCounts, useRequests } from './request-queries.ts'
import { RequestRow } from './request-row.tsx'
import { Templates } from './templates.tsx'
import { byTurn } from './urgency.ts'
import './requests.css'

/** Rows that are shown at first of what has ended. */
const FIRST = 50

/** The filter as it stands in the page’s address. */
const useFilter = () => {
  const [text, choose] = useHashQuery()
  const filter = new URLSearchParams(text)
  const set = (patch: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(text)
    for (const [name, value] of Object.entries(patch)) value === '' ? next.delete(name) : next.set(name, value)
    next.sort()
    choose(next.toString())
  }
  return { text, filter, set, choose }
}

const Requests = () => {
  const { t } = useTranslation()
  const { text, filter, set, choose } = useFilter()
  const counts = useRequestCounts()
  const writes = useMay('requests.write')
  const [isFiling, setFiling] = useState(false)
  return (
    <>
      <div className="page-head">
        <h1>{t('requests.title')}</h1>
        {counts !== undefined && (
          <span className={`chip ${counts.new > 0 ? 'amber' : 'ready'}`}>
            {counts.new > 0 ? `▲ ${t('requests.counts', { count: counts.new })}` : `✓ ${t('requests.countsNone')}`}
          </span>
        )}
        {counts !== undefined && counts.late > 0 && (
          <button type="button" className="chip amber request-late" onClick={() => choose('late=true')}>
            ▲ {t('requests.lateCount', { count: counts.late })}
          </button>
        )}
        <a className="button" href={`/api/requests/export.csv${text === '' ? '' : `?${text}`}`} download>
          {t('requests.export')}
        </a>
        {!isFiling && (
          <button type="button" className="button primary" onClick={() => setFiling(true)}>
            {t(writes ? 'requests.fileFor' : 'requests.file')}
          </button>
        )}
      </div>
      {isFiling && (
        <section className="panel-card" aria-label={t('requests.file')}>
          <NewRequest others={writes} onDone={() => setFiling(false)} />
        </section>
      )}
      <Filters filter={filter} set={set} isSet={text !== ''} clear={() => choose('')} />
      <SavedFilters page="requests" query={text} choose={choose} />
      <Found text={text} isEnded={filter.has('state') && filter.get('state') !== 'open'} />
      {writes && <Templates />}
    </>
  )
}
export default Requests

interface FiltersProps {
  readonly filter: URLSearchParams
  readonly set: (patch: Readonly<Record<string, string>>) => void
  readonly isSet: boolean
  readonly clear: () => void
}
const Filters = ({ filter, set, isSet, clear }: FiltersProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const flip = (name: string, value: string) => set({ [name]: filter.get(name) === value ? '' : value })
  return (
    <search className="request-filters">
      <input
        type="search"
        aria-label={t('requests.filter.search')}
        placeholder={t('requests.filter.search')}
        maxLength={100}
        value={filter.get('q') ?? ''}
        onChange={(event) => set({ q: event.target.value })}
      />
      <select
        aria-label={t('requests.filter.state')}
        value={filter.get('state') ?? 'open'}
        onChange={(event) => set({ state: event.target.value === 'open' ? '' : event.target.value })}
      >
        {(['open', 'ended'] as const).map((state) => (
          <option key={state} value={state}>
            {t(`requests.filter.${state}`)}
          </option>
        ))}
        {(['new', 'asked', 'answered', 'confirmed', 'withdrawn', 'merged', 'handed-on'] as const).map((state) => (
          <option key={state} value={state}>
            {REQUEST_STATE_WORDS[state][language]}
          </option>
        ))}
      </select>
      <select
        aria-label={t('requests.filter.kind')}
        value={filter.get('kind') ?? ''}
        onChange={(event) => set({ kind: event.target.value })}
      >
        <option value="">{t('requests.filter.allKinds')}</option>
        {REQUEST_KIND_NAMES.map((kind) => (
          <option key={kind} value={kind}>
            {REQUEST_KINDS[kind].name[language]}
          </option>
        ))}
      </select>
      <div className="choices">
        {(
          [
            ['mine', 'assignee', 'me'],
            ['late', 'late', 'true'],
            ['soon', 'soon', 'true'],
          ] as const
        ).map(([word, name, value]) => (
          <button key={word} type="button" aria-pressed={filter.get(name) === value} onClick={() => flip(name, value)}>
            {t(`requests.filter.${word}`)}
          </button>
        ))}
      </div>
      {isSet && (
        <button type="button" className="button small" onClick={clear}>
          {t('requests.filter.clear')}
        </button>
      )}
    </search>
  )
}

const Found = ({ text, isEnded }: { readonly text: string; readonly isEnded: boolean }) => {
  const { t } = useTranslation()
  const { user } = usePanel()
  const [limit, setLimit] = useState(FIRST)
  const query = new URLSearchParams(text)
  if (!query.has('state')) query.set('state', 'open')
  const found = useRequests(query.toString(), isEnded ? limit : undefined)
  if (found.isError && found.data === undefined) return <Failed error={found.error} retry={() => found.refetch()} />
  if (found.data === undefined) return <Skeleton rows={6} height={64} />
  const { items, nextCursor } = found.data
  if (items.length === 0)
    return (
      <div className="empty">
        <strong>{t(text === '' ? 'requests.allClear' : 'requests.noneFound')}</strong>
        {text === '' && <p>{t('requests.allClearLead')}</p>}
      </div>
    )
  if (isEnded)
    return (
      <section className="panel-card" aria-label={t('requests.filter.ended')}>
        <ul className="rows">
          {items.map((request) => (
            <RequestRow key={request.id} request={request} section />
          ))}
        </ul>
        {nextCursor !== null && (
          <button type="button" className="button" onClick={() => setLimit((held) => Math.min(500, held + FIRST))}>
            {t('requests.more')}
          </button>
        )}
      </section>
    )
  return byTurn(items, user.id).map(({ turn, requests }) => (
    <section key={turn} className="panel-card" aria-label={t(`requests.group.${turn}`)}>
      <h2>
        {t(`requests.group.${turn}`)} <span className="faint">{requests.length}</span>
      </h2>
      <ul className="rows">
        {requests.map((request) => (
          <RequestRow key={request.id} request={request} section isGrouped />
        ))}
      </ul>
    </section>
  ))
}

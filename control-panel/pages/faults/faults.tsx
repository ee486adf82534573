/** What is broken, and whose turn it is: the most pressing first. The filter is the page's address. */
import { memo, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type FaultOwner, faultOwner } from '../../../protocol/fault.ts'
import type { FaultItem } from '../../../protocol/fault-desk.ts'
import { faultTitle } from '../../../protocol/fault-title.ts'
import { FAULT_STATE_WORDS } from '../../../protocol/fault-words.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useHashQuery } from '../../hash.ts'
import { SavedFilters } from '../../saved-filters/saved-filters.tsx'
import { dayAndTime } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { FaultFilters } from './fault-filters.tsx'
import { Due, SeverityChip } from './fault-marks.tsx'
import { useFaults } from './fault-queries.ts'
import { byUrgency } from './next-act.ts'
import './faults.css'

/** Open faults are shown together: whose turn it is must not hide on a second page. */
const OPEN_SHOWN = 500
const OVER_SHOWN = 50
const TURNS: readonly FaultOwner[] = ['section', 'reporter', 'offices', 'vendor', 'nobody']

const Faults = () => {
  const { t } = useTranslation()
  const [query, choose] = useHashQuery()
  const open = useFaults('', OPEN_SHOWN).data?.items
  const { live } = usePanel()
  const ours = open?.filter((fault) => faultOwner(fault) === 'section').length ?? 0
  const late = open?.filter(({ dueAt }) => dueAt !== null && dueAt < live.now()).length ?? 0
  return (
    <>
      <div className="page-head">
        <h1>{t('faults.title')}</h1>
        {open !== undefined && (
          <span className={`chip ${ours > 0 ? 'amber' : 'ready'}`}>
            {ours > 0 ? `▲ ${t('faults.ours', { count: ours })}` : `✓ ${t('faults.oursNone')}`}
          </span>
        )}
        {late > 0 && (
          <button type="button" className="chip amber fault-late" onClick={() => choose('overdue=true')}>
            ▲ {t('faults.overdueCount', { count: late })}
          </button>
        )}
        <Link className="button" href="/faults/figures">
          {t('faults.reports')}
        </Link>
        <a className="button" href={`/api/faults/export.csv${query === '' ? '' : `?${query}`}`} download>
          {t('faults.csv')}
        </a>
        <Link className="button primary" href="/faults/new">
          {t('faults.report')}
        </Link>
      </div>
      <FaultFilters query={query} choose={choose} />
      <SavedFilters page="faults" query={query} choose={choose} />
      <Found query={query} />
    </>
  )
}
export default Faults

const Found = ({ query }: { readonly query: string }) => {
  const { t } = useTranslation()
  const { live } = usePanel()
  const isOver = new URLSearchParams(query).has('state')
  const [limit, setLimit] = useState(OVER_SHOWN)
  const found = useFaults(query, isOver ? limit : OPEN_SHOWN)
  if (found.isError && found.data === undefined) return <Failed error={found.error} retry={() => found.refetch()} />
  if (found.data === undefined) return <Skeleton rows={5} height={64} />
  const { items, nextCursor } = found.data
  if (items.length === 0)
    return (
      <div className="empty">
        <strong>{t(query === '' ? 'faults.none' : 'faults.noneFound')}</strong>
        {query === '' && <p>{t('faults.noneLead')}</p>}
      </div>
    )
  const byTurn = Map.groupBy(isOver ? items : [...items].sort(byUrgency(live.now())), faultOwner)
  return (
    <>
      {TURNS.map((turn) => {
        const faults = byTurn.get(turn)
        return faults === undefined ? null : (
          <section key={turn} className="panel-card" aria-label={t(`faults.turn.${turn}`)}>
            <h2>
              {t(`faults.turn.${turn}`)} <span className="faint">{faults.length}</span>
            </h2>
            <FaultRows faults={faults} />
          </section>
        )
      })}
      {nextCursor !== null && (
        <button type="button" className="button" onClick={() => setLimit(limit + OVER_SHOWN)}>
          {t('faults.more')}
        </button>
      )}
    </>
  )
}

/** More rows than fit into a window. */
const AT_FIRST = 24

/** What is in sight is drawn at once, the rest of hundreds right after it. */
const FaultRows = ({ faults }: { readonly faults: readonly FaultItem[] }) => (
  <ul className="rows">
    {useDeferredValue(faults, faults.slice(0, AT_FIRST)).map((fault) => (
      <FaultRow key={fault.id} fault={fault} />
    ))}
  </ul>
)

const FaultRow = memo(({ fault }: { readonly fault: FaultItem }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const { id, number, state, severity, room, equipmentName, times, ownerName, since, askedAt, healedAt, text } = fault
  const title = faultTitle(fault, language)
  const place = [room, equipmentName].filter((each) => each !== '').join(' · ')
  const turn = faultOwner(fault)
  return (
    <li className="fault-row">
      <span className="fault-severity">
        <SeverityChip severity={severity} />
      </span>
      <span className="grow">
        <Link href={`/faults/${id}`}>{title}</Link>
        {text !== '' && text !== title && <span className="fault-said faint">{text}</span>}
        <span className="fault-place">
          {place} <span className="faint">{number}</span>
        </span>
      </span>
      {times > 1 && <span className="chip grey">× {t('faults.times', { count: times })}</span>}
      {healedAt !== null && turn !== 'nobody' && <span className="chip ready">✓ {t('faults.healed')}</span>}
      <span className="fault-next">
        {turn === 'nobody' ? (
          FAULT_STATE_WORDS[state][language]
        ) : (
          <>
            <b>{t(askedAt === null ? `faults.next.${state}` : 'faults.next.asked')}</b>
            <span className="faint">
              {ownerName === '' && turn === 'section' ? t('faults.noOwner') : ownerName}{' '}
              <span className="nowrap">{t('faults.waitsSince', { time: dayAndTime(since, school, language) })}</span>
            </span>
          </>
        )}
      </span>
      {turn !== 'nobody' && (
        <span className="fault-due">
          <Due dueAt={fault.dueAt} />
        </span>
      )}
    </li>
  )
})

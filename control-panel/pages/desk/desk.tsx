/** The section head’s page (`/desk`): what is late, today’s duties, what waits for whom, the next noon, this term’s money. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type DeskItem, type DeskMoney, Desk as DeskView, type WaitsFor } from '../../../protocol/desk.ts'
import { useLanguage, usePanel, useToday } from '../../context.tsx'
import { useRundown } from '../../queries.ts'
import { addDays, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { nextNoon } from './next-noon.ts'
import './desk.css'

/** Told anew when any of these changes; the server counts, the panel shows. */
const useDesk = () => {
  const { api } = usePanel()
  const language = useLanguage()
  return useQuery({
    queryKey: ['desk', language],
    queryFn: () => api.get('/api/desk', DeskView),
    refetchInterval: 60_000,
  })
}

const Desk = () => {
  const { t } = useTranslation()
  const desk = useDesk()
  if (desk.isError && desk.data === undefined)
    return <Failed page={t('desk.title')} error={desk.error} retry={() => desk.refetch()} />
  const items = desk.data?.items
  const late = items?.filter((item) => item.late) ?? []
  return (
    <>
      <div className="page-head">
        <h1>{t('desk.title')}</h1>
        {items !== undefined && (
          <span className={`chip ${late.length > 0 ? 'amber' : 'ready'}`}>
            {late.length > 0 ? `▲ ${t('desk.late', { count: late.length })}` : `✓ ${t('desk.allInTime')}`}
          </span>
        )}
        <button type="button" className="button" onClick={() => window.dispatchEvent(new Event('nooncast:palette'))}>
          {t('desk.openSearch')}
        </button>
      </div>
      {items === undefined ? (
        <Skeleton rows={6} height={56} />
      ) : (
        <div className="desk-columns">
          <div>
            {late.length > 0 && <Section title={t('desk.lateList')} items={late} none="" />}
            <Section
              title={t('desk.today')}
              items={items.filter(({ kind, late: isLate }) => kind === 'duty' && !isLate)}
              none={t('desk.noDuties')}
            />
            <Waiting items={items} />
          </div>
          <div>
            <NextNoon />
            {desk.data !== undefined && <Money money={desk.data.money} />}
          </div>
        </div>
      )}
    </>
  )
}
export default Desk

interface SectionProps {
  readonly title: string
  readonly items: readonly DeskItem[]
  readonly none: string
}
const Section = ({ title, items, none }: SectionProps) => (
  <section className="panel-card" aria-label={title}>
    <h2>{title}</h2>
    {items.length === 0 && <p className="faint">{none}</p>}
    <ul className="rows">
      {items.map((item) => (
        <Row key={`${item.kind} ${item.id} ${item.waitsFor.name}`} item={item} />
      ))}
    </ul>
  </section>
)

const Row = ({ item: { kind, name, detail, since, dueAt, late, path } }: { readonly item: DeskItem }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const today = useToday()
  const timeOf = (at: DeskItem['since']) => {
    const date = school.date(at)
    return date === today ? school.shortTime(at) : shortDate(date, language)
  }
  return (
    <li>
      <span className={`chip ${late ? 'amber' : 'grey'}`}>
        {late && '▲ '}
        {t(`desk.kind.${kind}`)}
      </span>
      <Link href={path} className="grow">
        {name === '' ? detail : name}
      </Link>
      <span className="faint">{name === '' ? '' : detail}</span>
      <span className="faint">
        {dueAt === null ? t('desk.since', { time: timeOf(since) }) : t('desk.due', { time: timeOf(dueAt) })}
      </span>
    </li>
  )
}

const waitsKey = ({ who, name }: WaitsFor): string => `${who} ${name}`

/** Grouped by whose turn it is; the longest list is the one to talk about. */
const Waiting = ({ items }: { readonly items: readonly DeskItem[] }) => {
  const { t } = useTranslation()
  const groups = new Map<string, DeskItem[]>()
  for (const item of items) {
    const key = waitsKey(item.waitsFor)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return (
    <section className="panel-card" aria-label={t('desk.waits')}>
      <h2>{t('desk.waits')}</h2>
      {items.length === 0 && <p className="faint">{t('desk.nothingWaits')}</p>}
      {[...groups].map(([key, held]) => (
        <Group key={key} items={held} />
      ))}
    </section>
  )
}

/** What waits for one; hundreds of rows that nobody looks at are not drawn. */
const Group = ({ items }: { readonly items: readonly DeskItem[] }) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [first] = items
  if (first === undefined) return null
  const { who, name } = first.waitsFor
  return (
    <details className="desk-group" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <b>{t(`desk.waitsFor.${who}`, { name }).trim()}</b> <span className="chip grey">{items.length}</span>
      </summary>
      {isOpen && (
        <ul className="rows">
          {items.map((item) => (
            <Row key={`${item.kind} ${item.id}`} item={item} />
          ))}
        </ul>
      )}
    </details>
  )
}

const AHEAD_DAYS = 13

/** The next day on which something is planned; today’s noon is on the first page. */
const NextNoon = () => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const today = useToday()
  const rundown = useRundown(addDays(today, 1), addDays(today, AHEAD_DAYS))
  const noon = nextNoon(rundown.data ?? [], school.date)
  return (
    <section className="panel-card">
      {rundown.data === undefined && <Skeleton rows={1} height={64} />}
      {rundown.data !== undefined && noon === null && <p className="faint">{t('desk.noNoon')}</p>}
      {noon !== null && (
        <>
          <h2>{t('desk.tomorrow', { date: shortDate(noon.date, language) })}</h2>
          <ul className="rows">
            {noon.airings.map(({ id, start, title, kind, mediaId }) => (
              <li key={id}>
                <b>{school.shortTime(start)}</b>
                <span className="grow">{mediaId === null ? t('desk.nothingYet') : title || t(`kind.${kind}`)}</span>
                {mediaId === null && <span className="chip amber">▲ {t(`kind.${kind}`)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

const Money = ({ money }: { readonly money: DeskMoney }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const dollars = (amount: number) => t('desk.dollars', { amount: amount.toLocaleString(language) })
  return (
    <section className="panel-card">
      <h2>{t('desk.money', { term: money.term ?? t('desk.thisYear') })}</h2>
      <dl className="desk-money">
        {(['spent', 'estimated', 'circulating'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`desk.${name}`)}</dt>
            <dd>{dollars(money[name])}</dd>
          </div>
        ))}
      </dl>
      <ul className="rows">
        {money.vendors.map(({ name, cost, visits }) => (
          <li key={name}>
            <span className="grow">{name}</span>
            <span className="faint">{t('desk.visits', { count: visits })}</span>
            <b>{dollars(cost)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

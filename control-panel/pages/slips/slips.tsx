/** Every repair slip: what waits for whom, what it is estimated at, and what it cost. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Link } from 'wouter'
import { Term } from '../../../protocol/calendar.ts'
import { SlipMoney, SlipView } from '../../../protocol/slip.ts'
import { address } from '../../api.ts'
import { useLanguage, useMay, usePanel, useToday } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { dateAndTime } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { dollars, officeName, overOf, SLIP_LOOKS, waitsWords } from './slip-looks.ts'
import './slips.css'

const Slips = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { api, settings, user } = usePanel()
  const readsAll = useMay('slips.read')
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState(readsAll ? 'open' : user.office)
  const filter = shown === 'all' ? {} : shown === 'open' ? { open: true } : { waits: shown }
  const query = { q: search, ...filter }
  const slips = useQuery({
    queryKey: ['slips', 'list', query],
    queryFn: async () => (await api.get(address('/api/slips', { limit: 200, ...query }), pageOf(SlipView))).items,
    placeholderData: (previous) => previous,
  })
  if (slips.isError && slips.data === undefined)
    return <Failed page={t('slip.title')} error={slips.error} retry={() => slips.refetch()} />
  const waiting = slips.data?.filter(({ state }) => state === 'circulating').length ?? 0
  const offices = settings.countersigners.filter(({ id }) => id !== user.office)
  const choices = [
    ...(readsAll ? [['open', t('slip.showOpen')] as const, ['section', t('slip.showSection')] as const] : []),
    ...(user.office === '' ? [] : [[user.office, t('slip.showMine')] as const]),
    ...(readsAll
      ? offices.map((office) => [office.id, t('slip.showOffice', { office: officeName(office, language) })] as const)
      : []),
    ['all', t('slip.showAll')] as const,
  ]
  return (
    <>
      <div className="page-head">
        <h1>{t('slip.title')}</h1>
        {slips.data !== undefined && shown === 'open' && search === '' && (
          <span className={`chip ${waiting > 0 ? 'amber' : 'ready'}`}>
            {waiting > 0 ? `▲ ${t('slip.waitingCount', { count: waiting })}` : `✓ ${t('slip.noneWaiting')}`}
          </span>
        )}
        {readsAll && (
          <a className="button" href={address('/api/slips/export.csv', query)} download>
            {t('slip.csv')}
          </a>
        )}
      </div>
      <p className="faint slip-now">{t('slip.lead')}</p>
      {readsAll && <Money />}
      <section className="panel-card">
        <div className="fields">
          <input
            type="search"
            aria-label={t('act.search')}
            placeholder={t('slip.search')}
            maxLength={100}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <fieldset className="choices">
            <legend className="hidden">{t('slip.show')}</legend>
            {choices.map(([value, label]) => (
              <button key={value} type="button" aria-pressed={shown === value} onClick={() => setShown(value)}>
                {label}
              </button>
            ))}
          </fieldset>
        </div>
        {slips.data === undefined && <Skeleton rows={4} height={72} />}
        <ul className="rows">
          {slips.data?.map((slip) => (
            <Row key={slip.id} slip={slip} />
          ))}
        </ul>
        {slips.data?.length === 0 && (
          <div className="empty">
            <strong>{t(search === '' && shown === 'all' ? 'slip.none' : 'slip.noneFound')}</strong>
            {readsAll && search === '' && <p>{t('slip.noneLead')}</p>}
          </div>
        )}
      </section>
    </>
  )
}
export default Slips

const Row = ({ slip }: { readonly slip: SlipView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { settings } = usePanel()
  const { level, shape } = SLIP_LOOKS[slip.state]
  const over = overOf(slip)
  return (
    <li>
      <span className="grow">
        <Link href={`/slips/${slip.id}`}>
          <b>{slip.number}</b> {slip.device || slip.what}
        </Link>{' '}
        <span className="faint">{[slip.room, slip.vendor].filter(Boolean).join(' · ')}</span>
      </span>
      <span>
        {slip.estimate !== null && t('slip.currency', { amount: dollars(slip.estimate) })}
        {slip.cost !== null && ` → ${t('slip.currency', { amount: dollars(slip.cost) })}`}{' '}
        {over !== null && <span className="chip amber">▲ {t('slip.over', { amount: dollars(over) })}</span>}
      </span>
      <span className={`chip ${level}`}>
        {shape} {t(`slip.state.${slip.state}`)}
      </span>
      {slip.waits.length > 0 && (
        <span className="wide faint">
          {waitsWords(slip, t, language).join(t('slip.comma'))}
          {slip.waitsSince !== null &&
            ` · ${t('slip.since', { date: dateAndTime(slip.waitsSince, settings.timeZone, language) })}`}
        </span>
      )}
    </li>
  )
}

const Terms = Type.Object({ items: Type.Array(Term) })
/** What this term's slips were estimated at, and what they cost. */
const Money = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const today = useToday()
  const money = useQuery({
    queryKey: ['slips', 'money', today],
    queryFn: async () => {
      const { items } = await api.get('/api/terms', Terms)
      const term = items.find(({ from, until }) => from <= today && today <= until)
      return term === undefined
        ? null
        : api.get(address('/api/slips/money', { from: term.from, to: term.until }), SlipMoney)
    },
  })
  if (money.data == null) return null
  const { slips, estimated, cost, circulating } = money.data
  return (
    <p className="slip-now">
      <b>{t('slip.money')}</b>{' '}
      {t('slip.moneyLead', {
        ...{ slips, estimated: dollars(estimated), cost: dollars(cost), circulating: dollars(circulating) },
      })}
    </p>
  )
}

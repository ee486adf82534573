/** The month's and the term's figures: what broke where, how long it took, what it cost, and each classroom's noons. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Link } from 'wouter'
import { Term } from '../../../protocol/calendar.ts'
import { FaultFigures, type FaultGroup, type RoomAvailability, shareShown } from '../../../protocol/fault-figures.ts'
import { type SchoolDate, schoolDate } from '../../../protocol/time.ts'
import { address } from '../../api.ts'
import { useMay, usePanel, useToday } from '../../context.tsx'
import { useHashQuery } from '../../hash.ts'
import { addDays, monthName, monthOf } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Bars } from './bars.tsx'
import './faults.css'

const Terms = Type.Object({ items: Type.Array(Term) })
const MONTHS = 6
const SHOWN = 12
/** Below this a classroom misses more than one noon in twenty. */
const GOOD_SHARE = 0.95

interface Span {
  readonly name: string
  readonly from: SchoolDate
  readonly to: SchoolDate
}

/** The last months and the school's terms. */
const useSpans = (): readonly Span[] => {
  const { api, settings } = usePanel()
  const today = useToday()
  const reads = useMay('schedule.read')
  const terms = useQuery({
    queryKey: ['calendar', 'terms'],
    queryFn: async () => (await api.get('/api/terms', Terms)).items,
    enabled: reads,
  })
  const months = Array.from({ length: MONTHS }, (_, back) => {
    const from = monthOf(today, -back)
    return { name: monthName(from, settings.minguoYears), from, to: addDays(monthOf(from, 1), -1) }
  })
  return [...months, ...(terms.data ?? []).map(({ name, from, until }) => ({ name, from, to: until }))]
}

const Figures = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const spans = useSpans()
  const [query, choose] = useHashQuery()
  const asked = new URLSearchParams(query)
  const [first] = spans
  const from = schoolDate(asked.get('from') ?? first?.from ?? '')
  const to = schoolDate(asked.get('to') ?? first?.to ?? '')
  const figures = useQuery({
    queryKey: ['faults', 'figures', from, to],
    queryFn: () => api.get(address('/api/fault-figures', { from, to }), FaultFigures),
  })
  return (
    <>
      <div className="page-head">
        <h1>{t('faults.figures.title')}</h1>
        <select
          aria-label={t('faults.figures.span')}
          value={`from=${from}&to=${to}`}
          onChange={(event) => choose(event.target.value)}
        >
          {spans.map((span) => (
            <option key={`${span.name}${span.from}`} value={`from=${span.from}&to=${span.to}`}>
              {span.name}
            </option>
          ))}
        </select>
        <Link href="/faults">{t('faults.back')}</Link>
      </div>
      {figures.isError && figures.data === undefined && (
        <Failed error={figures.error} retry={() => figures.refetch()} />
      )}
      {figures.data === undefined && !figures.isError && <Skeleton rows={4} height={160} />}
      {figures.data !== undefined && <Shown figures={figures.data} />}
    </>
  )
}
export default Figures

const Shown = ({ figures }: { readonly figures: FaultFigures }) => {
  const { t } = useTranslation()
  const { all, ourHours, cost, availability } = figures
  const sum = (count: (room: RoomAvailability) => number) => availability.reduce((all, room) => all + count(room), 0)
  const noons = {
    ...{ planned: sum(({ planned }) => planned), shown: sum(({ shown }) => shown) },
    ...{ late: sum(({ late }) => late), unknown: sum(({ unknown }) => unknown) },
  }
  const share = shareShown(noons)
  const noonWords = useNoonWords()
  const hours = (value: number | null) => (value === null ? '—' : t('faults.figures.hours', { hours: value }))
  return (
    <>
      <section className="panel-card" aria-label={t('faults.figures.title')}>
        <dl className="fault-figures">
          <div>
            <dt>{t('faults.figures.faults')}</dt>
            <dd>
              {all.faults} <small>{t('faults.figures.closed', { count: all.closed })}</small>
            </dd>
          </div>
          <div>
            <dt>{t('faults.figures.toRepair')}</dt>
            <dd>
              {hours(all.hours)} <small>{t('faults.figures.ours', { hours: ourHours ?? '—' })}</small>
            </dd>
          </div>
          <div>
            <dt>{t('faults.figures.cost')}</dt>
            <dd>NT$ {cost.toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>{t('faults.figures.noon')}</dt>
            <dd>
              {share === null ? '—' : `${(share * 100).toFixed(1)} %`}{' '}
              <small>{noons.planned > 0 && noonWords(noons, t('faults.figures.ofPlanned', noons))}</small>
            </dd>
          </div>
        </dl>
      </section>
      <div className="fault-plots">
        {(['rooms', 'models', 'vendors'] as const).map((part) => (
          <Groups key={part} part={part} figures={figures} groups={figures[part]} />
        ))}
        <section className="panel-card" aria-label={t('faults.figures.part.availability')}>
          <PartHead part="availability" figures={figures} />
          <p className="faint">{t(availability.length === 0 ? 'faults.figures.noNoons' : 'faults.figures.noonIs')}</p>
          <Bars
            label={t('faults.figures.part.availability')}
            most={1}
            bars={availability.slice(0, SHOWN).map((room) => ({
              name: room.room,
              value: shareShown(room) ?? 0,
              words: noonWords(room, `${room.shown}/${room.planned - room.unknown}`),
              isAmber: (shareShown(room) ?? 1) < GOOD_SHARE,
            }))}
          />
          <More count={availability.length - SHOWN} />
        </section>
      </div>
    </>
  )
}

/** How many were shown, how many of them late, and of how many nothing is known. */
const useNoonWords = () => {
  const { t } = useTranslation()
  return ({ late, unknown }: Pick<RoomAvailability, 'late' | 'unknown'>, shown: string): string =>
    [
      shown,
      ...(late > 0 ? [t('faults.figures.late', { count: late })] : []),
      ...(unknown > 0 ? [t('faults.figures.unknownNoons', { count: unknown })] : []),
    ].join(' · ')
}

type Part = 'rooms' | 'models' | 'vendors' | 'availability'

const PartHead = ({ part, figures }: { readonly part: Part; readonly figures: FaultFigures }) => {
  const { t } = useTranslation()
  return (
    <h2>
      {t(`faults.figures.part.${part}`)}{' '}
      <a
        className="button small"
        href={address('/api/fault-figures.csv', { from: figures.from, to: figures.to, part })}
        aria-label={`CSV ${t(`faults.figures.part.${part}`)}`}
        download
      >
        CSV
      </a>
    </h2>
  )
}

const More = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation()
  return count > 0 ? <p className="faint">{t('faults.figures.more', { count })}</p> : null
}

interface GroupsProps {
  readonly part: 'rooms' | 'models' | 'vendors'
  readonly figures: FaultFigures
  readonly groups: readonly FaultGroup[]
}
const Groups = ({ part, figures, groups }: GroupsProps) => {
  const { t } = useTranslation()
  const most = Math.max(0, ...groups.map(({ faults }) => faults))
  const wordsOf = ({ faults, hours, cost }: FaultGroup): string =>
    [
      t('faults.figures.count', { count: faults }),
      ...(hours === null ? [] : [t('faults.figures.hours', { hours })]),
      ...(cost === 0 ? [] : [`NT$ ${cost.toLocaleString('en')}`]),
    ].join(' · ')
  return (
    <section className="panel-card" aria-label={t(`faults.figures.part.${part}`)}>
      <PartHead part={part} figures={figures} />
      {groups.length === 0 && <p className="faint">{t('faults.figures.none')}</p>}
      <Bars
        label={t(`faults.figures.part.${part}`)}
        most={most}
        bars={groups.slice(0, SHOWN).map((group) => ({
          name: group.name || t('faults.figures.unknown'),
          value: group.faults,
          words: wordsOf(group),
        }))}
      />
      <More count={groups.length - SHOWN} />
    </section>
  )
}

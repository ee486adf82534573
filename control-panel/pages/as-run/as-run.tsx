/** What really happened on a date: planned, commanded, reported and observed side by side. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { AsRunEntry } from '../../../protocol/as-run.ts'
import { sayReason } from '../../../protocol/reasons.ts'
import { schoolDate } from '../../../protocol/time.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useDisplays, useGroups } from '../../queries.ts'
import { addDays, lengthOf, longDate, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { type AiringFacts, factsOf } from './airing-facts.ts'
import './as-run.css'
import { Plot } from './plot.tsx'

const Entries = Type.Object({ items: Type.Array(AsRunEntry) })

const AsRun = () => {
  const { t } = useTranslation()
  const { api, live, school, settings } = usePanel()
  const language = useLanguage()
  const today = school.date(live.now())
  const [date, setDate] = useState(today)
  const entries = useQuery({
    queryKey: ['asrun', date],
    queryFn: async () => (await api.get(address('/api/as-run', { date }), Entries)).items,
  })
  return (
    <>
      <div className="page-head">
        <h1>
          {t('asRun.title')}{' '}
          <span className="print-only">{`${settings.schoolName} ${longDate(date, settings.minguoYears)}`}</span>
        </h1>
        <div className="acts no-print">
          <button type="button" className="button" onClick={() => setDate(addDays(date, -1))}>
            ‹<span className="hidden"> {t('act.previous')}</span>
          </button>
          <input
            type="date"
            aria-label={t('asRun.date')}
            value={date}
            max={today}
            onChange={(event) => event.target.value !== '' && setDate(schoolDate(event.target.value))}
          />
          <button type="button" className="button" disabled={date >= today} onClick={() => setDate(addDays(date, 1))}>
            ›<span className="hidden"> {t('act.next')}</span>
          </button>
          <a className="button as-run-link" href={address('/api/as-run.csv', { date })}>
            CSV
          </a>
          <button type="button" className="button" onClick={() => window.print()}>
            {t('asRun.print')}
          </button>
        </div>
      </div>
      <p className="faint">{shortDate(date, language)}</p>
      {entries.isError && entries.data === undefined && (
        <Failed error={entries.error} retry={() => entries.refetch()} />
      )}
      {entries.data === undefined && !entries.isError && <Skeleton rows={3} height={220} />}
      {entries.data?.map((entry) => (
        <Entry key={entry.planned.id} entry={entry} />
      ))}
      {entries.data?.length === 0 && (
        <div className="empty">
          <strong>{t('asRun.empty')}</strong>
        </div>
      )}
    </>
  )
}
export default AsRun

const Entry = ({ entry }: { readonly entry: AsRunEntry }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const groups = useGroups().data ?? []
  const displays = useDisplays().data ?? []
  const { planned, commanded, observed } = entry
  const facts = factsOf(entry, displays)
  const group = groups.find(({ id }) => id === planned.group)?.name ?? planned.group
  return (
    <section className="panel-card as-run-entry" aria-label={`${school.time(planned.start)} ${planned.title} ${group}`}>
      <h2>
        {school.time(planned.start)} {planned.title} <span className="faint">{group}</span> <Verdict facts={facts} />
      </h2>
      <div className="as-run-columns">
        <div>
          <h3>{t('asRun.planned')}</h3>
          <p>
            {school.time(planned.start)}–{school.time(planned.end)} · {t(`kind.${planned.kind}`)}
            {planned.offsetMs > 0 && ` · ${lengthOf(planned.offsetMs)} –`}
          </p>
          <p className="faint">{planned.reasons.map((reason) => sayReason(reason, language)).join(' → ')}</p>
        </div>
        <div>
          <h3>{t('asRun.commanded')}</h3>
          <p>
            {commanded.frozen === 'at-start'
              ? t('asRun.frozen')
              : t('asRun.frozenLate', { length: lengthOf(commanded.lateMs) })}
          </p>
        </div>
        <div>
          <h3>{t('asRun.reported')}</h3>
          <p>
            {facts.medianLateMs === null
              ? t('asRun.noReport')
              : `${t('asRun.median', { skew: Math.round(facts.medianLateMs) })}${facts.stalls > 0 ? ` · ${t('asRun.stalls', { count: facts.stalls })}` : ''}`}
          </p>
          <Plot rooms={facts.rooms} />
          {facts.missed.length > 0 && <p>▲ {t('asRun.missed', { rooms: facts.missed.join('、') })}</p>}
        </div>
        <div>
          <h3>{t('asRun.observed')}</h3>
          {observed.length === 0 && <p className="faint">{t('asRun.observedNone')}</p>}
          {observed.map(({ kind, fromMs, toMs, displays: rooms }) => (
            <p key={`${kind} ${fromMs}`}>
              ▲ {t(`asRun.seen.${kind}`)} {lengthOf(fromMs)}–{lengthOf(toMs)}{' '}
              <span className="faint">
                {rooms.length === entry.reported.length && rooms.length > 1
                  ? t('asRun.everyRoom', { count: rooms.length })
                  : rooms.join('、')}
              </span>
            </p>
          ))}
        </div>
      </div>
      {facts.rooms.length > 0 && <Rooms facts={facts} />}
    </section>
  )
}

const Verdict = ({ facts: { rooms, missed } }: { readonly facts: AiringFacts }) => {
  const { t } = useTranslation()
  const total = rooms.length + missed.length
  if (total === 0) return null
  return (
    <span className={`chip ${missed.length > 0 ? 'amber' : 'ready'}`}>
      {missed.length > 0 ? '▲' : '✓'} {t('asRun.onTime', { started: rooms.length, total })}
    </span>
  )
}

const Rooms = ({ facts }: { readonly facts: AiringFacts }) => {
  const { t } = useTranslation()
  return (
    <details>
      <summary>{t('asRun.rooms')}</summary>
      <div className="as-run-scroll">
        <table className="as-run-rooms">
          <thead>
            <tr>
              <th scope="col">{t('asRun.room')}</th>
              <th scope="col">{t('asRun.firstFrame')}</th>
              <th scope="col">{t('asRun.skew')}</th>
              <th scope="col">{t('displays.stalls')}</th>
              <th scope="col">{t('asRun.end')}</th>
            </tr>
          </thead>
          <tbody>
            {facts.rooms.map(({ name, lateMs, skewMs, stalls, ended }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {lateMs > 0 ? '+' : ''}
                  {lateMs} ms
                </td>
                <td>{skewMs === null ? '—' : `${Math.round(skewMs)} ms`}</td>
                <td>{stalls}</td>
                <td>{ended ? t('asRun.completed') : t('asRun.notCompleted')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

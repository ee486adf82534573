/** The home page: is noon safe, what is on, what comes next, and every classroom. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import {
  isAskedFor,
  isEmptySlot,
  nowAndNext,
  readinessOf,
  type SharedAiring,
  shareAirings,
  slotNameOf,
} from '../../../protocol/readiness.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import { useLanguage, useMay, usePanel, usePassed, useSecond, useToday } from '../../context.tsx'
import { useDisplays, useGroups, useMediaList, useRundown } from '../../queries.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { AwaitedFilms } from '../bookings/awaited-films.tsx'
import { TodayVisits } from '../visits/today-visits.tsx'
import { ActBar } from './act-bar.tsx'
import { ActList } from './act-list.tsx'
import { reachedBy } from './reached.ts'
import { Repairs, UseAnother } from './repairs.tsx'
import { Wall } from './wall.tsx'
import { instantsOf } from './wall-plan.ts'
import './on-air.css'

export const OnAir = () => {
  const { t } = useTranslation()
  const seesDisplays = useMay('displays.read')
  const controls = useMay('playout.control')
  const behalf = useMay('bookings.behalf')
  const seesVisits = useMay('vendors.read')
  const today = useToday()
  const rundown = useRundown(today, today)
  const airings = rundown.data ?? []
  const now = usePassed(instantsOf(airings, []))
  const { onNow, next } = nowAndNext(airings, now)
  const [group, setGroup] = useState('')
  const groups = useGroups().data ?? []
  const reached = reachedBy(groups, group)
  if (rundown.isError && rundown.data === undefined)
    return <Failed page={t('rail.onAir')} error={rundown.error} retry={() => rundown.refetch()} />
  return (
    <>
      <h1 className="hidden">{t('rail.onAir')}</h1>
      {seesDisplays && <Answer />}
      {behalf && <AwaitedFilms />}
      <section className="cards">
        <Card
          title={t('onAir.now')}
          lamp={onNow.some(({ airing }) => airing.mediaId !== null)}
          airings={rundown.data === undefined ? null : onNow}
          none={t('onAir.nothingNow')}
        />
        <Card
          title={t('onAir.next')}
          airings={rundown.data === undefined ? null : next}
          none={t('onAir.nothingNext')}
        />
      </section>
      {controls && <ActBar group={group} />}
      {controls && <ActList />}
      {seesDisplays && <Wall group={group} setGroup={setGroup} reached={reached} />}
      {seesVisits && <TodayVisits />}
      <section className="panel-card">
        <h2>{t('onAir.rundown')}</h2>
        {rundown.data === undefined && <Skeleton rows={1} height={34} />}
        <ol className="rundown">
          {shareAirings(airings.filter((airing) => isAskedFor(airing) || skipOf(airing) !== undefined)).map(
            (shared) => (
              <li key={shared.airing.id} aria-current={shared.airing.start <= now && now < shared.airing.end}>
                <Line shared={shared} />
              </li>
            ),
          )}
        </ol>
        {rundown.data?.some(isAskedFor) === false && <p className="faint">{t('onAir.rundownEmpty')}</p>}
      </section>
    </>
  )
}

const Answer = () => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const sets = useMay('settings.write')
  const displays = useDisplays()
  const today = useToday()
  const rundown = useRundown(today, today)
  const now = usePassed(instantsOf(rundown.data ?? [], displays.data ?? []))
  if (displays.data === undefined || rundown.data === undefined) return <div className="answer grey" aria-busy="true" />
  const { answer, level, ready, total, problems, empty } = readinessOf(displays.data, rundown.data ?? [], now)
  const needWork = problems.length > 0 ? [t('onAir.needWork', { count: problems.length })] : []
  return (
    <section className={`answer ${level}`} aria-live="polite" aria-label={t('onAir.title')}>
      <span className="answer-shape" aria-hidden="true">
        {level === 'ready' ? '●' : level === 'amber' ? '▲' : level === 'red' ? '■' : '○'}
      </span>
      <strong>
        {empty === null
          ? t(`onAir.${answer}`)
          : t('onAir.emptySlot', { time: school.shortTime(empty.start), slot: slotNameOf(empty) })}
      </strong>
      {total > 0 && (
        // One text, so that a number with another digit moves nothing beside it.
        <span>{[t('onAir.counts', { ready, total }), ...needWork].join('\u2003')}</span>
      )}
      <Repairs problems={problems} />
      {empty !== null && <UseAnother empty={empty} />}
      {total === 0 && <Link href={sets ? '/guide' : '/displays'}>{t(sets ? 'guide.title' : 'onAir.addDisplay')}</Link>}
      {empty !== null && (
        <p className="answer-why">
          {sayReasons(empty.reasons, language)}
          <br />
          {t('onAir.emptySlotRepair')} <Link href="/library">{t('onAir.toLibrary')}</Link>
        </p>
      )}
    </section>
  )
}

interface CardProps {
  readonly title: string
  /** Null: not known yet. */
  readonly airings: readonly SharedAiring[] | null
  readonly none: string
  /** Programmes are on the air. */
  readonly lamp?: boolean
}
const Card = ({ title, airings, none, lamp = false }: CardProps) => {
  const { t } = useTranslation()
  return (
    <div className="panel-card card">
      <h2>
        {title} {lamp && <span className="lamp">{t('onAir.lamp')}</span>}
      </h2>
      {airings === null && <Skeleton rows={1} height={100} />}
      {airings?.length === 0 && <p className="faint">{none}</p>}
      {airings?.map((shared) => (
        <Line key={shared.airing.id} shared={shared} poster />
      ))}
    </div>
  )
}

/** Why there is nothing where a programme was skipped (rule P6); undefined: none was. */
const skipOf = ({ reasons }: Pick<SharedAiring['airing'], 'reasons'>) => reasons.find(({ code }) => code === 'skipped')

/** The programme's picture; its room is kept while it loads, and where it has none. */
const Poster = ({ airing: { mediaId, kind } }: Pick<SharedAiring, 'airing'>) => {
  const { t } = useTranslation()
  const url = useMediaList().data?.find(({ id }) => id === mediaId)?.posterUrl ?? null
  if (mediaId === null) return null
  return (
    <span className="line-poster">
      {url === null ? <span aria-hidden="true">{t(`kind.${kind}`)}</span> : <img src={url} alt="" decoding="async" />}
    </span>
  )
}

interface LineProps {
  readonly shared: SharedAiring
  readonly poster?: boolean
}
const Line = ({ shared: { airing, groups }, poster = false }: LineProps) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const now = useSecond()
  const known = useGroups().data ?? []
  const skipped = skipOf(airing)
  const names = groups.map((id) => known.find((group) => group.id === id)?.name ?? t('onAir.everyone'))
  return (
    <div className="line">
      {poster && <Poster airing={airing} />}
      <span className="line-time">
        {airing.openEnded === true
          ? t('acts.fromUntilEnded', { time: school.time(airing.start) })
          : `${school.time(airing.start)}–${school.time(airing.end)}`}
      </span>
      <b>{airing.title || slotNameOf(airing) || t(`kind.${airing.kind}`)}</b>
      {isEmptySlot(airing) ? (
        <span className="chip amber">▲ {t('onAir.nothingToPlay')}</span>
      ) : (
        airing.title !== '' && <span className="kind">{t(`kind.${airing.kind}`)}</span>
      )}
      {skipped !== undefined && <span className="chip grey">○ {sayReasons([skipped], language)}</span>}
      <span className="faint">{names.join('、')}</span>
      {airing.mediaId !== null && airing.start <= now && now < airing.end && (
        <progress
          className="line-progress"
          aria-label={t('onAir.ends', { time: school.time(airing.end) })}
          max={airing.end - airing.start}
          value={now - airing.start}
        />
      )}
      <details>
        <summary>{t('act.why')}</summary>
        <p>{sayReasons(airing.reasons, language)}</p>
      </details>
    </div>
  )
}

/** The home page: is noon safe, what is on, what comes next, and every classroom. */
import { Checkbox, Segmented } from 'antd'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Display } from '../../../protocol/display.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import { useLanguage, useMay, usePanel, useSecond } from '../../context.tsx'
import { useDisplays, useGroups, useRundown } from '../../queries.ts'
import { Failed } from '../../shell/failed.tsx'
import { nowAndNext, readinessOf, type SharedAiring, shareAirings } from './readiness.ts'
import { levelOf, SHAPES, tileOf } from './tile.ts'
import './on-air.css'

export const OnAir = () => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const seesDisplays = useMay('displays.read')
  const now = useSecond()
  const today = school.date(now)
  const rundown = useRundown(today, today)
  const airings = rundown.data ?? []
  const { onNow, next } = nowAndNext(airings, now)
  if (rundown.isError && rundown.data === undefined)
    return <Failed error={rundown.error} retry={() => rundown.refetch()} />
  return (
    <>
      <h1 className="hidden">{t('rail.onAir')}</h1>
      {seesDisplays && <Answer />}
      <section className="cards">
        <Card title={t('onAir.now')} airings={onNow} none={t('onAir.nothingNow')} />
        <Card title={t('onAir.next')} airings={next} none={t('onAir.nothingNext')} />
      </section>
      {seesDisplays && <Wall />}
      <section className="panel-card">
        <h2>{t('onAir.rundown')}</h2>
        <ol className="rundown">
          {shareAirings(airings.filter((airing) => airing.kind !== 'slate')).map((shared) => (
            <li key={shared.airing.id} aria-current={shared.airing.start <= now && now < shared.airing.end}>
              <Line shared={shared} />
            </li>
          ))}
        </ol>
        {rundown.data?.every((airing) => airing.kind === 'slate') === true && (
          <p className="faint">{t('onAir.rundownEmpty')}</p>
        )}
      </section>
    </>
  )
}

const Answer = () => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const now = useSecond()
  const displays = useDisplays()
  const today = school.date(now)
  const rundown = useRundown(today, today)
  if (displays.data === undefined) return <div className="answer grey" aria-busy="true" />
  const { answer, level, ready, total, problems } = readinessOf(displays.data, rundown.data ?? [], now)
  return (
    <section className={`answer ${level}`} aria-live="polite" aria-label={t('onAir.title')}>
      <span className="answer-shape" aria-hidden="true">
        {level === 'ready' ? '●' : level === 'amber' ? '▲' : level === 'red' ? '■' : '○'}
      </span>
      <strong>{t(`onAir.${answer}`)}</strong>
      {total > 0 && <span>{t('onAir.counts', { ready, total })}</span>}
      {problems.length > 0 && <span>{t('onAir.needWork', { count: problems.length })}</span>}
      {answer === 'no-displays' && <Link href="/displays">{t('onAir.addDisplay')}</Link>}
    </section>
  )
}

interface CardProps {
  readonly title: string
  readonly airings: readonly SharedAiring[]
  readonly none: string
}
const Card = ({ title, airings, none }: CardProps) => (
  <div className="panel-card card">
    <h2>{title}</h2>
    {airings.length === 0 ? <p className="faint">{none}</p> : null}
    {airings.map((shared) => (
      <Line key={shared.airing.id} shared={shared} />
    ))}
  </div>
)

const Line = ({ shared: { airing, groups } }: { readonly shared: SharedAiring }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const known = useGroups().data ?? []
  const names = groups.map((id) => known.find((group) => group.id === id)?.name ?? t('onAir.everyone'))
  return (
    <div className="line">
      <span className="line-time">
        {school.time(airing.start)}–{school.time(airing.end)}
      </span>
      <b>{airing.title || t(`kind.${airing.kind}`)}</b>
      <span className={`kind kind-${airing.kind}`}>{t(`kind.${airing.kind}`)}</span>
      <span className="faint">{names.join('、')}</span>
      <details>
        <summary>{t('act.why')}</summary>
        <p>{sayReasons(airing.reasons, language)}</p>
      </details>
    </div>
  )
}

const Wall = () => {
  const { t } = useTranslation()
  const { school, live } = usePanel()
  const displays = useDisplays()
  const groups = useGroups().data ?? []
  const [group, setGroup] = useState('')
  const [onlyProblems, setOnlyProblems] = useState(false)
  const shown = useMemo(() => {
    const now = live.now()
    return (displays.data ?? [])
      .filter((display) => group === '' || display.groupId === group)
      .map((display) => ({ display, tile: tileOf(display, now) }))
      .filter(({ tile }) => !onlyProblems || levelOf(tile) === 'amber' || levelOf(tile) === 'red')
      .sort((a, b) => a.display.name.localeCompare(b.display.name, 'zh-TW', { numeric: true }))
  }, [displays.data, group, onlyProblems, live])
  if (displays.isError && displays.data === undefined)
    return <Failed error={displays.error} retry={() => displays.refetch()} />
  return (
    <section className="panel-card">
      <div className="wall-head">
        <h2>{t('onAir.wall')}</h2>
        <Segmented
          aria-label={t('displays.group')}
          options={[
            { value: '', label: t('onAir.all') },
            ...groups.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={group}
          onChange={setGroup}
        />
        <Checkbox checked={onlyProblems} onChange={(event) => setOnlyProblems(event.target.checked)}>
          {t('onAir.onlyProblems')}
        </Checkbox>
      </div>
      <ul className="wall">
        {shown.map(({ display }) => (
          <TileBox key={display.id} display={display} now={Math.floor(live.now() / 60_000)} school={school} />
        ))}
      </ul>
      {shown.length === 0 && <p className="faint">{onlyProblems ? t('onAir.noProblems') : t('onAir.wallEmpty')}</p>}
    </section>
  )
}

interface TileProps {
  readonly display: Display
  /** Whole minutes: a tile is drawn again only when its TV or the minute changed. */
  readonly now: number
  readonly school: ReturnType<typeof usePanel>['school']
}
const TileBox = memo(({ display, school }: TileProps) => {
  const { t } = useTranslation()
  const { live } = usePanel()
  const tile = tileOf(display, live.now())
  const word = (() => {
    switch (tile.state) {
      case 'behind':
        return t('tile.behind', { skew: Math.round(tile.skewMs) })
      case 'missing':
        return t('tile.missing', { segments: tile.segments })
      case 'muted':
        return t('tile.muted', { time: school.shortTime(tile.until) })
      case 'offline':
        return tile.since === null ? t('tile.offlineNever') : t('tile.offline', { time: school.shortTime(tile.since) })
      case 'trouble':
        return t('tile.trouble', { code: tile.code })
      default:
        return t(`tile.${tile.state}`)
    }
  })()
  return (
    <li className={`tile ${levelOf(tile)}`}>
      <b>{display.name}</b>
      <span>
        <span aria-hidden="true">{SHAPES[tile.state]}</span> {word}
      </span>
    </li>
  )
})

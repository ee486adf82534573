/** Every TV: taking new ones in, their groups, what each says of itself, and what would fail. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Display } from '../../../protocol/display.ts'
import { groupsOnAir } from '../../../protocol/readiness.ts'
import { levelOf, SHAPES, tileOf } from '../../../protocol/tile.ts'
import { useMay, usePanel, useSecond } from '../../context.tsx'
import { useDisplays, useGroups, useRundown } from '../../queries.ts'
import { FaultChip } from '../../room-faults/room-faults.tsx'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { AssignClassrooms } from '../my-classroom/assign.tsx'
import { useTileWord } from '../on-air/tile-word.ts'
import { Adjust } from './adjust.tsx'
import { Groups } from './groups.tsx'
import { Pairing } from './pairing.tsx'

const Displays = () => {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const writes = useMay('displays.write')
  const assigns = useMay('classrooms.assign')
  const displays = useDisplays()
  const all = displays.data ?? []
  if (displays.isError && displays.data === undefined)
    return <Failed page={t('displays.title')} error={displays.error} retry={() => displays.refetch()} />
  const online = all.filter((display) => display.status.state === 'online').length
  const shown = all
    .filter((display) => display.name.includes(search.trim()))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-TW', { numeric: true }))
  return (
    <>
      <div className="page-head">
        <h1>{t('displays.title')}</h1>
        {displays.data !== undefined && (
          <span className="faint">{t('displays.summary', { total: all.length, online })}</span>
        )}
        <input
          type="search"
          aria-label={t('displays.search')}
          placeholder={t('displays.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {writes && <Pairing />}
      <section className="panel-card">
        {displays.data === undefined && <Skeleton rows={6} height={48} />}
        <ul className="rows">
          {shown.map((display) => (
            <Row key={display.id} display={display} writes={writes} />
          ))}
        </ul>
        {displays.data?.length === 0 && (
          <div className="empty">
            <strong>{t('displays.empty')}</strong>
          </div>
        )}
      </section>
      {writes && <Groups />}
      {assigns && <AssignClassrooms />}
    </>
  )
}
export default Displays

const Row = ({ display, writes }: { readonly display: Display; readonly writes: boolean }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const now = useSecond()
  const today = school.date(now)
  const onAir = groupsOnAir(useRundown(today, today).data ?? [], now)
  const groups = useGroups().data ?? []
  const word = useTileWord()
  const tile = tileOf(display, now)
  const { status } = display
  return (
    <li>
      <b className="grow">{display.name}</b>
      <span className="faint">
        {groups.find((group) => group.id === display.groupId)?.name ?? t('onAir.ungrouped')}
      </span>
      <span className={`chip ${levelOf(tile, onAir.has(display.groupId ?? ''))}`}>
        <span aria-hidden="true">{SHAPES[tile.state]}</span> {word(tile)}
      </span>
      <FaultChip displayId={display.id} />
      {status.state === 'online' && !status.facts.serviceWorker && (
        <details className="wide">
          <summary>
            <span className="chip amber">▲ {t('displays.plain')}</span>
          </summary>
          <p>{t('displays.plainHelp', { origin: window.location.origin })}</p>
        </details>
      )}
      {status.state === 'online' && !status.facts.autoplay && <p className="wide">▲ {t('displays.silentHelp')}</p>}
      {writes && (
        <details className="wide">
          <summary>
            {t('displays.settings')}
            <span className="hidden"> {display.name}</span>
          </summary>
          <Adjust display={display} />
        </details>
      )}
    </li>
  )
}

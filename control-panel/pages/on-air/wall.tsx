/** Every classroom as one tile, by building and floor. */
import { memo, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Display } from '../../../protocol/display.ts'
import { groupsOnAir } from '../../../protocol/readiness.ts'
import { type Level, levelOf, SHAPES, tileOf } from '../../../protocol/tile.ts'
import { usePassed, useToday } from '../../context.tsx'
import { forgetQuery, hashQuery } from '../../hash.ts'
import { useDisplays, useGroups, useRundown } from '../../queries.ts'
import { lasting, useOpenFaults } from '../../room-faults/use-open-faults.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Room } from './room.tsx'
import { useTileWord } from './tile-word.ts'
import { floorsOf, instantsOf, placesOf } from './wall-plan.ts'

interface Props {
  /** Which group's rooms; empty: all. */
  readonly group: string
  readonly setGroup: (group: string) => void
  /** The groups that this stands for. */
  readonly reached: ReadonlySet<string>
}
const NONE: readonly Display[] = []

export const Wall = ({ group, setGroup, reached }: Props) => {
  const { t } = useTranslation()
  const today = useToday()
  const rundown = useRundown(today, today).data
  const displays = useDisplays()
  // Each second brings every room's report: the wall is drawn for them, and for the instants that matter, not for the clock.
  const now = usePassed(instantsOf(rundown ?? [], displays.data ?? NONE))
  const onAir = useMemo(() => groupsOnAir(rundown ?? [], now), [rundown, now])
  const groups = useGroups().data
  const word = useTileWord()
  const faults = useOpenFaults()
  const [onlyProblems, setOnlyProblems] = useState(false)
  const [looked, setLooked] = useState<string | null>(() => hashQuery('room', window.location))
  useEffect(() => {
    const open = (event: Event) => {
      if (event instanceof CustomEvent && typeof event.detail === 'string') setLooked(event.detail)
    }
    window.addEventListener('nooncast:room', open)
    return () => window.removeEventListener('nooncast:room', open)
  }, [])
  const close = () => {
    setLooked(null)
    forgetQuery('room')
  }
  const rooms = displays.data ?? NONE
  const places = placesOf(rooms)
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the rooms are is all that matters of them here
  const floors = useMemo(
    () => floorsOf(rooms, (id) => groups?.find((each) => each.id === id)?.name ?? t('onAir.ungrouped')),
    [places, groups, t],
  )
  const latest = new Map(rooms.map((display) => [display.id, display]))
  if (displays.isError && displays.data === undefined)
    return <Failed error={displays.error} retry={() => displays.refetch()} />
  const shown = floors
    .map(({ name, rooms: placed }) => ({
      name,
      tiles: placed
        .map((display) => latest.get(display.id) ?? display)
        .filter(({ groupId }) => group === '' || reached.has(groupId ?? ''))
        .map((display) => {
          const tile = tileOf(display, now)
          const here = faults.get(display.id)
          const level = levelOf(tile, onAir.has(display.groupId ?? ''))
          return {
            display,
            tile,
            level,
            count: lasting(here),
            unknown: here?.unknown === true && tile.state === 'offline',
          }
        })
        .filter(({ level, count }) => !onlyProblems || level === 'amber' || level === 'red' || count > 0),
    }))
    .filter(({ tiles }) => tiles.length > 0)
  const room = displays.data?.find(({ id }) => id === looked)
  return (
    <section className="panel-card">
      <div className="wall-head">
        <h2>{t('onAir.wall')}</h2>
        <fieldset className="choices">
          <legend className="hidden">{t('displays.group')}</legend>
          {[{ id: '', name: t('onAir.all') }, ...(groups ?? [])].map(({ id, name }) => (
            <button key={id} type="button" aria-pressed={group === id} onClick={() => setGroup(id)}>
              {name}
            </button>
          ))}
        </fieldset>
        <label className="check">
          <input
            type="checkbox"
            checked={onlyProblems}
            onChange={(event) => setOnlyProblems(event.currentTarget.checked)}
          />
          {t('onAir.onlyProblems')}
        </label>
      </div>
      {/* Of a school of seventy rooms. */}
      {displays.data === undefined && <Skeleton rows={8} height={52} />}
      {shown.map(({ name, tiles }) => (
        <div key={name} className="floor">
          {(shown.length > 1 || name !== '') && <h3>{name}</h3>}
          <ul className="wall">
            {tiles.map(({ display, tile, level, count, unknown }) => (
              <TileBox
                key={display.id}
                id={display.id}
                name={display.name}
                level={level}
                shape={unknown ? '?' : SHAPES[tile.state]}
                word={unknown ? t('roomFaults.unknown') : word(tile)}
                fault={count === 0 ? '' : t('roomFaults.mark', { count })}
                look={setLooked}
              />
            ))}
          </ul>
        </div>
      ))}
      {displays.data !== undefined && shown.length === 0 && (
        <p className="faint">{onlyProblems ? t('onAir.noProblems') : t('onAir.wallEmpty')}</p>
      )}
      {room !== undefined && <Room display={room} onClose={close} />}
    </section>
  )
}

interface TileProps {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly shape: string
  readonly word: string
  /** Open faults, in words; empty: none. */
  readonly fault: string
  readonly look: (id: string) => void
}
/** Drawn again only when what it says changed. */
const TileBox = memo(({ id, name, level, shape, word, fault, look }: TileProps) => {
  const open = useCallback(() => look(id), [look, id])
  return (
    <li>
      <button type="button" className={`tile ${level}`} onClick={open}>
        <span className="tile-name">
          <b>{name}</b>
          {fault !== '' && <em>◆ {fault}</em>}
        </span>
        <span>
          <i className="shape" aria-hidden="true">
            {shape}
          </i>
          {word}
        </span>
      </button>
    </li>
  )
})

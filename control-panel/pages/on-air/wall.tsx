/** Every classroom as one tile. */
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupsOnAir } from '../../../protocol/readiness.ts'
import { type Level, levelOf, SHAPES, tileOf } from '../../../protocol/tile.ts'
import { usePanel, useSecond } from '../../context.tsx'
import { useDisplays, useGroups, useRundown } from '../../queries.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { useTileWord } from './tile-word.ts'

export const Wall = () => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const now = useSecond()
  const today = school.date(now)
  const onAir = groupsOnAir(useRundown(today, today).data ?? [], now)
  const displays = useDisplays()
  const groups = useGroups().data ?? []
  const word = useTileWord()
  const [group, setGroup] = useState('')
  const [onlyProblems, setOnlyProblems] = useState(false)
  if (displays.isError && displays.data === undefined)
    return <Failed error={displays.error} retry={() => displays.refetch()} />
  const shown = (displays.data ?? [])
    .filter((display) => group === '' || display.groupId === group)
    .map((display) => {
      const tile = tileOf(display, now)
      return { display, tile, level: levelOf(tile, onAir.has(display.groupId ?? '')) }
    })
    .filter(({ level }) => !onlyProblems || level === 'amber' || level === 'red')
    .sort((a, b) => a.display.name.localeCompare(b.display.name, 'zh-TW', { numeric: true }))
  return (
    <section className="panel-card">
      <div className="wall-head">
        <h2>{t('onAir.wall')}</h2>
        <fieldset className="choices">
          <legend className="hidden">{t('displays.group')}</legend>
          {[{ id: '', name: t('onAir.all') }, ...groups].map(({ id, name }) => (
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
      {displays.data === undefined && <Skeleton rows={2} height={52} />}
      <ul className="wall">
        {shown.map(({ display, tile, level }) => (
          <TileBox key={display.id} name={display.name} level={level} shape={SHAPES[tile.state]} word={word(tile)} />
        ))}
      </ul>
      {displays.data !== undefined && shown.length === 0 && (
        <p className="faint">{onlyProblems ? t('onAir.noProblems') : t('onAir.wallEmpty')}</p>
      )}
    </section>
  )
}

interface TileProps {
  readonly name: string
  readonly level: Level
  readonly shape: string
  readonly word: string
}
/** Drawn again only when what it says changed. */
const TileBox = memo(({ name, level, shape, word }: TileProps) => (
  <li className={`tile ${level}`}>
    <b>{name}</b>
    <span>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  </li>
))

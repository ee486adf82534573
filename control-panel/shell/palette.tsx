/** Ctrl K: any page, room or programme in a few letters. */
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMay } from '../context.tsx'
import { useDisplays, useMediaList } from '../queries.ts'
import { Dialog } from './dialog.tsx'
import { type Goal, goalsFor } from './palette-goals.ts'

interface Props {
  readonly places: readonly { readonly name: string; readonly path: string }[]
  readonly onClose: () => void
}
export const Palette = (props: Props) =>
  useMay('displays.read') ? <Operators {...props} /> : <Goals {...props} rooms={[]} />

const Operators = (props: Props) => <Goals {...props} rooms={useDisplays().data ?? []} />

const Goals = ({ places, rooms, onClose }: Props & { readonly rooms: readonly { id: string; name: string }[] }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const media = useMediaList().data
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const all = useMemo<readonly Goal[]>(
    () => [
      ...places.map(({ name, path }) => ({ kind: 'page' as const, name, path })),
      ...rooms.map(({ id, name }) => ({ kind: 'room' as const, name, path: `/?room=${id}` })),
      ...(media ?? []).map(({ id, title }) => ({ kind: 'programme' as const, name: title, path: `/library/${id}` })),
    ],
    [places, rooms, media],
  )
  const goals = goalsFor(all, typed)
  const take = (goal: Goal | undefined) => {
    if (goal === undefined) return
    onClose()
    if (goal.kind === 'room') {
      go('/')
      window.dispatchEvent(new CustomEvent('nooncast:room', { detail: goal.path.slice('/?room='.length) }))
    } else go(goal.path)
  }
  const press = (key: string): boolean => {
    if (key === 'ArrowDown') setChosen((held) => Math.min(goals.length - 1, held + 1))
    else if (key === 'ArrowUp') setChosen((held) => Math.max(0, held - 1))
    else if (key === 'Enter') take(goals[chosen])
    else return false
    return true
  }
  return (
    <Dialog title={t('shell.palette')} onClose={onClose}>
      <input
        type="search"
        className="palette-input"
        aria-label={t('shell.paletteHint')}
        placeholder={t('shell.paletteHint')}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={goals[chosen] === undefined ? undefined : `goal-${chosen}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={(event) => {
          if (press(event.key)) event.preventDefault()
        }}
      />
      <div className="palette" id="palette" role="listbox" aria-label={t('shell.palette')}>
        {goals.map((goal, index) => (
          <button
            key={`${goal.kind} ${goal.name} ${goal.path}`}
            id={`goal-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => take(goal)}
          >
            {goal.name} <span className="faint">{t(`shell.goal.${goal.kind}`)}</span>
          </button>
        ))}
      </div>
      {goals.length === 0 && <p className="faint">{t('shell.paletteEmpty')}</p>}
    </Dialog>
  )
}

/** Ctrl K: any page, act, room or programme in a few letters. An act opens its form and is never done from here. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Found } from '../../protocol/search.ts'
import { address } from '../api.ts'
import { useLanguage, useMay, usePanel } from '../context.tsx'
import { pageOf } from '../page.ts'
import { ASKED, type Asked } from '../pages/on-air/offered.ts'
import { useWhom } from '../pages/on-air/whom.ts'
import { useDisplays, useMediaList } from '../queries.ts'
import { Dialog } from './dialog.tsx'
import { type Goal, goalsFor, keyOf } from './palette-goals.ts'

interface Props {
  readonly places: readonly { readonly name: string; readonly path: string }[]
  readonly onClose: () => void
  /** Opens the form of an act. */
  readonly ask: (act: Asked) => void
}
export const Palette = (props: Props) =>
  useMay('displays.read') ? <Operators {...props} /> : <Goals {...props} rooms={NONE} acts="" />

const NONE: readonly never[] = []

/** Those who run the plan; what the role or the moment can't do is left out. */
const Operators = (props: Props) => {
  const acts = useWhom('').acts.flatMap(({ act, offered }) => (offered ? [act] : []))
  return <Goals {...props} rooms={useDisplays().data ?? NONE} acts={acts.join(' ')} />
}

/** What the server finds of what was typed, beside the pages, rooms and programmes that the panel knows. */
const useFound = (typed: string): readonly Goal[] => {
  const { api } = usePanel()
  const language = useLanguage()
  const q = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['search', q, language],
    queryFn: async () => (await api.get(address('/api/search', { q }), pageOf(Found))).items,
    enabled: q !== '',
    placeholderData: (previous) => previous,
  }).data
  if (q === '') return NONE
  return (found ?? []).flatMap(({ kind, name, detail, path }) =>
    kind === 'programme' || kind === 'room' ? [] : [{ kind: 'found', what: kind, name, detail, path } as const],
  )
}

interface GoalsProps extends Props {
  readonly rooms: readonly { readonly id: string; readonly name: string }[]
  /** Parted by spaces, so that the same ones are the same from one second to the next. */
  readonly acts: string
}
const Goals = ({ places, rooms, acts, onClose, ask }: GoalsProps) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const media = useMediaList().data
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const all = useMemo<readonly Goal[]>(
    () => [
      ...places.map(({ name, path }) => ({ kind: 'page' as const, name, path })),
      ...ASKED.filter((act) => acts.split(' ').includes(act)).map((act) => ({
        kind: 'act' as const,
        name: `${t(`acts.${act}`)}…`,
        act,
      })),
      ...rooms.map(({ id, name }) => ({ kind: 'room' as const, name, id })),
      ...(media ?? []).map(({ id, title }) => ({ kind: 'programme' as const, name: title, path: `/library/${id}` })),
    ],
    [places, acts, rooms, media, t],
  )
  const goals = [...goalsFor(all, typed), ...useFound(typed)]
  const take = (goal: Goal | undefined) => {
    if (goal === undefined) return
    onClose()
    if (goal.kind === 'act') ask(goal.act)
    else if (goal.kind === 'room') {
      go(`/?room=${goal.id}`)
      window.dispatchEvent(new CustomEvent('nooncast:room', { detail: goal.id }))
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
            key={keyOf(goal)}
            id={`goal-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => take(goal)}
          >
            {goal.name}{' '}
            <span className="faint">
              {goal.kind === 'found'
                ? [t(`shell.found.${goal.what}`), goal.detail].filter(Boolean).join(' · ')
                : t(`shell.goal.${goal.kind}`)}
            </span>
          </button>
        ))}
      </div>
      {goals.length === 0 && <p className="faint">{t('shell.paletteEmpty')}</p>}
    </Dialog>
  )
}

/** What mends an unsafe noon, beside the answer: another programme for an empty slot, and each room's own repair. */
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Readiness, repairOf } from '../../../protocol/readiness.ts'
import { useMay, usePanel } from '../../context.tsx'
import { type PlannedAiring, useMediaList } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'
import { useDoing } from './acts.ts'
import { useTileWord } from './tile-word.ts'

/** Puts a ready programme into the slot on this date alone; undo takes it out again. */
export const UseAnother = ({ empty }: { readonly empty: Pick<PlannedAiring, 'slotId' | 'start'> }) => {
  const { t } = useTranslation()
  const { api, school } = usePanel()
  const { attempt, done } = useNotices()
  const queries = useQueryClient()
  const allowed = useMay('schedule.write')
  const ready = (useMediaList().data ?? []).filter(({ state }) => state === 'ready')
  if (!allowed || ready.length === 0 || empty.slotId === null) return null
  const path = `/api/slots/${empty.slotId}/exceptions/${school.date(empty.start)}`
  const again = () => queries.invalidateQueries({ queryKey: ['rundown'] })
  const undo = () =>
    attempt(async () => {
      await api.act('DELETE', path)
      await again()
      done(t('act.undone'))
    })
  const replace = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const mediaId = String(new FormData(event.currentTarget).get('mediaId'))
    return attempt(async () => {
      await api.act('PUT', path, { change: { type: 'replace', mediaIds: [mediaId] }, note: '' })
      await again()
      done(t('act.saved'), { label: t('act.undo'), run: undo })
    })
  }
  return (
    <form className="room-acts answer-why" onSubmit={replace}>
      <label>
        {t('onAir.useAnother')}{' '}
        <select name="mediaId" required>
          {ready.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button primary">
        {t('onAir.playThis')}
      </button>
    </form>
  )
}

const SHOWN = 6

/** The rooms behind amber and red, worst first, each with its repair. */
export const Repairs = ({ problems }: Pick<Readiness, 'problems'>) => {
  const { t } = useTranslation()
  const word = useTileWord()
  const { act } = useDoing()
  if (problems.length === 0) return null
  return (
    <details className="answer-why">
      <summary>{t('onAir.rooms', { count: problems.length })}</summary>
      <ul className="repairs">
        {problems.slice(0, SHOWN).map(({ display: { id, name }, tile }) => {
          const repair = repairOf(tile)
          return (
            <li key={id} className="room-acts">
              <b>{name}</b> {word(tile)}
              {repair === 'reload' && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => act({ type: 'reload', groups: [], displays: [id] })}
                >
                  {t('acts.reload')}
                </button>
              )}
              {repair === 'wake' && <span>{t('onAir.wake')}</span>}
              {repair === 'group' && <Link href="/displays">{t('onAir.toDisplays')}</Link>}
              {repair === 'volume' && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => act({ type: 'mute', groups: [], displays: [id], until: null })}
                >
                  {t('displays.unmute')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </details>
  )
}

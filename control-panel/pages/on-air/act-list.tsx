/** What was done lately and what still lasts: who, how far it has come, and the way back. */
import { useTranslation } from 'react-i18next'
import { type Act, followed } from '../../../protocol/acts.ts'
import { usePanel, useSecond } from '../../context.tsx'
import { useDisplays } from '../../queries.ts'
import { useActs, useDoing } from './acts.ts'

/** Shown for so long when it no longer lasts. */
const LATELY_MS = 5 * 60_000
const MOST = 6
const NAMED = 5

export const ActList = () => {
  const { t } = useTranslation()
  const now = useSecond()
  const acts = (useActs().data ?? []).filter(
    (act) => (act.undoneAt === null && act.undoable) || now - (act.undoneAt ?? act.at) < LATELY_MS,
  )
  if (acts.length === 0) return null
  return (
    <ul className="act-list" aria-label={t('acts.recent')}>
      {acts.slice(0, MOST).map((act) => (
        <Line key={act.id} act={act} />
      ))}
    </ul>
  )
}

const Line = ({ act }: { readonly act: Act }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const { undo } = useDoing()
  const { asked, confirmed, missing } = followed(act.awaits, useDisplays().data ?? [])
  const rooms = missing.slice(0, NAMED).map(({ name }) => name)
  const names = rooms.join('、') + (missing.length > NAMED ? '…' : '')
  const lasting = act.type === 'emergency' && act.undoneAt === null
  return (
    <li className={lasting ? 'act-line red' : 'act-line'}>
      <span className="line-time">{school.time(act.at)}</span>
      <b>{t(`acts.${act.type}`)}</b>
      <span className="faint">{act.undoneBy === null ? act.actor : t('acts.undoneBy', { name: act.undoneBy })}</span>
      <span className={`chip ${missing.length === 0 ? 'ready' : 'amber'}`}>
        {missing.length === 0 ? `✓ ${t('acts.all', { asked })}` : `▲ ${t('acts.missing', { asked, confirmed, names })}`}
      </span>
      {act.undoable && (
        <button type="button" className={`button small${lasting ? ' danger' : ''}`} onClick={() => undo(act)}>
          {t(act.type === 'emergency' ? 'acts.allClear' : act.type === 'hold' ? 'acts.resume' : 'act.undo')}
        </button>
      )}
    </li>
  )
}

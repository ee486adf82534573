/** What was done lately and what still lasts: who, how far it has come, and the way back. */
import { useTranslation } from 'react-i18next'
import { Check } from 'typebox/value'
import { may } from '../../../protocol/account.ts'
import { permissionFor } from '../../../protocol/act-permission.ts'
import { type Act, AskedAct, followed } from '../../../protocol/acts.ts'
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

/** Who may do it may take it back. */
const useMayUndo = (act: Act): boolean => {
  const { school, live, user } = usePanel()
  if (!act.undoable || !Check(AskedAct, act.request)) return false
  return may(user.role, permissionFor(act.request, school.midnightAfter(live.now())))
}

/** Until when it lasts, in words; null: it was over at once, stands, or was undone. */
const useLasting = ({ type, until, undoneAt }: Act): string | null => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const now = useSecond()
  if (undoneAt !== null) return null
  if (until !== null) return until > now ? t('acts.until', { time: school.endTime(until) }) : null
  return type === 'hold' || type === 'emergency' ? t('acts.untilEnded') : null
}

const Line = ({ act }: { readonly act: Act }) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const mayUndo = useMayUndo(act)
  const until = useLasting(act)
  const { undo } = useDoing()
  const { asked, confirmed, missing } = followed(act.awaits, useDisplays().data ?? [])
  const rooms = missing.slice(0, NAMED).map(({ name }) => name)
  const names = rooms.join('、') + (missing.length > NAMED ? '…' : '')
  const lasting = act.type === 'emergency' && act.undoneAt === null
  return (
    <li className={lasting ? 'act-line red' : 'act-line'}>
      <span className="line-time">{school.time(act.at)}</span>
      <b>{t(`acts.${act.type}`)}</b>
      {until !== null && <span>{until}</span>}
      <span className="faint">{act.undoneBy === null ? act.actor : t('acts.undoneBy', { name: act.undoneBy })}</span>
      <span className={`chip ${missing.length === 0 ? 'ready' : 'amber'}`}>
        {missing.length === 0 ? `✓ ${t('acts.all', { asked })}` : `▲ ${t('acts.missing', { asked, confirmed, names })}`}
      </span>
      {act.why !== '' && <q className="act-why">{act.why}</q>}
      {mayUndo && (
        <button type="button" className={`button small${lasting ? ' danger' : ''}`} onClick={() => undo(act)}>
          {t(act.type === 'emergency' ? 'acts.allClear' : act.type === 'hold' ? 'acts.resume' : 'act.undo')}
        </button>
      )}
    </li>
  )
}

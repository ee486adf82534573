/** What the operator can do now to the groups chosen; what they can't obey is not offered. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActDialog } from './act-dialog.tsx'
import { useDoing } from './acts.ts'
import type { Asked } from './offered.ts'
import { useHold } from './use-hold.ts'
import { useWhom } from './whom.ts'

/** @param group the group chosen on the wall; empty: the whole school */
export const ActBar = ({ group }: { readonly group: string }) => {
  const { t } = useTranslation()
  const { act } = useDoing()
  const hold = useHold()
  const { acts, groups, name } = useWhom(group)
  const [asking, setAsking] = useState<Asked | null>(null)
  /** What is undone by one press is done by one; everything else is asked first. */
  const press = (asked: Asked): Promise<void> | void => {
    if (asked === 'hold') return hold(groups)
    if (asked === 'end') return act({ type: 'end', groups })
    if (asked === 'identify') return act({ type: 'identify', groups, displays: [] })
    return setAsking(asked)
  }
  return (
    <section className="act-bar" aria-label={t('acts.title')}>
      <span className="faint">{t('acts.for', { group: name })}</span>
      {acts.map(({ act: asked, offered }) => (
        <button
          key={asked}
          type="button"
          className={asked === 'emergency' ? 'button danger' : 'button'}
          disabled={!offered}
          onClick={() => press(asked)}
        >
          {t(`acts.${asked}`)}
        </button>
      ))}
      {asking !== null && <ActDialog asking={asking} group={group} onClose={() => setAsking(null)} />}
    </section>
  )
}

/** What a visit is for: each fault with what came of it, left out or taken in. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { VisitFaultView, VisitView } from '../../../protocol/visit.ts'
import { useLanguage } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useVisitAct } from './use-visit-act.ts'
import { useCalled } from './visit-queries.ts'
import './visits.css'

export const FaultLine = ({ fault, children }: { readonly fault: VisitFaultView; readonly children: ReactNode }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { outcome, found, done, parts, cost } = fault
  return (
    <article className="visit-fault">
      <h3>
        {fault.room} <Link href={`/faults/${fault.id}`}>{fault.title || fault.number}</Link>{' '}
        <span className="faint">{fault.number}</span>{' '}
        {outcome !== null && (
          <span className={`chip ${outcome === 'fixed' ? 'ready' : 'amber'}`}>
            {outcome === 'fixed' ? '✓' : '▲'} {t(`visit.outcome.${outcome}`)}
          </span>
        )}
      </h3>
      {fault.device !== '' && <p className="faint">{fault.device}</p>}
      {fault.text !== '' && <p>{fault.text}</p>}
      {outcome !== null && (
        <dl className="visit-facts">
          {found !== '' && <Fact name={t('visit.found')} value={found} />}
          {done !== '' && <Fact name={t('visit.done')} value={done} />}
          {parts.length > 0 && (
            <Fact name={t('visit.parts')} value={parts.map((part) => `${part.name} × ${part.count}`).join('、')} />
          )}
          {cost !== null && (
            <Fact name={t('visit.costName')} value={t('visit.costValue', { cost: cost.toLocaleString(language) })} />
          )}
        </dl>
      )}
      {children}
    </article>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

export const LeaveOut = ({ visit, faultId }: { readonly visit: VisitView; readonly faultId: string }) => {
  const { t } = useTranslation()
  const { done } = useNotices()
  const act = useVisitAct(visit)
  return (
    <div>
      <button
        type="button"
        className="button small"
        onClick={() => act({ type: 'leave-out', faultId }, () => done(t('act.saved')))}
      >
        {t('visit.act.leave-out')}
      </button>
    </div>
  )
}

/** Other faults that the vendor was told of: one more way for nothing to be forgotten. */
export const TakeIn = ({ visit }: { readonly visit: VisitView }) => {
  const { t } = useTranslation()
  const act = useVisitAct(visit)
  const own = new Set(visit.faults.map(({ id }) => id))
  const called = (useCalled(visit.vendorId).data ?? []).filter(({ faultId }) => !own.has(faultId))
  if (called.length === 0) return null
  return (
    <>
      <h3>{t('visit.more')}</h3>
      <ul className="rows">
        {called.map(({ faultId, number, room, title }) => (
          <li key={faultId}>
            <span className="grow">
              {room} {title} <span className="faint">{number}</span>
            </span>
            <button type="button" className="button small" onClick={() => act({ type: 'take-in', faultId })}>
              {t('visit.act.take-in')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the visit cost in all, when somebody comes again, who signed. */

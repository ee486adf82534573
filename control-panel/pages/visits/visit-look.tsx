/** Where a visit stands, as a chip: colour, shape and word. */
import { useTranslation } from 'react-i18next'
import { isLate, type VisitState, type VisitView } from '../../../protocol/visit.ts'
import { useEachSecond } from '../../context.tsx'

const LOOKS: Readonly<Record<VisitState, { readonly level: string; readonly shape: string }>> = {
  proposed: { level: 'amber', shape: '▲' },
  agreed: { level: 'ready', shape: '✓' },
  arrived: { level: 'ready', shape: '●' },
  done: { level: 'grey', shape: '✓' },
  cancelled: { level: 'grey', shape: '○' },
  missed: { level: 'amber', shape: '✕' },
}

/** Should have begun, and nobody is here: asked anew as time passes. */
export const useLate = (visit: VisitView): boolean => useEachSecond((now) => isLate(visit, now))

export const VisitChip = ({ visit }: { readonly visit: VisitView }) => {
  const { t } = useTranslation()
  const late = useLate(visit)
  const { level, shape } = LOOKS[visit.state]
  return late ? (
    <span className="chip amber">▲ {t('visit.late')}</span>
  ) : (
    <span className={`chip ${level}`}>
      {shape} {t(`visit.state.${visit.state}`)}
    </span>
  )
}

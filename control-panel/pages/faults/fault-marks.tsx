/** A fault's severity, turn and due time, each by shape and word. */
import { useTranslation } from 'react-i18next'
import type { FaultSeverity, FaultView } from '../../../protocol/fault.ts'
import { FAULT_SEVERITY_WORDS } from '../../../protocol/fault-words.ts'
import { useEachSecond, useLanguage, usePanel } from '../../context.tsx'
import { dayAndTime } from '../../school-time.ts'

const LOOKS: Readonly<Record<FaultSeverity, { readonly level: string; readonly shape: string }>> = {
  'blocks-noon': { level: 'red', shape: '■' },
  high: { level: 'amber', shape: '▲' },
  normal: { level: 'grey', shape: '●' },
  low: { level: 'grey', shape: '○' },
}

export const SeverityChip = ({ severity }: { readonly severity: FaultSeverity }) => {
  const language = useLanguage()
  const { level, shape } = LOOKS[severity]
  return (
    <span className={`chip ${level}`}>
      {shape} {FAULT_SEVERITY_WORDS[severity][language]}
    </span>
  )
}

export const Due = ({ dueAt }: Pick<FaultView, 'dueAt'>) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const isLate = useEachSecond((now) => dueAt !== null && dueAt < now)
  if (dueAt === null) return null
  const time = dayAndTime(dueAt, school, language)
  return isLate ? (
    <span className="chip amber">▲ {t('faults.late', { time })}</span>
  ) : (
    <span className="faint">{t('faults.due', { time })}</span>
  )
}

/** Whether a vendor came in the time that was promised. */
import { useTranslation } from 'react-i18next'
import type { Response } from '../../../protocol/vendor.ts'

const LOOKS = {
  kept: { level: 'ready', shape: '✓' },
  late: { level: 'amber', shape: '▲' },
  running: { level: 'grey', shape: '…' },
  overdue: { level: 'amber', shape: '▲' },
  withdrawn: { level: 'grey', shape: '↶' },
  none: { level: 'grey', shape: '○' },
} as const

export const ResponseChip = ({ response: { state, hours, promisedHours } }: { readonly response: Response }) => {
  const { t } = useTranslation()
  return (
    <span className={`chip ${LOOKS[state].level}`}>
      {LOOKS[state].shape} {t(`call.response.${state}`, { hours, promised: promisedHours ?? 0 })}
    </span>
  )
}

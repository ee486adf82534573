/** What is to be known of a device at a glance: faults, state, warranty. Nothing is said of what is as it should be. */
import { useTranslation } from 'react-i18next'
import { EQUIPMENT_STATES, type Equipment } from '../../../protocol/equipment.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { longDate } from '../../school-time.ts'
import { warrantyOn } from './warranty.ts'

interface Props {
  readonly device: Equipment
  /** At the school: asked once for a list. */
  readonly today: SchoolDate
}
export const DeviceChips = ({ device, today }: Props) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const warranty = warrantyOn(device.warrantyUntil, today)
  const { state, openFaults, warrantyUntil } = device
  return (
    <span className="device-chips">
      {openFaults > 0 && <span className="chip amber">▲ {t('register.faultCount', { count: openFaults })}</span>}
      {state !== 'in-use' && <span className="chip grey">{EQUIPMENT_STATES[state][language]}</span>}
      {warranty === 'ending' && warrantyUntil !== null && state !== 'retired' && (
        <span className="chip amber">
          ▲ {t('register.warrantyEnds', { date: longDate(warrantyUntil, settings.minguoYears) })}
        </span>
      )}
    </span>
  )
}

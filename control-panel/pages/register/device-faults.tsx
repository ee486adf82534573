/** What is wrong with a device, or was. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { EquipmentDetail } from '../../../protocol/equipment-detail.ts'
import { type FaultView, isFaultOpen } from '../../../protocol/fault.ts'
import { sayCause } from '../../../protocol/trouble.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'

export const DeviceFaults = ({ device: { faults } }: { readonly device: EquipmentDetail }) => {
  const { t } = useTranslation()
  const open = faults.filter(({ state }) => isFaultOpen(state))
  const over = faults.filter(({ state }) => !isFaultOpen(state))
  return (
    <section className="panel-card" aria-label={t('register.faults')}>
      <h2>{t('register.faults')}</h2>
      {faults.length === 0 && <p className="faint">✓ {t('register.noFaults')}</p>}
      <FaultRows faults={open} />
      {over.length > 0 && (
        <details open={open.length === 0}>
          <summary>{t('register.pastFaults', { count: over.length })}</summary>
          <FaultRows faults={over} />
        </details>
      )}
    </section>
  )
}

const FaultRows = ({ faults }: { readonly faults: readonly FaultView[] }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  if (faults.length === 0) return null
  return (
    <ul className="rows">
      {faults.map(({ id, number, title, cause, state, createdAt }) => (
        <li key={id}>
          <Link href={`/faults/${id}`}>{number}</Link>
          <span className="grow">{title === '' && cause !== null ? sayCause(cause, language) : title}</span>
          <span className="faint">{dateAndTime(createdAt, settings.timeZone, language)}</span>
          {isFaultOpen(state) && <span className="chip amber">▲ {t('register.open')}</span>}
        </li>
      ))}
    </ul>
  )
}

export const DeviceVisits = ({ device: { visits } }: { readonly device: EquipmentDetail }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  if (visits.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('register.visits')}>
      <h2>{t('register.visits')}</h2>
      <ul className="rows">
        {visits.map(({ id, start, state, vendorName, faultNumber, done, cost }) => (
          <li key={`${id} ${faultNumber}`}>
            <Link href={`/visits/${id}`}>{dateAndTime(start, settings.timeZone, language)}</Link>
            <span className="grow">{[vendorName, faultNumber, done].filter(Boolean).join(' · ')}</span>
            {cost !== null && <span>NT$ {cost.toLocaleString('en')}</span>}
            <span className="chip grey">{t(`visit.state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

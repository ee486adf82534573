/** What was done to a device's entry, by whom. */
import { useTranslation } from 'react-i18next'
import type { EquipmentDetail } from '../../../protocol/equipment-detail.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'

export const DeviceHistory = ({ device: { history } }: { readonly device: EquipmentDetail }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  return (
    <section className="panel-card" aria-label={t('register.history')}>
      <h2>{t('register.history')}</h2>
      <ol className="device-history">
        {history.map(({ id, at, by, act, what, changes }) => (
          <li key={id}>
            <span className="faint">
              {dateAndTime(at, settings.timeZone, language)} · {by}
            </span>
            <br />
            {t(`register.did.${act}`, { what })}
            {changes.length > 0 && (
              <ul>
                {changes.map(({ field, from, to }) => (
                  <li key={field}>
                    {field}: {from === '' ? '—' : from} → {to === '' ? '—' : to}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** When a TV that is away is a fault, the section's hours, by when faults are due, and for how long a closed one can be reopened. */
import { useTranslation } from 'react-i18next'
import { CountSetting, SettingsForm, TimeSetting } from './settings-form.tsx'

export const FaultRules = () => {
  const { t } = useTranslation()
  return (
    <SettingsForm title={t('faults.settings.title')}>
      <CountSetting
        name="faultOfflineMinutes"
        label={t('roomFaults.offlineMinutes')}
        hint={t('roomFaults.offlineMinutesHint')}
        min={3}
        max={240}
      />
      <TimeSetting name="faultHoursFrom" label={t('faults.settings.from')} />
      <TimeSetting name="faultHoursUntil" label={t('faults.settings.until')} hint={t('faults.settings.hint')} />
      <CountSetting name="faultDaysHigh" label={t('faults.settings.high')} min={1} max={60} />
      <CountSetting name="faultDaysNormal" label={t('faults.settings.normal')} min={1} max={60} />
      <CountSetting name="faultDaysLow" label={t('faults.settings.low')} min={1} max={120} />
      <CountSetting name="faultReopenDays" label={t('faults.settings.reopen')} min={1} max={365} />
    </SettingsForm>
  )
}

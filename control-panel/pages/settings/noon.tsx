/** How noon sounds, how fast TVs fetch, and from when on it is asked whether noon is safe. */
import { useTranslation } from 'react-i18next'
import { usePanel } from '../../context.tsx'
import { CountSetting, NumberSetting, SettingsForm, TimeSetting } from './settings-form.tsx'

export const Noon = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  return (
    <SettingsForm
      title={t('settings.noon')}
      // The ceiling is a share between 0 and 1, and shown in per cent.
      values={{ ...settings, volumeCeiling: Math.round(settings.volumeCeiling * 100) }}
      settingsOf={(filled) => ({ ...filled, volumeCeiling: filled.volumeCeiling / 100 })}
    >
      <NumberSetting
        name="loudnessTargetLufs"
        label={t('settings.loudness')}
        hint={t('settings.loudnessHint')}
        min={-31}
        max={-14}
      />
      <NumberSetting name="truePeakLimitDbtp" label={t('settings.truePeak')} min={-9} max={-0.5} step={0.5} />
      <NumberSetting name="fetchRateMbps" label={t('settings.fetchRate')} min={0.5} max={100} />
      <NumberSetting
        name="volumeCeiling"
        label={t('settings.volumeCeiling')}
        hint={t('settings.volumeCeilingHint')}
        min={5}
        max={100}
      />
      <TimeSetting name="readinessFrom" label={t('settings.readinessFrom')} hint={t('settings.readinessFromHint')} />
      <CountSetting name="alarmMailMinutes" label={t('settings.alarmMailMinutes')} min={1} max={60} />
    </SettingsForm>
  )
}

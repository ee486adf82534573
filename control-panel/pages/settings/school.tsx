/** Who the school is. */
import { Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../context.tsx'
import { Setting, SettingsForm } from './settings-form.tsx'

export const School = () => {
  const { t } = useTranslation()
  const write = useMay('settings.write')
  return (
    <SettingsForm title={t('settings.school')} lead={!write && <p className="faint">{t('settings.readOnly')}</p>}>
      <Setting name="schoolName" label={t('settings.schoolName')}>
        <Input maxLength={60} />
      </Setting>
      <Setting name="schoolNameEn" label={t('settings.schoolNameEn')} isOptional>
        <Input maxLength={80} />
      </Setting>
      <Setting name="minguoYears" label={t('settings.minguo')} valuePropName="checked" isOptional>
        <Switch />
      </Setting>
    </SettingsForm>
  )
}

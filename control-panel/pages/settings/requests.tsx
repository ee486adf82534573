/** After how many days a request counts as done, until when it can be taken up again, and when a question is asked once more. */
import { useTranslation } from 'react-i18next'
import { CountSetting, SettingsForm } from './settings-form.tsx'

const RULES = [
  { name: 'requestSilentDays', says: 'silent', most: 90 },
  { name: 'requestReopenDays', says: 'reopen', most: 365 },
  { name: 'questionDays', says: 'question', most: 20 },
] as const

export const RequestRules = () => {
  const { t } = useTranslation()
  return (
    <SettingsForm title={t('requests.settings.title')} lead={<p className="faint">{t('requests.settings.lead')}</p>}>
      {RULES.map(({ name, says, most }) => (
        <CountSetting
          key={name}
          name={name}
          label={t(`requests.settings.${says}`)}
          hint={t(`requests.settings.${says}Hint`)}
          min={1}
          max={most}
        />
      ))}
    </SettingsForm>
  )
}

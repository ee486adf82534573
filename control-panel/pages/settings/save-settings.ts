/** Saving some of the school's settings. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { usePanel } from '../../context.tsx'
import { SettingsAnswer } from '../../settings-answer.ts'
import { useNotices } from '../../shell/notices.tsx'

/** Saves the fields given; says so, or why not. */
export const useSaveSettings = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  return (fields: object): Promise<void> =>
    attempt(async () => {
      queries.setQueryData(['settings'], await api.send('PATCH', '/api/settings', SettingsAnswer, fields))
      done(t('act.saved'))
    })
}

import { useTranslation } from 'react-i18next'

/** What could not be loaded, why, and the way to try again. */
export const Failed = ({ error, retry }: { readonly error: Error; readonly retry: () => void }) => {
  const { t } = useTranslation()
  return (
    <div className="empty" role="alert">
      <strong>{t('problem.title')}</strong>
      <p>{error.message}</p>
      <button type="button" className="button" onClick={retry}>
        {t('act.retry')}
      </button>
    </div>
  )
}

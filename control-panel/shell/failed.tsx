import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly error: Error
  /** Settles when the answer is there, or is another failure. */
  readonly retry: () => Promise<unknown>
  /** The page’s name, where the whole page could not be loaded: one still knows where one is. */
  readonly page?: string
}
/** What could not be loaded, why, and the way to try again. */
export const Failed = ({ error, retry, page }: Props) => {
  const { t } = useTranslation()
  const [isTrying, setTrying] = useState(false)
  const tryAgain = async () => {
    setTrying(true)
    await retry()
    setTrying(false)
  }
  return (
    <>
      {page !== undefined && (
        <div className="page-head">
          <h1>{page}</h1>
        </div>
      )}
      <div className="empty" role="alert">
        <strong>{t('problem.title')}</strong>
        <p>{error.message}</p>
        {/* Not disabled meanwhile: the keyboard would lose its place. */}
        <button type="button" className="button" aria-disabled={isTrying} onClick={isTrying ? undefined : tryAgain}>
          {t(isTrying ? 'problem.trying' : 'act.retry')}
        </button>
      </div>
    </>
  )
}

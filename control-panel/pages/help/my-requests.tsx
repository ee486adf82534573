/** One's own requests: filed in a minute, followed in words and time. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpenRequest } from '../../../protocol/request.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { NewRequest } from '../requests/request-form.tsx'
import { useMyRequests } from '../requests/request-queries.ts'
import { RequestRow } from '../requests/request-row.tsx'
import '../requests/requests.css'

export const MyRequests = () => {
  const { t } = useTranslation()
  const mine = useMyRequests()
  const [isFiling, setFiling] = useState(false)
  const open = mine.data?.filter(({ state }) => isOpenRequest(state)) ?? []
  const ended = mine.data?.filter(({ state }) => !isOpenRequest(state)) ?? []
  return (
    <>
      <section className="panel-card" aria-label={t('requests.mine')}>
        <h2>{t('requests.mine')}</h2>
        {isFiling ? (
          <NewRequest onDone={() => setFiling(false)} />
        ) : (
          <button type="button" className="button primary" onClick={() => setFiling(true)}>
            {t('requests.file')}
          </button>
        )}
        {mine.isError && mine.data === undefined && <Failed error={mine.error} retry={() => mine.refetch()} />}
        {mine.data === undefined && !mine.isError && <Skeleton rows={2} height={64} />}
        {mine.data?.length === 0 && !isFiling && (
          <div className="empty">
            <strong>{t('requests.noneMine')}</strong>
            <p>{t('requests.noneMineLead')}</p>
          </div>
        )}
        <ul className="rows">
          {open.map((request) => (
            <RequestRow key={request.id} request={request} section={false} />
          ))}
        </ul>
      </section>
      {ended.length > 0 && (
        <details className="panel-card">
          <summary>
            {t('requests.filter.ended')} <span className="faint">{ended.length}</span>
          </summary>
          <ul className="rows">
            {ended.map((request) => (
              <RequestRow key={request.id} request={request} section={false} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

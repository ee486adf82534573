/** Where I am signed in, and ending that. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { SessionView } from '../../../protocol/account.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { dateAndTime } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { deviceName } from './device-name.ts'

export const Sessions = () => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const sessions = useQuery({
    queryKey: ['users', 'my-sessions'],
    queryFn: async () => (await api.get('/api/sessions', pageOf(SessionView))).items,
  })
  if (sessions.isError && sessions.data === undefined)
    return <Failed error={sessions.error} retry={() => sessions.refetch()} />
  const end = (path: string) =>
    attempt(async () => {
      await api.act('DELETE', path)
      await sessions.refetch()
      done(t('people.signedOut'))
    })
  const time = (at: SessionView['usedAt']) => dateAndTime(at, settings.timeZone, language)
  return (
    <section className="panel-card">
      <h2>{t('people.sessions')}</h2>
      {sessions.data === undefined && <Skeleton rows={2} height={48} />}
      <ul className="rows">
        {sessions.data?.map((session) => (
          <li key={session.id}>
            <span className="grow">
              <b>{deviceName(session.userAgent) || t('people.unknownDevice')}</b>{' '}
              <span className="faint">
                {session.address} · {t('people.since', { since: time(session.createdAt), used: time(session.usedAt) })}
              </span>
            </span>
            {session.current ? (
              <span className="chip ready">{t('people.here')}</span>
            ) : (
              <button type="button" className="button small" onClick={() => end(`/api/sessions/${session.id}`)}>
                {t('people.endSession')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.data !== undefined && sessions.data.length > 1 && (
        <button type="button" className="button" onClick={() => end('/api/sessions')}>
          {t('people.endOthers')}
        </button>
      )}
    </section>
  )
}

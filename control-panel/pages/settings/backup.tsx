/** Safety copies: is there a good one, where, and what to do when not. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BACKUP_STEPS, BACKUP_TROUBLE_WORDS, BackupView } from '../../../protocol/backup.ts'
import type { Instant } from '../../../protocol/time.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { sizeOf } from '../../uploads/upload-rate.ts'

/** While a copy is made its step is asked for each second; else the night's work shows within a minute. */
const LOOK_MS = { running: 1000, resting: 60_000 }

export const Backup = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const state = useQuery({
    queryKey: ['backup'],
    queryFn: () => api.get('/api/backup', BackupView),
    refetchInterval: ({ state: { data } }) => (data?.running ? LOOK_MS.running : LOOK_MS.resting),
  })
  if (state.isError && state.data === undefined) return <Failed error={state.error} retry={() => state.refetch()} />
  return (
    <section className="panel-card" id="backup">
      <h2>{t('backup.title')}</h2>
      {state.data === undefined ? (
        <Skeleton rows={3} height={48} />
      ) : (
        <>
          <State view={state.data} />
          <Act view={state.data} refetch={state.refetch} />
          <Copies view={state.data} />
          <p className="faint">{t('backup.contents')}</p>
        </>
      )}
    </section>
  )
}

const useTime = () => {
  const { settings } = usePanel()
  const language = useLanguage()
  return (at: Instant) => dateAndTime(at, settings.timeZone, language)
}

const State = ({ view }: { readonly view: BackupView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const time = useTime()
  const [newest] = view.copies
  return (
    <>
      <p role="status">
        <span className={`chip ${view.warning !== null ? 'amber' : newest === undefined ? '' : 'ready'}`}>
          {t(`backup.state.${view.warning ?? (newest === undefined ? 'none' : 'good')}`)}
        </span>{' '}
        {newest !== undefined && t('backup.newest', { time: time(newest.madeAt), size: sizeOf(newest.bytes) })}{' '}
        {view.nextAt === null ? t('backup.rehearsal') : t('backup.next', { time: time(view.nextAt) })}
      </p>
      {view.failure !== null && (
        <p>
          {t('backup.failedAt', { time: time(view.failure.at) })} {BACKUP_TROUBLE_WORDS[view.failure.code][language]}
        </p>
      )}
      <p style={{ overflowWrap: 'anywhere' }}>
        {t('backup.where')} <code>{view.directory}</code>
      </p>
      {view.sameDisk && <p>{t('backup.sameDisk')}</p>}
    </>
  )
}

interface ActProps {
  readonly view: BackupView
  readonly refetch: UseQueryResult['refetch']
}
const Act = ({ view, refetch }: ActProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const mayWrite = useMay('backup.write')
  const send = (method: 'POST' | 'DELETE', path: string) =>
    attempt(async () => {
      await api.act(method, path).finally(() => refetch())
    })
  if (!mayWrite) return null
  if (view.running === null)
    return (
      <p>
        <button
          type="button"
          className="button"
          disabled={view.nextAt === null}
          onClick={() => send('POST', '/api/backup')}
        >
          {t('backup.now')}
        </button>
      </p>
    )
  const { step } = view.running
  return (
    <p>
      <button type="button" className="button" onClick={() => send('DELETE', '/api/backup/running')}>
        {t('backup.cancel')}
      </button>{' '}
      <span role="status">
        {BACKUP_STEPS.indexOf(step) + 1}/{BACKUP_STEPS.length} {t(`backup.step.${step}`)}
      </span>
    </p>
  )
}

const Copies = ({ view }: { readonly view: BackupView }) => {
  const { t } = useTranslation()
  const time = useTime()
  const mayWrite = useMay('backup.write')
  if (view.copies.length === 0) return null
  return (
    <details>
      <summary>{t('backup.copies', { copies: view.copies.length })}</summary>
      {mayWrite && <p className="faint">{t('backup.secret')}</p>}
      <ul className="rows">
        {view.copies.map(({ name, madeAt, bytes }) => (
          <li key={name}>
            <span className="grow">
              <b>{time(madeAt)}</b> <span className="faint">{`${sizeOf(bytes)} · ${t('backup.verified')}`}</span>
            </span>
            {mayWrite && (
              <a
                className="button small"
                href={`/api/backup/copies/${name}`}
                download={name}
                aria-label={t('backup.downloadOf', { time: time(madeAt) })}
              >
                {t('backup.download')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

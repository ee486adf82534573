/** The search of the LAN: how far it is, what it found, and adding what was found. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CameraScan, type FoundCamera } from '../../../protocol/camera.ts'
import { usePanel, useSecond } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import type { Opened } from './camera-form.tsx'
import { SCAN_KEY } from './camera-queries.ts'

interface Props {
  readonly scan: CameraScan
  readonly open: (opened: Opened) => void
  readonly onHide: () => void
}

export const Search = ({ scan, open, onHide }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  const stop = () =>
    attempt(async () => {
      queries.setQueryData(SCAN_KEY, await api.send('DELETE', '/api/cameras/scan', CameraScan))
    })
  const isRunning = scan.state === 'running'
  return (
    <section className="panel-card camera-search" aria-label={t('cameras.scan.title')}>
      <div className="camera-head">
        <h2>{t('cameras.scan.title')}</h2>
        <button type="button" className="button small" onClick={isRunning ? stop : onHide}>
          {t(isRunning ? 'cameras.scan.stop' : 'cameras.scan.hide')}
        </button>
      </div>
      <Progress scan={scan} />
      <ul className="rows">
        {scan.found.map((found) => (
          <Row key={`${found.address}:${found.port} ${found.name} ${found.claims}`} found={found} open={open} />
        ))}
      </ul>
      {scan.state === 'done' && scan.found.length === 0 && <p className="faint">{t('cameras.scan.none')}</p>}
    </section>
  )
}

const Progress = ({ scan: { state, startedAt, endsAt, found } }: { readonly scan: CameraScan }) => {
  const { t } = useTranslation()
  const now = useSecond()
  const count = found.length
  if (state !== 'running' || startedAt === null || endsAt === null)
    return (
      <p role="status" className="camera-progress">
        {state === 'failed'
          ? `▲ ${t('cameras.scan.failed')}`
          : state === 'cancelled'
            ? t('cameras.scan.cancelled', { count })
            : t('cameras.scan.done', { count })}
      </p>
    )
  const seconds = Math.max(0, Math.ceil((endsAt - now) / 1000))
  return (
    <p className="camera-progress">
      <progress aria-label={t('cameras.scan.title')} max={endsAt - startedAt} value={Math.max(0, now - startedAt)} />{' '}
      {t('cameras.scan.running', { seconds, count })}
    </p>
  )
}

const Row = ({ found, open }: { readonly found: FoundCamera; readonly open: Props['open'] }) => {
  const { t } = useTranslation()
  const { scheme, address, port, name, model, claims, allowed, cameraId } = found
  const words = name === '' ? t('cameras.scan.nameless') : name
  return (
    <li>
      <span className="grow">
        <b>{words}</b>{' '}
        <span className="faint">
          {scheme === 'https' && 'https://'}
          {address}:{port} {model}
        </span>
      </span>
      {cameraId !== null ? (
        <span className="chip ready">✓ {t('cameras.scan.known')}</span>
      ) : allowed ? (
        <button
          type="button"
          className="button small"
          onClick={() => open({ type: 'new', name: name === '' ? model : name, scheme, address, port })}
        >
          {t('cameras.scan.add')}
          <span className="hidden">
            {' '}
            {words} {address}
          </span>
        </button>
      ) : (
        <span className="chip grey">— {t('cameras.scan.outside')}</span>
      )}
      {claims !== null && <p className="wide">▲ {t('cameras.scan.claims', { host: claims })}</p>}
    </li>
  )
}

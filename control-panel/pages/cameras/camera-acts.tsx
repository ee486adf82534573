/** What can be done about a camera: what it needs first, then what is always there. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { CameraView, otherCertificate } from '../../../protocol/camera.ts'
import { useMay, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import type { Place } from './camera-form.tsx'
import { CertificateQuestion } from './certificate-question.tsx'
import { stateWord } from './state-word.ts'

export interface CardProps {
  readonly camera: CameraView
  readonly onEdit: () => void
  /** It is to be spoken with otherwise. */
  readonly onMove: (to: Place) => void
  readonly onRegister: () => void
}

export const Acts = ({ camera, onEdit, onMove, onRegister }: CardProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const writes = useMay('equipment.write')
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const { id, name, version, health, equipmentId, identity } = camera
  const other = otherCertificate(camera)
  const isRead = identity.model !== '' || identity.serial !== ''
  const again = () => queries.invalidateQueries({ queryKey: ['cameras'] })
  /** A conversation takes up to ten seconds. */
  const ask = async (path: string, body: object | undefined, say: (answer: CameraView) => string) => {
    setBusy(true)
    await attempt(async () => {
      const answer = await api.send('POST', `/api/cameras/${id}/${path}`, CameraView, body)
      await again()
      done(say(answer))
    })
    setBusy(false)
  }
  const look = () => ask('look', undefined, (answer) => t('cameras.looked', { name, state: t(stateWord(answer)) }))
  const restore = () => ask('restore', undefined, () => t('cameras.restored', { name }))
  const remove = () =>
    attempt(async () => {
      await api.act('DELETE', `/api/cameras/${id}`)
      await again()
      done(t('cameras.removed', { name }), { label: t('act.undo'), run: restore })
    })
  const takeCertificate = () => {
    if (other === null) return
    const body = { version, of: other.of, sha256: other.seen.sha256 }
    ask('certificate', body, (answer) => t('cameras.certificate.accepted', { name, state: t(stateWord(answer)) }))
  }
  const of = <span className="hidden"> {name}</span>
  return (
    <div className="camera-acts">
      {writes && health.state === 'replaced' && (
        <button
          type="button"
          className="button primary"
          disabled={busy}
          onClick={() => ask('accept', { version }, () => t('cameras.accepted', { name }))}
        >
          {t('cameras.accept')}
          {of}
        </button>
      )}
      {writes && other !== null && (
        <button type="button" className="button primary" disabled={busy} onClick={() => setAsking(true)}>
          {t('cameras.certificate.compare')}
          {of}
        </button>
      )}
      {writes && health.state === 'https-only' && (
        <button type="button" className="button primary" onClick={() => onMove({ scheme: 'https', port: health.port })}>
          {t('cameras.moveToHttps')}
          {of}
        </button>
      )}
      <button type="button" className="button" disabled={busy} onClick={look}>
        {t('cameras.look')}
        {of}
      </button>
      {writes && (
        <>
          <button type="button" className="button" onClick={onEdit}>
            {t('act.edit')}
            {of}
          </button>
          {equipmentId !== null && (
            <Link className="button" href={`/register/${equipmentId}`}>
              {t('cameras.entry')}
              {of}
            </Link>
          )}
          {equipmentId === null && isRead && (
            <button type="button" className="button" onClick={onRegister}>
              {t('cameras.register')}
              {of}
            </button>
          )}
          <button type="button" className="button plain" onClick={remove}>
            {t('act.remove')}
            {of}
          </button>
        </>
      )}
      {asking && other !== null && (
        <CertificateQuestion {...{ camera, other }} onAccept={takeCertificate} onClose={() => setAsking(false)} />
      )}
    </div>
  )
}

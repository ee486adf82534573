/** One camera: what it sees, how it is, what to do about it, and who it says it is. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CameraHealth, type CameraView, lossOf, needsCare } from '../../../protocol/camera.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { Acts, type CardProps } from './camera-acts.tsx'
import { Facts } from './camera-facts.tsx'

const SHAPES: Readonly<Record<CameraHealth['state'], string>> = {
  ok: '✓',
  new: '…',
  'clock-off': '▲',
  unauthorised: '▲',
  replaced: '▲',
  unreachable: '✕',
  closed: '—',
  'certificate-changed': '▲',
  'https-only': '▲',
}
const LEVELS: Readonly<Record<CameraHealth['state'], string>> = {
  ok: 'ready',
  new: 'grey',
  'clock-off': 'amber',
  unauthorised: 'amber',
  replaced: 'amber',
  unreachable: 'amber',
  closed: 'grey',
  'certificate-changed': 'amber',
  'https-only': 'amber',
}
const PICTURE_EVERY_MS = 10_000

export const CameraCard = (card: CardProps) => {
  const { camera } = card
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { name, health, since } = camera
  const loss = lossOf(camera)
  return (
    <li className="panel-card camera" id={`camera-${camera.id}`} tabIndex={-1}>
      <Picture camera={camera} />
      <div className="camera-head">
        <h2>{name}</h2>
        <span className={`chip ${LEVELS[health.state]}`}>
          <span aria-hidden="true">{SHAPES[health.state]}</span> {t(`cameras.state.${health.state}`)}
        </span>
        {loss !== null && (
          <span className="chip amber">
            <span aria-hidden="true">▲</span> {t('cameras.videoLost')}
          </span>
        )}
        {health.state !== 'ok' && needsCare(camera) && (
          <span className="faint">{t('cameras.since', { time: dateAndTime(since, settings.timeZone, language) })}</span>
        )}
      </div>
      <p className="camera-why">
        {useRepair(health)}
        {loss !== null && ` ${t(`cameras.loss.${loss}`)}`}
      </p>
      <Facts camera={camera} />
      <Acts {...card} />
    </li>
  )
}

const useRepair = (health: CameraHealth): string => {
  const { t } = useTranslation()
  switch (health.state) {
    case 'ok':
    case 'new':
      return ''
    case 'unreachable':
      return t(`cameras.silence.${health.reason}`)
    case 'replaced':
      return t('cameras.repair.replaced', { serial: health.serial })
    case 'unauthorised':
    case 'clock-off':
    case 'closed':
    case 'certificate-changed':
    case 'https-only':
      return t(`cameras.repair.${health.state}`)
    default:
      return health satisfies never
  }
}

/** Asked for again every ten seconds while it is looked at; the box keeps its size. */
const Picture = ({ camera: { id, name, health } }: { readonly camera: CameraView }) => {
  const { t } = useTranslation()
  const [turn, setTurn] = useState(0)
  const [failed, setFailed] = useState(false)
  const answers = health.state === 'ok' || health.state === 'clock-off'
  useEffect(() => {
    if (!answers) return
    const timer = setInterval(() => {
      if (!document.hidden) setTurn((held) => held + 1)
    }, PICTURE_EVERY_MS)
    return () => clearInterval(timer)
  }, [answers])
  return (
    <div className="camera-picture">
      {answers && (
        <img
          hidden={failed}
          loading="lazy"
          src={`/api/cameras/${id}/snapshot?turn=${turn}`}
          alt={t('cameras.picture', { name })}
          onError={() => setFailed(true)}
          onLoad={() => setFailed(false)}
        />
      )}
      {(failed || !answers) && <span>{t(answers ? 'cameras.noPicture' : 'cameras.pictureAway')}</span>}
    </div>
  )
}

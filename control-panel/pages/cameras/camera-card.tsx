/** One camera: what it sees, how it is, what to do about it, and who it says it is. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type CameraHealth, type CameraVideo, CameraView, lossOf, needsCare } from '../../../protocol/camera.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { offsetOf } from './offset.ts'
import { stateWord } from './state-word.ts'

const SHAPES: Readonly<Record<CameraHealth['state'], string>> = {
  ok: '✓',
  new: '…',
  'clock-off': '▲',
  unauthorised: '▲',
  replaced: '▲',
  unreachable: '✕',
  closed: '—',
}
const LEVELS: Readonly<Record<CameraHealth['state'], string>> = {
  ok: 'ready',
  new: 'grey',
  'clock-off': 'amber',
  unauthorised: 'amber',
  replaced: 'amber',
  unreachable: 'amber',
  closed: 'grey',
}
const PICTURE_EVERY_MS = 10_000

interface Props {
  readonly camera: CameraView
  readonly onEdit: () => void
  readonly onRegister: () => void
}

export const CameraCard = ({ camera, onEdit, onRegister }: Props) => {
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
      <Acts camera={camera} onEdit={onEdit} onRegister={onRegister} />
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

const Facts = ({ camera }: { readonly camera: CameraView }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { identity, address, port, answeredAt } = camera
  const known = (text: string) => (text === '' ? t('cameras.unknown') : text)
  const facts = [
    ['address', `${address}:${port}`],
    ['model', known(`${identity.maker} ${identity.model}`.trim())],
    ['serial', known(identity.serial)],
    ['firmware', known(identity.firmware)],
    ['clock', useOffset(camera.offsetMs)],
    ['answered', answeredAt === null ? t('cameras.never') : dateAndTime(answeredAt, settings.timeZone, language)],
    ['video', useVideo(camera.video)],
  ] as const
  return (
    <dl className="camera-facts">
      {facts.map(([fact, value]) => (
        <div key={fact}>
          <dt>{t(`cameras.facts.${fact}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const useVideo = (video: CameraVideo): string => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  if (video.state === 'unknown') return t('cameras.video.unknown')
  const at = video.state === 'there' ? video.lookedAt : video.since
  return t(`cameras.video.${video.state}`, { time: dateAndTime(at, settings.timeZone, language) })
}

const useOffset = (offsetMs: number | null): string => {
  const { t } = useTranslation()
  if (offsetMs === null) return t('cameras.unknown')
  const offset = offsetOf(offsetMs)
  if (offset.type === 'right') return t('cameras.clock.right')
  return t(`cameras.clock.${offset.type}`, { amount: t(`cameras.clock.${offset.unit}`, { count: offset.count }) })
}

const Acts = ({ camera, onEdit, onRegister }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const writes = useMay('equipment.write')
  const [busy, setBusy] = useState(false)
  const { id, name, version, health, equipmentId, identity } = camera
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
    </div>
  )
}

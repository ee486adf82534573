/** What is known of a camera: where it is, who it says it is, how it was last. */
import { useTranslation } from 'react-i18next'
import type { CameraVideo, CameraView } from '../../../protocol/camera.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { CertificateFact } from './fingerprint.tsx'
import { offsetOf } from './offset.ts'

export const Facts = ({ camera }: { readonly camera: CameraView }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { identity, scheme, address, port, answeredAt, certificate, streamCertificate } = camera
  const isOwn = streamCertificate !== null && streamCertificate.sha256 !== certificate?.sha256
  const known = (text: string) => (text === '' ? t('cameras.unknown') : text)
  const facts = [
    ['address', `${scheme === 'https' ? 'https://' : ''}${address}:${port}`],
    ...(certificate === null ? [] : ([['certificate', <CertificateFact key="own" {...{ certificate }} />]] as const)),
    ...(isOwn
      ? ([['streamCertificate', <CertificateFact key="stream" certificate={streamCertificate} />]] as const)
      : []),
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

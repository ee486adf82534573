/** A camera, or its stream, shows another certificate: what it was, what it is, and what it means to take it. Asked once. */
import { useTranslation } from 'react-i18next'
import type { CameraView, otherCertificate } from '../../../protocol/camera.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Fingerprint } from './fingerprint.tsx'

interface Props {
  readonly camera: CameraView
  readonly other: NonNullable<ReturnType<typeof otherCertificate>>
  readonly onAccept: () => void
  readonly onClose: () => void
}

export const CertificateQuestion = ({ camera: { name }, other: { of, known, seen }, onAccept, onClose }: Props) => {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('cameras.certificate.title', { name })}
      onClose={onClose}
      act={{ label: t('cameras.certificate.accept'), run: onAccept }}
    >
      <p>{t(`cameras.certificate.lead.${of}`)}</p>
      <dl className="fingerprints">
        {known !== null && (
          <div>
            <dt>{t('cameras.certificate.known')}</dt>
            <dd>
              <Fingerprint sha256={known.sha256} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('cameras.certificate.seen')}</dt>
          <dd>
            <Fingerprint sha256={seen.sha256} />
          </dd>
        </div>
      </dl>
      <p>{t('cameras.certificate.touched')}</p>
      <p>{t('cameras.certificate.untouched')}</p>
      <p className="faint">{t('cameras.certificate.meaning')}</p>
    </Dialog>
  )
}

/** A certificate as a person compares it: its fingerprint in lines of eight bytes, the first of which is what cards show. */
import { useTranslation } from 'react-i18next'
import {
  type CameraCertificate,
  certificateTime,
  fingerprintText,
  shortFingerprint,
} from '../../../protocol/camera-certificate.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'

/** `3F:2A:91:C0:77:DE:10:B4:` with the colon that leads on. */
const LINE = /(?:..:?){8}/g

export const Fingerprint = ({ sha256 }: { readonly sha256: string }) => (
  <code className="fingerprint">
    {(fingerprintText(sha256).match(LINE) ?? []).map((line, index) => (
      // The same four lines for ever.
      // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike
      <span key={index}>{line}</span>
    ))}
  </code>
)

/** Short, to be opened; whether its time has passed is told as a hint. */
export const CertificateFact = ({ certificate }: { readonly certificate: CameraCertificate }) => {
  const { t } = useTranslation()
  const { live, settings } = usePanel()
  const language = useLanguage()
  const time = certificateTime(certificate, live.now())
  const at = time === 'expired' ? certificate.validTo : certificate.validFrom
  return (
    <details className="camera-certificate">
      <summary>
        <code>{shortFingerprint(certificate.sha256)}</code>
      </summary>
      <Fingerprint sha256={certificate.sha256} />
      {time !== 'valid' && at !== null && (
        <p className="faint">
          {t(`cameras.certificate.${time}`, { time: dateAndTime(at, settings.timeZone, language) })}
        </p>
      )}
    </details>
  )
}

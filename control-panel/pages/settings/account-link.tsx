/** A one-time link just made: to be copied or scanned, shown this once. */
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import type { MadeLink } from '../../../protocol/account.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'

interface Props {
  readonly link: MadeLink
  /** Whose it is, as people are called. */
  readonly name: string
  readonly onClose: () => void
}
export const AccountLink = ({ link, name, onClose }: Props) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const address = `${window.location.origin}/#/welcome?token=${link.token}`
  const copy = () =>
    attempt(async () => {
      await navigator.clipboard.writeText(address)
      done(t('people.copied'))
    })
  return (
    <Dialog title={t(`people.link.${link.purpose}`, { name })} onClose={onClose}>
      <p>{t('people.linkLead', { until: dateAndTime(link.expiresAt, settings.timeZone, language) })}</p>
      <QrCode text={address} label={t('people.qr')} />
      <div className="link-line">
        <input
          aria-label={t('people.address')}
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        {/* Over plain HTTP a browser gives no clipboard: the field selects itself instead. */}
        {window.isSecureContext && (
          <button type="button" className="button" onClick={copy}>
            {t('people.copy')}
          </button>
        )}
      </div>
    </Dialog>
  )
}

/** Dark on light in both shades: readers want it so. */
const QrCode = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { data, size } = encode(text, { border: 2 })
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
  return (
    <svg className="link-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  )
}

/** A one-time link just made: to be copied or scanned, shown this once. */
import { useTranslation } from 'react-i18next'
import type { MadeLink } from '../../../protocol/account.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { QrCode } from '../../shell/qr-code.tsx'

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
      <p>
        {t(link.sentTo === null ? 'people.linkLead' : 'people.linkUntil', {
          until: dateAndTime(link.expiresAt, settings.timeZone, language),
        })}
      </p>
      {link.sentTo !== null && <p className="notice">✓ {t('people.linkSent', { address: link.sentTo })}</p>}
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

/** An authenticator being set up: scan or type its key, then prove it by a code. */
import { useTranslation } from 'react-i18next'
import type { AuthenticatorKey } from '../../protocol/account.ts'
import { QrCode } from '../shell/qr-code.tsx'
import { CodeForm } from './code-form.tsx'

interface Props {
  readonly authenticator: AuthenticatorKey
  readonly confirm: (code: string) => Promise<void>
}
export const Authenticator = ({ authenticator, confirm }: Props) => {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('secondStep.scan')}</p>
      <QrCode text={authenticator.uri} label={t('secondStep.qr')} />
      <p className="code-key">
        <span className="faint">{t('secondStep.key')}</span>{' '}
        <code>{authenticator.key.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <p>
        <a href={authenticator.uri}>{t('secondStep.sameDevice')}</a>
      </p>
      <CodeForm kind="code" label={t('secondStep.shown')} act={t('secondStep.turnOn')} send={confirm} />
    </>
  )
}

/** The key of a server that was just made known: shown only now. */
import { useTranslation } from 'react-i18next'
import type { MadeServer } from '../../../protocol/duty-probe.ts'

export const ServerKey = ({ made: { server, secret } }: { readonly made: MadeServer }) => {
  const { t } = useTranslation()
  return (
    <div className="notice amber wide" role="status">
      <p>
        {server.name}：{t('duties.serverKey')}
      </p>
      <p>
        {t('duties.serverId')} <code className="duty-secret">{server.id}</code>
      </p>
      <p>
        {t('duties.serverSecret')} <code className="duty-secret">{secret}</code>
      </p>
    </div>
  )
}

/** Said while what is dropped into the server's folder does not arrive. */
import { useTranslation } from 'react-i18next'
import type { InboxState } from '../../../protocol/inbox.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'

export const InboxLost = ({ inbox }: { readonly inbox: InboxState }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  if (inbox.state === 'there') return null
  const time = dateAndTime(inbox.since, settings.timeZone, language)
  return (
    <div className="notice amber" role="status">
      <strong>▲ {t('library.inboxLost', { time })}</strong> {t(`library.inboxLoss.${inbox.reason}`)}
    </div>
  )
}

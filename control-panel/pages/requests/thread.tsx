/** What happened to a request and what was said, the oldest first. */
import { useTranslation } from 'react-i18next'
import type { RequestDetail } from '../../../protocol/request.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'

export const Thread = ({ request }: { readonly request: RequestDetail }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  return (
    <ol className="request-thread" aria-label={t('requests.thread')}>
      {request.events.map((event) => (
        <li key={event.id} className={event.internal ? 'request-note' : undefined}>
          <p className="faint">
            {t('requests.by', {
              who: event.by === 'system' ? t('requests.system') : event.by,
              at: dateAndTime(event.at, settings.timeZone, language),
            })}{' '}
            {t(`requests.did.${event.act}`)}
            {event.recalled && ` ${t('requests.recalled')}`}
          </p>
          {event.words !== '' && <p className="request-said">{event.recalled ? <s>{event.words}</s> : event.words}</p>}
        </li>
      ))}
    </ol>
  )
}

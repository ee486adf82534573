/** The last letters and what became of each. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type DeliveryState, DeliveryView } from '../../../protocol/mail.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { createSchoolTime, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'

const SHOWN = 30
const LEVELS: Readonly<Record<DeliveryState, string>> = { sent: 'ready', waiting: '', 'given-up': 'amber' }

export const Deliveries = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const letters = useQuery({
    queryKey: ['mail', 'deliveries'],
    queryFn: async () => (await api.get(address('/api/mail/deliveries', { limit: SHOWN }), pageOf(DeliveryView))).items,
  })
  if (letters.isError && letters.data === undefined)
    return <Failed error={letters.error} retry={() => letters.refetch()} />
  if (letters.data === undefined) return <Skeleton rows={3} height={48} />
  if (letters.data.length === 0) return <p className="faint">{t('mail.none')}</p>
  const again = (id: string) =>
    attempt(async () => {
      await api.act('POST', `/api/mail/deliveries/${id}/again`)
      await letters.refetch()
      done(t('act.asked'))
    })
  return (
    <ul className="rows">
      {letters.data.map((letter) => (
        <li key={letter.id}>
          <Row letter={letter} />
          {letter.state === 'given-up' && (
            <button type="button" className="button small" onClick={() => again(letter.id)}>
              {t('act.retry')}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

const Row = ({ letter }: { readonly letter: DeliveryView }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const school = createSchoolTime(settings.timeZone)
  const at = (instant: DeliveryView['createdAt']) =>
    `${shortDate(school.date(instant), language)} ${school.shortTime(instant)}`
  return (
    <span className="grow">
      <span className={`chip ${LEVELS[letter.state]}`}>{t(`mail.state.${letter.state}`)}</span> <b>{letter.subject}</b>
      <br />
      <span className="faint">
        {letter.channel === 'webhook' ? 'Webhook' : letter.address} · {at(letter.endedAt ?? letter.createdAt)}
        {letter.nextAt !== null && letter.attempts > 0 && ` · ${t('mail.nextAt', { time: at(letter.nextAt) })}`}
      </span>
      {letter.failure !== null && (
        <>
          <br />
          {letter.failure}
        </>
      )}
    </span>
  )
}

/** The server's clock and the time left until something on the air changes. */
import { useTranslation } from 'react-i18next'
import { nextChange } from '../../protocol/readiness.ts'
import { usePanel, useSecond } from '../context.tsx'
import { useRundown } from '../queries.ts'
import { countdownTo } from '../school-time.ts'

export const Clock = () => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const now = useSecond()
  const today = school.date(now)
  const rundown = useRundown(today, today)
  const change = nextChange(rundown.data ?? [], now)
  return (
    <div className="clock">
      <time className="clock-time" title={t('shell.clock')}>
        {school.time(now)}
      </time>
      <span className="clock-next">
        {rundown.data === undefined ? null : change === null ? (
          t('shell.noneLeft')
        ) : (
          <>
            {t('shell.until', { time: school.time(change) })} <b>{countdownTo(change, now)}</b>
          </>
        )}
      </span>
    </div>
  )
}

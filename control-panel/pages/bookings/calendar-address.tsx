/** The address of one's own calendar feed, for the calendar app of a phone. Shown once; a new one ends the one before. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { usePanel } from '../../context.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'

const Answer = Type.Object({ path: Type.String() })

export const CalendarAddress = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const [shown, setShown] = useState<string | null>(null)
  const renew = () =>
    attempt(async () => {
      const { path } = await api.send('POST', '/api/calendar-key', Answer)
      setShown(`${location.origin}${path}`)
    })
  const revoke = () =>
    attempt(async () => {
      await api.act('DELETE', '/api/calendar-key')
      done(t('bookings.feedEnded'))
    })
  return (
    <>
      <button type="button" className="button" onClick={renew}>
        {t('bookings.feed')}
      </button>
      {shown !== null && (
        <Dialog
          title={t('bookings.feed')}
          onClose={() => setShown(null)}
          act={{ label: t('bookings.feedEnd'), run: revoke }}
        >
          <p>{t('bookings.feedLead')}</p>
          <input
            aria-label={t('bookings.feedAddress')}
            readOnly
            value={shown}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Dialog>
      )}
    </>
  )
}

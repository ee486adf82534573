/** The technician's link: made, mailed or copied, and ended. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Static, Type } from 'typebox'
import { Instant } from '../../../protocol/time.ts'
import type { VisitDetail } from '../../../protocol/visit.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { dateAndTime } from '../../school-time.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { QrCode } from '../../shell/qr-code.tsx'

const MadeLink = Type.Object({
  token: Type.String(),
  expiresAt: Instant,
  sentTo: Type.Union([Type.String(), Type.Null()]),
})

interface Props {
  readonly detail: VisitDetail
  /** Where the vendor is written to; empty: not known. */
  readonly email: string
}
export const VisitLink = ({ detail: { visit, link }, email }: Props) => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const id = useId()
  const [asked, setAsked] = useState({ holder: visit.technician || visit.vendorName, mailTo: email })
  const [made, setMade] = useState<Static<typeof MadeLink> | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: ['visits'] })
  const make = () =>
    attempt(async () => {
      const body = { holder: asked.holder.trim(), mailTo: asked.mailTo.trim() || null, language: 'zh-TW' }
      setMade(await api.send('POST', `/api/visits/${visit.id}/link`, MadeLink, body))
      await refresh()
    })
  const end = () =>
    attempt(async () => {
      await api.act('DELETE', `/api/visits/${visit.id}/link`)
      await refresh()
      done(t('visit.linkEnded'))
    })
  return (
    <section className="panel-card" aria-label={t('visit.link')}>
      <h2>{t('visit.link')}</h2>
      <p className="faint">{t('visit.linkLead')}</p>
      {link !== null && (
        <p>
          ✓{' '}
          {t('visit.linkOpen', {
            holder: link.holder,
            until: dateAndTime(link.expiresAt, settings.timeZone, language),
          })}{' '}
          <button type="button" className="button small" onClick={end}>
            {t('visit.linkEnd')}
          </button>
        </p>
      )}
      <form
        className="fields row"
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        <div>
          <label htmlFor={`${id}-holder`}>{t('visit.linkHolder')}</label>
          <input
            id={`${id}-holder`}
            required
            maxLength={80}
            value={asked.holder}
            onChange={({ target }) => setAsked({ ...asked, holder: target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-mail`}>{t('visit.linkMail')}</label>
          <input
            id={`${id}-mail`}
            type="email"
            maxLength={254}
            value={asked.mailTo}
            onChange={({ target }) => setAsked({ ...asked, mailTo: target.value })}
          />
        </div>
        <button type="submit" className="button" disabled={asked.holder.trim() === ''}>
          {t(link === null ? 'visit.linkNew' : 'visit.linkAgain')}
        </button>
      </form>
      {made !== null && <Made made={made} holder={asked.holder} onClose={() => setMade(null)} />}
    </section>
  )
}

interface MadeProps {
  readonly made: Static<typeof MadeLink>
  readonly holder: string
  readonly onClose: () => void
}
const Made = ({ made, holder, onClose }: MadeProps) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const link = `${window.location.origin}/#/technician?token=${made.token}`
  return (
    <Dialog title={t('visit.linkMade', { holder })} onClose={onClose}>
      <p>{t('visit.linkOnce', { until: dateAndTime(made.expiresAt, settings.timeZone, language) })}</p>
      {made.sentTo !== null && <p className="notice">✓ {t('visit.linkSent', { address: made.sentTo })}</p>}
      <QrCode text={link} label={t('visit.linkQr')} />
      <div className="link-line">
        <input aria-label={t('visit.link')} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
        {window.isSecureContext && (
          <button
            type="button"
            className="button"
            onClick={() =>
              attempt(async () => {
                await navigator.clipboard.writeText(link)
                done(t('call.copied'))
              })
            }
          >
            {t('visit.linkCopy')}
          </button>
        )}
      </div>
    </Dialog>
  )
}

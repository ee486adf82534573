/** My account at the school's OpenID provider. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { OpenIdGoing, OpenIdLink, OpenIdOffer } from '../../../protocol/openid.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { openIdProblem } from '../../openid-problem.ts'
import { dateAndTime } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'

export const OpenIdAccount = () => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const link = useQuery({
    queryKey: ['users', 'my-openid'],
    queryFn: async () => {
      const { offer } = await api.get('/api/openid', OpenIdOffer)
      return offer === null ? null : { offer, ...(await api.get('/api/account/openid', OpenIdLink)) }
    },
  })
  if (link.isError && link.data === undefined) return <Failed error={link.error} retry={() => link.refetch()} />
  if (link.data === undefined || link.data === null) return null
  const { offer, linked } = link.data
  const code = openIdProblem(window.location)
  const go = () =>
    attempt(async () => {
      window.location.assign((await api.send('POST', '/api/account/openid', OpenIdGoing)).address)
    })
  const unlink = () =>
    attempt(async () => {
      await api.act('DELETE', '/api/account/openid')
      await link.refetch()
      done(t('openId.unlinked', { name: offer.name }))
    })
  return (
    <section className="panel-card">
      <h2>{t('openId.title', { name: offer.name })}</h2>
      {code !== null && linked === null && (
        <p className="notice amber" role="alert">
          ▲ {t(`openId.${code}`)}
        </p>
      )}
      <p>
        {linked === null
          ? t('openId.notLinked', { name: offer.name })
          : t('openId.linked', {
              email: linked.email ?? offer.name,
              since: dateAndTime(linked.since, settings.timeZone, language),
            })}
      </p>
      <button type="button" className="button" onClick={linked === null ? go : unlink}>
        {linked === null ? t('openId.link', { name: offer.name }) : t('openId.unlink')}
      </button>
      {!offer.reachable && <p className="faint">{t('openId.away', { name: offer.name })}</p>}
    </section>
  )
}

/** The school's own sign-in at the door, where there is one. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OpenIdGoing, OpenIdOffer } from '../../../protocol/openid.ts'
import type { Api } from '../../api.ts'
import { openIdProblem } from '../../openid-problem.ts'

/** Looked at again as often, so that a provider that is back is offered again. */
const LOOK_EVERY_MS = 30_000

export const OpenIdDoor = ({ api }: { readonly api: Api }) => {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | null>(null)
  const { data } = useQuery({
    queryKey: ['openid'],
    queryFn: () => api.get('/api/openid', OpenIdOffer),
    refetchInterval: LOOK_EVERY_MS,
  })
  const code = openIdProblem(window.location)
  const said = problem ?? (code === null ? null : t(`openId.${code}`))
  if (data === undefined || data.offer === null) return null
  const { name, reachable } = data.offer
  const go = async () => {
    try {
      const { address } = await api.send('POST', '/api/openid', OpenIdGoing, { page: '/' })
      window.location.assign(address)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <div className="fields" style={{ marginTop: 16 }}>
      {said !== null && (
        <p className="notice amber" role="alert">
          ▲ {said}
        </p>
      )}
      <button type="button" className="button" onClick={go} aria-describedby="openid-reach">
        {t('openId.signIn', { name })}
      </button>
      <p className="faint" id="openid-reach">
        {reachable ? null : t('openId.away', { name })}
      </p>
    </div>
  )
}

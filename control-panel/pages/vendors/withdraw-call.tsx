/** Taking a call back for one fault: the reason is asked, and who has to be told of it is said. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallView, type CallWay } from '../../../protocol/vendor.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import './vendors.css'

/** Takes these faults of a call back; all of them or none. */
export const useWithdrawCall = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  return (callId: string, faultIds: readonly string[], note: string): Promise<void> =>
    attempt(async () => {
      try {
        await api.send('POST', `/api/calls/${callId}/withdrawal`, CallView, { faultIds, note })
        done(t('call.withdrawn', { count: faultIds.length }))
      } finally {
        await Promise.all(['faults', 'vendors'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
      }
    })
}

interface Props {
  readonly callId: string
  readonly faultId: string
  readonly how: CallWay
}
export const WithdrawCall = ({ callId, faultId, how }: Props) => {
  const { t } = useTranslation()
  const withdraw = useWithdrawCall()
  const id = useId()
  const [why, setWhy] = useState<string | null>(null)
  if (why === null)
    return (
      <button type="button" className="button small" onClick={() => setWhy('')}>
        {t('call.withdraw')}
      </button>
    )
  return (
    <form
      className="withdraw-call wide"
      aria-label={t('call.withdraw')}
      onSubmit={(event) => {
        event.preventDefault()
        void withdraw(callId, [faultId], why.trim())
      }}
    >
      <label htmlFor={id}>{t('call.withdrawWhy')}</label>
      <input id={id} required maxLength={1000} value={why} onChange={({ target }) => setWhy(target.value)} />
      <p className="faint">{t(how === 'mail' ? 'call.withdrawMail' : 'call.withdrawTell')}</p>
      <div className="acts start">
        <button type="submit" className="button" disabled={why.trim() === ''}>
          {t('call.withdraw')}
        </button>
        <button type="button" className="button" onClick={() => setWhy(null)}>
          {t('act.cancel')}
        </button>
      </div>
    </form>
  )
}

/** An office answers by the link in its letter, without an account. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ATTACHMENT_CHOICE } from '../../../protocol/attachment.ts'
import { SupplyView } from '../../../protocol/duty-occurrence.ts'
import { type Api, address } from '../../api.ts'
import type { GuestProps } from '../../guest-props.ts'
import { hashQuery } from '../../hash.ts'
import { shortDate } from '../../school-time.ts'
import './duties.css'

const Supply = ({ api }: GuestProps) => {
  const { t } = useTranslation()
  const [token] = useState(() => hashQuery('token', window.location) ?? '')
  const asked = useQuery({
    queryKey: ['supply', token],
    queryFn: () => api.send('POST', '/api/duty-supply/open', SupplyView, { token }),
    enabled: token !== '',
    retry: false,
    // The answer uses the link up: it is not opened a second time.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <main className="door">
      <div className="door-card duty-supply">
        <h1>{t('duties.supply.title')}</h1>
        {token === '' && <p>{t('duties.supply.none')}</p>}
        {asked.isError && <p role="alert">▲ {asked.error.message}</p>}
        {asked.isSuccess && <Answering api={api} token={token} asked={asked.data} />}
      </div>
    </main>
  )
}
export default Supply

/** The link's secret goes in a header, since the body is the file. */
const sendFile = (api: Api, token: string, file: File): Promise<void> =>
  api.act('POST', address('/api/duty-supply/file', { name: file.name }), file, { 'x-guest-token': token })

interface Props {
  readonly api: Api
  readonly token: string
  readonly asked: SupplyView
}
const Answering = ({ api, token, asked }: Props) => {
  const { t, i18n } = useTranslation()
  const [answer, setAnswer] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [state, setState] = useState<'writing' | 'sending' | 'sent'>('writing')
  const [problem, setProblem] = useState('')
  const date = shortDate(asked.due, i18n.language === 'en' ? 'en' : 'zh-TW')
  const send = async () => {
    setState('sending')
    setProblem('')
    try {
      if (file !== null) await sendFile(api, token, file)
      await api.act('POST', '/api/duty-supply/answer', { token, answer })
      setState('sent')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      setState('writing')
    }
  }
  if (state === 'sent')
    return (
      <div role="status">
        <p>
          <b className="ready">✓</b> {t('duties.supply.sent')}
        </p>
        <p className="faint">{t('duties.supply.sentLead')}</p>
      </div>
    )
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <p>
        {t('duties.supply.to', { office: asked.office })}
        <br />
        {t('duties.supply.lead', { school: asked.schoolName, duty: asked.duty, date })}
      </p>
      <p>
        <b>{asked.what}</b>
      </p>
      <div>
        <label htmlFor="supply-answer">{t('duties.supply.answer')}</label>
        <textarea
          id="supply-answer"
          className="duty-text"
          rows={4}
          maxLength={2000}
          value={answer}
          onChange={({ target }) => setAnswer(target.value)}
        />
      </div>
      <div className="duty-file">
        <label htmlFor="supply-file">{t('duties.supply.file')}</label>
        <input
          id="supply-file"
          type="file"
          accept={ATTACHMENT_CHOICE}
          onChange={({ target }) => setFile(target.files?.[0] ?? null)}
        />
      </div>
      {problem !== '' && <p role="alert">▲ {problem}</p>}
      <div className="acts">
        <button
          type="submit"
          className="button primary"
          disabled={state === 'sending' || (answer.trim() === '' && file === null)}
        >
          {t('duties.supply.send')}
        </button>
      </div>
    </form>
  )
}

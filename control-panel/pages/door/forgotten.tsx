/** The password is forgotten (`/#/forgotten`): a link by mail, or whom to ask. */
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ForgottenAnswer } from '../../../protocol/account.ts'
import type { Api } from '../../api.ts'

interface Props {
  readonly api: Api
  readonly onLeave: () => void
}

const Forgotten = ({ api, onLeave }: Props) => {
  const { t } = useTranslation()
  const [answer, setAnswer] = useState<ForgottenAnswer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const who = String(new FormData(event.currentTarget).get('who')).trim()
    if (who === '') return setProblem(t('door.required'))
    setAsked(true)
    setProblem(null)
    try {
      setAnswer(await api.send('POST', '/api/forgotten', ForgottenAnswer, { who }))
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setAsked(false)
    }
  }
  return (
    <main className="door">
      <div className="door-card">
        <h1>
          <img src="/icon.svg" alt="" width={32} height={32} /> {t('door.forgotten')}
        </h1>
        {answer === null ? (
          <form className="fields" onSubmit={submit} noValidate>
            <p className="faint">{t('door.forgottenLead')}</p>
            <div>
              <label htmlFor="who">{t('door.forgottenWho')}</label>
              <input
                id="who"
                name="who"
                maxLength={254}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                aria-invalid={problem !== null}
              />
            </div>
            {problem !== null && (
              <p className="notice amber" role="alert">
                ▲ {problem}
              </p>
            )}
            <button type="submit" className="button primary" disabled={asked}>
              {t('door.forgottenSend')}
            </button>
          </form>
        ) : (
          <p className="notice" role="status">
            {t(answer.byMail ? 'door.forgottenSent' : 'door.forgottenAsk')}
          </p>
        )}
        <button type="button" className="button" onClick={onLeave}>
          {t('door.back')}
        </button>
      </div>
    </main>
  )
}

export default Forgotten

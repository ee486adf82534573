/** The holder of a one-time link (`/#/welcome?token=…`) chooses a password and comes in with it. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkView, SHORTEST_PASSWORD, SignInAnswer } from '../../../protocol/account.ts'
import type { Api } from '../../api.ts'

interface Props {
  readonly api: Api
  readonly token: string
  readonly onEnter: (answer: SignInAnswer) => void
  readonly onLeave: () => void
}

const Welcome = ({ api, token, onEnter, onLeave }: Props) => {
  const { t } = useTranslation()
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => api.send('POST', '/api/link', LinkView, { token }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    if (link.data === undefined) return
    if ([...password].length < SHORTEST_PASSWORD) return setProblem(t('door.tooShort'))
    setAsked(true)
    setProblem(null)
    try {
      await api.act('PUT', '/api/link', { token, password })
      onEnter(await api.send('POST', '/api/session', SignInAnswer, { name: link.data.name, password }))
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setAsked(false)
    }
  }
  return (
    <main className="door" aria-busy={link.isPending}>
      <div className="door-card">
        <h1>
          <img src="/icon.svg" alt="" width={32} height={32} /> Nooncast
        </h1>
        {link.isError && (
          <>
            <p className="notice amber" role="alert">
              ▲ {link.error.message}
            </p>
            <button type="button" className="button" onClick={onLeave}>
              {t('door.signIn')}
            </button>
          </>
        )}
        {link.data !== undefined && (
          <>
            <p className="faint">
              {t(`people.welcome.${link.data.purpose}`, { name: link.data.fullName || link.data.name })}
            </p>
            <form className="fields" onSubmit={submit} noValidate>
              <div>
                <label htmlFor="name">{t('door.name')}</label>
                <input id="name" autoComplete="username" readOnly value={link.data.name} />
              </div>
              <div>
                <label htmlFor="password">{t('settings.newPassword')}</label>
                <input
                  id="password"
                  name="password"
                  type="password"
                  autoComplete="new-password"
                  aria-invalid={problem !== null}
                  aria-describedby="password-hint"
                />
                <span className="faint" id="password-hint">
                  {t('door.passwordHint')}
                </span>
              </div>
              {problem !== null && (
                <p className="notice amber" role="alert">
                  ▲ {problem}
                </p>
              )}
              <button type="submit" className="button primary" disabled={asked}>
                {t('door.begin')}
              </button>
            </form>
          </>
        )}
      </div>
    </main>
  )
}

export default Welcome

/** Signing in, and the first account by the one-time link `/#/setup?token=…`. */
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { SHORTEST_PASSWORD, SignInAnswer } from '../../../protocol/account.ts'
import type { Api } from '../../api.ts'
import { hashQuery } from '../../hash.ts'
import { OpenIdDoor } from './openid.tsx'

interface Props {
  readonly api: Api
  readonly onEnter: (answer: SignInAnswer) => void
}

type FieldName = 'schoolName' | 'name' | 'password'
type Wrong = 'required' | 'noSpaces' | 'tooShort'

/** What is wrong with each field, before the server is asked. */
const wrongIn = (fields: Readonly<Record<string, string>>, setUp: boolean): Partial<Record<FieldName, Wrong>> => {
  const { schoolName = '', name = '', password = '' } = fields
  return {
    ...(setUp && schoolName.trim() === '' ? { schoolName: 'required' } : {}),
    ...(name === '' ? { name: 'required' } : /\s/.test(name) ? { name: 'noSpaces' } : {}),
    ...(password === ''
      ? { password: 'required' }
      : setUp && [...password].length < SHORTEST_PASSWORD
        ? { password: 'tooShort' }
        : {}),
  }
}

const Door = ({ api, onEnter }: Props) => {
  const { t, i18n } = useTranslation()
  const [at, go] = useLocation()
  const [problem, setProblem] = useState<string | null>(null)
  const [wrong, setWrong] = useState<Partial<Record<FieldName, Wrong>>>({})
  const [asked, setAsked] = useState(false)
  const token = hashQuery('token', window.location)
  const setUp = at.startsWith('/setup') && token !== null
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields: Record<string, string> = {}
    for (const [name, value] of new FormData(event.currentTarget)) fields[name] = String(value)
    const found = wrongIn(fields, setUp)
    setWrong(found)
    setProblem(null)
    if (Object.keys(found).length > 0) return
    setAsked(true)
    try {
      onEnter(
        setUp
          ? await api.send('POST', '/api/setup', SignInAnswer, { token, ...fields })
          : await api.send('POST', '/api/session', SignInAnswer, fields),
      )
      if (setUp) go('/')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setAsked(false)
    }
  }
  const complaint = (name: FieldName) => {
    const found = wrong[name]
    return found === undefined ? null : (
      <span className="field-wrong" id={`${name}-wrong`}>
        ▲ {t(`door.${found}`)}
      </span>
    )
  }
  const marks = (name: FieldName) => ({
    name,
    'aria-invalid': wrong[name] !== undefined,
    'aria-describedby': wrong[name] === undefined ? undefined : `${name}-wrong`,
  })
  return (
    <main className="door">
      <div className="door-card">
        <h1>
          <img src="/icon.svg" alt="" width={32} height={32} /> Nooncast
        </h1>
        <p className="faint">{setUp ? t('door.setUpLead') : t('door.tagline')}</p>
        <form className="fields" onSubmit={submit} noValidate>
          {setUp && (
            <div>
              <label htmlFor="schoolName">{t('door.schoolName')}</label>
              <input id="schoolName" maxLength={60} autoComplete="organization" {...marks('schoolName')} />
              {complaint('schoolName')}
            </div>
          )}
          <div>
            <label htmlFor="name">{setUp ? t('door.adminName') : t('door.name')}</label>
            <input id="name" autoComplete="username" autoCapitalize="none" spellCheck={false} {...marks('name')} />
            {complaint('name')}
          </div>
          <div>
            <label htmlFor="password">{t('door.password')}</label>
            <input
              id="password"
              type="password"
              autoComplete={setUp ? 'new-password' : 'current-password'}
              {...marks('password')}
            />
            {setUp && <span className="faint">{t('door.passwordHint')}</span>}
            {complaint('password')}
          </div>
          {problem !== null && (
            <p className="notice amber" role="alert">
              ▲ {problem}
            </p>
          )}
          <button type="submit" className="button primary" disabled={asked}>
            {setUp ? t('door.begin') : t('door.signIn')}
          </button>
        </form>
        {!setUp && (
          <p>
            <a href="#/forgotten">{t('door.forgotten')}</a>
          </p>
        )}
        {!setUp && <OpenIdDoor api={api} />}
        <p className="door-languages">
          <button type="button" onClick={() => i18n.changeLanguage('zh-TW')} lang="zh-Hant-TW">
            中文
          </button>
          <button type="button" onClick={() => i18n.changeLanguage('en')} lang="en">
            English
          </button>
        </p>
      </div>
    </main>
  )
}

export default Door

/** Signing in, and the first account by the one-time link `/#/setup?token=…`. */
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { SessionAnswer } from '../../../protocol/account.ts'
import type { Api } from '../../api.ts'

interface Props {
  readonly api: Api
  readonly onEnter: (answer: SessionAnswer) => void
}

/** As server/config.ts: OWASP ASVS 5.0, 6.2.1. */
const SHORTEST_PASSWORD = 8

const Door = ({ api, onEnter }: Props) => {
  const { t, i18n } = useTranslation()
  const [at, go] = useLocation()
  const search = useSearch()
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const token = tokenIn(search, window.location.hash)
  const setUp = at.startsWith('/setup') && token !== null
  const submit = async (fields: Record<string, string>) => {
    setAsked(true)
    setProblem(null)
    try {
      onEnter(
        setUp
          ? await api.send('POST', '/api/setup', SessionAnswer, { token, ...fields })
          : await api.send('POST', '/api/session', SessionAnswer, fields),
      )
      if (setUp) go('/')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setAsked(false)
    }
  }
  const required = { required: true, message: t('door.required') }
  return (
    <main className="door">
      <div className="door-card">
        <h1>
          <img src="/icon.svg" alt="" width={32} height={32} /> Nooncast
        </h1>
        <p className="faint">{setUp ? t('door.setUpLead') : t('door.tagline')}</p>
        <Form layout="vertical" onFinish={submit} requiredMark={false}>
          {setUp && (
            <Form.Item name="schoolName" label={t('door.schoolName')} rules={[required]}>
              <Input maxLength={60} autoComplete="organization" />
            </Form.Item>
          )}
          <Form.Item
            name="name"
            label={setUp ? t('door.adminName') : t('door.name')}
            rules={[required, { pattern: /^\S+$/, message: t('door.noSpaces') }]}
          >
            <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('door.password')}
            extra={setUp ? t('door.passwordHint') : undefined}
            rules={setUp ? [required, { min: SHORTEST_PASSWORD, message: t('door.tooShort') }] : [required]}
          >
            <Input.Password autoComplete={setUp ? 'new-password' : 'current-password'} />
          </Form.Item>
          {problem !== null && <Alert type="error" title={problem} role="alert" style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" block loading={asked}>
            {setUp ? t('door.begin') : t('door.signIn')}
          </Button>
        </Form>
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

/** The hash router keeps a query inside the hash; a link typed by hand may have it before. */
const tokenIn = (search: string, hash: string): string | null =>
  new URLSearchParams(hash.split('?')[1] ?? '').get('token') ?? new URLSearchParams(search).get('token')

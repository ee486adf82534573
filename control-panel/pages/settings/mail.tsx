/** How letters leave: the school's mail server and its webhook, each with a trial. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MailServerView, PostSettings, TlsMode, TrialAnswer, WebhookView } from '../../../protocol/mail.ts'
import { usePanel } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Deliveries } from './deliveries.tsx'

const KEY = ['mail', 'settings']
const MODES = TlsMode.anyOf.map((mode) => mode.const)
/** What is usual: RFC 8314 §3.3 (465), RFC 6409 §3.1 (587). */
const EMPTY = { host: '', port: 465, tls: 'tls', user: '', from: '', trusted: '' } as const

export const Mail = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const settings = useQuery({ queryKey: KEY, queryFn: () => api.get('/api/mail', PostSettings) })
  return (
    <section className="panel-card">
      <h2>{t('mail.title')}</h2>
      {settings.isError && settings.data === undefined && (
        <Failed error={settings.error} retry={() => settings.refetch()} />
      )}
      {settings.isPending && <Skeleton rows={6} height={64} />}
      {settings.data !== undefined && (
        <>
          <Server server={settings.data.mail} />
          <h3>{t('mail.webhook')}</h3>
          <Webhook url={settings.data.webhook?.url ?? ''} />
          <h3>{t('mail.deliveries')}</h3>
          <Deliveries />
        </>
      )}
    </section>
  )
}

const Server = ({ server }: { readonly server: MailServerView | null }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [form] = Form.useForm()
  const required = [{ required: true, message: t('door.required') }]
  const save = ({ password = '', ...fields }: { readonly password?: string }) =>
    attempt(async () => {
      const body = password === '' ? fields : { ...fields, password }
      queries.setQueryData(KEY, await api.send('PUT', '/api/mail/server', PostSettings, body))
      form.setFieldValue('password', '')
      done(t('act.saved'))
    })
  const remove = () =>
    attempt(async () => {
      queries.setQueryData(KEY, await api.send('DELETE', '/api/mail/server', PostSettings))
      done(t('mail.removed'))
    })
  return (
    <>
      <Form
        form={form}
        name="mail-server"
        layout="vertical"
        style={{ maxWidth: 480 }}
        onFinish={save}
        requiredMark={false}
        initialValues={server ?? { ...EMPTY, panelAddress: location.origin }}
      >
        <Form.Item name="host" label={t('mail.host')} rules={required}>
          <Input maxLength={253} autoComplete="off" />
        </Form.Item>
        <Form.Item name="tls" label={t('mail.tls')}>
          <Select options={MODES.map((mode) => ({ value: mode, label: t(`mail.mode.${mode}`) }))} />
        </Form.Item>
        <Form.Item name="port" label={t('mail.port')} rules={required}>
          <InputNumber min={1} max={65535} precision={0} />
        </Form.Item>
        <Form.Item name="user" label={t('mail.user')}>
          <Input maxLength={254} autoComplete="off" />
        </Form.Item>
        <Form.Item name="password" label={t('mail.password')} extra={server?.hasPassword ? t('mail.passwordKept') : ''}>
          <Input.Password maxLength={500} autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="from" label={t('mail.from')} rules={required}>
          <Input type="email" maxLength={254} />
        </Form.Item>
        <Form.Item
          name="panelAddress"
          label={t('mail.panelAddress')}
          extra={t('mail.panelAddressHint')}
          rules={required}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="trusted" label={t('mail.trusted')} extra={t('mail.trustedHint')}>
          <Input.TextArea rows={3} maxLength={20_000} />
        </Form.Item>
        <div className="fields row">
          <Button type="primary" htmlType="submit">
            {t('act.save')}
          </Button>
          {server !== null && <Button onClick={remove}>{t('mail.stop')}</Button>}
        </div>
      </Form>
      {server !== null && <ServerTrial />}
    </>
  )
}

const ServerTrial = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const [answer, setAnswer] = useState<TrialAnswer | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (fields: object) => {
    setBusy(true)
    await attempt(async () => setAnswer(await api.send('POST', '/api/mail/server/trial', TrialAnswer, fields)))
    setBusy(false)
  }
  return (
    <Form
      name="mail-trial"
      layout="vertical"
      style={{ maxWidth: 480, marginTop: 16 }}
      onFinish={send}
      requiredMark={false}
    >
      <Form.Item name="address" label={t('mail.trialTo')} rules={[{ required: true, message: t('door.required') }]}>
        <Input type="email" maxLength={254} autoComplete="email" />
      </Form.Item>
      <Button htmlType="submit" loading={busy}>
        {t('mail.trial')}
      </Button>
      <Said answer={answer} />
    </Form>
  )
}

const Said = ({ answer }: { readonly answer: TrialAnswer | null }) => {
  const { t } = useTranslation()
  return (
    <p role="status" style={{ minHeight: 24, overflowWrap: 'anywhere' }}>
      {answer !== null && `${answer.arrived ? `✓ ${t('mail.arrived')}` : '▲'} ${answer.answer}`}
    </p>
  )
}

const Webhook = ({ url }: { readonly url: string }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string | null>(null)
  const [answer, setAnswer] = useState<TrialAnswer | null>(null)
  const save = (fields: object) =>
    attempt(async () => {
      const made = await api.send('PUT', '/api/mail/webhook', WebhookView, fields)
      setSecret(made.secret)
      await queries.invalidateQueries({ queryKey: KEY })
      done(t('act.saved'))
    })
  const remove = () =>
    attempt(async () => {
      setSecret(null)
      queries.setQueryData(KEY, await api.send('DELETE', '/api/mail/webhook', PostSettings))
      done(t('mail.removed'))
    })
  const trial = () => attempt(async () => setAnswer(await api.send('POST', '/api/mail/webhook/trial', TrialAnswer)))
  return (
    <Form
      name="webhook"
      layout="vertical"
      style={{ maxWidth: 480 }}
      onFinish={save}
      requiredMark={false}
      initialValues={{ url }}
    >
      <Form.Item
        name="url"
        label={t('mail.url')}
        extra={t('mail.urlHint')}
        rules={[{ required: true, message: t('door.required') }]}
      >
        <Input type="url" maxLength={500} />
      </Form.Item>
      <div className="fields row">
        <Button htmlType="submit">{t('act.save')}</Button>
        {url !== '' && <Button onClick={trial}>{t('mail.webhookTrial')}</Button>}
        {url !== '' && <Button onClick={() => save({ url, newSecret: true })}>{t('mail.newSecret')}</Button>}
        {url !== '' && <Button onClick={remove}>{t('mail.stop')}</Button>}
      </div>
      {secret !== null && (
        <p style={{ overflowWrap: 'anywhere' }}>
          {t('mail.secretOnce')} <code>{secret}</code>
        </p>
      )}
      <Said answer={answer} />
    </Form>
  )
}

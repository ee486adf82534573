/** What a school sets once, and one's own password. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { SessionAnswer } from '../../../protocol/account.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Kit } from '../../look/kit.tsx'
import { SettingsAnswer } from '../../settings-answer.ts'
import { useNotices } from '../../shell/notices.tsx'
import { Users } from './users.tsx'

const Settings = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  return (
    <Kit>
      <div className="page-head">
        <h1>{t('settings.title')}</h1>
      </div>
      <School />
      <Password />
      {useMay('users.write') && <Users />}
      <section className="panel-card">
        <h2>{t('settings.about')}</h2>
        <p>
          {t('settings.version')} {settings.version} · {t('settings.timeZone')} {settings.timeZone} ·{' '}
          <a href="/api/docs">{t('settings.api')}</a>
        </p>
      </section>
    </Kit>
  )
}
export default Settings

const School = () => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const write = useMay('settings.write')
  const save = (fields: object) =>
    attempt(async () => {
      queries.setQueryData(['settings'], await api.send('PATCH', '/api/settings', SettingsAnswer, fields))
      done(t('act.saved'))
    })
  const required = [{ required: true, message: t('door.required') }]
  return (
    <section className="panel-card">
      <h2>{t('settings.school')}</h2>
      {!write && <p className="faint">{t('settings.readOnly')}</p>}
      <Form
        layout="vertical"
        style={{ maxWidth: 480 }}
        disabled={!write}
        initialValues={settings}
        onFinish={save}
        requiredMark={false}
      >
        <Form.Item name="schoolName" label={t('settings.schoolName')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="schoolNameEn" label={t('settings.schoolNameEn')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="minguoYears" label={t('settings.minguo')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item
          name="loudnessTargetLufs"
          label={t('settings.loudness')}
          extra={t('settings.loudnessHint')}
          rules={required}
        >
          <InputNumber min={-31} max={-14} />
        </Form.Item>
        <Form.Item name="truePeakLimitDbtp" label={t('settings.truePeak')} rules={required}>
          <InputNumber min={-9} max={-0.5} step={0.5} />
        </Form.Item>
        <Form.Item name="fetchRateMbps" label={t('settings.fetchRate')} rules={required}>
          <InputNumber min={0.5} max={100} />
        </Form.Item>
        {write && (
          <Button type="primary" htmlType="submit">
            {t('act.save')}
          </Button>
        )}
      </Form>
    </section>
  )
}

const Password = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [form] = Form.useForm()
  const save = (fields: object) =>
    attempt(async () => {
      queries.setQueryData(['session'], await api.send('PUT', '/api/session/password', SessionAnswer, fields))
      form.resetFields()
      done(t('settings.passwordChanged'))
    })
  return (
    <section className="panel-card">
      <h2>{t('settings.mine')}</h2>
      <Form form={form} layout="vertical" style={{ maxWidth: 480 }} onFinish={save} requiredMark={false}>
        <Form.Item
          name="current"
          label={t('settings.currentPassword')}
          rules={[{ required: true, message: t('door.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('settings.newPassword')}
          rules={[
            { required: true, message: t('door.required') },
            { min: 8, message: t('door.tooShort') },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit">{t('settings.changePassword')}</Button>
      </Form>
    </section>
  )
}

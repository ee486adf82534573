/** What a school sets once, and one's own password. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { SessionAnswer, SHORTEST_PASSWORD } from '../../../protocol/account.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Kit } from '../../look/kit.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Backup } from './backup.tsx'
import { BookingRules } from './bookings.tsx'
import { Mail } from './mail.tsx'
import { MyMail } from './my-mail.tsx'
import { Noon } from './noon.tsx'
import { Profile } from './profile.tsx'
import { School } from './school.tsx'
import { SecondFactor } from './second-factor.tsx'
import { Sessions } from './sessions.tsx'
import { Users } from './users.tsx'

const Settings = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  return (
    <Kit>
      <div className="page-head">
        <h1>{t('settings.title')}</h1>
        {useMay('settings.write') && (
          <Link className="button" href="/guide">
            {t('guide.title')}
          </Link>
        )}
      </div>
      <School />
      <Noon />
      <BookingRules />
      <Profile />
      <Password />
      <SecondFactor />
      <MyMail />
      {useMay('mail.write') && <Mail />}
      {useMay('backup.read') && <Backup />}
      <Sessions />
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
      <h2>{t('settings.changePassword')}</h2>
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
            { min: SHORTEST_PASSWORD, message: t('door.tooShort') },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit">{t('settings.changePassword')}</Button>
      </Form>
    </section>
  )
}

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
import { Countersigners } from './countersigners.tsx'
import { FaultRules } from './faults.tsx'
import { Mail } from './mail.tsx'
import { MyMail } from './my-mail.tsx'
import { Noon } from './noon.tsx'
import { OpenIdAccount } from './openid.tsx'
import { Profile } from './profile.tsx'
import { RequestRules } from './requests.tsx'
import { School } from './school.tsx'
import { SecondFactor } from './second-factor.tsx'
import { Sessions } from './sessions.tsx'
import { Users } from './users.tsx'
import './settings.css'

const Settings = () => {
  const { t } = useTranslation()
  const sections = [
    { id: 'school', title: t('settings.school'), card: <School />, shown: true },
    { id: 'noon', title: t('settings.noon'), card: <Noon />, shown: true },
    { id: 'bookings', title: t('settings.bookings'), card: <BookingRules />, shown: true },
    { id: 'faults', title: t('faults.settings.title'), card: <FaultRules />, shown: true },
    { id: 'requests', title: t('requests.settings.title'), card: <RequestRules />, shown: true },
    { id: 'countersigners', title: t('slip.settings'), card: <Countersigners />, shown: useMay('slips.read') },
    { id: 'mail', title: t('mail.title'), card: <Mail />, shown: useMay('mail.write') },
    { id: 'users', title: t('settings.users'), card: <Users />, shown: useMay('users.write') },
    { id: 'backup', title: t('backup.title'), card: <Backup />, shown: useMay('backup.read') },
    { id: 'me', title: t('people.profile'), card: <Profile />, shown: true },
    { id: 'password', title: t('settings.changePassword'), card: <WaysIn />, shown: true },
    { id: 'second-step', title: t('secondStep.title'), card: <SecondFactor />, shown: true },
    { id: 'my-mail', title: t('mail.mine'), card: <MyMail />, shown: true },
    { id: 'sessions', title: t('people.sessions'), card: <Sessions />, shown: true },
    { id: 'about', title: t('settings.about'), card: <About />, shown: true },
  ].filter(({ shown }) => shown)
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
      <nav className="settings-places" aria-label={t('settings.title')}>
        {sections.map(({ id, title }) => (
          // The part behind # is the page’s own address, so this is a button and not a link into the page.
          <button key={id} type="button" onClick={() => goTo(id)}>
            {title}
          </button>
        ))}
      </nav>
      {sections.map(({ id, card }) => (
        <div key={id} id={`settings-${id}`} className="settings-place" tabIndex={-1}>
          {card}
        </div>
      ))}
    </Kit>
  )
}

/** Shows a section and takes the keyboard there. */
const goTo = (id: string) => {
  const section = document.getElementById(`settings-${id}`)
  section?.scrollIntoView()
  section?.focus({ preventScroll: true })
}

const WaysIn = () => (
  <>
    <Password />
    <OpenIdAccount />
  </>
)

const About = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  return (
    <section className="panel-card">
      <h2>{t('settings.about')}</h2>
      <p>
        {t('settings.version')} {settings.version} · {t('settings.timeZone')} {settings.timeZone} ·{' '}
        <a href="/api/docs">{t('settings.api')}</a>
      </p>
    </section>
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

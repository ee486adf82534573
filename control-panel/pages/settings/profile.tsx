/** How one is called, and in which language one is written to. */
import { Button, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { User } from '../../../protocol/account.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

const LANGUAGES = [
  { value: 'zh-TW', label: '中文' },
  { value: 'en', label: 'English' },
]

export const Profile = () => {
  const { t, i18n } = useTranslation()
  const { api, user, setUser } = usePanel()
  const { done, attempt } = useNotices()
  const save = (fields: Pick<User, 'fullName' | 'language'>) =>
    attempt(async () => {
      const changed = await api.send('PATCH', '/api/account', User, { ...fields, fullName: fields.fullName.trim() })
      setUser(changed)
      // Read in another language than one’s own on purpose, it stays.
      if (changed.language !== user.language) await i18n.changeLanguage(changed.language)
      done(i18n.t('act.saved'))
    })
  return (
    <section className="panel-card">
      <h2>{t('people.profile')}</h2>
      <p className="faint">
        {user.name} · {t(`settings.roles.${user.role}`)}
      </p>
      <Form
        name="profile"
        layout="vertical"
        style={{ maxWidth: 480 }}
        initialValues={user}
        onFinish={save}
        requiredMark={false}
      >
        <Form.Item name="fullName" label={t('settings.fullName')}>
          <Input autoComplete="name" maxLength={80} />
        </Form.Item>
        <Form.Item name="language" label={t('people.language')} extra={t('people.languageHint')}>
          <Radio.Group options={LANGUAGES} />
        </Form.Item>
        <Button htmlType="submit">{t('act.save')}</Button>
      </Form>
    </section>
  )
}

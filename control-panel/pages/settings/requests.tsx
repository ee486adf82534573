/** After how many days a request counts as done, until when it can be taken up again, and when a question is asked once more. */
import { Button, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay, usePanel } from '../../context.tsx'
import { useSaveSettings } from './save-settings.ts'

const RULES = [
  { name: 'requestSilentDays', says: 'silent', most: 90 },
  { name: 'requestReopenDays', says: 'reopen', most: 365 },
  { name: 'questionDays', says: 'question', most: 20 },
] as const

export const RequestRules = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const write = useMay('settings.write')
  const save = useSaveSettings()
  return (
    <section className="panel-card">
      <h2>{t('requests.settings.title')}</h2>
      <p className="faint">{t('requests.settings.lead')}</p>
      <Form
        layout="vertical"
        style={{ maxWidth: 480 }}
        disabled={!write}
        initialValues={settings}
        onFinish={save}
        requiredMark={false}
      >
        {RULES.map(({ name, says, most }) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`requests.settings.${says}`)}
            extra={t(`requests.settings.${says}Hint`)}
            rules={[{ required: true, message: t('door.required') }]}
          >
            <InputNumber min={1} max={most} precision={0} />
          </Form.Item>
        ))}
        {write && (
          <Button type="primary" htmlType="submit">
            {t('act.save')}
          </Button>
        )}
      </Form>
    </section>
  )
}

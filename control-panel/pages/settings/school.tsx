/** Who the school is. */
import { Button, Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay, usePanel } from '../../context.tsx'
import { useSaveSettings } from './save-settings.ts'

export const School = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const write = useMay('settings.write')
  const save = useSaveSettings()
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
        {write && (
          <Button type="primary" htmlType="submit">
            {t('act.save')}
          </Button>
        )}
      </Form>
    </section>
  )
}

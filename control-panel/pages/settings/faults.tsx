/** When a TV that is away is a fault, the section's hours, by when faults are due, and for how long a closed one can be reopened. */
import { Button, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay, usePanel } from '../../context.tsx'
import { useSaveSettings } from './save-settings.ts'

export const FaultRules = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const write = useMay('settings.write')
  const save = useSaveSettings()
  const required = [{ required: true, message: t('door.required') }]
  return (
    <section className="panel-card">
      <h2>{t('faults.settings.title')}</h2>
      <Form
        layout="vertical"
        style={{ maxWidth: 480 }}
        disabled={!write}
        initialValues={settings}
        onFinish={save}
        requiredMark={false}
      >
        <Form.Item
          name="faultOfflineMinutes"
          label={t('roomFaults.offlineMinutes')}
          extra={t('roomFaults.offlineMinutesHint')}
          rules={required}
        >
          <InputNumber min={3} max={240} precision={0} />
        </Form.Item>
        <Form.Item name="faultHoursFrom" label={t('faults.settings.from')} rules={required}>
          <Input type="time" style={{ maxWidth: 160 }} />
        </Form.Item>
        <Form.Item
          name="faultHoursUntil"
          label={t('faults.settings.until')}
          extra={t('faults.settings.hint')}
          rules={required}
        >
          <Input type="time" style={{ maxWidth: 160 }} />
        </Form.Item>
        <Form.Item name="faultDaysHigh" label={t('faults.settings.high')} rules={required}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
        <Form.Item name="faultDaysNormal" label={t('faults.settings.normal')} rules={required}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
        <Form.Item name="faultDaysLow" label={t('faults.settings.low')} rules={required}>
          <InputNumber min={1} max={120} precision={0} />
        </Form.Item>
        <Form.Item name="faultReopenDays" label={t('faults.settings.reopen')} rules={required}>
          <InputNumber min={1} max={365} precision={0} />
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

/** How noon sounds, how fast TVs fetch, and from when on it is asked whether noon is safe. */
import { Button, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay, usePanel } from '../../context.tsx'
import { useSaveSettings } from './save-settings.ts'

export const Noon = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const write = useMay('settings.write')
  const save = useSaveSettings()
  const required = [{ required: true, message: t('door.required') }]
  return (
    <section className="panel-card">
      <h2>{t('settings.noon')}</h2>
      <Form
        layout="vertical"
        style={{ maxWidth: 480 }}
        disabled={!write}
        initialValues={{ ...settings, volumeCeiling: Math.round(settings.volumeCeiling * 100) }}
        onFinish={({ volumeCeiling, ...fields }) => save({ ...fields, volumeCeiling: volumeCeiling / 100 })}
        requiredMark={false}
      >
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
        <Form.Item
          name="volumeCeiling"
          label={t('settings.volumeCeiling')}
          extra={t('settings.volumeCeilingHint')}
          rules={required}
        >
          <InputNumber min={5} max={100} />
        </Form.Item>
        <Form.Item
          name="readinessFrom"
          label={t('settings.readinessFrom')}
          extra={t('settings.readinessFromHint')}
          rules={required}
        >
          <Input type="time" style={{ maxWidth: 160 }} />
        </Form.Item>
        <Form.Item name="alarmMailMinutes" label={t('settings.alarmMailMinutes')} rules={required}>
          <InputNumber min={1} max={60} precision={0} />
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

/** Until when teachers book, how many, how long a date is kept for who moved up, and who approves. */
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Approvers } from '../../../protocol/booking.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { useSaveSettings } from './save-settings.ts'

const APPROVERS = Approvers.anyOf.map((each) => each.const)
/** 2024 began with a Monday. */
const weekdayName = (weekday: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))

export const BookingRules = () => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const write = useMay('settings.write')
  const save = useSaveSettings()
  const required = [{ required: true, message: t('door.required') }]
  return (
    <section className="panel-card">
      <h2>{t('settings.bookings')}</h2>
      <Form
        layout="vertical"
        style={{ maxWidth: 480 }}
        disabled={!write}
        initialValues={settings}
        onFinish={save}
        requiredMark={false}
      >
        <Form.Item name="bookingCutOffWeekday" label={t('settings.bookingCutOffWeekday')} rules={required}>
          <Select options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: weekdayName(value, language) }))} />
        </Form.Item>
        <Form.Item
          name="bookingCutOffTime"
          label={t('settings.bookingCutOffTime')}
          extra={t('settings.bookingCutOffHint')}
          rules={required}
        >
          <Input type="time" style={{ maxWidth: 160 }} />
        </Form.Item>
        <Form.Item name="bookingOfferHours" label={t('settings.bookingOfferHours')} rules={required}>
          <InputNumber min={1} max={168} precision={0} />
        </Form.Item>
        <Form.Item
          name="bookingsPerTerm"
          label={t('settings.bookingsPerTerm')}
          extra={t('settings.bookingsPerTermHint')}
          rules={required}
        >
          <InputNumber min={0} max={100} precision={0} />
        </Form.Item>
        <Form.Item name="ownFilmGigabytes" label={t('settings.ownFilmGigabytes')} rules={required}>
          <InputNumber min={1} max={20} precision={0} />
        </Form.Item>
        <Form.Item name="ownFilmsGigabytes" label={t('settings.ownFilmsGigabytes')} rules={required}>
          <InputNumber min={1} max={200} precision={0} />
        </Form.Item>
        <Form.Item name="bookingApprovers" label={t('settings.bookingApprovers')} rules={required}>
          <Select options={APPROVERS.map((value) => ({ value, label: t(`settings.approvers.${value}`) }))} />
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

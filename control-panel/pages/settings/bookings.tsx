/** Until when teachers book, how many, how long a date is kept for who moved up, and who approves. */
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Approvers } from '../../../protocol/booking.ts'
import { useLanguage } from '../../context.tsx'
import { CountSetting, Setting, SettingsForm, TimeSetting } from './settings-form.tsx'

const APPROVERS = Approvers.anyOf.map((each) => each.const)
/** 2024 began with a Monday. */
const weekdayName = (weekday: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))

export const BookingRules = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <SettingsForm title={t('settings.bookings')}>
      <Setting name="bookingCutOffWeekday" label={t('settings.bookingCutOffWeekday')}>
        <Select options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: weekdayName(value, language) }))} />
      </Setting>
      <TimeSetting
        name="bookingCutOffTime"
        label={t('settings.bookingCutOffTime')}
        hint={t('settings.bookingCutOffHint')}
      />
      <CountSetting name="bookingOfferHours" label={t('settings.bookingOfferHours')} min={1} max={168} />
      <CountSetting
        name="bookingsPerTerm"
        label={t('settings.bookingsPerTerm')}
        hint={t('settings.bookingsPerTermHint')}
        min={0}
        max={100}
      />
      <CountSetting name="ownFilmGigabytes" label={t('settings.ownFilmGigabytes')} min={1} max={20} />
      <CountSetting name="ownFilmsGigabytes" label={t('settings.ownFilmsGigabytes')} min={1} max={200} />
      <Setting name="bookingApprovers" label={t('settings.bookingApprovers')}>
        <Select options={APPROVERS.map((value) => ({ value, label: t(`settings.approvers.${value}`) }))} />
      </Setting>
    </SettingsForm>
  )
}

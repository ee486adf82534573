/** A card of the school's settings: what is edited and saved together. Who may not change them reads them. */
import { Button, Form, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../protocol/settings.ts'
import { useMay, usePanel } from '../../context.tsx'
import { useSaveSettings } from './save-settings.ts'

/** Readable in one glance; lists of several columns take the whole card. */
const NARROW = { maxWidth: 480 }

interface Props<Values> {
  readonly title: string
  /** A sentence or two above the fields. */
  readonly lead?: ReactNode
  /** What the fields begin with, where they show a setting in another unit; left out: the settings themselves. */
  readonly values?: Values
  /** The settings that what was filled in stands for; left out: the fields are named as the settings are. */
  readonly settingsOf?: (values: Values) => Partial<Settings>
  readonly isWide?: boolean
  readonly children: ReactNode
}

export const SettingsForm = <Values extends object = Settings>({
  title,
  lead,
  values,
  settingsOf,
  isWide = false,
  children,
}: Props<Values>) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const write = useMay('settings.write')
  const save = useSaveSettings()
  return (
    <section className="panel-card">
      <h2>{title}</h2>
      {lead}
      <Form<Values>
        layout="vertical"
        style={isWide ? {} : NARROW}
        disabled={!write}
        initialValues={values ?? settings}
        onFinish={(filled) => save(settingsOf?.(filled) ?? filled)}
        requiredMark={false}
      >
        {children}
        {write && (
          <Button type="primary" htmlType="submit">
            {t('act.save')}
          </Button>
        )}
      </Form>
    </section>
  )
}

interface SettingProps {
  readonly name: keyof Settings
  readonly label: string
  readonly hint?: string
  /** A switch holds its value under another name than a field does. */
  readonly valuePropName?: 'checked'
  readonly isOptional?: boolean
  readonly children: ReactNode
}

/** One setting with its label and its hint; a refusal stands below it. */
export const Setting = ({ hint = '', isOptional = false, ...field }: SettingProps) => {
  const { t } = useTranslation()
  return (
    <Form.Item
      {...field}
      extra={hint === '' ? undefined : hint}
      rules={isOptional ? [] : [{ required: true, message: t('door.required') }]}
    />
  )
}

type Typed = Pick<SettingProps, 'name' | 'label' | 'hint'>

interface Range {
  readonly min: number
  readonly max: number
}

export const NumberSetting = ({ name, label, hint = '', ...range }: Typed & Range & { readonly step?: number }) => (
  <Setting name={name} label={label} hint={hint}>
    <InputNumber {...range} />
  </Setting>
)

/** A number without decimals. */
export const CountSetting = ({ name, label, hint = '', ...range }: Typed & Range) => (
  <Setting name={name} label={label} hint={hint}>
    <InputNumber {...range} precision={0} />
  </Setting>
)

/** A time of day. */
export const TimeSetting = (setting: Typed) => (
  <Setting {...setting}>
    <Input type="time" style={{ maxWidth: 160 }} />
  </Setting>
)

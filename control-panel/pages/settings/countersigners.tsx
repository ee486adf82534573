/** The offices that countersign a repair slip, in their order, and where their links are mailed. */
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../protocol/settings.ts'
import type { Office } from '../../../protocol/slip.ts'
import { useMay } from '../../context.tsx'
import { SettingsForm } from './settings-form.tsx'

const MOST_OFFICES = 8
type Fields = Pick<Settings, 'signingOrder'> & {
  readonly countersigners: readonly (Partial<Office> & { name: string })[]
}
const settingsOf = ({ signingOrder, countersigners }: Fields): Partial<Settings> => ({
  signingOrder,
  countersigners: countersigners.map(({ id, name, nameEn = '', mail = '' }) => ({
    ...{ id: id ?? newOfficeId(), name: name.trim(), nameEn: nameEn.trim(), mail: mail.trim() },
  })),
})

export const Countersigners = () => {
  const { t } = useTranslation()
  const write = useMay('settings.write')
  const required = [{ required: true, whitespace: true, message: t('door.required') }]
  return (
    <SettingsForm
      title={t('slip.settings')}
      lead={<p className="faint">{t('slip.settingsLead')}</p>}
      settingsOf={settingsOf}
      isWide
    >
      <Form.Item name="signingOrder" label={t('slip.settingsOrder')} style={{ maxWidth: 480 }}>
        <Select
          options={[
            { value: 'in-order', label: t('slip.settingsInOrder') },
            { value: 'together', label: t('slip.settingsTogether') },
          ]}
        />
      </Form.Item>
      <Form.List name="countersigners">
        {(fields, { add, remove, move }) => (
          <>
            {fields.map(({ key, name: place }) => (
              <div key={key} className="countersigner">
                {/* What accounts and slips know it by: a field of the form, or saving would lose it. */}
                <Form.Item name={[place, 'id']} hidden>
                  <Input />
                </Form.Item>
                <Form.Item name={[place, 'name']} label={t('slip.officeName')} rules={required}>
                  <Input maxLength={30} />
                </Form.Item>
                <Form.Item name={[place, 'nameEn']} label={t('slip.officeNameEn')}>
                  <Input maxLength={60} />
                </Form.Item>
                <Form.Item
                  name={[place, 'mail']}
                  label={t('slip.officeMail')}
                  extra={place === 0 ? t('slip.officeMailHint') : undefined}
                  rules={[{ type: 'email', message: t('slip.mailWrong') }]}
                >
                  <Input maxLength={254} inputMode="email" />
                </Form.Item>
                {write && (
                  <div className="acts start">
                    {place > 0 && (
                      <Button onClick={() => move(place, place - 1)}>
                        ↑ <span className="hidden">{t('slip.moveUp', { office: place + 1 })}</span>
                      </Button>
                    )}
                    <Button onClick={() => remove(place)}>
                      ✕ <span className="hidden">{t('slip.removeOffice', { office: place + 1 })}</span>
                    </Button>
                  </div>
                )}
              </div>
            ))}
            {write && fields.length < MOST_OFFICES && (
              <Form.Item>
                <Button onClick={() => add({ name: '', nameEn: '', mail: '' })}>{t('slip.addOffice')}</Button>
              </Form.Item>
            )}
          </>
        )}
      </Form.List>
    </SettingsForm>
  )
}

/** Its name may change; what accounts and slips know it by does not. */
const newOfficeId = (): string =>
  `office-${[...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(36)).join('')}`

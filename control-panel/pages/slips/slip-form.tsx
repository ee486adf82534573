/** A slip's words and price, written by the section. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SlipFields, SlipView } from '../../../protocol/slip.ts'
import { VendorView } from '../../../protocol/vendor.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useNotices } from '../../shell/notices.tsx'
import { lacking } from './slip-looks.ts'

interface Props {
  readonly slip: SlipView
  readonly onClose: () => void
}
export const SlipForm = ({ slip, onClose }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const [asked, setAsked] = useState(false)
  const queries = useQueryClient()
  const vendors = useQuery({
    queryKey: ['vendors', 'names'],
    queryFn: async () => (await api.get(address('/api/vendors', { limit: 500 }), pageOf(VendorView))).items,
  })
  const isSigned = slip.turns.some(({ state }) => state === 'signed')
  const missing = lacking(slip)
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: keyof SlipFields) => String(form.get(name) ?? '').trim()
    const estimate = text('estimate')
    const vendor = text('vendor')
    const fields = {
      ...{ what: text('what'), device: text('device'), room: text('room'), reason: text('reason'), vendor },
      propertyNumber: text('propertyNumber'),
      vendorId: vendors.data?.find(({ name }) => name === vendor)?.id ?? null,
      estimate: estimate === '' ? null : Number(estimate),
    }
    setAsked(true)
    await attempt(async () => {
      await api.send('PUT', `/api/slips/${slip.id}`, SlipView, { version: slip.version, ...fields })
      // What is sent round next is what was saved.
      await queries.invalidateQueries({ queryKey: ['slips', 'one', slip.id] })
      done(t(slip.state === 'draft' ? 'slip.changed' : 'slip.changedAgain'))
      onClose()
    })
    setAsked(false)
  }
  const input = (name: 'device' | 'room' | 'propertyNumber', most: number) => (
    <div>
      <label htmlFor={`slip-${name}`}>{t(`slip.${name}`)}</label>
      <input id={`slip-${name}`} name={name} maxLength={most} defaultValue={slip[name]} />
    </div>
  )
  const area = (name: 'what' | 'reason', rows: number) => (
    <div>
      <label htmlFor={`slip-${name}`}>{t(`slip.${name}`)}</label>
      <textarea id={`slip-${name}`} name={name} rows={rows} maxLength={1000} defaultValue={slip[name]} />
    </div>
  )
  return (
    <form className="panel-card fields slip-form" onSubmit={save}>
      <h2>{t('slip.change')}</h2>
      {isSigned && <p className="notice amber">▲ {t('slip.changeLead')}</p>}
      {missing.length > 0 && (
        <p className="faint">
          {t('slip.needed', { fields: missing.map((name) => t(`slip.${name}`)).join(t('slip.comma')) })}
        </p>
      )}
      <div className="fields row">
        {input('device', 120)}
        {input('room', 60)}
        {input('propertyNumber', 60)}
      </div>
      {area('what', 3)}
      {area('reason', 3)}
      <div className="fields row">
        <div>
          <label htmlFor="slip-estimate">{t('slip.estimate')}</label>
          <input
            id="slip-estimate"
            name="estimate"
            type="number"
            inputMode="numeric"
            min={0}
            max={100_000_000}
            step={1}
            defaultValue={slip.estimate ?? ''}
          />
        </div>
        <div>
          <label htmlFor="slip-vendor">{t('slip.vendor')}</label>
          <input id="slip-vendor" name="vendor" list="slip-vendors" maxLength={120} defaultValue={slip.vendor} />
          <datalist id="slip-vendors">
            {vendors.data?.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
        </div>
      </div>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary" disabled={asked}>
          {t('act.save')}
        </button>
      </div>
    </form>
  )
}

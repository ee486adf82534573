/** What is written down of a device: the same fields for a new one and for one that is changed. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Check } from 'typebox/value'
import {
  EQUIPMENT_KINDS,
  EQUIPMENT_STATES,
  Equipment,
  EquipmentInput,
  EquipmentKind,
  EquipmentState,
} from '../../../protocol/equipment.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useDisplays } from '../../queries.ts'
import { useRooms, useSummary } from './register-queries.ts'

const KINDS = EquipmentKind.anyOf.map((kind) => kind.const)
const STATES = EquipmentState.anyOf.map((state) => state.const)

/** A form's content as what is sent; null: something in it is none of what may be sent. */
export const inputIn = (form: HTMLFormElement): EquipmentInput | null => {
  const fields = new FormData(form)
  const text = (name: string) => String(fields.get(name) ?? '').trim()
  const orNull = (name: string) => (text(name) === '' ? null : text(name))
  const price = text('price')
  const input: unknown = {
    ...Object.fromEntries(
      ['name', 'kind', 'state', 'room', 'maker', 'model', 'serial', 'propertyNumber', 'note'].map((name) => [
        name,
        text(name),
      ]),
    ),
    ...Object.fromEntries(
      ['vendorId', 'bought', 'warrantyUntil', 'parentId', 'displayId'].map((name) => [name, orNull(name)]),
    ),
    price: price === '' ? null : Number(price),
  }
  return Check(EquipmentInput, input) ? input : null
}

interface Props {
  /** What is there; undefined: a new device. */
  readonly device?: Equipment
  readonly room?: string
}
export const DeviceFields = ({ device, room = '' }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const summary = useSummary().data
  const rooms = useRooms().data ?? []
  const displays = useDisplays().data ?? []
  const line = (name: 'maker' | 'model' | 'serial' | 'propertyNumber', list?: string) => (
    <div>
      <label htmlFor={`device-${name}`}>{t(`register.field.${name}`)}</label>
      <input id={`device-${name}`} name={name} maxLength={80} list={list} defaultValue={device?.[name] ?? ''} />
    </div>
  )
  const date = (name: 'bought' | 'warrantyUntil') => (
    <div>
      <label htmlFor={`device-${name}`}>{t(`register.field.${name}`)}</label>
      <input id={`device-${name}`} name={name} type="date" defaultValue={device?.[name] ?? ''} />
    </div>
  )
  return (
    <>
      <div>
        <label htmlFor="device-name">{t('register.field.name')}</label>
        <input id="device-name" name="name" required maxLength={80} defaultValue={device?.name ?? ''} />
      </div>
      <div>
        <label htmlFor="device-kind">{t('register.field.kind')}</label>
        <select id="device-kind" name="kind" defaultValue={device?.kind ?? 'tv'}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {EQUIPMENT_KINDS[kind][language]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="device-room">{t('register.field.room')}</label>
        <input id="device-room" name="room" maxLength={80} list="known-rooms" defaultValue={device?.room ?? room} />
        <datalist id="known-rooms">
          {rooms.map((each) => (
            <option key={each.room} value={each.room} />
          ))}
        </datalist>
      </div>
      <div>
        <label htmlFor="device-state">{t('register.field.state')}</label>
        <select id="device-state" name="state" defaultValue={device?.state ?? 'in-use'}>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {EQUIPMENT_STATES[state][language]}
            </option>
          ))}
        </select>
      </div>
      {line('maker', 'known-makers')}
      <datalist id="known-makers">
        {summary?.makers.map((maker) => (
          <option key={maker} value={maker} />
        ))}
      </datalist>
      {line('model')}
      {line('serial')}
      {line('propertyNumber')}
      <div>
        <label htmlFor="device-vendor">{t('register.field.vendor')}</label>
        <select id="device-vendor" name="vendorId" key={summary?.vendors.length} defaultValue={device?.vendorId ?? ''}>
          <option value="">—</option>
          {device?.vendorId != null && !summary?.vendors.some(({ id }) => id === device.vendorId) && (
            <option value={device.vendorId}>{device.vendorName}</option>
          )}
          {summary?.vendors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {date('bought')}
      <div>
        <label htmlFor="device-price">{t('register.field.price')}</label>
        <input
          id="device-price"
          name="price"
          type="number"
          min={0}
          max={1_000_000_000}
          step={1}
          inputMode="numeric"
          defaultValue={device?.price ?? ''}
        />
      </div>
      {date('warrantyUntil')}
      <div>
        <label htmlFor="device-tv">{t('register.field.tv')}</label>
        <select id="device-tv" name="displayId" key={displays.length} defaultValue={device?.displayId ?? ''}>
          <option value="">—</option>
          {displays
            .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-TW', { numeric: true }))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </div>
      <div className="wide-field">
        <ParentChooser device={device} />
      </div>
      <div className="wide-field">
        <label htmlFor="device-note">{t('register.field.note')}</label>
        <textarea id="device-note" name="note" rows={2} maxLength={2000} defaultValue={device?.note ?? ''} />
      </div>
    </>
  )
}

/** Few enough to look through. */
const MOST_FOUND = 6

/** What it is built into: found by a few letters, as a list of all would be too long. */
const ParentChooser = ({ device }: { readonly device: Equipment | undefined }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const [chosen, setChosen] = useState(
    device?.parentId == null ? null : { id: device.parentId, name: device.parentName },
  )
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.trim())
  const found = useQuery({
    queryKey: ['equipment', 'found', asked],
    queryFn: async () =>
      (await api.get(address('/api/equipment', { q: asked, limit: MOST_FOUND }), pageOf(Equipment))).items,
    enabled: asked !== '',
  })
  const choose = (parent: { readonly id: string; readonly name: string } | null) => {
    setChosen(parent)
    setQ('')
  }
  return (
    <>
      <input type="hidden" name="parentId" value={chosen?.id ?? ''} />
      {chosen !== null ? (
        <div className="chosen-parent">
          {t('register.field.parent')} <b>{chosen.name}</b>
          <button type="button" className="button small" onClick={() => choose(null)}>
            {t('register.takeOut')}
          </button>
        </div>
      ) : (
        <>
          <label htmlFor="device-parent">{t('register.field.parent')}</label>
          <input
            id="device-parent"
            type="search"
            maxLength={100}
            placeholder={t('register.parentHint')}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
        </>
      )}
      <div className="found-devices" aria-live="polite">
        {asked !== '' &&
          found.data
            ?.filter(({ id }) => id !== device?.id)
            .map(({ id, room, name }) => (
              <button key={id} type="button" className="button small" onClick={() => choose({ id, name })}>
                {[room, name].filter(Boolean).join(' ')}
              </button>
            ))}
        {asked !== '' && found.data?.length === 0 && <span className="faint">{t('register.nothingFound')}</span>}
      </div>
    </>
  )
}

/** Who a vendor is: name and ways to reach it, what it serves, people, contracts. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EQUIPMENT_KINDS, EquipmentKind } from '../../../protocol/equipment.ts'
import { schoolDate } from '../../../protocol/time.ts'
import { VendorView } from '../../../protocol/vendor.ts'
import { useLanguage, usePanel, useToday } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import {
  type ContractDraft,
  contractFor,
  draftOf,
  inputOf,
  isTaxIdGood,
  NO_CONTACT,
  NO_VENDOR,
  type VendorDraft,
} from './vendor-draft.ts'

const KINDS = EquipmentKind.anyOf.map((kind) => kind.const)

interface Props {
  /** Null: a new one. */
  readonly vendor: VendorView | null
  readonly onClose: () => void
  readonly onSaved: (vendor: VendorView) => void
}
export const VendorForm = ({ vendor, onClose, onSaved }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const id = useId()
  const [draft, setDraft] = useState(() => (vendor === null ? NO_VENDOR : draftOf(vendor)))
  const [seen, setSeen] = useState(vendor?.version ?? 0)
  const isOvertaken = vendor !== null && vendor.version !== seen
  const taxIdGood = isTaxIdGood(draft.taxId)
  const put = (patch: Partial<VendorDraft>) => setDraft((held) => ({ ...held, ...patch }))
  const send = () =>
    attempt(async () => {
      const input = inputOf(draft)
      const saved =
        vendor === null
          ? await api.send('POST', '/api/vendors', VendorView, input)
          : await api.send('PUT', `/api/vendors/${vendor.id}`, VendorView, { ...input, version: seen })
      await queries.invalidateQueries({ queryKey: ['vendors'] })
      done(t('act.saved'))
      onClose()
      onSaved(saved)
    })
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="fields row">
        <Line id={`${id}-name`} label={t('vendor.name')} value={draft.name} required change={(name) => put({ name })} />
        <div>
          <label htmlFor={`${id}-tax`}>{t('vendor.taxId')}</label>
          <input
            id={`${id}-tax`}
            inputMode="numeric"
            maxLength={8}
            value={draft.taxId}
            aria-invalid={!taxIdGood}
            aria-describedby={`${id}-tax-wrong`}
            onChange={({ target }) => put({ taxId: target.value })}
          />
        </div>
        <Line id={`${id}-phone`} label={t('vendor.phone')} value={draft.phone} change={(phone) => put({ phone })} />
        <Line
          id={`${id}-email`}
          label={t('vendor.email')}
          type="email"
          value={draft.email}
          change={(email) => put({ email })}
        />
        <Line
          id={`${id}-address`}
          label={t('vendor.address')}
          value={draft.address}
          change={(address) => put({ address })}
        />
        <Line id={`${id}-note`} label={t('vendor.note')} value={draft.note} change={(note) => put({ note })} />
      </div>
      <span className="field-wrong" id={`${id}-tax-wrong`} aria-live="polite">
        {taxIdGood || draft.taxId.length < 8 ? '' : `▲ ${t('vendor.taxIdWrong')}`}
      </span>
      <fieldset className="visit-lines">
        <legend>{t('vendor.serves')}</legend>
        <div className="class-choices">
          {KINDS.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={draft.serves.includes(kind)}
                onChange={({ target }) =>
                  put({
                    serves: target.checked ? [...draft.serves, kind] : draft.serves.filter((each) => each !== kind),
                  })
                }
              />
              {EQUIPMENT_KINDS[kind][language]}
            </label>
          ))}
        </div>
      </fieldset>
      <Contacts draft={draft} put={put} />
      <Contracts draft={draft} put={put} />
      {isOvertaken && (
        <div className="notice amber" role="alert">
          ▲ {t('vendor.overtaken')}{' '}
          <button type="button" className="button small" onClick={() => setSeen(vendor.version)}>
            {t('timetable.keepMine')}
          </button>{' '}
          <button
            type="button"
            className="button small"
            onClick={() => {
              setDraft(draftOf(vendor))
              setSeen(vendor.version)
            }}
          >
            {t('timetable.takeTheirs')}
          </button>
        </div>
      )}
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button
          type="submit"
          className="button primary"
          disabled={!taxIdGood || draft.name.trim() === '' || isOvertaken}
        >
          {t('act.save')}
        </button>
      </div>
    </form>
  )
}

interface LineProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly type?: 'text' | 'email' | 'date'
  readonly required?: boolean
  readonly inputMode?: 'numeric'
}
const Line = ({ id, label, value, change, type = 'text', required = false, inputMode }: LineProps) => (
  <div>
    <label htmlFor={id}>{label}</label>
    <input
      id={id}
      type={type}
      required={required}
      maxLength={200}
      value={value}
      {...(inputMode === undefined ? {} : { inputMode })}
      onChange={({ target }) => change(target.value)}
    />
  </div>
)

interface LinesProps {
  readonly draft: VendorDraft
  readonly put: (patch: Partial<VendorDraft>) => void
}
const changed = <Item,>(items: readonly Item[], place: number, patch: Partial<Item>): Item[] =>
  items.map((item, at) => (at === place ? { ...item, ...patch } : item))
const without = <Item,>(items: readonly Item[], place: number): Item[] => items.filter((_, at) => at !== place)

const Contacts = ({ draft, put }: LinesProps) => {
  const { t } = useTranslation()
  const id = useId()
  const { contacts } = draft
  return (
    <fieldset className="visit-lines">
      <legend>{t('vendor.contacts')}</legend>
      {contacts.map((contact, place) => {
        const change = (patch: Partial<typeof contact>) => put({ contacts: changed(contacts, place, patch) })
        const of = (field: string) => `${id}-${place}-${field}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity, added and taken away by hand
          <div className="visit-line" key={place}>
            <Line
              id={of('name')}
              label={t('vendor.contactName')}
              value={contact.name}
              change={(name) => change({ name })}
            />
            <Line
              id={of('role')}
              label={t('vendor.contactRole')}
              value={contact.role}
              change={(role) => change({ role })}
            />
            <Line
              id={of('phone')}
              label={t('vendor.phone')}
              value={contact.phone}
              change={(phone) => change({ phone })}
            />
            <Line
              id={of('email')}
              label={t('vendor.email')}
              type="email"
              value={contact.email}
              change={(email) => change({ email })}
            />
            <Remove name={contact.name} remove={() => put({ contacts: without(contacts, place) })} />
          </div>
        )
      })}
      <div>
        <button type="button" className="button small" onClick={() => put({ contacts: [...contacts, NO_CONTACT] })}>
          {t('vendor.addContact')}
        </button>
      </div>
    </fieldset>
  )
}

const Contracts = ({ draft, put }: LinesProps) => {
  const { t } = useTranslation()
  const today = useToday()
  const id = useId()
  const { contracts } = draft
  return (
    <fieldset className="visit-lines">
      <legend>{t('vendor.contracts')}</legend>
      {contracts.map((contract, place) => {
        const change = (patch: Partial<ContractDraft>) => put({ contracts: changed(contracts, place, patch) })
        const of = (field: string) => `${id}-${place}-${field}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity, added and taken away by hand
          <div className="visit-line" key={place}>
            <Line
              id={of('title')}
              label={t('vendor.contractTitle')}
              value={contract.title}
              change={(title) => change({ title })}
            />
            <Line
              id={of('from')}
              label={t('vendor.from')}
              type="date"
              value={contract.from}
              change={(from) => change({ from: schoolDate(from) })}
            />
            <Line
              id={of('until')}
              label={t('vendor.until')}
              type="date"
              value={contract.until}
              change={(until) => change({ until: schoolDate(until) })}
            />
            <Line
              id={of('amount')}
              label={t('vendor.amount')}
              inputMode="numeric"
              value={contract.amount}
              change={(amount) => change({ amount })}
            />
            <Line
              id={of('respond')}
              label={t('vendor.respond')}
              inputMode="numeric"
              value={contract.respondHours}
              change={(respondHours) => change({ respondHours })}
            />
            <Remove name={contract.title} remove={() => put({ contracts: without(contracts, place) })} />
          </div>
        )
      })}
      {contracts.length > 0 && <p className="faint">{t('vendor.respondHint')}</p>}
      <div>
        <button
          type="button"
          className="button small"
          onClick={() => put({ contracts: [...contracts, contractFor(today)] })}
        >
          {t('vendor.addContract')}
        </button>
      </div>
    </fieldset>
  )
}

const Remove = ({ name, remove }: { readonly name: string; readonly remove: () => void }) => {
  const { t } = useTranslation()
  return (
    <button type="button" className="button small" onClick={remove}>
      {t('act.remove')} <span className="hidden">{name}</span>
    </button>
  )
}

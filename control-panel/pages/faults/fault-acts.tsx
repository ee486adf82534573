/** What may be done to a fault now: one next act, the others beside it; what needs words or a choice opens a form in place. */
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Check } from 'typebox/value'
import { Link } from 'wouter'
import { FAULT_SEVERITIES, FaultAct, faultOwner } from '../../../protocol/fault.ts'
import { ACTS_WITH_NOTE, type FaultDetail, type HandAct } from '../../../protocol/fault-desk.ts'
import { faultTitle } from '../../../protocol/fault-title.ts'
import { FAULT_SEVERITY_WORDS } from '../../../protocol/fault-words.ts'
import { useLanguage } from '../../context.tsx'
import { useCallsOf } from '../vendors/calls-of-fault.tsx'
import { useFaultAct, useFaultPeople, useFaults } from './fault-queries.ts'
import { actsOf, primaryAct } from './next-act.ts'

/** Done at once: nothing is asked, and nothing is lost by it. */
const AT_ONCE: ReadonlySet<HandAct> = new Set(['fix', 'acknowledge', 'accept'])
const MOST_OPEN = 500

export const FaultActs = ({ fault }: { readonly fault: FaultDetail }) => {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<HandAct | null>(null)
  const act = useFaultAct(fault)
  const acts = actsOf(fault, {
    canAsk: fault.canAsk,
    canReopen: fault.reopenUntil !== null,
    canAcknowledge: fault.source === 'system' && fault.acknowledgedAt === null,
  })
  const first = primaryAct(fault)
  const begin = (type: HandAct) => {
    const plain = { type, note: '' }
    if (AT_ONCE.has(type) && Check(FaultAct, plain)) void act(plain, fault.version)
    else setAsking(asking === type ? null : type)
  }
  useActKeys(first !== null && acts.includes(first) ? () => begin(first) : null, () => setAsking('note'))
  return (
    <>
      <div className="fault-acts">
        {acts
          .filter((type) => type === first)
          .map((type) => (
            <button key={type} type="button" className="button primary" onClick={() => begin(type)}>
              {t(`faults.act.${type}`)}
            </button>
          ))}
        <Elsewhere fault={fault} />
        {acts
          .filter((type) => type !== first)
          .map((type) => (
            <button
              key={type}
              type="button"
              className="button"
              aria-expanded={AT_ONCE.has(type) ? undefined : asking === type}
              onClick={() => begin(type)}
            >
              {t(`faults.act.${type}`)}
            </button>
          ))}
      </div>
      {asking !== null && acts.includes(asking) && (
        <ActForm
          key={asking}
          type={asking}
          fault={fault}
          onCancel={() => setAsking(null)}
          onAct={(chosen) => {
            setAsking(null)
            void act(chosen, fault.version)
          }}
        />
      )}
      <p className="faint keys-hint">{t(first !== null && acts.includes(first) ? 'faults.keys' : 'faults.keyNote')}</p>
    </>
  )
}

/** Where somebody else's turn is seen and moved on. */
const Elsewhere = ({ fault: { id, state, slipId, vendorId, visitId } }: { readonly fault: FaultDetail }) => {
  const { t } = useTranslation()
  const [call] = useCallsOf(id) ?? []
  if (state === 'awaiting-slip' && slipId !== null)
    return (
      <Link className="button primary" href={`/slips/${slipId}`}>
        {t('faults.toSlip')}
      </Link>
    )
  if (state === 'to-call')
    return (
      <Link className="button primary" href={vendorId === null ? '/vendors' : `/vendors/${vendorId}`}>
        {t('faults.toCall')}
      </Link>
    )
  if (state === 'called' && call !== undefined)
    return (
      <Link className="button primary" href={`/vendors/${call.vendorId}`}>
        {t('call.planVisit')}
      </Link>
    )
  if (state === 'called' || state === 'visit-agreed' || state === 'on-site')
    return (
      <Link className="button primary" href={visitId === null ? '/visits' : `/visits/${visitId}`}>
        {t('faults.toVisit')}
      </Link>
    )
  return null
}

interface FormProps {
  readonly type: HandAct
  readonly fault: FaultDetail
  readonly onAct: (act: FaultAct) => void
  readonly onCancel: () => void
}
const ActForm = ({ type, fault, onAct, onCancel }: FormProps) => {
  const { t } = useTranslation()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(event.currentTarget))
    const { ownerId } = fields
    const chosen: unknown = {
      ...fields,
      type,
      ...(ownerId === undefined ? {} : { ownerId: ownerId === '' ? null : ownerId }),
    }
    if (Check(FaultAct, chosen)) onAct(chosen)
  }
  return (
    <form className="fault-form" onSubmit={submit} aria-label={t(`faults.act.${type}`)}>
      {type === 'triage' && <SeverityField severity={fault.severity} />}
      {(type === 'triage' || type === 'assign') && <OwnerField ownerId={fault.ownerId} />}
      {type === 'merge' && <IntoField fault={fault} />}
      <div>
        <label htmlFor="fault-note">{t(noteLabel(type))}</label>
        <textarea id="fault-note" name="note" maxLength={2000} required={ACTS_WITH_NOTE.has(type)} />
      </div>
      <div className="acts start">
        <button type="submit" className="button primary">
          {t(`faults.act.${type}`)}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('act.cancel')}
        </button>
      </div>
    </form>
  )
}

const noteLabel = (type: HandAct) => {
  if (type === 'fixed') return 'faults.noteFixed'
  if (type === 'ask') return 'faults.noteAsk'
  return type === 'dismiss' ? 'faults.noteDismiss' : 'faults.note'
}

const SeverityField = ({ severity }: Pick<FaultDetail, 'severity'>) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <div>
      <label htmlFor="fault-severity">{t('faults.severity')}</label>
      <select id="fault-severity" name="severity" defaultValue={severity}>
        {FAULT_SEVERITIES.map((each) => (
          <option key={each} value={each}>
            {FAULT_SEVERITY_WORDS[each][language]}
          </option>
        ))}
      </select>
    </div>
  )
}

const OwnerField = ({ ownerId }: Pick<FaultDetail, 'ownerId'>) => {
  const { t } = useTranslation()
  const people = useFaultPeople()
  return (
    <div>
      <label htmlFor="fault-owner">{t('faults.owner')}</label>
      <select key={people.length} id="fault-owner" name="ownerId" defaultValue={ownerId ?? ''}>
        <option value="">{t('faults.ownerSection')}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Those of the same room first. */
const IntoField = ({ fault }: { readonly fault: FaultDetail }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const others = (useFaults('', MOST_OPEN).data?.items ?? []).filter(
    (each) => each.id !== fault.id && faultOwner(each) !== 'nobody',
  )
  const near = others.toSorted((a, b) => Number(b.room === fault.room) - Number(a.room === fault.room))
  return (
    <div>
      <label htmlFor="fault-into">{t('faults.into')}</label>
      <select id="fault-into" name="into" required>
        {near.map((each) => (
          <option key={each.id} value={each.id}>
            {each.number} {each.room} {faultTitle(each, language)}
          </option>
        ))}
      </select>
    </div>
  )
}

/** A does the next act, N adds a note; not while something is typed. */
const useActKeys = (first: (() => void) | null, note: () => void) => {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (event.altKey || event.ctrlKey || event.metaKey) return
      if (target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null) return
      const key = event.key.toLowerCase()
      if (key === 'a' && first !== null) first()
      else if (key === 'n') note()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [first, note])
}

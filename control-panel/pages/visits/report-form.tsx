/** What came of a visit: of each fault its outcome, cause, work, parts and cost; then who says so. */
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OUTCOMES, type VisitFaultView, type VisitReport } from '../../../protocol/visit.ts'
import { type FindingDraft, type Missing, missingIn, NO_FINDING, type ReportDraft, reportOf } from './report-draft.ts'
import { SignaturePad } from './signature-pad.tsx'

type Asked = Pick<VisitFaultView, 'id' | 'number' | 'room' | 'title'>

interface Props {
  readonly faults: readonly Asked[]
  readonly draft: ReportDraft
  readonly change: (draft: ReportDraft) => void
  readonly submit: (report: VisitReport) => void
  readonly label: string
  readonly isBusy?: boolean
  /** Beside each fault, such as its photos. */
  readonly beside?: (faultId: string) => ReactNode
}
export const ReportForm = ({ faults, draft, change, submit, label, isBusy = false, beside }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const [missing, setMissing] = useState<Missing>(null)
  const send = () => {
    const ids = faults.map((fault) => fault.id)
    const report = reportOf(draft, ids)
    const lacks = missingIn(draft, ids)
    setMissing(lacks)
    if (report !== null) submit(report)
    else if (lacks !== null)
      document.getElementById(lacks === 'technician' ? `${id}-name` : `${id}-${lacks.faultId}`)?.focus()
  }
  const isMissing = (faultId: string) => missing !== null && missing !== 'technician' && missing.faultId === faultId
  return (
    <form
      className="fields"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {faults.length > 0 && <p className="faint">{t('visit.form.lead')}</p>}
      {faults.map((fault) => (
        <Finding
          key={fault.id}
          id={`${id}-${fault.id}`}
          fault={fault}
          finding={draft.findings[fault.id] ?? NO_FINDING}
          change={(finding) => {
            if (isMissing(fault.id)) setMissing(null)
            change({ ...draft, findings: { ...draft.findings, [fault.id]: finding } })
          }}
          isMissing={isMissing(fault.id)}
        >
          {beside?.(fault.id)}
        </Finding>
      ))}
      <div className="fields row">
        <div>
          <label htmlFor={`${id}-call-out`}>{t('visit.callOut')}</label>
          <input
            id={`${id}-call-out`}
            inputMode="numeric"
            maxLength={12}
            value={draft.callOutCost}
            onChange={({ target }) => change({ ...draft, callOutCost: target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-next`}>{t('visit.nextVisit')}</label>
          <input
            id={`${id}-next`}
            maxLength={1000}
            placeholder={t('visit.form.nextHint')}
            value={draft.nextVisit}
            onChange={({ target }) => change({ ...draft, nextVisit: target.value })}
          />
        </div>
      </div>
      <div>
        <label htmlFor={`${id}-name`}>{t('visit.form.name')}</label>
        <input
          id={`${id}-name`}
          autoComplete="name"
          maxLength={80}
          value={draft.technician}
          aria-invalid={missing === 'technician'}
          aria-describedby={missing === 'technician' ? `${id}-name-wrong` : undefined}
          onChange={({ target }) => change({ ...draft, technician: target.value })}
        />
        {missing === 'technician' && (
          <span className="field-wrong" id={`${id}-name-wrong`}>
            {t('visit.form.nameNeeded')}
          </span>
        )}
      </div>
      <div>
        <span>{t('technician.sign')}</span>
        <SignaturePad path={draft.signature} change={(signature) => change({ ...draft, signature })} />
        <span className="faint">{t('technician.signHint')}</span>
      </div>
      <div className="acts">
        <button type="submit" className="button primary" disabled={isBusy}>
          {label}
        </button>
      </div>
    </form>
  )
}

interface FindingProps {
  readonly id: string
  readonly fault: Asked
  readonly finding: FindingDraft
  readonly change: (finding: FindingDraft) => void
  readonly isMissing: boolean
  readonly children: ReactNode
}
const Finding = ({ id, fault, finding, change, isMissing, children }: FindingProps) => {
  const { t } = useTranslation()
  const name = [fault.room, fault.title].filter((each) => each !== '').join(' ')
  return (
    <fieldset className="visit-fault visit-lines">
      <legend>
        {name} <span className="faint">{fault.number}</span>
      </legend>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that press are the panel's way of choosing one of three */}
      <div
        id={id}
        tabIndex={-1}
        role="group"
        aria-label={`${name}: ${t('visit.form.outcomeNeeded')}`}
        className="choices outcome-choices"
      >
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            aria-pressed={finding.outcome === outcome}
            onClick={() => change({ ...finding, outcome })}
          >
            {t(`visit.outcome.${outcome}`)}
          </button>
        ))}
      </div>
      {isMissing && (
        <span className="field-wrong" role="alert">
          ▲ {t('visit.form.outcomeNeeded')}
        </span>
      )}
      <div className="fields row">
        <div>
          <label htmlFor={`${id}-found`}>{t('visit.found')}</label>
          <textarea
            id={`${id}-found`}
            rows={2}
            maxLength={2000}
            value={finding.found}
            onChange={({ target }) => change({ ...finding, found: target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-done`}>{t('visit.done')}</label>
          <textarea
            id={`${id}-done`}
            rows={2}
            maxLength={2000}
            value={finding.done}
            onChange={({ target }) => change({ ...finding, done: target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-cost`}>{t('visit.cost')}</label>
          <input
            id={`${id}-cost`}
            inputMode="numeric"
            maxLength={12}
            value={finding.cost}
            onChange={({ target }) => change({ ...finding, cost: target.value })}
          />
        </div>
      </div>
      <Parts id={id} finding={finding} change={change} />
      {children}
    </fieldset>
  )
}

const Parts = ({ id, finding, change }: Pick<FindingProps, 'id' | 'finding' | 'change'>) => {
  const { t } = useTranslation()
  const put = (place: number, patch: Partial<FindingDraft['parts'][number]>) =>
    change({ ...finding, parts: finding.parts.map((part, at) => (at === place ? { ...part, ...patch } : part)) })
  return (
    <>
      {finding.parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity, added and taken away by hand
        <div className="part-line" key={place}>
          <input
            aria-label={t('visit.form.partName')}
            placeholder={t('visit.form.partName')}
            id={`${id}-part-${place}`}
            maxLength={120}
            value={part.name}
            onChange={({ target }) => put(place, { name: target.value })}
          />
          <input
            aria-label={t('visit.form.partCount')}
            type="number"
            min={1}
            max={999}
            value={part.count}
            onChange={({ target }) => put(place, { count: target.value })}
          />
          <button
            type="button"
            className="button small"
            onClick={() => change({ ...finding, parts: finding.parts.filter((_, at) => at !== place) })}
          >
            {t('act.remove')}
          </button>
        </div>
      ))}
      <div>
        <button
          type="button"
          className="button small"
          disabled={finding.parts.length >= 20}
          onClick={() => change({ ...finding, parts: [...finding.parts, { name: '', count: '1' }] })}
        >
          {t('visit.form.addPart')}
        </button>
      </div>
    </>
  )
}

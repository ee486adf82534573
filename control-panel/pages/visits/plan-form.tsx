/** Agreeing on a visit with a vendor for faults that it was told of. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallItem } from '../../../protocol/vendor.ts'
import { VisitView } from '../../../protocol/visit.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { spokenStart, tomorrowMorning, WindowFields, windowOf } from './window-fields.tsx'

interface Props {
  readonly vendorId: string
  readonly items: readonly CallItem[]
  readonly onClose: () => void
}
export const PlanForm = ({ vendorId, items, onClose }: Props) => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const id = useId()
  const [typed, setTyped] = useState(() => tomorrowMorning(live.now(), school))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState({ technician: '', note: '', agreed: true })
  const faultIds = items.filter(({ faultId }) => !left.has(faultId)).map(({ faultId }) => faultId)
  const window = windowOf(typed, school)
  const send = () =>
    attempt(async () => {
      const visit = await api.send('POST', '/api/visits', VisitView, { vendorId, faultIds, ...window, ...said })
      await Promise.all(
        ['visits', 'vendors', 'faults'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })),
      )
      const date = spokenStart(visit.start, school, (each) => shortDate(each, language))
      done(t(visit.state === 'agreed' ? 'visit.planned' : 'visit.proposedDone', { date }))
      onClose()
    })
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <fieldset className="visit-choices">
        <legend>{t('visit.faults')}</legend>
        {items.map(({ faultId, number, room, title }) => (
          <label key={faultId} className="check">
            <input
              type="checkbox"
              checked={!left.has(faultId)}
              onChange={({ target }) => {
                const next = new Set(left)
                if (target.checked) next.delete(faultId)
                else next.add(faultId)
                setLeft(next)
              }}
            />
            <span>
              {room} {title} <span className="faint">{number}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <WindowFields typed={typed} change={setTyped} vendorId={vendorId} faultIds={faultIds} visitId={null} />
      <div className="fields row">
        <div>
          <label htmlFor={`${id}-who`}>{t('visit.technician')}</label>
          <input
            id={`${id}-who`}
            maxLength={80}
            value={said.technician}
            onChange={({ target }) => setSaid({ ...said, technician: target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-note`}>{t('visit.note')}</label>
          <input
            id={`${id}-note`}
            maxLength={1000}
            value={said.note}
            onChange={({ target }) => setSaid({ ...said, note: target.value })}
          />
        </div>
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={said.agreed}
          onChange={({ target }) => setSaid({ ...said, agreed: target.checked })}
        />
        {t('visit.agreed')}
      </label>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary" disabled={window === null}>
          {t('visit.plan')}
        </button>
      </div>
    </form>
  )
}

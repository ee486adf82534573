/** Beside a request, for the section: who works on it, what it belongs to, and what else there was of this person and in this room. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { DutyBoard } from '../../../protocol/duty-occurrence.ts'
import { FAULT_SEVERITIES, type FaultSeverity } from '../../../protocol/fault.ts'
import { isOpenRequest, mayAct, RequestDetail } from '../../../protocol/request.ts'
import { ChronicleCard } from '../../chronicle/chronicle.tsx'
import { useLanguage, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { useRequestAct, useRequests, useStaff } from './request-queries.ts'

interface Props {
  readonly request: RequestDetail
}
export const RequestAside = ({ request, writes }: Props & { readonly writes: boolean }) => {
  const { t } = useTranslation()
  const { requester, room, id } = request
  return (
    <>
      {writes && <Work request={request} />}
      {writes && (mayAct('merge', request.state, ['section']) || request.mergedFrom.length > 0) && (
        <Together request={request} />
      )}
      {writes && <OfDuty request={request} />}
      {writes && mayAct('hand-on', request.state, ['section']) && <ToFault request={request} />}
      <ChronicleCard
        title={t('chronicle.person', { who: requester.name })}
        of={{ type: 'person', id: requester.id }}
        but={`/requests/${id}`}
      />
      {room !== '' && (
        <ChronicleCard title={t('chronicle.room', { room })} of={{ type: 'room', room }} but={`/requests/${id}`} />
      )}
    </>
  )
}

/** Taking it, giving it on, giving it back. */
const Work = ({ request }: Props) => {
  const { t } = useTranslation()
  const { user } = usePanel()
  const staff = useStaff()
  const act = useRequestAct(request)
  const { state, version, assignee } = request
  const give = (to: string) => {
    const back = assignee === null ? ({ act: 'release' } as const) : ({ act: 'give', to: assignee.id } as const)
    return act({ act: 'give', to, version }, t('requests.did.give'), back)
  }
  return (
    <section className="panel-card" aria-label={t('requests.assignee')}>
      <h2>
        {t('requests.assignee')} <span className="faint">{assignee?.name ?? t('requests.nobody')}</span>
      </h2>
      <div className="acts start">
        {mayAct('take', state, ['section']) && (
          <button
            type="button"
            className="button primary"
            onClick={() => act({ act: 'take', version }, t('requests.did.take'), { act: 'release' })}
          >
            {t('requests.take')}
          </button>
        )}
        {mayAct('release', state, ['section']) && (
          <button
            type="button"
            className="button small"
            onClick={() =>
              act(
                { act: 'release', version },
                t('requests.did.release'),
                assignee === null ? undefined : { act: 'give', to: assignee.id },
              )
            }
          >
            {t('requests.release')}
          </button>
        )}
        {mayAct('reopen', state, ['section']) && state === 'confirmed' && (
          <button
            type="button"
            className="button small"
            onClick={() => act({ act: 'reopen', version }, t('requests.did.reopen'))}
          >
            {t('requests.reopen')}
          </button>
        )}
        {mayAct('give', state, ['section']) && (
          <Choose
            label={t('requests.give')}
            none={t('requests.giveWhom')}
            act={t('requests.giveIt')}
            options={staff.filter(({ id }) => id !== assignee?.id && !(assignee === null && id === user.id))}
            take={give}
          />
        )}
      </div>
    </section>
  )
}

const Together = ({ request }: Props) => {
  const { t } = useTranslation()
  const act = useRequestAct(request)
  const open = useRequests('state=open').data?.items ?? []
  const others = open.filter(
    (each) =>
      each.id !== request.id &&
      ['new', 'taken', 'asked'].includes(each.state) &&
      mayAct('merge', request.state, ['section']),
  )
  const merge = (into: string) =>
    act({ act: 'merge', into, version: request.version }, t('requests.did.merge'), { act: 'unmerge' })
  if (others.length === 0 && request.mergedFrom.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('requests.links')}>
      <h2>{t('requests.links')}</h2>
      {request.mergedFrom.length > 0 && (
        <ul className="rows">
          {request.mergedFrom.map((each) => (
            <li key={each.id}>
              <Link className="grow" href={`/requests/${each.id}`}>
                {each.number} · {each.requester}
              </Link>
              <span className="faint">{t('requests.mergedFrom')}</span>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <Choose
          label={t('requests.mergeInto')}
          none={t('requests.mergePick')}
          act={t('requests.merge')}
          options={others.map((each) => ({ id: each.id, name: `${each.number} ${each.summary}` }))}
          take={merge}
        />
      )}
    </section>
  )
}

/** The time of a duty that it is a part of: the term's update of the school's pages, the weekly look at a server. */
const OfDuty = ({ request }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const language = useLanguage()
  const { id, number, duty } = request
  const open = useQuery({
    queryKey: ['duties', 'board'],
    queryFn: () => api.get('/api/duty-board', DutyBoard),
  }).data?.open
  const link = (dutyOccurrenceId: string | null) =>
    attempt(async () => {
      await api.send('PUT', `/api/requests/${id}/duty`, RequestDetail, { dutyOccurrenceId })
      await queries.invalidateQueries({ queryKey: ['requests', 'detail', id] })
      done(t('requests.done', { number, what: t('requests.duty') }))
    })
  if (duty === null && (open === undefined || open.length === 0 || !isOpenRequest(request.state))) return null
  return (
    <section className="panel-card" aria-label={t('requests.duty')}>
      <h2>{t('requests.duty')}</h2>
      {duty === null ? (
        <Choose
          label={t('requests.dutyWhich')}
          none={t('requests.dutyPick')}
          act={t('requests.dutyLink')}
          options={(open ?? []).map((each) => ({ id: each.id, name: `${each.name} ${shortDate(each.due, language)}` }))}
          take={link}
        />
      ) : (
        <p className="request-choose">
          <Link className="grow" href={`/duties?occurrence=${duty.occurrenceId}`}>
            {duty.name} {shortDate(duty.due, language)}
          </Link>
          <button type="button" className="button small" onClick={() => link(null)}>
            {t('requests.dutyUnlink')}
          </button>
        </p>
      )}
    </section>
  )
}

interface ChooseProps {
  readonly label: string
  /** What stands there until one is chosen. */
  readonly none: string
  readonly act: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly take: (id: string) => void
}
/** One of several, taken by a button: walking through a list by the keyboard must do nothing yet. */
const Choose = ({ label, none, act, options, take }: ChooseProps) => {
  const id = useId()
  const [chosen, setChosen] = useState('')
  return (
    <form
      className="request-choose"
      onSubmit={(event) => {
        event.preventDefault()
        take(chosen)
        setChosen('')
      }}
    >
      <label htmlFor={id}>{label}</label>
      <select id={id} required value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
      <button type="submit" className="button small" disabled={chosen === ''}>
        {act}
      </button>
    </form>
  )
}

const ToFault = ({ request }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const id = useId()
  const [severity, setSeverity] = useState<FaultSeverity>('normal')
  const { version, number } = request
  const send = () =>
    attempt(async () => {
      await api.send('POST', `/api/requests/${request.id}/fault`, RequestDetail, { severity, version })
      await queries.invalidateQueries({ queryKey: ['requests'] })
      done(t('requests.handedOn', { number }))
    })
  return (
    <section className="panel-card" aria-label={t('requests.toFault')}>
      <h2>{t('requests.toFault')}</h2>
      <p className="faint">{t('requests.toFaultLead')}</p>
      <div className="acts start">
        <label htmlFor={id}>{t('requests.severity')}</label>
        <select
          id={id}
          value={severity}
          onChange={(event) => setSeverity(FAULT_SEVERITIES.find((each) => each === event.target.value) ?? 'normal')}
        >
          {FAULT_SEVERITIES.map((each) => (
            <option key={each} value={each}>
              {t(`requests.severities.${each}`)}
            </option>
          ))}
        </select>
        <button type="button" className="button" onClick={send}>
          {t('requests.toFault')}
        </button>
      </div>
    </section>
  )
}

/** Beside a request, for the section: who works on it, what it belongs to, and what else there was of this person and in this room. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { DutyBoard } from '../../../protocol/duty-occurrence.ts'
import { isOpenRequest, mayAct, RequestDetail } from '../../../protocol/request.ts'
import { ChronicleCard } from '../../chronicle/chronicle.tsx'
import { useLanguage, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { ChooseOne } from './choose-one.tsx'
import { useRequestAct, useRequests } from './request-queries.ts'
import { RequestWork } from './request-work.tsx'
import { ToFault } from './to-fault.tsx'

interface Props {
  readonly request: RequestDetail
}
export const RequestAside = ({ request, writes }: Props & { readonly writes: boolean }) => {
  const { t } = useTranslation()
  const { requester, room, id } = request
  return (
    <>
      {writes && <RequestWork request={request} />}
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
        <ChooseOne
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
        <ChooseOne
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

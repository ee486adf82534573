/** One request: what is asked, whose turn it is, what was said, and what can be done next. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import {
  isOpenRequest,
  isReopenable,
  mayAct,
  type RequestActor,
  type RequestDetail,
} from '../../../protocol/request.ts'
import { REQUEST_KINDS } from '../../../protocol/request-kinds.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Composer } from './composer.tsx'
import { RequestFiles } from './request-files.tsx'
import { ChangeRequest } from './request-form.tsx'
import { RequestAside } from './request-links.tsx'
import { usePace, useRequest, useRequestAct } from './request-queries.ts'
import { StateChip, UrgencyChips } from './request-row.tsx'
import { Thread } from './thread.tsx'
import './requests.css'

const Request = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { user } = usePanel()
  const reads = useMay('requests.read')
  const writes = useMay('requests.write')
  const found = useRequest(id)
  if (found.isError && found.data === undefined)
    return <Failed page={t('requests.title')} error={found.error} retry={() => found.refetch()} />
  if (found.data === undefined) return <Skeleton rows={5} height={96} />
  const request = found.data
  const isMine = request.requester.id === user.id
  const as: readonly RequestActor[] = [
    ...(isMine ? (['requester'] as const) : []),
    ...(writes ? (['section'] as const) : []),
  ]
  return (
    <>
      <p className="request-back">
        <Link href={reads ? '/requests' : '/help'}>← {t(reads ? 'requests.backToList' : 'requests.backToMine')}</Link>
      </p>
      <div className={reads ? 'request-page' : 'request-page alone'}>
        <div>
          <Head request={request} section={reads && !isMine} />
          <Asked request={request} canChange={as.length > 0} />
          <RequestFiles request={request} adds={as.length > 0 && isOpenRequest(request.state)} />
          <section className="panel-card" aria-label={t('requests.thread')}>
            <h2>{t('requests.thread')}</h2>
            <Thread request={request} />
          </section>
          {as.length > 0 && isOpenRequest(request.state) && <Composer request={request} as={as} />}
          <Endings request={request} as={as} />
        </div>
        {reads && (
          <div>
            <RequestAside request={request} writes={writes} />
          </div>
        )}
      </div>
    </>
  )
}
export default Request

/** Where it stands, and what happens next. */
const Head = ({ request, section }: { readonly request: RequestDetail; readonly section: boolean }) => {
  const { t } = useTranslation()
  const { school, settings } = usePanel()
  const language = useLanguage()
  const readsFaults = useMay('faults.read')
  const pace = usePace()
  const { state, assignee, mergedInto, faultId, kind, number, summary, since } = request
  const date = shortDate(school.date(since), language)
  return (
    <section className="panel-card">
      <h1>{summary}</h1>
      <p className="request-head">
        <span className="faint">
          {number} · {REQUEST_KINDS[kind].name[language]}
        </span>
        <StateChip request={request} section={section} />
        <span className="faint">{t('requests.since', { date })}</span>
        <UrgencyChips request={request} />
        {isOpenRequest(state) && <span className="faint">{pace(kind)}</span>}
      </p>
      {!section && (
        <p>
          {t(`requests.next.${state}`, {
            ...{ who: assignee?.name ?? '', number: mergedInto?.number ?? '' },
            ...{ silentDays: settings.requestSilentDays, reopenDays: settings.requestReopenDays },
          })}
        </p>
      )}
      {mergedInto !== null && section && (
        <p>
          <Link href={`/requests/${mergedInto.id}`}>{t('requests.mergedInto', { number: mergedInto.number })}</Link>
        </p>
      )}
      {mergedInto?.answer != null && (
        <p className="request-said">
          <span className="faint">{t('requests.answerOfOther', { number: mergedInto.number })}</span>
          <br />
          {mergedInto.answer}
        </p>
      )}
      {faultId !== null && readsFaults && (
        <p>
          <Link href={`/faults/${faultId}`}>{t('requests.fault')}</Link>
        </p>
      )}
    </section>
  )
}

/** What was asked, and putting it right. */
const Asked = ({ request, canChange }: { readonly request: RequestDetail; readonly canChange: boolean }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const [isChanging, setChanging] = useState(false)
  const { kind, details, room, fields, wantedOn, requester, state } = request
  const rows = [
    [t('requests.requester'), requester.name],
    [t('requests.room'), room],
    ...REQUEST_KINDS[kind].fields.map(({ name, label }) => [label[language], fields[name] ?? ''] as const),
    [t('requests.publishBy'), wantedOn === null ? '' : shortDate(wantedOn, language)],
    [t('requests.details'), details],
  ] as const
  return (
    <section className="panel-card" aria-label={t('requests.facts')}>
      <h2>{t('requests.facts')}</h2>
      {isChanging ? (
        <ChangeRequest request={request} onDone={() => setChanging(false)} />
      ) : (
        <>
          <dl className="request-facts">
            {rows
              .filter(([, text]) => text !== '')
              .map(([label, text]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd className="request-said">{text}</dd>
                </div>
              ))}
          </dl>
          {canChange && isOpenRequest(state) && (
            <button type="button" className="button small" onClick={() => setChanging(true)}>
              {t('requests.edit')}
            </button>
          )}
        </>
      )}
    </section>
  )
}

interface EndingsProps {
  readonly request: RequestDetail
  readonly as: readonly RequestActor[]
}
/** Ending it, and the ways back. */
const Endings = ({ request, as }: EndingsProps) => {
  const { t } = useTranslation()
  const { live, settings } = usePanel()
  const act = useRequestAct(request)
  const { state, version, since } = request
  const isYoung = isReopenable(since, live.now(), settings.requestReopenDays)
  const asRequester = as.includes('requester')
  return (
    <div className="acts start">
      {asRequester && mayAct('withdraw', state, ['requester']) && (
        <button
          type="button"
          className="button small"
          onClick={() => act({ act: 'withdraw', version }, t('requests.did.withdraw'), { act: 'restore' })}
        >
          {t('requests.withdraw')}
        </button>
      )}
      {isYoung && mayAct('restore', state, as) && (
        <button
          type="button"
          className="button"
          onClick={() => act({ act: 'restore', version }, t('requests.did.restore'))}
        >
          {t('requests.restore')}
        </button>
      )}
      {isYoung && asRequester && state === 'confirmed' && (
        <button
          type="button"
          className="button"
          onClick={() => act({ act: 'reopen', version }, t('requests.did.reopen'))}
        >
          {t('requests.reopen')}
        </button>
      )}
      {mayAct('unmerge', state, as) && (
        <button
          type="button"
          className="button"
          onClick={() => act({ act: 'unmerge', version }, t('requests.did.unmerge'))}
        >
          {t(asRequester ? 'requests.notSame' : 'requests.unmerge')}
        </button>
      )}
    </div>
  )
}

/** One duty: what it is, its change, and what became of it each time. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { Duty } from '../../../protocol/duty.ts'
import { DutyOccurrence } from '../../../protocol/duty-occurrence.ts'
import { address } from '../../api.ts'
import { useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { DutyEditor } from './duty-editor.tsx'
import { useDutyOf } from './duty-queries.ts'
import './duties.css'
import { OccurrenceCard } from './occurrence-card.tsx'
import { useDutyWords } from './use-duty-words.ts'

const DutyPage = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams<{ id: string }>()
  const duty = useDutyOf(id)
  return (
    <>
      <Link href="/duties">← {t('duties.back')}</Link>
      {duty.isPending && <Skeleton rows={5} height={72} />}
      {duty.isError && <Failed page={t('duties.title')} error={duty.error} retry={() => duty.refetch()} />}
      {duty.isSuccess && <Whole duty={duty.data} />}
    </>
  )
}
export default DutyPage

const Whole = ({ duty }: { readonly duty: Duty }) => {
  const { t } = useTranslation()
  const { rule, who, date } = useDutyWords()
  const mayWrite = useMay('duties.write')
  const remove = useRemove(duty)
  const [isEdited, setEdited] = useState(false)
  return (
    <>
      <div className="page-head">
        <h1>{duty.name}</h1>
        {duty.paused && <span className="chip grey">○ {t('duties.pausedChip')}</span>}
        {mayWrite && !isEdited && (
          <>
            <button type="button" className="button" onClick={remove}>
              {t('duties.remove')}
            </button>
            <button type="button" className="button primary" onClick={() => setEdited(true)}>
              {t('duties.edit')}
            </button>
          </>
        )}
      </div>
      <section className="panel-card" aria-label={t('duties.rule')}>
        {isEdited ? (
          <DutyEditor duty={duty} onClose={() => setEdited(false)} />
        ) : (
          <>
            <p className="duty-about">
              <span>{duty.procedure}</span>
              <span>{rule(duty)}</span>
              <span>{who(duty.responsible)}</span>
              <span>{t(`duties.lapse.${duty.lapses}`)}</span>
              <span>{duty.next === null ? t('duties.nextNone') : t('duties.next', { date: date(duty.next.due) })}</span>
            </p>
            {duty.note !== '' && <p className="faint">{duty.note}</p>}
            <ol>
              {duty.steps.map((step) => (
                <li key={step.id}>
                  {step.text} {step.critical && <span className="chip grey">{t('duties.critical')}</span>}{' '}
                  <span className="faint">{t(`duties.evidence.${step.evidence.type}`)}</span>
                </li>
              ))}
            </ol>
            {duty.inputs.map((input) => (
              <p key={input.id} className="faint">
                {input.office}：{input.what}
              </p>
            ))}
          </>
        )}
      </section>
      <History id={duty.id} />
    </>
  )
}

const useRemove = ({ id, name }: Duty) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const refresh = () => queries.invalidateQueries({ queryKey: ['duties'] })
  return () =>
    attempt(async () => {
      await api.act('DELETE', `/api/duties/${id}`)
      go('/duties/all')
      await refresh()
      done(t('duties.removed', { name }), {
        label: t('act.undo'),
        run: () =>
          attempt(async () => {
            await api.send('POST', `/api/duties/${id}/restore`, Duty)
            await refresh()
          }),
      })
    })
}

const PAGE = 20
const Page = pageOf(DutyOccurrence)

const History = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const history = useInfiniteQuery({
    queryKey: ['duties', 'history', id],
    queryFn: ({ pageParam }) =>
      api.get(
        address(`/api/duties/${id}/history`, { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }),
        Page,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  if (history.isPending) return <Skeleton rows={3} height={72} />
  if (history.isError) return <Failed error={history.error} retry={() => history.refetch()} />
  const items = history.data.pages.flatMap((page) => page.items)
  return (
    <section className="duty-list" aria-label={t('duties.history')}>
      <h2>{t('duties.history')}</h2>
      {items.length === 0 && <p className="faint">{t('duties.historyNone')}</p>}
      {items.map((each) => (
        <OccurrenceCard key={each.id} occurrence={each} />
      ))}
      {history.hasNextPage && (
        <button type="button" className="button" onClick={() => history.fetchNextPage()}>
          {t('duties.more')}
        </button>
      )}
    </section>
  )
}

/** One procedure (`/procedures/010`): what it says, how it runs now, what became of it this year. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Link, useParams } from 'wouter'
import { Procedure, type ProcedureFlow, ProcedureVersion } from '../../../protocol/procedure.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { ProcedureForm } from './procedure-form.tsx'
import { Record } from './procedures.tsx'
import { textIn } from './text-in.ts'
import './procedures.css'

const ChartView = Type.Object({ title: Type.String(), svg: Type.String() })
/** Where the work of a flow is done. */
const PLACES = { duty: 'duties', request: 'requests', fault: 'faults' } as const satisfies Partial<
  Readonly<Record<ProcedureFlow, string>>
>

const ProcedurePage = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { number = '' } = useParams<{ number: string }>()
  const writes = useMay('procedures.write')
  const [editing, setEditing] = useState(false)
  const found = useQuery({
    queryKey: ['procedures', 'one', number],
    queryFn: () => api.get(`/api/procedures/${encodeURIComponent(number)}`, Procedure),
  })
  if (found.isError && found.data === undefined)
    return <Failed page={t('procedures.title')} error={found.error} retry={() => found.refetch()} />
  if (found.data === undefined) return <Skeleton rows={8} height={48} />
  const procedure = found.data
  if (editing) return <ProcedureForm procedure={procedure} onLeave={() => setEditing(false)} />
  return (
    <>
      <Head procedure={procedure} change={writes ? () => setEditing(true) : null} />
      <Says procedure={procedure} />
      <Charts number={number} />
      <Versions procedure={procedure} />
    </>
  )
}
export default ProcedurePage

const Head = ({ procedure, change }: { readonly procedure: Procedure; readonly change: (() => void) | null }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <p>
        <Link href="/procedures">← {t('procedures.back')}</Link>
      </p>
      <div className="page-head">
        <h1>
          <span className="procedure-number">{procedure.number}</span> {textIn(procedure.content.name, language)}
        </h1>
        <Record record={procedure.record} />
        {change !== null && (
          <button type="button" className="button" onClick={change}>
            {t('procedures.change')}
          </button>
        )}
      </div>
    </>
  )
}

const Says = ({ procedure: { content, flows } }: { readonly procedure: Procedure }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const work = flows.flatMap((flow) => (flow in PLACES ? [PLACES[flow as keyof typeof PLACES]] : []))
  return (
    <section className="panel-card">
      <dl className="procedure-says">
        {(['owner', 'when'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`procedures.${name}`)}</dt>
            <dd>{textIn(content[name], language)}</dd>
          </div>
        ))}
        {(['notes', 'basis', 'way'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`procedures.${name}`)}</dt>
            <dd>
              {content[name].length === 0 ? (
                t('procedures.none')
              ) : (
                <ol>
                  {content[name].map((text) => (
                    <li key={text['zh-TW']}>{textIn(text, language)}</li>
                  ))}
                </ol>
              )}
            </dd>
          </div>
        ))}
        {work.length > 0 && (
          <div>
            <dt>{t('procedures.workAt')}</dt>
            <dd className="procedure-work">
              {work.map((place) => (
                <Link key={place} href={`/${place}`}>
                  {t(`procedures.${place}`)}
                </Link>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

const Charts = ({ number }: { readonly number: string }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const charts = useQuery({
    queryKey: ['procedures', 'charts', number, language],
    queryFn: async () =>
      (await api.get(`/api/procedures/${encodeURIComponent(number)}/charts`, pageOf(ChartView))).items,
  })
  if (charts.isError) return <Failed error={charts.error} retry={() => charts.refetch()} />
  if (charts.data === undefined) return <Skeleton rows={1} height={480} />
  if (charts.data.length === 0) return null
  return (
    <section className="panel-card" aria-label={t('procedures.charts')}>
      <h2>{t('procedures.charts')}</h2>
      {charts.data.map(({ title, svg }) => (
        <figure key={title} className="procedure-chart">
          <figcaption>{title}</figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, so it is scrolled by keyboard too */}
          <section tabIndex={0} aria-label={t('procedures.chartOf', { title })}>
            <img
              src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
              alt={t('procedures.chartOf', { title })}
            />
          </section>
        </figure>
      ))}
    </section>
  )
}

const Versions = ({ procedure: { number, version, changedAt, changedBy } }: { readonly procedure: Procedure }) => {
  const { t } = useTranslation()
  const { api, school } = usePanel()
  const language = useLanguage()
  const [shown, setShown] = useState(false)
  const versions = useQuery({
    queryKey: ['procedures', 'versions', number],
    queryFn: async () =>
      (await api.get(`/api/procedures/${encodeURIComponent(number)}/versions`, pageOf(ProcedureVersion))).items,
    enabled: shown,
  })
  const said = (each: { readonly version: number; readonly by: string }, at: string) =>
    each.by === ''
      ? t('procedures.version', { version: each.version, date: at })
      : t('procedures.versionBy', { version: each.version, date: at, by: each.by })
  const dateOf = (at: Procedure['changedAt']) =>
    `${school.date(at).slice(0, 4)} ${shortDate(school.date(at), language)}`
  return (
    <section className="panel-card">
      <p className="faint">
        {said({ version, by: changedBy }, dateOf(changedAt))}{' '}
        {version > 1 && !shown && (
          <button type="button" className="button small" onClick={() => setShown(true)}>
            {t('procedures.showVersions')}
          </button>
        )}
      </p>
      {versions.isError && <Failed error={versions.error} retry={() => versions.refetch()} />}
      {shown && (
        <ul className="rows" aria-label={t('procedures.versions')}>
          {versions.data?.map((each) => (
            <li key={each.version}>
              <details className="grow">
                <summary>
                  {said(each, dateOf(each.at))} {each.why}
                </summary>
                {(['notes', 'basis', 'way'] as const).map((name) => (
                  <div key={name}>
                    <b>{t(`procedures.${name}`)}</b>
                    <ol>
                      {each.content[name].map((text) => (
                        <li key={text['zh-TW']}>{textIn(text, language)}</li>
                      ))}
                    </ol>
                  </div>
                ))}
              </details>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

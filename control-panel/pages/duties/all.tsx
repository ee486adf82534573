/** All duties; who is away; what Nooncast looks at by itself. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMay } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Absences } from './absences.tsx'
import { DutyEditor } from './duty-editor.tsx'
import { useDuties } from './duty-queries.ts'
import './duties.css'
import { Probes } from './probes.tsx'
import { useDutyWords } from './use-duty-words.ts'

const AllDuties = () => {
  const { t } = useTranslation()
  const { rule, who, date } = useDutyWords()
  const mayWrite = useMay('duties.write')
  const [isAdding, setAdding] = useState(false)
  const duties = useDuties()
  return (
    <>
      <Link href="/duties">← {t('duties.back')}</Link>
      <div className="page-head">
        <h1>{t('duties.all')}</h1>
        {mayWrite && !isAdding && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {t('duties.add')}
          </button>
        )}
      </div>
      {isAdding && (
        <section className="panel-card">
          <DutyEditor onClose={() => setAdding(false)} />
        </section>
      )}
      {duties.isPending && <Skeleton rows={8} height={56} />}
      {duties.isError && <Failed error={duties.error} retry={() => duties.refetch()} />}
      {duties.isSuccess && (
        <section className="panel-card" aria-label={t('duties.all')}>
          <ul className="rows">
            {duties.data.map((duty) => (
              <li key={duty.id}>
                <span className="faint">{duty.procedure}</span>
                <Link className="grow" href={`/duties/${duty.id}`}>
                  {duty.name}
                </Link>
                <span>{rule(duty)}</span>
                {duty.paused && <span className="chip grey">○ {t('duties.pausedChip')}</span>}
                {duty.late > 0 && <span className="chip amber">▲ {t('duties.late', { count: duty.late })}</span>}
                <span className="faint">
                  {duty.next === null ? t('duties.nextNone') : t('duties.next', { date: date(duty.next.due) })} ·{' '}
                  {who(duty.responsible)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Absences />
      <Probes />
    </>
  )
}
export default AllDuties

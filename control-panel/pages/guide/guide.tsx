/** From an empty school to a picture on the first TV, in five steps. What is done is read from the school itself. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { User } from '../../../protocol/account.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Kit } from '../../look/kit.tsx'
import { pageOf } from '../../page.ts'
import { useDisplays } from '../../queries.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { Pairing } from '../displays/pairing.tsx'
import { useLibrarySummary } from '../library/library-queries.ts'
import { UploadList } from '../library/upload-list.tsx'
import { School } from '../settings/school.tsx'
import { CalendarImport } from '../timetable/calendar-import.tsx'
import { useTerms } from '../timetable/schedule-queries.ts'
import { Terms } from '../timetable/terms.tsx'
import './guide.css'
import { STEPS, type Step, stepsDone } from './steps.ts'
import { TestPicture } from './test-picture.tsx'

const Guide = () => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const terms = useTerms()
  const library = useLibrarySummary()
  const displays = useDisplays()
  const seesUsers = useMay('users.write')
  const users = useQuery({
    queryKey: ['users'],
    queryFn: async () => (await api.get('/api/users', pageOf(User))).items,
    enabled: seesUsers,
  })
  const failed = [terms, library, displays].find(({ isError, data }) => isError && data === undefined)
  if (failed?.error != null)
    return <Failed page={t('guide.title')} error={failed.error} retry={() => failed.refetch()} />
  if (terms.data === undefined || library.data === undefined || displays.data === undefined)
    return <Skeleton rows={5} height={56} />
  const done = stepsDone({
    namedInEnglish: settings.schoolNameEn !== '',
    terms: terms.data.length,
    programmes: library.data.total,
    people: users.data?.length ?? 1,
    displays: displays.data,
  })
  const present = STEPS.find((step) => !done.has(step))
  const content: Readonly<Record<Step, ReactNode>> = {
    school: <School />,
    calendar: (
      <>
        <p>{t('guide.calendarLead')}</p>
        <CalendarImport />
        <Terms />
      </>
    ),
    programme: (
      <>
        <p>{t('guide.programmeLead')}</p>
        <UploadList />
      </>
    ),
    people: (
      <p>
        {t('guide.peopleLead')} <Link href="/settings">{t('guide.toSettings')}</Link>
      </p>
    ),
    television: (
      <>
        <Pairing />
        <TestPicture displays={displays.data} />
      </>
    ),
  }
  return (
    <Kit>
      <div className="page-head">
        <h1>{t('guide.title')}</h1>
        <span className={`chip ${present === undefined ? 'ready' : 'grey'}`} role="status">
          {t('guide.progress', { done: done.size, total: STEPS.length })}
        </span>
      </div>
      <ol className="guide">
        {STEPS.map((step, index) => (
          <li key={step} className="panel-card">
            <details open={step === present}>
              <summary>
                <span className={`chip ${done.has(step) ? 'ready' : 'grey'}`}>
                  {done.has(step) ? `✓ ${t('guide.done')}` : `${index + 1}`}
                </span>{' '}
                <b>{t(`guide.step.${step}`)}</b>
              </summary>
              {content[step]}
            </details>
          </li>
        ))}
      </ol>
      {present === undefined && (
        <p>
          {t('guide.over')} <Link href="/">{t('guide.toOnAir')}</Link>
        </p>
      )}
    </Kit>
  )
}
export default Guide

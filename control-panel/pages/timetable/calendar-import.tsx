/** The government's calendar: first what would change, then saved. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ImportResult } from '../../../protocol/calendar.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'

interface Tried {
  readonly file: Blob
  readonly result: ImportResult
}

export const CalendarImport = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const language = useLanguage()
  const [tried, setTried] = useState<Tried | null>(null)
  const look = (chosen: File) =>
    attempt(async () => {
      const file = new Blob([chosen], { type: 'text/csv' })
      setTried({ file, result: await api.send('POST', '/api/calendar/import?dryRun=true', ImportResult, file) })
    })
  const save = (file: Blob) =>
    attempt(async () => {
      const { imported } = await api.send('POST', '/api/calendar/import', ImportResult, file)
      setTried(null)
      await queries.invalidateQueries()
      done(t('timetable.imported', { imported }))
    })
  const result = tried?.result
  return (
    <details className="panel-card">
      <summary>{t('timetable.import')}</summary>
      <p className="faint">{t('timetable.importLead')}</p>
      <label>
        {t('timetable.chooseFile')}{' '}
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0]
            if (chosen !== undefined) look(chosen)
          }}
        />
      </label>
      {tried !== null && result !== undefined && (
        <div aria-live="polite">
          <p>
            {result.errors.length > 0
              ? `▲ ${t('timetable.importErrors', { count: result.errors.length })}`
              : result.changed === 0
                ? t('timetable.importNone')
                : t('timetable.importChanges', {
                    year: result.year ?? '',
                    changed: result.changed,
                    imported: result.imported,
                  })}
          </p>
          <ul className="rows">
            {[...result.errors, ...result.warnings].map((each) => (
              <li key={`${each.line} ${each.message}`}>
                <span className="chip amber">▲ {t('timetable.line', { line: each.line })}</span>
                <span className="grow">{each.message}</span>
              </li>
            ))}
            {result.changes.map((change) => (
              <li key={change.date}>
                <b>{shortDate(change.date, language)}</b>
                <span className="grow">
                  {change.before === null ? '—' : t(`timetable.dayType.${change.before}`)} →{' '}
                  {t(`timetable.dayType.${change.after}`)} <span className="faint">{change.note}</span>
                </span>
              </li>
            ))}
          </ul>
          {result.errors.length === 0 && result.changed > 0 && (
            <button type="button" className="button primary" onClick={() => save(tried.file)}>
              {t('timetable.importSave', { changed: result.changed })}
            </button>
          )}
        </div>
      )}
    </details>
  )
}

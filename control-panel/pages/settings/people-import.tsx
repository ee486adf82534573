/** A list of teachers: first what it holds, then taken in; the invitations are handed out as a file, once. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PeopleImport as Answer } from '../../../protocol/account.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

interface Tried {
  readonly name: string
  /** Its bytes as they were looked through: the file itself may be saved anew meanwhile. */
  readonly file: Blob
  readonly answer: Answer
}

/** Quoted, and with no first sign that a spreadsheet takes for a formula (OWASP, “CSV Injection”). */
const cell = (text: string) => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** The invitations as a CSV file that spreadsheets open as UTF-8. */
const invitations = (people: Answer['people']): Blob => {
  const lines = people.map(({ name, fullName, email, token }) =>
    [fullName, name, email ?? '', `${window.location.origin}/#/welcome?token=${token ?? ''}`].map(cell).join(','),
  )
  return new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv' })
}

export const PeopleImport = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  const [tried, setTried] = useState<Tried | null>(null)
  const [isSending, setSending] = useState(false)
  /** One at a time: a second press would find every name taken, and its answer replace the links. */
  const send = async (name: string, file: Blob, path: string) => {
    setSending(true)
    await attempt(async () => {
      setTried({ name, file, answer: await api.send('POST', path, Answer, file) })
      await queries.invalidateQueries({ queryKey: ['users'] })
    })
    setSending(false)
  }
  const look = async (chosen: File) =>
    send(chosen.name, new Blob([await chosen.arrayBuffer()], { type: 'text/csv' }), '/api/users/import?dryRun=true')
  const download = (people: Answer['people']) => {
    const address = URL.createObjectURL(invitations(people))
    const link = Object.assign(document.createElement('a'), { href: address, download: 'nooncast-invitations.csv' })
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <details>
      <summary>{t('people.import')}</summary>
      <p className="faint">{t('people.importLead')}</p>
      <label>
        {t('timetable.chooseFile')}{' '}
        <input
          type="file"
          accept=".csv,text/csv"
          disabled={isSending}
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0]
            // So that the same file, corrected, can be chosen again.
            event.currentTarget.value = ''
            if (chosen !== undefined) look(chosen)
          }}
        />
      </label>
      {tried !== null && (
        <div aria-live="polite">
          <p>
            <b>{tried.name}</b>
            <br />
            {tried.answer.errors.length > 0
              ? `▲ ${t('timetable.importErrors', { count: tried.answer.errors.length })}`
              : t(tried.answer.saved ? 'people.imported' : 'people.holds', { people: tried.answer.people.length })}
          </p>
          {tried.answer.mailed > 0 && <p>✓ {t('people.mailed', { people: tried.answer.mailed })}</p>}
          <ul className="rows">
            {tried.answer.errors.map((each) => (
              <li key={`${each.line} ${each.message}`}>
                <span className="chip amber">▲ {t('timetable.line', { line: each.line })}</span>
                <span className="grow">{each.message}</span>
              </li>
            ))}
            {!tried.answer.saved &&
              tried.answer.people.map((person) => (
                <li key={person.line}>
                  <span className="grow">
                    <b>{person.fullName}</b>{' '}
                    <span className="faint">
                      {[person.name, person.subject, person.email].filter(Boolean).join(' · ')}
                    </span>
                  </span>
                </li>
              ))}
          </ul>
          {tried.answer.saved && (
            <button type="button" className="button primary" onClick={() => download(tried.answer.people)}>
              {t('people.invitations')}
            </button>
          )}
          {!tried.answer.saved && tried.answer.people.length > 0 && (
            <button
              type="button"
              className="button primary"
              disabled={isSending}
              onClick={() => send(tried.name, tried.file, '/api/users/import')}
            >
              {t('people.importSave', { people: tried.answer.people.length })}
            </button>
          )}
        </div>
      )}
    </details>
  )
}

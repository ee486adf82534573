/** A list taken in: first what it would do, line by line, then done. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RegisterImport as Answer } from '../../../protocol/equipment.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useRegisterAgain } from './register-queries.ts'

interface Tried {
  /** Its bytes as they were looked through: the file itself may be saved anew meanwhile. */
  readonly file: Blob
  readonly name: string
  readonly answer: Answer
}

export const RegisterImport = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const again = useRegisterAgain()
  const [tried, setTried] = useState<Tried | null>(null)
  const [isSending, setSending] = useState(false)
  /** One at a time: a second press would find everything there already, and say so instead of what was done. */
  const send = async (file: Blob, name: string, query: string) => {
    setSending(true)
    await attempt(async () => {
      setTried({ file, name, answer: await api.send('POST', `/api/equipment/import${query}`, Answer, file) })
      await again()
    })
    setSending(false)
  }
  const look = async (chosen: File) =>
    send(new Blob([await chosen.arrayBuffer()], { type: 'text/csv' }), chosen.name, '?dryRun=true')
  return (
    <>
      <p>{t('register.importLead')}</p>
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
      {tried !== null && <Outcome {...tried} isSending={isSending} save={() => send(tried.file, tried.name, '')} />}
    </>
  )
}

interface OutcomeProps extends Tried {
  readonly isSending: boolean
  readonly save: () => void
}
const Outcome = ({ name: fileName, answer, isSending, save }: OutcomeProps) => {
  const { t } = useTranslation()
  const { saved, created, changed, unchanged, newVendors, errors, rows } = answer
  const something = created + changed > 0
  return (
    <div aria-live="polite">
      <p>
        <b>{fileName}</b>
        <br />
        {errors.length > 0
          ? `▲ ${t('timetable.importErrors', { count: errors.length })}`
          : `${saved ? '✓ ' : ''}${t(saved ? 'register.imported' : 'register.wouldImport', { created, changed, unchanged })}`}
      </p>
      {newVendors.length > 0 && errors.length === 0 && (
        <p>{t('register.newVendors', { names: newVendors.join(t('register.comma')) })}</p>
      )}
      {!saved && something && errors.length === 0 && (
        <div className="acts start">
          <button type="button" className="button primary" disabled={isSending} onClick={save}>
            {t('register.importSave')}
          </button>
        </div>
      )}
      <ul className="rows">
        {errors.map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            <span className="chip amber">▲ {t('timetable.line', { line })}</span>
            <span className="grow">{message}</span>
          </li>
        ))}
        {!saved &&
          errors.length === 0 &&
          rows.map(({ line, name, act, changes }) => (
            <li key={line}>
              <span className="chip grey">{t(`register.importAct.${act}`)}</span>
              <span className="grow">
                <b>{name}</b>
                {changes.map(({ field, from, to }) => (
                  <span key={field} className="faint">
                    {' '}
                    · {field}: {from === '' ? '—' : from} → {to === '' ? '—' : to}
                  </span>
                ))}
              </span>
            </li>
          ))}
      </ul>
      {created + changed > rows.length && <p className="faint">{t('register.importMore', { count: rows.length })}</p>}
    </div>
  )
}

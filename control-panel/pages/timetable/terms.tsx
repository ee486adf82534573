/** The school's terms: outside of them nothing weekly airs. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Term } from '../../../protocol/calendar.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { longDate, shortDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'
import { useTerms } from './schedule-queries.ts'
import { termProblems } from './term-problems.ts'

export const Terms = () => {
  const { t } = useTranslation()
  const { api, settings } = usePanel()
  const language = useLanguage()
  const writes = useMay('schedule.write')
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const terms = useTerms().data ?? []
  const [editing, setEditing] = useState<Term | 'new' | null>(null)
  const write = (work: () => Promise<void>) =>
    attempt(async () => {
      await work()
      await queries.invalidateQueries()
    })
  const remove = ({ id, ...input }: Term) =>
    write(async () => {
      await api.act('DELETE', `/api/terms/${id}`)
      const undo = () =>
        write(async () => {
          await api.send('POST', '/api/terms', Term, input)
          done(t('act.undone'))
        })
      done(t('timetable.termRemoved', { name: input.name }), { label: t('act.undo'), run: undo })
    })
  return (
    <section className="panel-card" aria-labelledby="terms-title">
      <h2 id="terms-title">{t('timetable.terms')}</h2>
      {terms.length === 0 && <p className="faint">{t('timetable.termsEmpty')}</p>}
      <ul className="rows">
        {terms.map((term) => (
          <li key={term.id}>
            <b>{term.name}</b>
            <span className="grow">
              {longDate(term.from, settings.minguoYears)}–{longDate(term.until, settings.minguoYears)}
            </span>
            {writes && (
              <>
                <button type="button" className="button small" onClick={() => setEditing(term)}>
                  {t('act.edit')}
                </button>
                <button type="button" className="button small" onClick={() => remove(term)}>
                  {t('act.remove')}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {termProblems(terms).map(({ type, from, until }) => (
        <p key={`${type} ${from}`} className={`notice ${type === 'overlap' ? 'amber' : 'grey'}`}>
          {type === 'overlap' ? '▲ ' : ''}
          {t(`timetable.termProblem.${type}`, { from: shortDate(from, language), until: shortDate(until, language) })}
        </p>
      ))}
      {writes && editing === null && (
        <button type="button" className="button" onClick={() => setEditing('new')}>
          {t('timetable.newTerm')}
        </button>
      )}
      {editing !== null && (
        <TermForm
          key={editing === 'new' ? 'new' : editing.id}
          term={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSave={(input) =>
            write(async () => {
              if (editing === 'new') await api.send('POST', '/api/terms', Term, input)
              else await api.send('PUT', `/api/terms/${editing.id}`, Term, input)
              setEditing(null)
              done(t('act.saved'))
            })
          }
        />
      )}
    </section>
  )
}

interface FormProps {
  readonly term: Term | null
  readonly onSave: (input: { name: string; from: string; until: string }) => void
  readonly onClose: () => void
}
const TermForm = ({ term, onSave, onClose }: FormProps) => {
  const { t } = useTranslation()
  const id = useId()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '').trim()
    onSave({ name: text('name'), from: text('from'), until: text('until') })
  }
  return (
    <form className="fields row" onSubmit={send}>
      <div>
        <label htmlFor={`${id}name`}>{t('timetable.termName')}</label>
        <input id={`${id}name`} name="name" required maxLength={80} defaultValue={term?.name} />
      </div>
      <div>
        <label htmlFor={`${id}from`}>{t('timetable.from')}</label>
        <input id={`${id}from`} name="from" type="date" required defaultValue={term?.from} />
      </div>
      <div>
        <label htmlFor={`${id}until`}>{t('timetable.until')}</label>
        <input id={`${id}until`} name="until" type="date" required defaultValue={term?.until} />
      </div>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          {t('act.cancel')}
        </button>
        <button type="submit" className="button primary">
          {t('act.save')}
        </button>
      </div>
    </form>
  )
}

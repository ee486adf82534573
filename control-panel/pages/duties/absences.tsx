/** Who is away, and until when: their stand-ins look after their duties. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { schoolDate } from '../../../protocol/time.ts'
import { useMay, usePanel, useToday } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useAbsences, useDoers } from './duty-queries.ts'
import { useDutyWords } from './use-duty-words.ts'

export const Absences = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const { date } = useDutyWords()
  const queries = useQueryClient()
  const mayWrite = useMay('duties.write')
  const absences = useAbsences()
  const end = (id: string) =>
    attempt(async () => {
      await api.act('DELETE', `/api/absences/${id}`)
      await queries.invalidateQueries({ queryKey: ['duties'] })
    })
  return (
    <section className="panel-card" aria-label={t('duties.away')}>
      <h2>{t('duties.away')}</h2>
      {absences.isError && absences.data === undefined && (
        <Failed error={absences.error} retry={() => absences.refetch()} />
      )}
      {absences.data !== undefined && (
        <p className="faint">{absences.data.length === 0 ? t('duties.awayNone') : t('duties.awayLead')}</p>
      )}
      <ul className="rows">
        {absences.data?.map(({ id, name, from, until }) => (
          <li key={id}>
            <b className="grow">{name}</b>
            <span>
              {date(from)} – {date(until)}
            </span>
            {mayWrite && (
              <button type="button" className="button small" onClick={() => end(id)}>
                {t('duties.awayEnd')}
                <span className="hidden"> {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && <Noting />}
    </section>
  )
}

const Noting = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const doers = useDoers()
  const today = useToday()
  const id = useId()
  const [userId, setUserId] = useState('')
  const [from, setFrom] = useState<string>(today)
  const [until, setUntil] = useState<string>(today)
  const day = (name: string, label: string, value: string, set: (value: string) => void) => (
    <div>
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input id={`${id}-${name}`} type="date" required value={value} onChange={({ target }) => set(target.value)} />
    </div>
  )
  return (
    <form
      className="fields row"
      onSubmit={(event) => {
        event.preventDefault()
        attempt(async () => {
          const away = { userId, from: schoolDate(from), until: schoolDate(until) }
          await api.send('POST', '/api/absences', Type.Object({ id: Type.String() }), away)
          await queries.invalidateQueries({ queryKey: ['duties'] })
          setUserId('')
          done(t('duties.awayAdded'))
        })
      }}
    >
      <div>
        <label htmlFor={`${id}-who`}>{t('duties.awayWho')}</label>
        <select id={`${id}-who`} required value={userId} onChange={({ target }) => setUserId(target.value)}>
          <option value="">—</option>
          {doers.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </div>
      {day('from', t('duties.awayFrom'), from, setFrom)}
      {day('until', t('duties.awayUntil'), until, setUntil)}
      <button type="submit" className="button" disabled={userId === ''}>
        {t('duties.awayAdd')}
      </button>
    </form>
  )
}

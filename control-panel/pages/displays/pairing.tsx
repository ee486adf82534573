/** Taking in a TV by the code that it shows. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Display, PendingDisplay } from '../../../protocol/display.ts'
import { usePanel } from '../../context.tsx'
import { hashQuery } from '../../hash.ts'
import { pageOf } from '../../page.ts'
import { useGroups } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'
import { GroupOptions } from './group-options.tsx'
import { groupTree } from './group-tree.ts'

/** `CDFGHJKM` as the TV shows it: two groups of four. */
const spoken = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`

export const Pairing = () => {
  const { t } = useTranslation()
  const { api, school } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const [code, setCode] = useState(() => hashQuery('code', window.location) ?? '')
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const groups = useGroups().data ?? []
  const group = chosen ?? groupTree(groups)[0]?.group.id ?? ''
  const pending = useQuery({
    queryKey: ['displays', 'pending'],
    queryFn: async () => (await api.get('/api/displays/pending', pageOf(PendingDisplay))).items,
  })
  const approve = (event: FormEvent) => {
    event.preventDefault()
    return attempt(async () => {
      const body = { userCode: code, name: name.trim(), groupId: group === '' ? null : group }
      const display = await api.send('POST', '/api/displays/approve', Display, body)
      setCode('')
      setName('')
      done(t('displays.approved', { name: display.name }))
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['displays'] }),
        queries.invalidateQueries({ queryKey: ['groups'] }),
      ])
    })
  }
  return (
    <section className="panel-card">
      <h2>{t('displays.pair')}</h2>
      <p className="faint">{t('displays.pairLead', { address: `${window.location.origin}/player/` })}</p>
      <form className="fields row" onSubmit={approve}>
        <div>
          <label htmlFor="pair-code">{t('displays.code')}</label>
          <input
            id="pair-code"
            required
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder={t('displays.codeHint')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </div>
        <div>
          <label htmlFor="pair-name">{t('displays.name')}</label>
          <input
            id="pair-name"
            required
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <div>
          <label htmlFor="pair-group">{t('displays.group')}</label>
          <select id="pair-group" value={group} onChange={(event) => setChosen(event.currentTarget.value)}>
            <GroupOptions />
          </select>
        </div>
        <button type="submit" className="button primary">
          {t('displays.approve')}
        </button>
      </form>
      <ul className="rows" aria-live="polite">
        {pending.data?.map((waiting) => (
          <li key={waiting.pairingId}>
            <b>{spoken(waiting.userCode)}</b>
            <span className="faint grow">
              {waiting.address} · {waiting.facts.width}×{waiting.facts.height} ·{' '}
              {t('displays.expires', { time: school.shortTime(waiting.expiresAt) })}
            </span>
            <button type="button" className="button small" onClick={() => setCode(spoken(waiting.userCode))}>
              {t('displays.useCode')}
            </button>
          </li>
        ))}
      </ul>
      {pending.data?.length === 0 && <p className="faint">{t('displays.pendingEmpty')}</p>}
    </section>
  )
}

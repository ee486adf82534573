/** Beside a step that Nooncast could see for itself: naming the site or connecting the server, or what it looks at. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyStep } from '../../../protocol/duty.ts'
import type { DutyOccurrence } from '../../../protocol/duty-occurrence.ts'
import { type MadeServer, ProbeNamed } from '../../../protocol/duty-probe.ts'
import { useMay, usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useServers, useSites } from './duty-queries.ts'
import { ServerKey } from './server-key.tsx'

interface Props {
  readonly occurrence: DutyOccurrence
  readonly step: DutyStep
}
export const ProbeLine = ({ occurrence, step }: Props) => {
  const [made, setMade] = useState<MadeServer | null>(null)
  const { probe } = step
  if (made !== null) return <ServerKey made={made} />
  if (occurrence.state !== 'open' || probe === null) return null
  const target = probe.type === 'site' ? probe.siteId : 'serverId' in probe ? probe.serverId : undefined
  if (target === undefined) return null
  const type = probe.type === 'site' ? 'site' : 'server'
  // One server is named once, and answers every step that waits for it.
  if (target === null && type === 'server' && firstWaiting(occurrence.steps) !== step.id) return null
  if (target === null) return <Naming dutyId={occurrence.dutyId} step={step} type={type} show={setMade} />
  return occurrence.answers.some(({ stepId }) => stepId === step.id) ? null : <Looked id={target} type={type} />
}

type Target = 'site' | 'server'

const firstWaiting = (steps: readonly DutyStep[]): string | undefined =>
  steps.find(({ probe }) => probe !== null && 'serverId' in probe && probe.serverId === null)?.id

/** It is named, and nothing was seen yet. */
const Looked = ({ id, type }: { readonly id: string; readonly type: Target }) => {
  const { t } = useTranslation()
  const [sites, servers] = [useSites().data ?? [], useServers().data ?? []]
  const name = (type === 'site' ? sites : servers).find((each) => each.id === id)?.name
  if (name === undefined) return null
  return <span className="wide faint">{t(`duties.looked.${type}`, { name })}</span>
}

interface NamingProps {
  readonly dutyId: string
  readonly step: DutyStep
  readonly type: Target
  readonly show: (made: MadeServer | null) => void
}
/** One field, for who may change duties; the others are told that it can be done. */
const Naming = ({ dutyId, step, type, show }: NamingProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const mayWrite = useMay('duties.write')
  const [sites, servers] = [useSites().data ?? [], useServers().data ?? []]
  const id = useId()
  const [text, setText] = useState('')
  if (!mayWrite) return <span className="wide faint">{t(`duties.couldSee.${type}`)}</span>
  const known = type === 'site' ? sites.map(({ url }) => url) : servers.map(({ name }) => name)
  const send = (event: FormEvent) => {
    event.preventDefault()
    attempt(async () => {
      const target = type === 'site' ? { type, url: text.trim() } : { type, name: text.trim() }
      const path = `/api/duties/${dutyId}/steps/${encodeURIComponent(step.id)}/probe`
      const { made } = await api.send('POST', path, ProbeNamed, target)
      show(made)
      await queries.invalidateQueries({ queryKey: ['duties'] })
      done(t('duties.pointed', { name: text.trim() }))
    })
  }
  return (
    <form className="wide duty-line duty-probe" onSubmit={send}>
      <label htmlFor={id} className="faint">
        {t(`duties.nameIt.${type}`)}
        <span className="hidden"> {step.text}</span>
      </label>
      <span className="duty-entry">
        <input
          id={id}
          type={type === 'site' ? 'url' : 'text'}
          list={`${id}-known`}
          placeholder={type === 'site' ? 'https://' : t('duties.serverName')}
          maxLength={type === 'site' ? 500 : 60}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <datalist id={`${id}-known`}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <button type="submit" className="button" disabled={text.trim() === ''}>
          {t(`duties.point.${type}`)}
        </button>
      </span>
    </form>
  )
}

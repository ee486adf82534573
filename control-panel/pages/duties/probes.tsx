/** The school's sites, looked at every ten minutes, and servers that report about themselves. */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MadeServer, type MeasuredServer, Site } from '../../../protocol/duty-probe.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useServers, useSites } from './duty-queries.ts'
import { ServerKey } from './server-key.tsx'
import { useDutyWords } from './use-duty-words.ts'

export const Probes = () => {
  const { t } = useTranslation()
  return (
    <section className="panel-card" aria-label={t('duties.sees')}>
      <h2>{t('duties.sees')}</h2>
      <p className="faint">{t('duties.seesLead')}</p>
      <Sites />
      <Servers />
    </section>
  )
}

const useAct = () => {
  const { attempt } = useNotices()
  const queries = useQueryClient()
  return (work: () => Promise<unknown>) =>
    attempt(async () => {
      await work()
      await queries.invalidateQueries({ queryKey: ['duties'] })
    })
}

const Sites = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const act = useAct()
  const sites = useSites()
  const mayWrite = useMay('duties.write')
  const id = useId()
  const nothing = { name: '', url: '', expects: '' }
  const [site, setSite] = useState(nothing)
  const field = (name: keyof typeof site, label: string) => (
    <div>
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        type={name === 'url' ? 'url' : 'text'}
        required={name !== 'expects'}
        maxLength={name === 'name' ? 60 : 200}
        value={site[name]}
        onChange={({ target }) => setSite({ ...site, [name]: target.value })}
      />
    </div>
  )
  return (
    <>
      <h3>{t('duties.sites')}</h3>
      {sites.isError && sites.data === undefined && <Failed error={sites.error} retry={() => sites.refetch()} />}
      <ul className="rows">
        {sites.data?.map((each) => (
          <li key={each.id}>
            <b>{each.name}</b>
            <span className="grow faint">{each.url}</span>
            <Seen site={each} />
            {mayWrite && (
              <span className="acts">
                <button
                  type="button"
                  className="button small"
                  onClick={() => act(() => api.send('POST', `/api/duty-sites/${each.id}/look`, Site))}
                >
                  {t('duties.siteLook')}
                  <span className="hidden"> {each.name}</span>
                </button>
                <button
                  type="button"
                  className="button small"
                  onClick={() => act(() => api.act('DELETE', `/api/duty-sites/${each.id}`))}
                >
                  {t('duties.remove')}
                  <span className="hidden"> {each.name}</span>
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <form
          className="fields row"
          onSubmit={(event) => {
            event.preventDefault()
            act(async () => {
              await api.send('POST', '/api/duty-sites', Site, site)
              setSite(nothing)
            })
          }}
        >
          {field('name', t('duties.siteName'))}
          {field('url', t('duties.siteUrl'))}
          {field('expects', t('duties.siteExpects'))}
          <button type="submit" className="button" disabled={site.name === '' || site.url === ''}>
            {t('duties.siteAdd')}
          </button>
        </form>
      )}
    </>
  )
}

/** What came of the last look. */
const Seen = ({ site: { check } }: { readonly site: Site }) => {
  const { t } = useTranslation()
  const { when } = useDutyWords()
  if (check === null) return <span className="chip grey">{t('duties.siteNever')}</span>
  const isUp = check.type === 'up' && check.status < 400 && check.saysExpected && check.certificateProblem === null
  const said =
    check.type === 'down'
      ? t('duties.finding.site-down', { why: check.why })
      : !check.saysExpected
        ? t('duties.finding.site-text-missing')
        : check.certificateProblem !== null
          ? check.certificateProblem
          : t('duties.finding.site-up', { status: check.status })
  return (
    <span className={`chip ${isUp ? 'ready' : 'amber'}`}>
      {isUp ? '✓' : '▲'} {said} · {when(check.at)}
    </span>
  )
}

const Servers = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const act = useAct()
  const servers = useServers()
  const mayWrite = useMay('duties.write')
  const id = useId()
  const [name, setName] = useState('')
  const [made, setMade] = useState<MadeServer | null>(null)
  return (
    <>
      <h3>{t('duties.servers')}</h3>
      {servers.isError && servers.data === undefined && (
        <Failed error={servers.error} retry={() => servers.refetch()} />
      )}
      <ul className="rows">
        {servers.data?.map((server) => (
          <ServerRow key={server.id} server={server}>
            {mayWrite && (
              <button
                type="button"
                className="button small"
                onClick={() => act(() => api.act('DELETE', `/api/measured-servers/${server.id}`))}
              >
                {t('duties.remove')}
                <span className="hidden"> {server.name}</span>
              </button>
            )}
          </ServerRow>
        ))}
      </ul>
      {made !== null && <ServerKey made={made} />}
      {mayWrite && (
        <form
          className="fields row"
          onSubmit={(event) => {
            event.preventDefault()
            act(async () => {
              setMade(await api.send('POST', '/api/measured-servers', MadeServer, { name }))
              setName('')
            })
          }}
        >
          <div>
            <label htmlFor={`${id}-name`}>{t('duties.serverName')}</label>
            <input
              id={`${id}-name`}
              required
              maxLength={60}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          </div>
          <button type="submit" className="button" disabled={name.trim() === ''}>
            {t('duties.serverAdd')}
          </button>
        </form>
      )}
    </>
  )
}

interface ServerProps {
  readonly server: MeasuredServer
  readonly children: ReactNode
}
const ServerRow = ({ server: { name, measuredAt, last }, children }: ServerProps) => {
  const { t } = useTranslation()
  const { when } = useDutyWords()
  const said = [
    ...(last?.disks ?? []).map((disk) => `${disk.name} ${Math.floor((disk.freeBytes / disk.totalBytes) * 100)}%`),
    ...(last?.backups ?? []).map((backup) => `${backup.name} ×${backup.kept}`),
  ]
  return (
    <li>
      <b>{name}</b>
      <span className="grow faint">{said.join(' · ')}</span>
      <span className="faint">
        {measuredAt === null ? t('duties.serverNever') : t('duties.serverSaid', { when: when(measuredAt) })}
      </span>
      {children}
    </li>
  )
}

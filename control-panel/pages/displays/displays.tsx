/** Every paired TV: where it hangs, what it says of itself, and what would fail. */
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDisplays, useGroups } from '../../queries.ts'
import { Failed } from '../../shell/failed.tsx'

const Displays = () => {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const displays = useDisplays()
  const groups = useGroups().data ?? []
  const all = displays.data ?? []
  if (displays.isError && displays.data === undefined)
    return <Failed error={displays.error} retry={() => displays.refetch()} />
  const online = all.filter((display) => display.status.state === 'online').length
  return (
    <>
      <div className="page-head">
        <h1>{t('displays.title')}</h1>
        <span className="faint">{t('displays.summary', { total: all.length, online })}</span>
        <Input
          type="search"
          allowClear
          aria-label={t('displays.search')}
          placeholder={t('displays.search')}
          style={{ width: 240 }}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <section className="panel-card">
        <ul className="rows">
          {all
            .filter((display) => display.name.includes(search.trim()))
            .map((display) => (
              <li key={display.id}>
                <b className="grow">{display.name}</b>
                <span className="faint">
                  {groups.find((group) => group.id === display.groupId)?.name ?? t('onAir.ungrouped')}
                </span>
                {display.status.state === 'online' ? (
                  <span className="chip ready">✓ {t('tile.ready')}</span>
                ) : (
                  <span className="chip amber">✕ {t('tile.offlineNever')}</span>
                )}
                {display.status.state === 'online' && !display.status.facts.serviceWorker && (
                  <details>
                    <summary>▲ {t('displays.plain')}</summary>
                    <p>{t('displays.plainHelp', { origin: window.location.origin })}</p>
                  </details>
                )}
              </li>
            ))}
        </ul>
        {displays.data?.length === 0 && (
          <div className="empty">
            <strong>{t('displays.empty')}</strong>
            <p>{t('displays.pairLead', { address: `${window.location.origin}/player/` })}</p>
          </div>
        )}
      </section>
    </>
  )
}
export default Displays

/** Which faults the board shows: what is chosen stands in the page's address, and can be kept under a name. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { FAULT_SEVERITIES } from '../../../protocol/fault.ts'
import { FaultFacets } from '../../../protocol/fault-desk.ts'
import { FAULT_SEVERITY_WORDS, FAULT_STATE_WORDS } from '../../../protocol/fault-words.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { useDisplays } from '../../queries.ts'
import { type Option, PickOne } from '../../shell/pick-one.tsx'

interface Props {
  readonly query: string
  readonly choose: (query: string) => void
}
export const FaultFilters = ({ query, choose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const filter = new URLSearchParams(query)
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(query)
    if (value === '') next.delete(name)
    else next.set(name, value)
    next.sort()
    choose(next.toString())
  }
  return (
    <search className="fault-filters">
      <input
        type="search"
        aria-label={t('faults.search')}
        placeholder={t('faults.search')}
        maxLength={100}
        value={filter.get('q') ?? ''}
        onChange={(event) => set('q', event.target.value)}
      />
      <select
        aria-label={t('faults.open')}
        value={filter.get('state') ?? ''}
        onChange={(event) => set('state', event.target.value)}
      >
        <option value="">{t('faults.open')}</option>
        <option value="over">{t('faults.over')}</option>
        {Object.entries(FAULT_STATE_WORDS).map(([state, words]) => (
          <option key={state} value={state}>
            {words[language]}
          </option>
        ))}
      </select>
      <select
        aria-label={t('faults.severity')}
        value={filter.get('severity') ?? ''}
        onChange={(event) => set('severity', event.target.value)}
      >
        <option value="">{t('faults.anySeverity')}</option>
        {FAULT_SEVERITIES.map((severity) => (
          <option key={severity} value={severity}>
            {FAULT_SEVERITY_WORDS[severity][language]}
          </option>
        ))}
      </select>
      <Facets filter={filter} set={set} />
      <div className="choices">
        {(
          [
            ['mine', 'owner', 'me'],
            ['overdue', 'overdue', 'true'],
            ['bySystem', 'source', 'system'],
          ] as const
        ).map(([word, name, value]) => (
          <button
            key={word}
            type="button"
            aria-pressed={filter.get(name) === value}
            onClick={() => set(name, filter.get(name) === value ? '' : value)}
          >
            {t(`faults.${word}`)}
          </button>
        ))}
      </div>
      {query !== '' && (
        <button type="button" className="button small" onClick={() => choose('')}>
          {t('faults.clear')}
        </button>
      )}
    </search>
  )
}

type Facet = 'room' | 'device' | 'vendor' | 'tv'
/** Under which name the address has it. */
const NAMES: Readonly<Record<Facet, string>> = {
  room: 'room',
  device: 'equipmentId',
  vendor: 'vendorId',
  tv: 'displayId',
}
const NONE: readonly never[] = []

/** What faults have been at, to choose from; TVs come by a link alone. */
const useFacets = (): Readonly<Record<Facet, readonly Option[]>> => {
  const { api } = usePanel()
  const found = useQuery({
    queryKey: ['faults', 'facets'],
    queryFn: () => api.get('/api/faults/facets', FaultFacets),
  }).data
  return {
    room: found?.rooms.map((name) => ({ id: name, name, detail: '' })) ?? NONE,
    device: found?.devices.map(({ id, name, room }) => ({ id, name, detail: room })) ?? NONE,
    vendor: found?.vendors.map(({ id, name }) => ({ id, name, detail: '' })) ?? NONE,
    tv: (useDisplays().data ?? NONE).map(({ id, name }) => ({ id, name, detail: '' })),
  }
}

interface FacetsProps {
  readonly filter: URLSearchParams
  readonly set: (name: string, value: string) => void
}
const Facets = ({ filter, set }: FacetsProps) => {
  const { t } = useTranslation()
  const facets = useFacets()
  const chosen = (['room', 'device', 'vendor', 'tv'] as const).flatMap((facet) => {
    const id = filter.get(NAMES[facet])
    return id === null ? [] : [{ facet, name: facets[facet].find((each) => each.id === id)?.name ?? id }]
  })
  return (
    <>
      {(['room', 'device', 'vendor'] as const).map((facet) => (
        <PickOne
          key={facet}
          label={t(`faults.${facet}`)}
          options={facets[facet]}
          nothing={t('faults.noneFound')}
          pick={(id) => set(NAMES[facet], id)}
        />
      ))}
      {chosen.length > 0 && (
        <ul className="fault-chosen" aria-label={t('faults.chosen')}>
          {chosen.map(({ facet, name }) => (
            <li key={facet}>
              <button
                type="button"
                className="button small"
                aria-label={t('faults.without', { what: t(`faults.${facet}`), name })}
                onClick={() => set(NAMES[facet], '')}
              >
                <span className="faint">{t(`faults.${facet}`)}</span> {name} <span aria-hidden="true">✕</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

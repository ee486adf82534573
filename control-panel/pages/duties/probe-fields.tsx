/** What Nooncast looks at by itself for a step, while the step is written. */
import { useTranslation } from 'react-i18next'
import type { Probe } from '../../../protocol/duty.ts'
import { probeOf } from './duty-draft.ts'
import { useServers, useSites } from './duty-queries.ts'
import { Field, NumberField } from './rule-fields.tsx'

const PROBES = ['none', 'site', 'disk', 'backup-age', 'own-backup', 'own-disk'] as const

interface ProbeProps {
  readonly id: string
  readonly probe: Probe | null
  readonly set: (probe: Probe | null) => void
}
export const ProbeFields = ({ id, probe, set }: ProbeProps) => {
  const { t } = useTranslation()
  const [sites, servers] = [useSites().data ?? [], useServers().data ?? []]
  const choice = (
    label: string,
    value: string | null,
    all: readonly { id: string; name: string }[],
    pick: (id: string | null) => void,
  ) => (
    <Field id={`${id}-which`} label={label}>
      <select id={`${id}-which`} value={value ?? ''} onChange={({ target }) => pick(target.value || null)}>
        <option value="">{t('duties.notNamed')}</option>
        {all.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </Field>
  )
  const number = (label: string, value: number, min: number, max: number, name: string) => (
    <NumberField
      {...{ id: `${id}-${name}`, label, value, min, max }}
      set={(next) => probe !== null && set({ ...probe, [name]: next })}
    />
  )
  return (
    <div className="fields row">
      <Field id={`${id}-probe`} label={t('duties.probe')}>
        <select
          id={`${id}-probe`}
          value={probe?.type ?? 'none'}
          onChange={({ target }) => {
            const type = PROBES.find((each) => each === target.value)
            if (type !== undefined) set(probeOf(type, sites[0]?.id ?? null, servers[0]?.id ?? null))
          }}
        >
          {PROBES.map((type) => (
            <option key={type} value={type}>
              {t(`duties.probes.${type}`)}
            </option>
          ))}
        </select>
      </Field>
      {probe?.type === 'site' && (
        <>
          {choice(t('duties.chooseSite'), probe.siteId, sites, (siteId) => set({ ...probe, siteId }))}
          {number(t('duties.certificateDays'), probe.certificateDays, 0, 90, 'certificateDays')}
        </>
      )}
      {(probe?.type === 'disk' || probe?.type === 'backup-age') &&
        choice(t('duties.chooseServer'), probe.serverId, servers, (serverId) => set({ ...probe, serverId }))}
      {probe?.type === 'disk' && (
        <>
          <Field id={`${id}-disk`} label={t('duties.disk')}>
            <input
              id={`${id}-disk`}
              maxLength={80}
              required
              value={probe.disk}
              onChange={({ target }) => set({ ...probe, disk: target.value })}
            />
          </Field>
          {number(t('duties.minFreePercent'), probe.minFreePercent, 1, 90, 'minFreePercent')}
        </>
      )}
      {probe?.type === 'own-disk' && number(t('duties.minFreePercent'), probe.minFreePercent, 1, 90, 'minFreePercent')}
      {probe?.type === 'backup-age' && (
        <>
          <Field id={`${id}-backup`} label={t('duties.backup')}>
            <input
              id={`${id}-backup`}
              maxLength={80}
              required
              value={probe.backup}
              onChange={({ target }) => set({ ...probe, backup: target.value })}
            />
          </Field>
          {number(t('duties.minKept'), probe.minKept, 1, 1000, 'minKept')}
        </>
      )}
      {(probe?.type === 'backup-age' || probe?.type === 'own-backup') &&
        number(t('duties.maxHours'), probe.maxHours, 1, 1000, 'maxHours')}
    </div>
  )
}

/** One device: what is known of it, what is built into it, what broke, and what was done. */
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { Equipment } from '../../../protocol/equipment.ts'
import type { EquipmentDetail } from '../../../protocol/equipment-detail.ts'
import { useMay, usePanel, useToday } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { QrCode } from '../../shell/qr-code.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { DeviceChips } from './device-chips.tsx'
import { DeviceFaults, DeviceVisits } from './device-faults.tsx'
import { DeviceFields, inputIn } from './device-fields.tsx'
import { DeviceFiles } from './device-files.tsx'
import { DeviceHistory } from './device-history.tsx'
import { DeviceLink } from './device-list.tsx'
import { DeviceParts } from './device-parts.tsx'
import './register.css'
import { useDevice, useRegisterAgain } from './register-queries.ts'

const Device = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams<{ id: string }>()
  const device = useDevice(id)
  if (device.isError && device.data === undefined)
    return <Failed page={t('register.title')} error={device.error} retry={() => device.refetch()} />
  if (device.data === undefined) return <Skeleton rows={4} height={140} />
  return <Found key={id} device={device.data} />
}
export default Device

const Found = ({ device }: { readonly device: EquipmentDetail }) => {
  const { t } = useTranslation()
  const writes = useMay('equipment.write')
  const today = useToday()
  return (
    <>
      <nav aria-label={t('register.title')}>
        <Link href="/register">← {t('register.title')}</Link>
      </nav>
      <div className="page-head">
        <h1>{[device.room, device.name].filter(Boolean).join(' ')}</h1>
        <DeviceChips device={device} today={today} />
        <a className="button" href={`#/faults/new?equipment=${device.id}`}>
          {t('register.report')}
        </a>
        {writes && <Retire device={device} />}
      </div>
      <div className="device-page">
        <div>
          <Facts device={device} writes={writes} />
          {device.children.length > 0 && (
            <section className="panel-card" aria-label={t('register.holds')}>
              <h2>{t('register.holds')}</h2>
              <ul className="device-rows">
                {device.children.map((child) => (
                  <li key={child.id}>
                    <DeviceLink device={child} today={today} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <DeviceParts device={device} writes={writes} />
        </div>
        <div>
          <DeviceFaults device={device} />
          <DeviceVisits device={device} />
          <DeviceFiles device={device} writes={writes} />
          <Label device={device} />
          <DeviceHistory device={device} />
        </div>
      </div>
    </>
  )
}

/** Out of the lists with all its history, and back. */
const Retire = ({ device }: { readonly device: Equipment }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useRegisterAgain()
  const put = async (version: number, patch: Partial<Equipment>): Promise<Equipment> => {
    const changed = await api.send('PATCH', `/api/equipment/${device.id}`, Equipment, { version, ...patch })
    await again()
    return changed
  }
  const { state, displayId, name } = device
  const retired = state === 'retired'
  const act = () =>
    attempt(async () => {
      const { version } = await put(device.version, { state: retired ? 'in-use' : 'retired' })
      const back = retired ? { state } : { state, displayId }
      const run = () => attempt(async () => void (await put(version, back)))
      done(t(retired ? 'register.takenBack' : 'register.retired', { name }), { label: t('act.undo'), run })
    })
  return (
    <button type="button" className="button" onClick={act}>
      {t(retired ? 'register.takeBack' : 'register.retire')}
    </button>
  )
}

interface Props {
  readonly device: EquipmentDetail
  readonly writes: boolean
}
/** What is typed is kept when someone else changes the device meanwhile; it then says so, and nothing is written over. */
const Facts = ({ device, writes }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useRegisterAgain()
  const [seen, setSeen] = useState<Equipment>(device)
  const [typed, setTyped] = useState(false)
  const moved = device.version !== seen.version
  if (moved && !typed) setSeen(device)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = inputIn(event.currentTarget)
    if (input === null) return
    return attempt(async () => {
      await api.send('PATCH', `/api/equipment/${device.id}`, Equipment, { ...input, version: seen.version })
      setTyped(false)
      await again()
      done(t('act.saved'))
    })
  }
  return (
    <section className="panel-card" aria-label={t('register.facts')}>
      <h2>{t('register.facts')}</h2>
      <form key={seen.version} onSubmit={save} onInput={() => setTyped(true)}>
        <fieldset className="device-fields" disabled={!writes}>
          <DeviceFields device={seen} />
        </fieldset>
        {moved && typed && (
          <p className="notice amber" role="status">
            ▲ {t('register.movedOn')}{' '}
            <button type="button" className="button small" onClick={() => setTyped(false)}>
              {t('register.showNew')}
            </button>
          </p>
        )}
        {writes && (
          <div className="acts start">
            <button type="submit" className="button primary">
              {t('act.save')}
            </button>
          </div>
        )}
      </form>
    </section>
  )
}

const Label = ({ device: { id, label } }: { readonly device: Equipment }) => {
  const { t } = useTranslation()
  const address = `${window.location.origin}/#/report?label=${label}`
  return (
    <section className="panel-card" aria-label={t('register.label')}>
      <h2>{t('register.label')}</h2>
      <div className="device-label">
        <QrCode text={address} label={t('register.labelQr')} />
        <div>
          <code>{`${label.slice(0, 4)}-${label.slice(4)}`}</code>
          <p className="faint">{t('register.labelLead')}</p>
          <a href={`#/register/labels?id=${id}`}>{t('register.labels')}</a>
        </div>
      </div>
    </section>
  )
}

/** Devices as rows, a page more whenever the end comes near. */
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { EQUIPMENT_KINDS, type Equipment } from '../../../protocol/equipment.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, useToday } from '../../context.tsx'
import { DeviceChips } from './device-chips.tsx'

interface Props {
  readonly devices: readonly Equipment[]
  /** Null: there is no more. */
  readonly more: (() => void) | null
}
export const DeviceList = ({ devices, more }: Props) => {
  const today = useToday()
  return (
    <>
      <ul className="device-rows">
        {devices.map((device) => (
          <li key={device.id}>
            <DeviceLink device={device} today={today} />
          </li>
        ))}
      </ul>
      {more !== null && <More key={devices.length} run={more} />}
    </>
  )
}

interface LinkProps {
  readonly device: Equipment
  readonly today: SchoolDate
}
/** Drawn again when its device is another one, not when a page of devices is added below it. */
export const DeviceLink = memo(({ device, today }: LinkProps) => {
  const language = useLanguage()
  const { id, room, name, kind, maker, model, propertyNumber, parentName } = device
  const kindWord = EQUIPMENT_KINDS[kind][language]
  const facts = [kindWord === name ? '' : kindWord, `${maker} ${model}`.trim(), propertyNumber]
  return (
    <Link href={`/register/${id}`} className="device">
      <b className="device-room">{room === '' ? '—' : room}</b>
      <span className="device-words">
        <span>{name}</span>
        <span className="faint">
          {[...facts, parentName === '' ? '' : `↳ ${parentName}`].filter(Boolean).join(' · ')}
        </span>
      </span>
      <DeviceChips device={device} today={today} />
    </Link>
  )
})

/** Asks for the next page when it comes into view; a button all the same, for the keyboard. */
const More = ({ run }: { readonly run: () => void }) => {
  const { t } = useTranslation()
  const place = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (place.current === null) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && run(), {
      rootMargin: '600px',
    })
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [run])
  return (
    <button ref={place} type="button" className="button" onClick={run}>
      {t('act.more')}
    </button>
  )
}

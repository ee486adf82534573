/** What is broken in one room: each open fault with where to begin, and a way to report another. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Display } from '../../protocol/display.ts'
import type { FaultSeverity } from '../../protocol/fault.ts'
import { FAULT_STATE_WORDS } from '../../protocol/fault-words.ts'
import type { RoomFault } from '../../protocol/room-faults.ts'
import { sayCause, sayRepair } from '../../protocol/trouble.ts'
import { useLanguage, useMay } from '../context.tsx'
import { lasting, useOpenFaults } from './use-open-faults.ts'
import './room-faults.css'

/** Beside the name of a TV, as on its tile. */
export const FaultChip = ({ displayId }: { readonly displayId: string }) => {
  const { t } = useTranslation()
  const here = useOpenFaults().get(displayId)
  const [worst] = here?.faults ?? []
  if (worst === undefined) return null
  const count = lasting(here)
  const path = here?.faults.length === 1 ? `/faults/${worst.id}` : '/faults'
  return (
    <Link className={`chip ${count === 0 ? 'grey' : levelOf(worst.severity)}`} href={path}>
      {count === 0 ? `◇ ${t('roomFaults.healed')}` : `◆ ${t('roomFaults.mark', { count })}`}
    </Link>
  )
}

const levelOf = (severity: FaultSeverity): string =>
  severity === 'blocks-noon' || severity === 'high' ? 'amber' : 'grey'

export const RoomFaultList = ({ display }: { readonly display: Display }) => {
  const { t } = useTranslation()
  const here = useOpenFaults().get(display.id)
  const sees = useMay('faults.read')
  const reports = useMay('faults.report')
  if (!sees && !reports) return null
  return (
    <section className="room-faults" aria-label={t('roomFaults.title')}>
      {here?.unknown === true && <p className="room-word">? {t('roomFaults.unknownLead')}</p>}
      {here !== undefined && (
        <ul>
          {here.faults.map((fault) => (
            <Line key={fault.id} fault={fault} />
          ))}
        </ul>
      )}
      {reports && (
        <Link className="button" href={`/faults/new?tv=${display.id}`}>
          {t('roomFaults.report')}
        </Link>
      )}
    </section>
  )
}

const Line = ({ fault }: { readonly fault: RoomFault }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { id, number, state, cause, title, healed } = fault
  const repair = cause === null || healed ? '' : sayRepair(cause, language)
  return (
    <li>
      <Link href={`/faults/${id}`}>
        {healed ? '◇' : '◆'} {cause === null ? title : sayCause(cause, language)}
      </Link>
      <span className="faint">
        {number} · {healed ? t('roomFaults.healed') : FAULT_STATE_WORDS[state][language]}
      </span>
      {repair !== '' && <span className="faint">{repair}</span>}
    </li>
  )
}

/** How many rooms have something that lasts, beside the place in the rail. */
export const RailFaults = () => {
  const { t } = useTranslation()
  const count = [...useOpenFaults().values()].filter((here) => lasting(here) > 0).length
  if (count === 0) return null
  return (
    <i className="rail-faults">
      <span aria-hidden="true">◆ {count}</span>
      <span className="hidden">{t('roomFaults.rooms', { count })}</span>
    </i>
  )
}

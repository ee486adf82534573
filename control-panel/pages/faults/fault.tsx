/** One fault: what is wrong, whose turn it is, the one next act, and all that happened. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { type FaultHappening, faultOwner } from '../../../protocol/fault.ts'
import type { FaultDetail } from '../../../protocol/fault-desk.ts'
import { faultTitle } from '../../../protocol/fault-title.ts'
import {
  FAULT_ACT_WORDS,
  FAULT_OWNER_WORDS,
  FAULT_SEVERITY_WORDS,
  FAULT_STATE_WORDS,
} from '../../../protocol/fault-words.ts'
import { sayRepair } from '../../../protocol/trouble.ts'
import { ChronicleCard } from '../../chronicle/chronicle.tsx'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { dateAndTime, shortDate } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { SlipOfFault } from '../slips/slip-of-fault.tsx'
import { CallsOfFault } from '../vendors/calls-of-fault.tsx'
import { SeeItWork } from '../visits/acceptance.tsx'
import { VisitsOfFault } from '../visits/fault-visits.tsx'
import { FaultActs } from './fault-acts.tsx'
import { Due, SeverityChip } from './fault-marks.tsx'
import { FaultPhotos } from './fault-photos.tsx'
import { useFault } from './fault-queries.ts'
import './faults.css'

const FaultPage = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams<{ id: string }>()
  const fault = useFault(id)
  if (fault.isError && fault.data === undefined)
    return <Failed page={t('faults.title')} error={fault.error} retry={() => fault.refetch()} />
  if (fault.data === undefined) return <Skeleton rows={4} height={120} />
  return <Loaded key={id} fault={fault.data} />
}
export default FaultPage

const Loaded = ({ fault }: { readonly fault: FaultDetail }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const writes = useMay('faults.write')
  const { number, state, severity, text, room, equipmentName, cause, healedAt } = fault
  const turn = faultOwner(fault)
  const repair = cause === null ? '' : sayRepair(cause, language)
  const place = [room, equipmentName].filter((each) => each !== '').join(' · ')
  return (
    <>
      <div className="page-head">
        <h1>
          {faultTitle(fault, language)} <span className="faint nowrap">{number}</span>
        </h1>
        <SeverityChip severity={severity} />
        <Link href="/faults">{t('faults.back')}</Link>
      </div>
      <div className="fault-page">
        <div>
          <section className="panel-card" aria-label={t('faults.nextIs')}>
            <h2>
              {FAULT_STATE_WORDS[state][language]}
              {turn !== 'nobody' && (
                <span className="faint"> · {t('faults.waitsFor', { owner: FAULT_OWNER_WORDS[turn][language] })}</span>
              )}
            </h2>
            {place !== '' && <p className="fault-words">{place}</p>}
            {text !== '' && <p className="fault-words">{text}</p>}
            {healedAt !== null && turn !== 'nobody' && <p className="notice ready">✓ {t('faults.healed')}</p>}
            {repair !== '' && turn === 'section' && (
              <p className="fault-words">
                <span className="faint">{t('faults.repair')}</span> {repair}
              </p>
            )}
            <Due dueAt={fault.dueAt} />
            {state === 'to-accept' && <SeeItWork displayId={fault.displayId} />}
            {writes && <FaultActs fault={fault} />}
          </section>
          <SlipOfFault faultId={fault.id} state={state} />
          <CallsOfFault faultId={fault.id} state={state} />
          <VisitsOfFault faultId={fault.id} />
          <section className="panel-card" aria-label={t('faults.history')}>
            <h2>{t('faults.history')}</h2>
            <ol className="fault-history">
              {fault.history.toReversed().map((each) => (
                <Happening key={each.id} happening={each} />
              ))}
            </ol>
          </section>
        </div>
        <div>
          <Facts fault={fault} />
          <FaultPhotos fault={fault} writes={writes} />
          <Histories fault={fault} />
        </div>
      </div>
    </>
  )
}

/** What else there was in its room, and of who reported it. */
const Histories = ({ fault: { id, room, reporterId, reporterName } }: { readonly fault: FaultDetail }) => {
  const { t } = useTranslation()
  const but = `/faults/${id}`
  if (!useMay('requests.read')) return null
  return (
    <>
      {room !== '' && <ChronicleCard title={t('chronicle.room', { room })} of={{ type: 'room', room }} but={but} />}
      {reporterId !== null && (
        <ChronicleCard
          title={t('chronicle.person', { who: reporterName })}
          of={{ type: 'person', id: reporterId }}
          but={but}
        />
      )}
    </>
  )
}

const Happening = ({ happening }: { readonly happening: FaultHappening }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { at, by, type, note, severity, state, from } = happening
  const guest = by === 'guest' ? '' : by.startsWith('guest ') ? by.slice(6) : null
  const words = Object.entries(FAULT_ACT_WORDS).find(([act]) => act === type)?.[1][language] ?? type
  return (
    <li>
      <p>
        <b>{type === 'report' ? t('faults.reported') : words}</b>{' '}
        {severity !== undefined && FAULT_SEVERITY_WORDS[severity][language]}{' '}
        {from !== null && from !== state && <span className="faint">→ {FAULT_STATE_WORDS[state][language]}</span>}
      </p>
      {note !== '' && <p>{note}</p>}
      <p className="faint">
        {dateAndTime(at, settings.timeZone, language)} ·{' '}
        {by === 'system' ? t('faults.by.system') : guest === null ? by : `${t('faults.by.guest')} ${guest}`}
      </p>
    </li>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) =>
  children === '' ? null : (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )

const Facts = ({ fault }: { readonly fault: FaultDetail }) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const language = useLanguage()
  const { ownerName, vendorName, vendorId, equipmentId, reporterName, reporterContact, fellows, mergedInto } = fault
  const seesVendors = useMay('vendors.read')
  const waitsForOthers = faultOwner(fault) !== 'section' && fault.closedAt === null
  return (
    <section className="panel-card" aria-label={t('faults.facts')}>
      <dl className="facts">
        <Fact name={t('faults.lookedAfterBy')}>{ownerName || t('faults.ownerSection')}</Fact>
        <Fact name={t('faults.room')}>{fault.room}</Fact>
        {equipmentId !== null && (
          <Fact name={t('faults.device')}>
            <Link href={`/register/${equipmentId}`}>{fault.equipmentName}</Link>
          </Fact>
        )}
        <Fact name={t('faults.vendor')}>
          {vendorId !== null && seesVendors ? <Link href={`/vendors/${vendorId}`}>{vendorName}</Link> : vendorName}
        </Fact>
        <Fact name={t('faults.reportedBy')}>{reporterName}</Fact>
        <Fact name={t('faults.contact')}>{reporterContact}</Fact>
        {fault.duty !== null && (
          <Fact name={t('faults.duty')}>
            <Link href={`/duties?occurrence=${fault.duty.occurrenceId}`}>
              {fault.duty.name} {shortDate(fault.duty.due, language)}
            </Link>
            <br />
            {fault.duty.step}
          </Fact>
        )}
        <Fact name={t('faults.clockIs')}>{t('faults.clock', { hours: (fault.clockMinutes / 60).toFixed(1) })}</Fact>
      </dl>
      {waitsForOthers && <p className="faint">{t('faults.clockStands')}</p>}
      {fellows > 0 && <p>{t('faults.fellows', { count: fellows })}</p>}
      {mergedInto !== null && (
        <p>
          <Link href={`/faults/${mergedInto.id}`}>{t('faults.mergedInto', { number: mergedInto.number })}</Link>
        </p>
      )}
      {fault.reopenUntil !== null && (
        <p className="faint">
          {t('faults.kept', { time: dateAndTime(fault.reopenUntil, settings.timeZone, language) })}
        </p>
      )}
      {fault.merged.length > 0 && (
        <p>
          {t('faults.merged')}{' '}
          {fault.merged.map(({ id, number }) => (
            <Link key={id} href={`/faults/${id}`}>
              {number}{' '}
            </Link>
          ))}
        </p>
      )}
    </section>
  )
}

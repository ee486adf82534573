/** The register of equipment: what is broken, what leaves warranty, and what stands where. */
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { useLocation } from 'wouter'
import {
  EQUIPMENT_KINDS,
  EQUIPMENT_STATES,
  EquipmentKind,
  EquipmentQuestion,
  EquipmentState,
  type EquipmentSummary,
} from '../../../protocol/equipment.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { Drawer } from '../../shell/drawer.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { DeviceList } from './device-list.tsx'
import { addressOf, chosenIn, EVERYTHING, type Filter, narrows, queryOf } from './filter.ts'
import { NewDevice } from './new-device.tsx'
import { RegisterImport } from './register-import.tsx'
import { useDevices, useFilter, useRegisterAgain, useRooms, useSummary } from './register-queries.ts'
import './register.css'
import { RoomList } from './room-list.tsx'

const KINDS = EquipmentKind.anyOf.map((kind) => kind.const)
const STATES = EquipmentState.anyOf.map((state) => state.const)
const QUESTIONS = EquipmentQuestion.anyOf.map((question) => question.const)
/** What someone should do something about; the others are only to know. */
const URGENT: ReadonlySet<EquipmentQuestion> = new Set(['broken', 'warranty-ending', 'parts-short'])

const Register = () => {
  const { t } = useTranslation()
  const [filter, change] = useFilter('/register')
  const summary = useSummary()
  const writes = useMay('equipment.write')
  /** On a phone most of the tools wait behind a button. */
  const [isOpen, setOpen] = useState(false)
  const set = chosenIn(filter)
  if (summary.isError && summary.data === undefined)
    return <Failed page={t('register.title')} error={summary.error} retry={() => summary.refetch()} />
  return (
    <>
      <div className="page-head">
        <h1>{t('register.title')}</h1>
        {summary.data !== undefined && <Answer summary={summary.data} />}
      </div>
      <Questions filter={filter} change={change} summary={summary.data} />
      <div className="register-tools" data-open={isOpen}>
        <Acts filter={filter} writes={writes} unregistered={summary.data?.unregisteredTvs ?? 0}>
          <button
            type="button"
            className="button register-more"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t(set === 0 ? 'register.tools' : 'register.toolsSet', { count: set })}
          </button>
        </Acts>
        <Filters filter={filter} change={change} summary={summary.data} />
      </div>
      {filter.view === 'rooms' ? <RoomList q={filter.q} /> : <Devices filter={filter} />}
    </>
  )
}
export default Register

const Answer = ({ summary: { total, questions } }: { readonly summary: EquipmentSummary }) => {
  const { t } = useTranslation()
  if (total === 0) return null
  return (
    <span className={`chip ${questions.broken > 0 ? 'amber' : 'ready'}`} role="status">
      {questions.broken > 0 ? `▲ ${t('register.broken', { count: questions.broken })}` : `✓ ${t('register.allWell')}`}
    </span>
  )
}

interface FilterProps {
  readonly filter: Filter
  readonly change: (filter: Filter) => void
  readonly summary: EquipmentSummary | undefined
}

const Questions = ({ filter, change, summary }: FilterProps) => {
  const { t } = useTranslation()
  return (
    <fieldset className="choices" aria-label={t('register.questions')}>
      {QUESTIONS.map((question) => {
        const count = summary?.questions[question]
        return (
          <button
            key={question}
            type="button"
            aria-pressed={filter.question === question}
            onClick={() =>
              change({ ...filter, question: filter.question === question ? '' : question, view: 'devices' })
            }
          >
            {URGENT.has(question) && (count ?? 0) > 0 && '▲ '}
            {t(`register.question.${question}`)} <b>{count ?? '…'}</b>
          </button>
        )
      })}
    </fieldset>
  )
}

interface ActsProps {
  readonly filter: Filter
  readonly writes: boolean
  readonly unregistered: number
  readonly children: ReactNode
}
const Created = Type.Object({ created: Type.Integer() })
const Acts = ({ filter, writes, unregistered, children }: ActsProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useRegisterAgain()
  const [, go] = useLocation()
  const [opened, setOpened] = useState<'new' | 'import' | null>(null)
  const adopt = () =>
    attempt(async () => {
      const { created } = await api.send('POST', '/api/equipment/from-displays', Created)
      await again()
      done(t('register.tvsRegistered', { count: created }))
    })
  return (
    <div className="acts start register-acts">
      {writes && (
        <button type="button" className="button primary" onClick={() => setOpened('new')}>
          {t('register.add')}
        </button>
      )}
      {children}
      {writes && (
        <button type="button" className="button" onClick={() => setOpened('import')}>
          {t('register.import')}
        </button>
      )}
      <a className="button" href={`/api/equipment/export.csv?${queryOf(filter)}`} download>
        {t('register.export')}
      </a>
      {writes && (
        <a className="button" href={`#${addressOf(filter, '/register/labels')}`}>
          {t('register.labels')}
        </a>
      )}
      {writes && unregistered > 0 && (
        <button type="button" className="button" onClick={adopt}>
          {t('register.registerTvs', { count: unregistered })}
        </button>
      )}
      {opened === 'new' && (
        <Drawer title={t('register.add')} onClose={() => setOpened(null)}>
          <NewDevice room={filter.room ?? ''} onMade={(id) => go(`/register/${id}`)} />
        </Drawer>
      )}
      {opened === 'import' && (
        <Drawer title={t('register.import')} onClose={() => setOpened(null)}>
          <RegisterImport />
        </Drawer>
      )}
    </div>
  )
}

const Filters = ({ filter, change, summary }: FilterProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const rooms = useRooms().data ?? []
  return (
    <div className="register-filters">
      <input
        type="search"
        aria-label={t('register.search')}
        placeholder={t('register.search')}
        maxLength={100}
        value={filter.q}
        onChange={(event) => change({ ...filter, q: event.currentTarget.value })}
      />
      <select
        aria-label={t('register.field.kind')}
        value={filter.kind}
        onChange={(event) =>
          change({ ...filter, kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? '', view: 'devices' })
        }
      >
        <option value="">{t('register.anyKind')}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {EQUIPMENT_KINDS[kind][language]}
          </option>
        ))}
      </select>
      <select
        aria-label={t('register.field.room')}
        value={filter.room === null ? 'any' : `in ${filter.room}`}
        onChange={(event) => {
          const { value } = event.currentTarget
          change({ ...filter, room: value === 'any' ? null : value.slice('in '.length), view: 'devices' })
        }}
      >
        <option value="any">{t('register.anyRoom')}</option>
        {filter.room !== null && !rooms.some(({ room }) => room === filter.room) && (
          <option value={`in ${filter.room}`}>{filter.room}</option>
        )}
        {rooms.map(({ room }) => (
          <option key={room} value={`in ${room}`}>
            {room === '' ? t('register.noRoom') : room}
          </option>
        ))}
      </select>
      <select
        aria-label={t('register.field.state')}
        value={filter.state}
        onChange={(event) =>
          change({
            ...filter,
            state: STATES.find((state) => state === event.currentTarget.value) ?? '',
            view: 'devices',
          })
        }
      >
        <option value="">{t('register.anyState')}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {EQUIPMENT_STATES[state][language]}
            {state === 'retired' && summary !== undefined && ` (${summary.retired})`}
          </option>
        ))}
      </select>
      <select
        aria-label={t('register.field.vendor')}
        value={filter.vendorId}
        onChange={(event) => change({ ...filter, vendorId: event.currentTarget.value, view: 'devices' })}
      >
        <option value="">{t('register.anyVendor')}</option>
        {summary?.vendors.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <fieldset className="choices" aria-label={t('register.view')}>
        {(['devices', 'rooms'] as const).map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={filter.view === view}
            onClick={() => change(view === 'rooms' ? { ...EVERYTHING, q: filter.q, view } : { ...filter, view })}
          >
            {t(`register.viewAs.${view}`)}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

const Devices = ({ filter }: { readonly filter: Filter }) => {
  const { t } = useTranslation()
  const pages = useDevices(useDeferredValue(filter))
  const devices = pages.data?.pages.flatMap((page) => page.items)
  if (pages.isError && devices === undefined) return <Failed error={pages.error} retry={() => pages.refetch()} />
  if (devices === undefined) return <Skeleton rows={8} height={56} />
  if (devices.length === 0)
    return (
      <div className="empty">
        <strong>{t(narrows(filter) ? 'register.nothingFound' : 'register.empty')}</strong>
        {!narrows(filter) && <p>{t('register.emptyHint')}</p>}
      </div>
    )
  return (
    <DeviceList
      devices={devices}
      more={pages.hasNextPage && !pages.isFetchingNextPage ? () => pages.fetchNextPage() : null}
    />
  )
}

/** Labels to print: for which devices, on which sheet, from which label on. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Equipment } from '../../../protocol/equipment.ts'
import { type LabelSheetId, MOST_LABELS, PAPER_MM, type SheetGrid } from '../../../protocol/equipment-labels.ts'
import { usePanel } from '../../context.tsx'
import { hashQuery } from '../../hash.ts'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { printLabels } from './print-labels.ts'
import './register.css'
import { type Sheet, sheetOf } from '../../../protocol/label-sheet.ts'
import { useDevice, useDevices, useFilter, useRooms } from './register-queries.ts'

const SHEETS: readonly LabelSheetId[] = ['L7160', 'L7163', 'A4-40']
const OWN: SheetGrid = { columns: 3, rows: 8, left: 7, right: 7, top: 12, bottom: 12, gapX: 2, gapY: 0 }
const MEASURES = ['columns', 'rows', 'left', 'right', 'top', 'bottom', 'gapX', 'gapY'] as const

const Labels = () => {
  const { t } = useTranslation()
  const one = hashQuery('id', window.location)
  return (
    <>
      <nav aria-label={t('register.title')}>
        <Link href="/register">← {t('register.title')}</Link>
      </nav>
      <div className="page-head">
        <h1>{t('register.labels')}</h1>
      </div>
      {one === null ? <OfMany /> : <OfOne id={one} />}
    </>
  )
}
export default Labels

const OfOne = ({ id }: { readonly id: string }) => {
  const device = useDevice(id)
  if (device.isError) return <Failed error={device.error} retry={() => device.refetch()} />
  if (device.data === undefined) return <Skeleton rows={4} height={48} />
  return <Choose devices={[device.data]} more={false} />
}

const OfMany = () => {
  const { t } = useTranslation()
  const [filter, change] = useFilter('/register/labels')
  const rooms = useRooms().data ?? []
  const pages = useDevices(filter, MOST_LABELS)
  const devices = pages.data?.pages[0]?.items
  if (pages.isError && devices === undefined) return <Failed error={pages.error} retry={() => pages.refetch()} />
  return (
    <>
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
          aria-label={t('register.field.room')}
          value={filter.room === null ? 'any' : `in ${filter.room}`}
          onChange={(event) => {
            const { value } = event.currentTarget
            change({ ...filter, room: value === 'any' ? null : value.slice('in '.length) })
          }}
        >
          <option value="any">{t('register.anyRoom')}</option>
          {rooms.map(({ room }) => (
            <option key={room} value={`in ${room}`}>
              {room === '' ? t('register.noRoom') : room}
            </option>
          ))}
        </select>
      </div>
      {devices === undefined ? (
        <Skeleton rows={8} height={40} />
      ) : (
        <Choose devices={devices} more={pages.hasNextPage} />
      )}
    </>
  )
}

interface ChooseProps {
  readonly devices: readonly Equipment[]
  /** There are more than fit one print. */
  readonly more: boolean
}
const Choose = ({ devices, more }: ChooseProps) => {
  const { t } = useTranslation()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = devices.filter(({ id }) => !left.has(id))
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  return (
    <div className="labels-page">
      <section className="panel-card" aria-label={t('register.which')}>
        <h2>{t('register.which')}</h2>
        {more && <p className="notice amber">▲ {t('register.tooMany', { most: MOST_LABELS })}</p>}
        <div className="acts start">
          <button type="button" className="button small" onClick={() => setLeft(new Set())}>
            {t('register.chooseAll')}
          </button>
          <button type="button" className="button small" onClick={() => setLeft(new Set(devices.map(({ id }) => id)))}>
            {t('register.chooseNone')}
          </button>
          <span className="faint">{t('register.chosen', { count: chosen.length })}</span>
        </div>
        {devices.length === 0 && <p className="faint">{t('register.nothingFound')}</p>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard */}
        <section className="label-choices" aria-label={t('register.which')} tabIndex={0}>
          <ul className="rows">
            {devices.map(({ id, room, name, propertyNumber }) => (
              <li key={id}>
                <label>
                  <input type="checkbox" checked={!left.has(id)} onChange={() => toggle(id)} />
                  <span>
                    <b>{room}</b> {name} <span className="faint">{propertyNumber}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </section>
      </section>
      <Print chosen={chosen} />
    </div>
  )
}

const LOOPBACK = /^https?:\/\/(localhost|127\.|\[::1\])/

const Print = ({ chosen }: { readonly chosen: readonly Equipment[] }) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const [sheetId, setSheetId] = useState<LabelSheetId | 'own'>('L7160')
  const [own, setOwn] = useState(OWN)
  const [startAt, setStartAt] = useState(1)
  const [frames, setFrames] = useState(false)
  const [panel, setPanel] = useState(window.location.origin)
  const chosenSheet = sheetId === 'own' ? own : sheetId
  const sheet = sheetOf(chosenSheet)
  const most = sheet === null ? 1 : sheet.columns * sheet.rows
  const start = Math.min(Math.max(1, startAt), most)
  const pages = Math.ceil((start - 1 + chosen.length) / most)
  const print = () =>
    attempt(() =>
      printLabels(
        api,
        { ids: chosen.map(({ id }) => id), sheet: chosenSheet, startAt: start, frames, address: panel },
        'nooncast-labels.pdf',
      ),
    )
  return (
    <section className="panel-card" aria-label={t('register.sheet')}>
      <h2>{t('register.sheet')}</h2>
      <div className="fields">
        <div>
          <label htmlFor="label-sheet">{t('register.sheetKind')}</label>
          <select
            id="label-sheet"
            value={sheetId}
            onChange={(event) => setSheetId(SHEETS.find((each) => each === event.currentTarget.value) ?? 'own')}
          >
            {SHEETS.map((each) => (
              <option key={each} value={each}>
                {t(`register.sheets.${each}`)}
              </option>
            ))}
            <option value="own">{t('register.sheets.own')}</option>
          </select>
        </div>
        {sheetId === 'own' && (
          <fieldset className="device-fields" aria-label={t('register.sheets.own')}>
            {MEASURES.map((measure) => (
              <div key={measure}>
                <label htmlFor={`sheet-${measure}`}>{t(`register.measure.${measure}`)}</label>
                <input
                  id={`sheet-${measure}`}
                  type="number"
                  min={measure === 'columns' || measure === 'rows' ? 1 : 0}
                  max={measure === 'columns' ? 6 : measure === 'rows' ? 16 : 60}
                  step={measure === 'columns' || measure === 'rows' ? 1 : 0.1}
                  value={own[measure]}
                  onChange={(event) => setOwn({ ...own, [measure]: event.currentTarget.valueAsNumber || 0 })}
                />
              </div>
            ))}
          </fieldset>
        )}
        <div>
          <label htmlFor="label-start">{t('register.startAt', { most })}</label>
          <input
            id="label-start"
            type="number"
            min={1}
            max={most}
            value={start}
            onChange={(event) => setStartAt(event.currentTarget.valueAsNumber || 1)}
          />
        </div>
        <div>
          <label htmlFor="label-address">{t('register.address')}</label>
          <input id="label-address" value={panel} onChange={(event) => setPanel(event.currentTarget.value.trim())} />
          {LOOPBACK.test(panel) && <span className="field-wrong">▲ {t('register.addressLocal')}</span>}
        </div>
        <label className="check">
          <input type="checkbox" checked={frames} onChange={(event) => setFrames(event.currentTarget.checked)} />
          {t('register.frames')}
        </label>
      </div>
      {sheet === null ? (
        <p className="notice amber" role="status">
          ▲ {t('register.tooSmall')}
        </p>
      ) : (
        <SheetPicture sheet={sheet} start={start} count={chosen.length} />
      )}
      <p className="faint">{t('register.printHint')}</p>
      <div className="acts start">
        <button
          type="button"
          className="button primary"
          disabled={sheet === null || chosen.length === 0}
          onClick={print}
        >
          {t('register.print', { count: chosen.length, pages: Math.max(1, pages) })}
        </button>
      </div>
    </section>
  )
}

/** The first sheet as it will be printed: which labels are taken. */
const SheetPicture = ({
  sheet,
  start,
  count,
}: {
  readonly sheet: Sheet
  readonly start: number
  readonly count: number
}) => {
  const cells = Array.from({ length: sheet.columns * sheet.rows }, (_, place) => ({
    place: place + 1,
    x: sheet.left + (place % sheet.columns) * sheet.pitchX,
    y: sheet.top + Math.floor(place / sheet.columns) * sheet.pitchY,
  }))
  return (
    <svg className="sheet-picture" viewBox={`0 0 ${PAPER_MM.width} ${PAPER_MM.height}`} aria-hidden="true">
      {cells.map(({ place, x, y }) => (
        <rect
          key={place}
          x={x + 1}
          y={y + 1}
          width={sheet.width - 2}
          height={sheet.height - 2}
          rx={2}
          fill={place >= start && place < start + count ? '#1c5f8a' : '#fff'}
          stroke="#999"
        />
      ))}
    </svg>
  )
}

/** One airing of the week: why it is there, and what may be done to it on this date. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ExceptionChange, Slot } from '../../../protocol/calendar.ts'
import { sayReasons } from '../../../protocol/reasons.ts'
import type { ExceptionView } from '../../../protocol/schedule-preview.ts'
import { type SchoolDate, timeOfDay } from '../../../protocol/time.ts'
import { useLanguage, useMay, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { Drawer } from '../../shell/drawer.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { nameOf, timesOf } from './airing-words.ts'
import { MediaOrder } from './choice-lists.tsx'
import { useDateChange } from './date-change.ts'
import { DraftPreview } from './draft-preview.tsx'
import type { SharedPlan } from './schedule-queries.ts'
import { inputOf } from './slot-draft.ts'

/** Where a drag let go of it. */
export interface Dropped {
  readonly startTime: string
  readonly endTime: string
}
type Act = 'look' | 'move' | 'replace'

interface Props {
  readonly plan: SharedPlan
  readonly date: SchoolDate
  readonly slot: Slot | undefined
  readonly exception: ExceptionView | undefined
  readonly dropped: Dropped | null
  readonly onEdit: (slot: Slot, copy: boolean) => void
  readonly onClose: () => void
}
export const EntryDrawer = ({ plan: { airing, groups }, date, slot, exception, dropped, onEdit, onClose }: Props) => {
  const { t } = useTranslation()
  const { school } = usePanel()
  const language = useLanguage()
  const writes = useMay('schedule.write')
  const name = slot?.name ?? nameOf(airing, t)
  const [act, setAct] = useState<Act>(dropped === null ? 'look' : 'move')
  const change = useDateChange({ slotId: airing.slotId ?? '', date, name, held: exception })
  const close = (work: Promise<void>) => work.then(onClose)
  return (
    <Drawer title={`${shortDate(date, language)} ${nameOf(airing, t)}`} onClose={onClose}>
      <p>
        <b>{timesOf(airing, school)}</b> · {t('timetable.forGroups', { count: groups.length })}
      </p>
      <h3>{t('act.why')}</h3>
      <p>{sayReasons(airing.reasons, language)}</p>
      {exception !== undefined && (
        <p className="notice amber">
          {t(`timetable.exceptionOf.${exception.change.type}`)}
          {exception.note !== '' && ` · ${exception.note}`}
          {exception.by !== null && ` · ${t('timetable.by', { name: exception.by })}`}
        </p>
      )}
      {writes && slot !== undefined && (
        <>
          <div className="acts start">
            {exception?.change.type !== 'cancel' && (
              <button type="button" className="button" onClick={() => close(change.change({ type: 'cancel' }))}>
                {t('timetable.cancelDate')}
              </button>
            )}
            <button type="button" className="button" aria-pressed={act === 'move'} onClick={() => setAct('move')}>
              {t('timetable.moveDate')}
            </button>
            <button type="button" className="button" aria-pressed={act === 'replace'} onClick={() => setAct('replace')}>
              {t('timetable.replaceDate')}
            </button>
            {exception !== undefined && (
              <button type="button" className="button" onClick={() => close(change.restore())}>
                {t('timetable.restore')}
              </button>
            )}
            <button type="button" className="button" onClick={() => onEdit(slot, false)}>
              {t('timetable.editSlot')}
            </button>
            <button type="button" className="button" onClick={() => onEdit(slot, true)}>
              {t('timetable.copySlot')}
            </button>
          </div>
          {act !== 'look' && (
            <DateForm
              key={act}
              act={act}
              slot={slot}
              date={date}
              times={dropped ?? timesOfPlan(school.shortTime(airing.start), school.shortTime(airing.end))}
              onSave={(wanted, note) => close(change.change(wanted, note))}
              onClose={onClose}
            />
          )}
        </>
      )}
    </Drawer>
  )
}

const timesOfPlan = (startTime: string, endTime: string): Dropped => ({ startTime, endTime })

interface FormProps {
  readonly act: 'move' | 'replace'
  readonly slot: Slot
  readonly date: SchoolDate
  readonly times: Dropped
  readonly onSave: (change: ExceptionChange, note: string) => void
  readonly onClose: () => void
}
const DateForm = ({ act, slot, date, times, onSave, onClose }: FormProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const language = useLanguage()
  const id = useId()
  const [startTime, setStart] = useState(times.startTime)
  const [endTime, setEnd] = useState(times.endTime)
  const [mediaIds, setMedia] = useState<string[]>([])
  const [note, setNote] = useState('')
  const wanted: ExceptionChange =
    act === 'move'
      ? { type: 'move', startTime: timeOfDay(startTime), endTime: timeOfDay(endTime) }
      : { type: 'replace', mediaIds }
  const complete = act === 'move' ? startTime !== '' && endTime !== '' : mediaIds.length > 0
  const put = (input: ReturnType<typeof inputOf>, version: number) =>
    api.send('PUT', `/api/slots/${slot.id}`, Slot, { ...input, version })
  /** Every date of the slot, with the way back. */
  const moveSlot = () =>
    attempt(async () => {
      const input = { ...inputOf(slot), startTime: timeOfDay(startTime), endTime: timeOfDay(endTime) }
      const { version } = await put(input, slot.version)
      await queries.invalidateQueries()
      onClose()
      done(t('timetable.slotSaved', { name: slot.name }), {
        label: t('act.undo'),
        run: () =>
          attempt(async () => {
            await put(inputOf(slot), version)
            await queries.invalidateQueries()
            done(t('act.undone'))
          }),
      })
    })
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(wanted, note.trim())
      }}
    >
      {act === 'move' ? (
        <div className="fields row">
          <div>
            <label htmlFor={`${id}start`}>{t('timetable.start')}</label>
            <input
              id={`${id}start`}
              type="time"
              required
              value={startTime}
              onChange={(event) => setStart(event.target.value)}
            />
          </div>
          <div>
            <label htmlFor={`${id}end`}>{t('timetable.end')}</label>
            <input
              id={`${id}end`}
              type="time"
              required
              value={endTime}
              onChange={(event) => setEnd(event.target.value)}
            />
          </div>
        </div>
      ) : (
        <MediaOrder value={mediaIds} onChange={setMedia} />
      )}
      <div>
        <label htmlFor={`${id}note`}>{t('timetable.note')}</label>
        <input id={`${id}note`} value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </div>
      <DraftPreview
        draft={complete ? { type: 'exception', slotId: slot.id, date, change: wanted } : null}
        from={date}
        to={date}
      />
      <div className="acts drawer-acts">
        {act === 'move' && (
          <button type="button" className="button" disabled={!complete} onClick={moveSlot}>
            {t('timetable.moveSlot')}
          </button>
        )}
        <button type="submit" className="button primary" disabled={!complete}>
          {t('timetable.exception', { date: shortDate(date, language) })}
        </button>
      </div>
    </form>
  )
}

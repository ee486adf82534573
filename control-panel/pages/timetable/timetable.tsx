/** The timetable: the week with its reasons, the calendar behind it, the day sheet for the door, and any day rehearsed. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot, SlotInput } from '../../../protocol/calendar.ts'
import { useMay, usePanel } from '../../context.tsx'
import { addDays, longDate, mondayOf } from '../../school-time.ts'
import { Failed } from '../../shell/failed.tsx'
import type { Dated } from './dated.ts'
import { EntryDrawer } from './entry-drawer.tsx'
import { Month } from './month.tsx'
import { Rehearsal } from './rehearsal.tsx'
import { useCalendar, useExceptions, useSharedRundown, useSlots } from './schedule-queries.ts'
import { Sheet } from './sheet.tsx'
import { inputOf, NEW_SLOT } from './slot-draft.ts'
import { SlotEditor } from './slot-editor.tsx'
import { type Chosen, Week } from './week.tsx'
import './timetable.css'

const VIEWS = ['week', 'month', 'sheet', 'rehearsal'] as const
type View = (typeof VIEWS)[number]

const Timetable = () => {
  const { t } = useTranslation()
  const { live, school } = usePanel()
  const [view, setView] = useState<View>('week')
  const [date, setDate] = useState(() => school.date(live.now()))
  return (
    <>
      <div className="page-head no-print">
        <h1>{t('timetable.title')}</h1>
        <fieldset className="choices">
          <legend className="hidden">{t('timetable.view')}</legend>
          {VIEWS.map((each) => (
            <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
              {t(`timetable.${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {view === 'week' && <WeekPage date={date} setDate={setDate} />}
      {view === 'month' && <Month date={date} setDate={setDate} />}
      {view === 'sheet' && <Sheet date={date} setDate={setDate} />}
      {view === 'rehearsal' && <Rehearsal date={date} setDate={setDate} />}
    </>
  )
}
export default Timetable

interface Editing {
  readonly slot: Slot | null
  readonly start: SlotInput
}
const WeekPage = ({ date, setDate }: Dated) => {
  const { t } = useTranslation()
  const { live, school, settings } = usePanel()
  const writes = useMay('schedule.write')
  const monday = mondayOf(date)
  const sunday = addDays(monday, 6)
  const rundown = useSharedRundown(monday, sunday)
  const calendar = useCalendar(monday, sunday)
  const exceptions = useExceptions(monday, sunday)
  const slots = useSlots()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const failed = [rundown, calendar, exceptions].find(({ isError, data }) => isError && data === undefined)
  if (failed?.error != null) return <Failed error={failed.error} retry={() => failed.refetch()} />
  return (
    <>
      <div className="week-head">
        <button
          type="button"
          className="button"
          aria-label={t('act.previous')}
          onClick={() => setDate(addDays(monday, -7))}
        >
          ‹
        </button>
        <button type="button" className="button" onClick={() => setDate(school.date(live.now()))}>
          {t('act.today')}
        </button>
        <button type="button" className="button" aria-label={t('act.next')} onClick={() => setDate(addDays(monday, 7))}>
          ›
        </button>
        <span className="grow">
          {t('timetable.weekOf', {
            from: longDate(monday, settings.minguoYears),
            to: longDate(sunday, settings.minguoYears),
          })}
        </span>
        {writes && (
          <button type="button" className="button primary" onClick={() => setEditing({ slot: null, start: NEW_SLOT })}>
            {t('timetable.newSlot')}
          </button>
        )}
      </div>
      <Week
        monday={monday}
        plans={rundown.data}
        days={calendar.data}
        exceptions={exceptions.data ?? []}
        mayMove={writes}
        onChoose={setChosen}
      />
      {chosen !== null && (
        <EntryDrawer
          plan={chosen.plan}
          date={chosen.date}
          dropped={chosen.dropped}
          slot={slots.data?.find((slot) => slot.id === chosen.plan.airing.slotId)}
          exception={exceptions.data?.find(
            (each) => each.date === chosen.date && each.slotId === chosen.plan.airing.slotId,
          )}
          onEdit={(slot, copy) => {
            setChosen(null)
            setEditing({ slot: copy ? null : slot, start: inputOf(slot) })
          }}
          onClose={() => setChosen(null)}
        />
      )}
      {editing !== null && (
        <SlotEditor
          key={editing.slot?.id ?? 'new'}
          slot={editing.slot}
          start={editing.start}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

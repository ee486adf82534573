/** A slot's form, with what it would change before it is saved; two people's versions are both told. */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Slot, type SlotInput } from '../../../protocol/calendar.ts'
import { Problem } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { addDays } from '../../school-time.ts'
import { Drawer } from '../../shell/drawer.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { DraftPreview } from './draft-preview.tsx'
import { useSlots } from './schedule-queries.ts'
import { SlotConflict } from './slot-conflict.tsx'
import { inputOf, isComplete } from './slot-draft.ts'
import { SlotFields } from './slot-fields.tsx'

interface Props {
  /** Null: a new slot. */
  readonly slot: Slot | null
  readonly start: SlotInput
  readonly onClose: () => void
}
export const SlotEditor = ({ slot, start, onClose }: Props) => {
  const { t } = useTranslation()
  const { api, live, school } = usePanel()
  const { done, failed, attempt } = useNotices()
  const queries = useQueryClient()
  const [input, setInput] = useState(start)
  const [version, setVersion] = useState(slot?.version ?? 1)
  const [theirs, setTheirs] = useState<Slot | null>(null)
  const latest = useSlots()
  const today = school.date(live.now())
  const complete = isComplete(input)
  const change = (patch: Partial<SlotInput>) => setInput((held) => ({ ...held, ...patch }))
  const finish = async (text: string) => {
    await queries.invalidateQueries()
    done(text)
    onClose()
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { ...input, name: input.name.trim() }
    try {
      if (slot === null) await api.send('POST', '/api/slots', Slot, body)
      else await api.send('PUT', `/api/slots/${slot.id}`, Slot, { ...body, version })
      await finish(t('timetable.slotSaved', { name: body.name }))
    } catch (problem) {
      failed(problem)
      if (!(problem instanceof Problem) || problem.code !== 'CONFLICT' || slot === null) return
      const { data } = await latest.refetch()
      setTheirs(data?.find((each) => each.id === slot.id) ?? null)
    }
  }
  const remove = (held: Slot) =>
    attempt(async () => {
      await api.act('DELETE', `/api/slots/${held.id}`)
      await queries.invalidateQueries()
      onClose()
      done(t('timetable.slotRemoved', { name: held.name }), {
        label: t('act.undo'),
        run: () =>
          attempt(async () => {
            await api.send('POST', `/api/slots/${held.id}/restore`, Slot)
            await queries.invalidateQueries()
            done(t('act.undone'))
          }),
      })
    })
  return (
    <Drawer title={slot === null ? t('timetable.newSlot') : t('timetable.editSlot')} onClose={onClose}>
      <form className="fields" onSubmit={save}>
        <SlotFields input={input} change={change} today={today} />
        {theirs !== null && (
          <SlotConflict
            mine={input}
            theirs={theirs}
            keep={() => {
              setVersion(theirs.version)
              setTheirs(null)
            }}
            take={() => {
              setInput(inputOf(theirs))
              setVersion(theirs.version)
              setTheirs(null)
            }}
          />
        )}
        <DraftPreview
          draft={complete ? { type: 'slot', id: slot?.id ?? null, slot: input } : null}
          from={today}
          to={addDays(today, 27)}
        />
        <div className="acts drawer-acts">
          {slot !== null && (
            <button type="button" className="button danger" onClick={() => remove(slot)}>
              {t('timetable.removeSlot')}
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            {t('act.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!complete || theirs !== null}>
            {t('act.save')}
          </button>
        </div>
      </form>
    </Drawer>
  )
}

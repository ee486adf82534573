/** What a person does to one date of a slot; the message that says so carries the way back. */
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ExceptionChange } from '../../../protocol/calendar.ts'
import type { ExceptionView } from '../../../protocol/schedule-preview.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { shortDate } from '../../school-time.ts'
import { useNotices } from '../../shell/notices.tsx'

interface Target {
  readonly slotId: string
  readonly date: SchoolDate
  readonly name: string
  /** What is already different on that date. */
  readonly held: ExceptionView | undefined
}

export const useDateChange = ({ slotId, date, name, held }: Target) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const language = useLanguage()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const told = { name, date: shortDate(date, language) }
  const path = `/api/slots/${slotId}/exceptions/${date}`
  const put = (change: ExceptionChange, note: string) => api.act('PUT', path, { change, note })
  const sentence = (change: ExceptionChange): string => {
    switch (change.type) {
      case 'cancel':
        return t('timetable.cancelled', told)
      case 'move':
        return t('timetable.moved', { ...told, time: `${change.startTime}–${change.endTime}` })
      case 'replace':
        return t('timetable.replaced', told)
      default:
        return change satisfies never
    }
  }
  const undo = () =>
    attempt(async () => {
      if (held === undefined) await api.act('DELETE', path)
      else await put(held.change, held.note)
      await queries.invalidateQueries()
      done(t('act.undone'))
    })
  return {
    change: (change: ExceptionChange, note = '') =>
      attempt(async () => {
        await put(change, note)
        await queries.invalidateQueries()
        done(sentence(change), { label: t('act.undo'), run: undo })
      }),
    restore: () =>
      attempt(async () => {
        await api.act('DELETE', path)
        await queries.invalidateQueries()
        done(t('timetable.restored', told), held && { label: t('act.undo'), run: undo })
      }),
  }
}

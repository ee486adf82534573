/** What the timetable's pages ask the server. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Type } from 'typebox'
import { CalendarDay, Slot, Term } from '../../../protocol/calendar.ts'
import { ExceptionView, type ScheduleDraft, SchedulePreview, SharedAiring } from '../../../protocol/schedule-preview.ts'
import { Series } from '../../../protocol/series.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { type PlannedAiring, planned } from '../../queries.ts'

const itemsOf = <Item extends Parameters<typeof Type.Array>[0]>(item: Item) => Type.Object({ items: Type.Array(item) })

/** An airing with the groups that share it. */
export interface SharedPlan {
  readonly airing: PlannedAiring
  readonly groups: readonly string[]
}
const sharedPlan = ({ airing, groups }: SharedAiring): SharedPlan => ({ airing: planned(airing), groups })

export const useSharedRundown = (from: SchoolDate, to: SchoolDate) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['rundown', 'shared', from, to],
    queryFn: async () =>
      (await api.get(address('/api/rundown/shared', { from, to }), itemsOf(SharedAiring))).items.map(sharedPlan),
  })
}

export const useCalendar = (from: SchoolDate, to: SchoolDate) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['calendar', from, to],
    queryFn: async () => (await api.get(address('/api/calendar', { from, to }), itemsOf(CalendarDay))).items,
  })
}

const Sources = Type.Object({ items: Type.Array(CalendarDay), by: Type.Union([Type.String(), Type.Null()]) })
export const useSources = (date: SchoolDate) => {
  const { api } = usePanel()
  return useQuery({ queryKey: ['calendar', 'sources', date], queryFn: () => api.get(`/api/calendar/${date}`, Sources) })
}

export const useExceptions = (from: SchoolDate, to: SchoolDate) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['schedule', 'exceptions', from, to],
    queryFn: async () => (await api.get(address('/api/exceptions', { from, to }), itemsOf(ExceptionView))).items,
  })
}

export const useSlots = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['schedule', 'slots', 'items'],
    queryFn: async () => (await api.get('/api/slots', itemsOf(Slot))).items,
  })
}

export const useTerms = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['calendar', 'terms'],
    queryFn: async () => (await api.get('/api/terms', itemsOf(Term))).items,
  })
}

export const useSeriesList = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['schedule', 'series'],
    queryFn: async () => (await api.get(address('/api/series', { limit: 500 }), pageOf(Series))).items,
  })
}

/** Long enough not to ask at every key. */
const SETTLED_MS = 300

/** What a draft would change; null while there is none. A question that was overtaken is taken back. */
export const usePreview = (draft: ScheduleDraft | null, from: SchoolDate, to: SchoolDate) => {
  const { api } = usePanel()
  const asked = JSON.stringify({ from, to, draft })
  const [settled, setSettled] = useState(asked)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [asked])
  const query = useQuery({
    queryKey: ['rundown', 'preview', asked],
    enabled: draft !== null && settled === asked,
    retry: false,
    queryFn: async ({ signal }) => {
      const body = { from, to, draft }
      const answer = await api.send('POST', '/api/schedule/preview', SchedulePreview, body, signal)
      const { airings, conflicts, changes } = answer
      return {
        airings: airings.map(sharedPlan),
        conflicts: conflicts.map(sharedPlan),
        changes: changes.map(({ before, after, groups }) => ({
          before: before && planned(before),
          after: after && planned(after),
          groups,
        })),
      }
    },
  })
  return query
}

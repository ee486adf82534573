/** What the pages of faults ask the server. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import type { FaultAct } from '../../../protocol/fault.ts'
import { FaultDetail, FaultItem, FaultPerson } from '../../../protocol/fault-desk.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useNotices } from '../../shell/notices.tsx'

/** @param query as the page's address has it; the server reads the same */
export const useFaults = (query: string, limit: number) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['faults', 'list', query, limit],
    queryFn: async () => {
      const asked = new URLSearchParams(query)
      asked.set('limit', String(limit))
      if (!asked.has('state')) asked.set('state', 'open')
      return api.get(`/api/faults?${asked}`, pageOf(FaultItem))
    },
    placeholderData: (previous) => previous,
  })
}

export const useFault = (id: string) => {
  const { api } = usePanel()
  return useQuery({ queryKey: ['faults', 'detail', id], queryFn: () => api.get(`/api/faults/${id}`, FaultDetail) })
}

const People = Type.Object({ items: Type.Array(FaultPerson) })
export const useFaultPeople = () => {
  const { api } = usePanel()
  const asked = useQuery({
    queryKey: ['users', 'faults'],
    queryFn: async () => (await api.get('/api/faults/people', People)).items,
  })
  return asked.data ?? []
}

/** Does an act, and offers the way back where there is one. */
export const useFaultAct = ({ id, number }: Pick<FaultItem, 'id' | 'number'>) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const queries = useQueryClient()
  const send = async (act: FaultAct, version?: number) => {
    const body = version === undefined ? { act } : { act, version }
    queries.setQueryData(['faults', 'detail', id], await api.send('POST', `/api/faults/${id}/acts`, FaultDetail, body))
    await queries.invalidateQueries({ queryKey: ['faults', 'list'] })
  }
  return (act: FaultAct, version: number): Promise<void> =>
    attempt(async () => {
      await send(act, version)
      const undo = { label: t('act.undo'), run: () => attempt(() => send({ type: 'reopen', note: t('act.undo') })) }
      done(t('faults.done', { number }), act.type === 'dismiss' || act.type === 'merge' ? undo : undefined)
    })
}

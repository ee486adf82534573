/** What the pages of duties ask the server; a key begins with the topic that makes it stale. */
import { useQuery } from '@tanstack/react-query'
import { Type } from 'typebox'
import { Absence, Duty } from '../../../protocol/duty.ts'
import { DutyBoard } from '../../../protocol/duty-occurrence.ts'
import { MeasuredServer, Site } from '../../../protocol/duty-probe.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'

export const useBoard = () => {
  const { api } = usePanel()
  return useQuery({ queryKey: ['duties', 'board'], queryFn: () => api.get('/api/duty-board', DutyBoard) })
}

export const useDuties = (q = '') => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['duties', 'list', q],
    queryFn: async () => (await api.get(address('/api/duties', { limit: 500, q }), pageOf(Duty))).items,
    placeholderData: (previous) => previous,
  })
}

export const useDutyOf = (id: string) => {
  const { api } = usePanel()
  return useQuery({ queryKey: ['duties', 'one', id], queryFn: () => api.get(`/api/duties/${id}`, Duty) })
}

const Person = Type.Object({ id: Type.String(), name: Type.String() })

/** Who may do duties. */
export const useDoers = () => {
  const { api } = usePanel()
  const asked = useQuery({
    queryKey: ['duties', 'people'],
    queryFn: async () => (await api.get('/api/duty-people', pageOf(Person))).items,
  })
  return asked.data ?? []
}

export const useAbsences = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['duties', 'absences'],
    queryFn: async () => (await api.get('/api/absences', pageOf(Absence))).items,
  })
}

export const useSites = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['duties', 'sites'],
    queryFn: async () => (await api.get('/api/duty-sites', pageOf(Site))).items,
  })
}

export const useServers = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['duties', 'servers'],
    queryFn: async () => (await api.get('/api/measured-servers', pageOf(MeasuredServer))).items,
  })
}

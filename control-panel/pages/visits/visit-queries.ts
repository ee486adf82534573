/** What the pages of vendors and visits ask the server. */
import { useQuery } from '@tanstack/react-query'
import { Type } from 'typebox'
import type { SchoolDate } from '../../../protocol/time.ts'
import { CalledItem, CallItem, VendorView } from '../../../protocol/vendor.ts'
import { VisitDetail, type VisitState, VisitView } from '../../../protocol/visit.ts'
import { address } from '../../api.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'

export interface VisitsWanted {
  readonly from?: SchoolDate
  readonly to?: SchoolDate
  readonly vendorId?: string
  readonly faultId?: string
  readonly state?: VisitState
  readonly q?: string
}

export const useVisits = (wanted: VisitsWanted) => {
  const { api } = usePanel()
  const language = useLanguage()
  return useQuery({
    queryKey: ['visits', 'list', wanted, language],
    queryFn: async () => (await api.get(address('/api/visits', { limit: 500, ...wanted }), pageOf(VisitView))).items,
    placeholderData: (previous) => previous,
  })
}

export const useVisit = (id: string) => {
  const { api } = usePanel()
  const language = useLanguage()
  return useQuery({
    queryKey: ['visits', 'one', id, language],
    queryFn: () => api.get(`/api/visits/${id}`, VisitDetail),
  })
}

export const useVendor = (id: string) => {
  const { api } = usePanel()
  return useQuery({ queryKey: ['vendors', 'one', id], queryFn: () => api.get(`/api/vendors/${id}`, VendorView) })
}

const Unassigned = Type.Object({ items: Type.Array(CallItem), nextCursor: Type.Null() })
const Called = Type.Object({ items: Type.Array(CalledItem), nextCursor: Type.Null() })

/** Faults that wait to be told, nobody knows to whom. */
export const useUnassigned = () => {
  const { api } = usePanel()
  const language = useLanguage()
  return useQuery({
    queryKey: ['faults', 'unassigned', language],
    queryFn: async () => (await api.get('/api/vendors/unassigned', Unassigned)).items,
  })
}

/** Faults that were told to a vendor and have no visit. */
export const useCalled = (vendorId: string) => {
  const { api } = usePanel()
  const language = useLanguage()
  return useQuery({
    queryKey: ['vendors', 'called', vendorId, language],
    queryFn: async () => (await api.get(`/api/vendors/${vendorId}/called`, Called)).items,
  })
}

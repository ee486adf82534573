/** What the register's pages ask the server, and the filter that their address keeps. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { Type } from 'typebox'
import { Equipment, EquipmentRoom, EquipmentSummary } from '../../../protocol/equipment.ts'
import { EquipmentDetail } from '../../../protocol/equipment-detail.ts'
import { useLanguage, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { addressOf, type Filter, filterIn, queryOf } from './filter.ts'

const PAGE = 60

/** The filter of the page's address; a change replaces the address, so that “back” leaves the page. */
export const useFilter = (path: string): readonly [Filter, (filter: Filter) => void] => {
  const [filter, setFilter] = useState(() => filterIn(window.location.hash))
  useEffect(() => {
    const read = () => setFilter(filterIn(window.location.hash))
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  const change = useCallback(
    (next: Filter) => {
      window.history.replaceState(window.history.state, '', `#${addressOf(next, path)}`)
      setFilter(next)
    },
    [path],
  )
  return [filter, change]
}

/** Devices a page at a time, as far as somebody scrolled. */
export const useDevices = (filter: Filter, limit = PAGE) => {
  const { api } = usePanel()
  const query = queryOf(filter)
  return useInfiniteQuery({
    queryKey: ['equipment', 'pages', query.toString(), limit],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams(query)
      asked.set('limit', String(limit))
      if (pageParam !== '') asked.set('cursor', pageParam)
      return api.get(`/api/equipment?${asked}`, pageOf(Equipment))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  })
}

export const useSummary = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['equipment', 'summary'],
    queryFn: () => api.get('/api/equipment/summary', EquipmentSummary),
  })
}

const Rooms = Type.Object({ items: Type.Array(EquipmentRoom) })
export const useRooms = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['equipment', 'rooms'],
    queryFn: async () => (await api.get('/api/equipment/rooms', Rooms)).items,
  })
}

/** Its history is told in the reader's language. */
export const useDevice = (id: string) => {
  const { api } = usePanel()
  const language = useLanguage()
  return useQuery({
    queryKey: ['equipment', 'one', id, language],
    queryFn: () => api.get(`/api/equipment/${id}`, EquipmentDetail),
  })
}

/** Asks for everything of the register anew; to be called after a change of one's own. */
export const useRegisterAgain = () => {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: ['equipment'] }), [queries])
}

/** What the pages of requests ask the server, and the acts they send. Keys begin with the topic. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import {
  type RequestActInput,
  RequestCounts,
  RequestDetail,
  RequestPace,
  RequestTemplate,
  RequestView,
} from '../../../protocol/request.ts'
import type { RequestKind } from '../../../protocol/request-kinds.ts'
import { address } from '../../api.ts'
import { useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { useNotices } from '../../shell/notices.tsx'

const Requests = pageOf(RequestView)
const People = Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) })
const Templates = Type.Object({ items: Type.Array(RequestTemplate) })
/** All that is open, in one look. */
const MOST = 500

/** @param query as the page's address has it */
export const useRequests = (query: string, limit = MOST) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['requests', 'list', query, limit],
    queryFn: () => api.get(`${address('/api/requests', { limit })}${query === '' ? '' : `&${query}`}`, Requests),
    placeholderData: (previous) => previous,
  })
}

export const useMyRequests = () => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['requests', 'mine'],
    queryFn: async () => (await api.get(address('/api/my-requests', { limit: 100 }), Requests)).items,
  })
}

export const useRequest = (id: string) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['requests', 'detail', id],
    queryFn: () => api.get(`/api/requests/${id}`, RequestDetail),
  })
}

export const useRequestCounts = () => {
  const { api } = usePanel()
  return useQuery({ queryKey: ['requests', 'counts'], queryFn: () => api.get('/api/requests/counts', RequestCounts) })
    .data
}

export const useStaff = () => {
  const { api } = usePanel()
  const reads = useMay('requests.read')
  return (
    useQuery({
      queryKey: ['users', 'request-staff'],
      queryFn: async () => (await api.get('/api/request-staff', People)).items,
      enabled: reads,
    }).data ?? []
  )
}

/** For whom one may file; empty for whoever files for themselves alone. */
export const useRequestPeople = () => {
  const { api } = usePanel()
  const writes = useMay('requests.write')
  return (
    useQuery({
      queryKey: ['users', 'request-people'],
      queryFn: async () => (await api.get('/api/request-people', People)).items,
      enabled: writes,
    }).data ?? []
  )
}

export const useTemplates = () => {
  const { api } = usePanel()
  return (
    useQuery({
      queryKey: ['requests', 'templates'],
      queryFn: async () => (await api.get('/api/request-templates', Templates)).items,
    }).data ?? []
  )
}

/** How long a kind takes, in words; null: not known yet. */
export const usePace = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const paces = useQuery({
    queryKey: ['requests', 'pace'],
    queryFn: async () => (await api.get('/api/request-pace', RequestPace)).items,
  }).data
  return (kind: RequestKind): string | null => {
    const pace = paces?.find((each) => each.kind === kind)
    if (pace === undefined) return null
    if (pace.usualDays === null) return t('requests.aim', { days: pace.targetDays })
    return pace.usualDays < 1 ? t('requests.usuallySameDay') : t('requests.usually', { days: pace.usualDays })
  }
}

/** Sends an act; what came of it, or that somebody else was faster, is then seen. */
export const useRequestAct = ({ id, number }: Pick<RequestView, 'id' | 'number'>) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const send = async (input: RequestActInput): Promise<void> => {
    try {
      const after = await api.send('POST', `/api/requests/${id}/acts`, RequestDetail, input)
      queries.setQueryData(['requests', 'detail', id], after)
    } finally {
      await queries.invalidateQueries({ queryKey: ['requests'] })
    }
  }
  /** @param back the act that takes it back; left out: there is none */
  return (input: RequestActInput, what: string, back?: RequestActInput): Promise<boolean> => {
    const undo = () =>
      attempt(async () => {
        if (back !== undefined) await send(back)
        done(t('act.undone'))
      })
    let isDone = false
    return attempt(async () => {
      await send(input)
      isDone = true
      const said = t('requests.done', { number, what })
      done(said, back === undefined ? undefined : { label: t('act.undo'), run: undo })
    }).then(() => isDone)
  }
}

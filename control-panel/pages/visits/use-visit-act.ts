/** Acting on a visit as it was seen; refused too, what somebody else did meanwhile is then shown. */
import { useQueryClient } from '@tanstack/react-query'
import { type VisitAct, VisitView } from '../../../protocol/visit.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'

const TOPICS = ['visits', 'vendors', 'faults'] as const

export const useVisitAct = ({ id, version }: Pick<VisitView, 'id' | 'version'>) => {
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  return (act: VisitAct, then: (visit: VisitView) => void = () => undefined): Promise<void> =>
    attempt(async () => {
      try {
        then(await api.send('POST', `/api/visits/${id}/acts`, VisitView, { act, version }))
      } finally {
        await Promise.all(TOPICS.map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
      }
    })
}

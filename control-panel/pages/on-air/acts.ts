/** What was done to what is on the air, and doing it: asked, then followed until the TVs confirmed. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { Act, type ActRequest, type EmergencyRequest, type SkipRequest } from '../../../protocol/acts.ts'
import { SharedAiring } from '../../../protocol/schedule-preview.ts'
import { useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import { planned } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'

const Progress = Type.Object({ act: Act })
const Instead = Type.Object({ items: Type.Array(SharedAiring) })

export const useActs = () => {
  const { api } = usePanel()
  const allowed = useMay('playout.control')
  return useQuery({
    queryKey: ['acts'],
    queryFn: async () => (await api.get('/api/acts', pageOf(Act))).items,
    enabled: allowed,
  })
}

/** What would air in the time that a skip takes, asked of the server; null: nothing is chosen to skip. */
export const useInstead = (request: SkipRequest | null) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['rundown', 'instead', request],
    queryFn: async ({ signal }) =>
      (await api.send('POST', '/api/acts/instead', Instead, { request }, signal)).items.map(({ airing, groups }) => ({
        airing: planned(airing),
        groups,
      })),
    enabled: request !== null,
    retry: false,
  })
}

export interface Doing {
  /** @param why kept with the act; empty: not said */
  act(request: ActRequest, why?: string): Promise<void>
  emergency(request: EmergencyRequest, why?: string): Promise<void>
  undo(act: Pick<Act, 'id'>): Promise<void>
}

export const useDoing = (): Doing => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const again = useCallback(() => queries.invalidateQueries({ queryKey: ['acts'] }), [queries])
  const undo = useCallback(
    ({ id }: Pick<Act, 'id'>) =>
      attempt(async () => {
        await api.send('POST', `/api/acts/${id}/undo`, Progress)
        await again()
        done(t('act.undone'))
      }),
    [api, again, attempt, done, t],
  )
  const send = useCallback(
    (path: string, request: ActRequest | EmergencyRequest, why: string) =>
      attempt(async () => {
        const { act } = await api.send('POST', path, Progress, { request, why })
        await again()
        done(t('act.asked'), act.undoable ? { label: t('act.undo'), run: () => undo(act) } : undefined)
      }),
    [api, again, attempt, done, t, undo],
  )
  return {
    act: (request, why = '') => send('/api/acts', request, why),
    emergency: (request, why = '') => send('/api/emergency', request, why),
    undo,
  }
}

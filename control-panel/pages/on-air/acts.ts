/** What was done to what is on the air, and doing it: asked, then followed until the TVs confirmed. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import {
  Act,
  type ActRequest,
  type ActType,
  type EmergencyRequest,
  refusalOf,
  type Situation,
} from '../../../protocol/acts.ts'
import type { Instant } from '../../../protocol/time.ts'
import { useMay, usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'
import type { PlannedAiring } from '../../queries.ts'
import { useNotices } from '../../shell/notices.tsx'

const Progress = Type.Object({ act: Act })

export const useActs = () => {
  const { api } = usePanel()
  const allowed = useMay('playout.control')
  return useQuery({
    queryKey: ['acts'],
    queryFn: async () => (await api.get('/api/acts', pageOf(Act))).items,
    enabled: allowed,
  })
}

export interface Doing {
  act(request: ActRequest): Promise<void>
  emergency(request: EmergencyRequest): Promise<void>
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
    (path: string, request: ActRequest | EmergencyRequest) =>
      attempt(async () => {
        const { act } = await api.send('POST', path, Progress, { request })
        await again()
        done(t('act.asked'), act.undoable ? { label: t('act.undo'), run: () => undo(act) } : undefined)
      }),
    [api, again, attempt, done, t, undo],
  )
  return { act: (request) => send('/api/acts', request), emergency: (request) => send('/api/emergency', request), undo }
}

/** What is on in each of these groups, as the rule of what is legal wants to know it. */
export const situationsIn = (
  airings: readonly PlannedAiring[],
  groups: ReadonlySet<string>,
  now: Instant,
): readonly (Situation & { airing: PlannedAiring | null })[] =>
  [...groups].map((group) => {
    const airing = airings.find((each) => each.group === group && each.start <= now && now < each.end) ?? null
    return { airing, plays: airing !== null && airing.mediaId !== null && now < airing.start + airing.mediaDurationMs }
  })

/** Is the act worth offering: would at least one of the groups obey, and none forbid it? */
export const isOffered = (act: ActType, situations: readonly Situation[]): boolean => {
  const refusals = situations.map((situation) => refusalOf(act, situation))
  return !refusals.some((why) => why === 'exam' || why === 'emergency') && refusals.includes(null)
}

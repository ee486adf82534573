/** Whom an act is for, with what is on there now and what can be asked of them. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../../protocol/account.ts'
import { leastFor } from '../../../protocol/act-permission.ts'
import type { SharedAiring } from '../../../protocol/readiness.ts'
import { usePanel, usePassed, useToday } from '../../context.tsx'
import { useDisplays, useGroups, useRundown } from '../../queries.ts'
import { ASKED, type Asked, isOffered, momentsOf, type SituationNow, situationsIn, skippableIn } from './offered.ts'
import { reachedBy } from './reached.ts'

const NONE: readonly never[] = []

export interface Whom {
  /** As a request names them; empty: the whole school. */
  readonly groups: string[]
  readonly name: string
  readonly situations: readonly SituationNow[]
  readonly skippable: readonly SharedAiring[]
  /** Acts of this role, in the order of the bar; whether the moment allows them. */
  readonly acts: readonly { readonly act: Asked; readonly offered: boolean }[]
}

/** @param group empty: the whole school */
export const useWhom = (group: string): Whom => {
  const { t } = useTranslation()
  const { user } = usePanel()
  const today = useToday()
  const airings = useRundown(today, today).data ?? NONE
  const known = useGroups().data ?? NONE
  const now = usePassed(momentsOf(airings))
  const reached = useMemo(() => reachedBy(known, group), [known, group])
  const displays = (useDisplays().data ?? []).filter(({ groupId }) => reached.has(groupId ?? ''))
  const situations = useMemo(
    () => (airings.length === 0 ? [] : situationsIn(airings, reached, now)),
    [airings, reached, now],
  )
  const skippable = useMemo(() => skippableIn(airings, reached, now), [airings, reached, now])
  return {
    groups: group === '' ? [] : [group],
    name: known.find(({ id }) => id === group)?.name ?? t('onAir.everyone'),
    situations,
    skippable,
    acts: ASKED.filter((act) => may(user.role, leastFor(act))).map((act) => ({
      act,
      offered: isOffered(act, { situations, skippable, displays }),
    })),
  }
}

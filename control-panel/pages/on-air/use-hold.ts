/** Hold as the role may: until someone ends it, or for those who may do nothing beyond today, until midnight at most. */
import { useMay, usePanel } from '../../context.tsx'
import { useDoing } from './acts.ts'

export const useHold = (): ((groups: string[], why?: string) => Promise<void>) => {
  const { live, school } = usePanel()
  const beyond = useMay('playout.beyond')
  const { act } = useDoing()
  return (groups, why) => act({ type: 'hold', groups, until: beyond ? null : school.midnightAfter(live.now()) }, why)
}

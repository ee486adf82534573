/** Open faults by TV, wherever a room is shown; whoever may not see them sees none. */
import { useQuery } from '@tanstack/react-query'
import { OpenFaults, type RoomFaults } from '../../protocol/room-faults.ts'
import { useMay, usePanel } from '../context.tsx'

const NONE: ReadonlyMap<string, RoomFaults> = new Map()
const byDisplay = ({ items }: OpenFaults): ReadonlyMap<string, RoomFaults> =>
  new Map(items.flatMap((item) => (item.displayId === null ? [] : [[item.displayId, item]])))

export const useOpenFaults = (): ReadonlyMap<string, RoomFaults> => {
  const { api } = usePanel()
  const asked = useQuery({
    queryKey: ['faults', 'rooms'],
    queryFn: () => api.get('/api/rooms/open-faults', OpenFaults),
    enabled: useMay('faults.read'),
    select: byDisplay,
  })
  return asked.data ?? NONE
}

/** Those that are not over by themselves. */
export const lasting = (here: RoomFaults | undefined): number =>
  here?.faults.filter(({ healed }) => !healed).length ?? 0

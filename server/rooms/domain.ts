/** The rooms' history put together: a watch that writes it down, and what is read of it. */
import type { Display } from '../../protocol/display.ts'
import type { DisplayStore } from '../displays/store.ts'
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import { type RoomWatch, startRoomWatch } from './room-watch.ts'
import { roomRoutes } from './routes.ts'

export interface RoomsDomainDeps {
  readonly displays: DisplayStore
  readonly allDisplays: () => Promise<readonly Display[]>
}

export const roomsDomain = (ground: Ground, { displays, allDisplays }: RoomsDomainDeps) => {
  const { http, log, database, clock, timeZone, changes } = ground
  let watch: RoomWatch | null = null
  const part: Part = {
    start: () => {
      watch = startRoomWatch({ database, clock, changes, log, displays: allDisplays })
    },
    stop: () => watch?.stop(),
    chores: [{ name: 'room-tidy', at: '03:35', run: async () => watch?.tidy() }],
  }
  return {
    part,
    register: async (): Promise<void> => {
      await http.register(roomRoutes({ database, clock, displays, timeZone }))
    },
  }
}

/** Which permission an act needs: running today's plan, or more. Both ends read it. Pure. */
import type { Permission } from './account.ts'
import type { ActRequest, EmergencyRequest } from './acts.ts'
import type { Instant } from './time.ts'

export type AskedAct = ActRequest | ({ readonly type: 'emergency' } & EmergencyRequest)

/** @param midnight the end of the school's date: what ends by then is of today */
export const permissionFor = (asked: AskedAct, midnight: Instant): Permission => {
  switch (asked.type) {
    case 'emergency':
      return 'playout.emergency'
    case 'message':
      return 'playout.message'
    case 'standby':
      return asked.groups.length === 0 && asked.displays.length === 0 ? 'playout.beyond' : 'playout.control'
    case 'cut-in':
      return within(asked.end ?? asked.start, midnight)
    case 'hold':
      return asked.until == null ? 'playout.beyond' : within(asked.until, midnight)
    case 'extend':
    case 'mute':
    case 'hide':
      return within(asked.until, midnight)
    case 'replay':
      return within(asked.start, midnight)
    case 'skip':
    case 'end':
    case 'volume':
    case 'identify':
    case 'reload':
      return 'playout.control'
    default:
      return asked satisfies never
  }
}

/** @param until null: now, or its own time */
const within = (until: Instant | null, midnight: Instant): Permission =>
  until === null || until <= midnight ? 'playout.control' : 'playout.beyond'

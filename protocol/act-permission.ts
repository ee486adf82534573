/** Which permission an act needs: running today's plan, or more. Both ends read it. Pure. */
import type { Permission } from './account.ts'
import type { ActType, AskedAct } from './acts.ts'
import type { Instant } from './time.ts'

/** Without it no act of this type is heard, whatever is asked for. */
export const leastFor = (act: ActType): Permission =>
  act === 'emergency' ? 'playout.emergency' : act === 'message' ? 'playout.message' : 'playout.control'

/** @param midnight the end of the school's date: what ends by then is of today */
export const permissionFor = (asked: AskedAct, midnight: Instant): Permission => {
  switch (asked.type) {
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
    case 'message':
    case 'emergency':
      return leastFor(asked.type)
    default:
      return asked satisfies never
  }
}

/** @param until null: now, or its own time */
const within = (until: Instant | null, midnight: Instant): Permission =>
  until === null || until <= midnight ? 'playout.control' : 'playout.beyond'

/** The demo school's classrooms: three grades with two paired TVs each. */
import type { DisplayFacts } from '../../protocol/display.ts'
import type { DisplayStore } from '../displays/store.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { newSecret } from '../platform/id.ts'
import { ownValue } from '../platform/settings.ts'
import { SCHOOL_GROUP } from '../schedule/store.ts'

export interface DemoRoomsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly displays: Pick<DisplayStore, 'groups' | 'createGroup' | 'byToken' | 'create'>
}

const GRADES = [
  { id: 'grade-1', name: '一年級 Grade 1', rooms: ['101', '102'] },
  { id: 'grade-2', name: '二年級 Grade 2', rooms: ['201', '202'] },
  { id: 'grade-3', name: '三年級 Grade 3', rooms: ['301', '302'] },
] as const

const NEVER_SEEN: DisplayFacts = {
  appVersion: 'demo',
  userAgent: '',
  width: 0,
  height: 0,
  secureContext: false,
  serviceWorker: false,
  autoplay: false,
}

export interface DemoTv {
  readonly room: string
  /** Goes behind `/player/?name=…#token=`. */
  readonly token: string
}

/** The rooms, made at the first start. Their tokens are kept, so that every start can print their links. */
export const demoRooms = async ({ database, clock, displays, changes }: DemoRoomsDeps): Promise<readonly DemoTv[]> => {
  const known = new Set((await displays.groups()).map(({ id }) => id))
  const rooms: DemoTv[] = []
  for (const grade of GRADES) {
    const fresh = !known.has(grade.id)
    if (fresh) await displays.createGroup(grade.name, SCHOOL_GROUP, grade.id)
    for (const room of grade.rooms) {
      const token = await ownValue(database, clock, `demo-tv-${room}`, newSecret)
      if ((await displays.byToken(token)) === null) await displays.create(room, grade.id, token, NEVER_SEEN)
      rooms.push({ room, token })
    }
  }
  changes.publish('groups')
  return rooms
}

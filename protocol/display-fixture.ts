/** A TV for tests: the room as the server tells it, what it says of itself, a report in which nothing happens. */
import type { Display, DisplayFacts, DisplayReport } from './display.ts'
import { instant } from './time.ts'

export const SOME_FACTS: DisplayFacts = {
  appVersion: '',
  userAgent: '',
  width: 0,
  height: 0,
  secureContext: true,
  serviceWorker: true,
  autoplay: true,
}

export const QUIET_REPORT: DisplayReport = {
  at: instant(0),
  version: 1,
  playback: { state: 'slate' },
  segmentsHeld: 0,
  segmentsNeeded: 0,
  clockErrorMs: 0,
  driftPpm: 0,
  volume: 1,
  muted: false,
  stalls: 0,
  storageBytes: null,
}

/** A room of the group `g`, in the state that is asked for. */
export const someDisplay = (patch: Pick<Display, 'status'> & Partial<Display>): Display => ({
  id: 'tv',
  name: '101',
  groupId: 'g',
  volume: 1,
  trimMs: 0,
  mutedUntil: null,
  hidden: null,
  building: '',
  floor: '',
  standby: false,
  createdAt: instant(0),
  ...patch,
})

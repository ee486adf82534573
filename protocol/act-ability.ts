/** What a TV can do of what is asked, by what it reports. Pure; a button that nothing could obey is not offered. */
import type { ActType } from './acts.ts'
import type { Display } from './display.ts'

/**
 * Could this TV do it? What is wanted of a TV is kept for one that is off, and told when it is back; an order is not,
 * and a replay is over by then. An older player leaves out of its reports what it has never heard of.
 */
export const canObey = (act: ActType, { status }: Pick<Display, 'status'>): boolean => {
  const report = status.state === 'online' ? status.report : null
  switch (act) {
    case 'identify':
    case 'reload':
      return status.state === 'online'
    case 'replay':
      return report?.toldAt !== undefined
    case 'message':
    case 'standby':
      return report === null || report.toldAt !== undefined
    case 'hide':
      return report === null || report.hidden !== undefined
    case 'cut-in':
    case 'hold':
    case 'skip':
    case 'end':
    case 'extend':
    case 'volume':
    case 'mute':
    case 'emergency':
      return true
    default:
      return act satisfies never
  }
}

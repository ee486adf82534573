/** A clock that tells the time and ends nothing: on a busy machine a thread alone may take as long to begin as a talk may last. */
import { type Clock, createClock } from '../../server/platform/clock.ts'

export const createUnhurriedClock = (): Clock => ({ ...createClock(), at: () => () => undefined })

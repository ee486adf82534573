/** How long a trouble has to last before it is a fault, and how long it has to be away before it is gone (rule W2). */
import type { TroubleKind } from './trouble.ts'

export interface Patience {
  /** From its beginning to when it is believed, milliseconds. What comes and goes in between counts as going on. */
  readonly openMs: number
  /** Well for so long without a break: it is gone. */
  readonly healMs: number
}
export type PatienceOf = (kind: TroubleKind) => Patience

const SECOND = 1000
const MINUTE = 60_000

const PATIENCE: Readonly<Record<Exclude<TroubleKind, 'tv-offline'>, Patience>> = {
  'tv-playback': { openMs: MINUTE, healMs: 2 * MINUTE },
  'tv-unprepared': { openMs: 30 * MINUTE, healMs: MINUTE },
  'tv-silent': { openMs: MINUTE, healMs: MINUTE },
  'tv-black': { openMs: MINUTE, healMs: MINUTE },
  'tv-frozen': { openMs: MINUTE, healMs: MINUTE },
  'tv-behind': { openMs: MINUTE, healMs: MINUTE },
  // Counted over minutes already.
  'tv-stalls': { openMs: 0, healMs: 2 * MINUTE },
  'tv-dropped': { openMs: 0, healMs: 2 * MINUTE },
  'tv-clock': { openMs: 5 * MINUTE, healMs: 5 * MINUTE },
  'disk-filling': { openMs: MINUTE, healMs: 10 * MINUTE },
  'backup-failing': { openMs: 0, healMs: 0 },
  'backup-old': { openMs: 0, healMs: 0 },
  'preparation-failing': { openMs: 0, healMs: 0 },
  // Counted over an hour already.
  'clock-unsteady': { openMs: 0, healMs: 0 },
  // Told from a camera's second bad look on.
  'camera-unreachable': { openMs: MINUTE, healMs: 2 * MINUTE },
  'camera-unauthorised': { openMs: MINUTE, healMs: MINUTE },
  'camera-clock': { openMs: MINUTE, healMs: MINUTE },
  'camera-replaced': { openMs: MINUTE, healMs: MINUTE },
  'camera-certificate': { openMs: MINUTE, healMs: MINUTE },
  'camera-https-only': { openMs: MINUTE, healMs: MINUTE },
  'input-lost': { openMs: 30 * SECOND, healMs: MINUTE },
  'inbox-lost': { openMs: 30 * SECOND, healMs: MINUTE },
}

const BACK_MS = 2 * MINUTE

/** @param offlineMinutes the school's setting */
export const patienceWith =
  (offlineMinutes: number): PatienceOf =>
  (kind) =>
    kind === 'tv-offline' ? { openMs: offlineMinutes * MINUTE, healMs: BACK_MS } : PATIENCE[kind]

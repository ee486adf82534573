/** Looks at what is on the air once a second, and remembers what it noticed of each airing. */
import type { Observation } from '../protocol/display.ts'
import { goingOn, looked, NOTHING_SEEN, observations, type Watch } from './observe.ts'
import type { Run } from './run.ts'
import { createEar, createEye, type Ear } from './senses.ts'

export interface Lookout {
  /** To be called about once a second. */
  look(run: Run | null, muted: boolean): void
  /** What was noticed of an airing so far. */
  of(airingId: string): readonly Observation[]
  /** What goes on in the airing that is looked at. */
  now(): readonly Observation[]
}

/** A start is left alone: nothing is looked at until its correction has settled. */
const AFTER_START_MS = 4000
/** Airings remembered: a report is sent soon after the end. */
const REMEMBERED = 10

export const createLookout = (): Lookout => {
  const eye = createEye()
  const watches = new Map<string, Watch>()
  let listening: { readonly run: Run; readonly ear: Ear | null } | null = null
  let playingSince: { readonly run: Run; readonly at: number } | null = null

  const quiet = (): void => {
    listening?.ear?.close()
    listening = null
    playingSince = null
  }

  return {
    look: (run, muted) => {
      const state = run?.state()
      if (run === null || state?.type !== 'playing') return quiet()
      if (playingSince?.run !== run) {
        quiet()
        playingSince = { run, at: performance.now() }
      }
      if (performance.now() - playingSince.at < AFTER_START_MS) return
      const { video } = run.deck
      listening ??= { run, ear: createEar(video) }
      const airingId = run.show().airing.id
      const levelDb = listening.ear?.level() ?? null
      const look = { positionMs: state.positionMs, luma: eye(video), levelDb: muted ? null : levelDb }
      watches.set(airingId, looked(watches.get(airingId) ?? NOTHING_SEEN, look))
      for (const old of [...watches.keys()].slice(0, -REMEMBERED)) watches.delete(old)
    },
    of: (airingId) => observations(watches.get(airingId) ?? NOTHING_SEEN),
    now: () => (listening === null ? [] : goingOn(watches.get(listening.run.show().airing.id) ?? NOTHING_SEEN)),
  }
}

/** Which TVs are connected and what they last said: in memory, written down now and then. */
import type { DisplayFacts, DisplayReport, DisplayStatus } from '../../protocol/display.ts'
import type { DisplayCommand, PlanAck, PlanMessage } from '../../protocol/events.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'

/** The line to one connected TV. */
export interface DisplayLine {
  /** Resolves with the TV's answer; rejects when none comes in time. */
  plan(message: PlanMessage): Promise<PlanAck>
  command(command: DisplayCommand): Promise<void>
  identity(): void
  /** A small JPEG of the programme it shows; null: it shows the slate. Rejects when no answer comes in time. */
  picture(): Promise<Uint8Array | null>
  close(): void
}

interface Connected {
  readonly line: DisplayLine
  readonly since: Instant
  readonly facts: DisplayFacts
  report: DisplayReport | null
}

export interface Presence {
  came(displayId: string, line: DisplayLine, facts: DisplayFacts): void
  /** `line` so that a TV that has come again is not declared gone by its old line's end. */
  left(displayId: string, line: DisplayLine): void
  reported(displayId: string, report: DisplayReport): void
  lineOf(displayId: string): DisplayLine | null
  /** @param lastSeenAt from the database, for a TV that is not connected */
  statusOf(displayId: string, lastSeenAt: Instant | null): DisplayStatus
  online(): readonly string[]
  /** TVs whose status changed since the last call. */
  takeChanged(): readonly string[]
}

export const createPresence = (clock: Clock): Presence => {
  const connected = new Map<string, Connected>()
  const gone = new Map<string, Instant>()
  const changed = new Set<string>()
  return {
    came: (displayId, line, facts) => {
      connected.get(displayId)?.line.close()
      connected.set(displayId, { line, since: clock.now(), facts, report: null })
      changed.add(displayId)
    },
    left: (displayId, line) => {
      if (connected.get(displayId)?.line !== line) return
      connected.delete(displayId)
      gone.set(displayId, clock.now())
      changed.add(displayId)
    },
    reported: (displayId, report) => {
      const held = connected.get(displayId)
      if (held === undefined) return
      held.report = report
      changed.add(displayId)
    },
    lineOf: (displayId) => connected.get(displayId)?.line ?? null,
    statusOf: (displayId, lastSeenAt) => {
      const held = connected.get(displayId)
      if (held === undefined) return { state: 'offline', since: gone.get(displayId) ?? lastSeenAt }
      return { state: 'online', since: held.since, report: held.report, facts: held.facts }
    },
    online: () => [...connected.keys()],
    takeChanged: () => {
      const ids = [...changed]
      changed.clear()
      return ids
    },
  }
}

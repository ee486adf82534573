/** Keeps what happened until the server has it. */
import type { AiringReport } from '../protocol/display.ts'
import type { Instant } from '../protocol/time.ts'
import type { Connection } from './connection.ts'
import { answered, mergeReports, type OutboxEntry, outdated, unsent } from './outbox.ts'
import type { Storage } from './storage.ts'

export interface Reports {
  /** The newest word on an airing; what an earlier load of the page said is added to it. */
  put(report: AiringReport): Promise<void>
  /** Sends what the server does not have yet. */
  send(connection: Connection): Promise<void>
  /** How many the server could not read since the page was loaded. */
  refused(): number
}

/** One message's worth (AiredReports). */
const BATCH = 100

export const createReports = async (storage: Storage, now: () => Instant): Promise<Reports> => {
  const before = new Map((await storage.outbox()).map((entry) => [entry.report.airingId, entry]))
  const entries = new Map(before)
  const mark = async (sent: readonly OutboxEntry[]) => {
    for (const entry of sent) {
      const latest = entries.get(entry.report.airingId)
      if (latest === undefined) continue
      const marked = { ...latest, acknowledged: entry.revision }
      entries.set(entry.report.airingId, marked)
      await storage.putOutbox(marked)
    }
  }
  let sending = false
  const refused = new Set<string>()
  return {
    refused: () => refused.size,
    put: async (report) => {
      const earlier = before.get(report.airingId)
      const known = entries.get(report.airingId)
      const entry: OutboxEntry = {
        report: earlier === undefined ? report : mergeReports(earlier.report, report),
        at: now(),
        revision: (known?.revision ?? 0) + 1,
        acknowledged: known?.acknowledged ?? 0,
      }
      entries.set(report.airingId, entry)
      await storage.putOutbox(entry)
    },
    send: async (connection) => {
      const waiting = unsent([...entries.values()]).slice(0, BATCH)
      if (sending || waiting.length === 0 || !connection.connected()) return
      sending = true
      try {
        const places = await connection.aired(waiting.map((entry) => entry.report))
        const { stored, aside } = answered(waiting, places)
        for (const { report } of aside) refused.add(report.airingId)
        // Not sent again until it changes: then it may be one that can be read.
        await mark([...stored, ...aside])
        const old = outdated([...entries.values()], now())
        for (const airingId of old) entries.delete(airingId)
        await storage.dropOutbox(old)
      } finally {
        sending = false
      }
    },
  }
}

/** A storage that is gone with the page, for a device that can keep nothing: enough for today, bounded for a TV's memory. */
import type { MediaManifest } from '../protocol/media.ts'
import { manifestKey } from './manifest-shelf.ts'
import type { OutboxEntry } from './outbox.ts'
import type { State, Storage } from './storage.ts'

/** Sixteen minutes of 720p at 2.5 Mb/s are 300 MB; a TV's browser has some 500 MB for a page. */
const LIMIT_BYTES = 320e6

/** @param limitBytes of segments; beyond it `putSegment` throws QuotaExceededError, as a full device does */
export const memoryStorage = (limitBytes = LIMIT_BYTES): Storage => {
  const state = new Map<keyof State, State[keyof State]>()
  const manifests = new Map<string, MediaManifest>()
  const segments = new Map<string, ArrayBuffer>()
  const outbox = new Map<string, OutboxEntry>()
  const held = new Set<string>()
  let bytes = 0
  const drop = (sha256: string): void => {
    held.delete(sha256)
    bytes -= segments.get(sha256)?.byteLength ?? 0
    segments.delete(sha256)
  }
  return {
    lasting: () => false,
    // The map holds under each key what `set` was given for it.
    get: async <Key extends keyof State>(key: Key) => (state.get(key) as State[Key] | undefined) ?? null,
    set: async (key, value) => {
      state.set(key, value)
    },
    manifests: async () => [...manifests.values()],
    putManifest: async (manifest) => {
      manifests.set(manifestKey(manifest.mediaId, manifest.revision), manifest)
    },
    dropManifests: async (keys) => {
      for (const key of keys) manifests.delete(key)
    },
    held: () => held,
    segment: async (sha256) => segments.get(sha256) ?? null,
    putSegment: async (sha256, data) => {
      drop(sha256)
      if (bytes + data.byteLength > limitBytes) throw new DOMException('memory is full', 'QuotaExceededError')
      segments.set(sha256, data)
      held.add(sha256)
      bytes += data.byteLength
    },
    dropSegments: async (hashes) => {
      for (const sha256 of hashes) drop(sha256)
    },
    outbox: async () => [...outbox.values()],
    putOutbox: async (entry) => {
      outbox.set(entry.report.airingId, entry)
    },
    dropOutbox: async (airingIds) => {
      for (const airingId of airingIds) outbox.delete(airingId)
    },
    usedBytes: async () => bytes,
    clear: async () => {
      for (const store of [state, manifests, segments, outbox, held]) store.clear()
      bytes = 0
    },
    close: () => undefined,
  }
}

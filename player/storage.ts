/**
 * What a TV keeps through a power cut: on the device (device-storage.ts), and where a device can keep nothing, in memory
 * for as long as the page lives (memory-storage.ts).
 */
import { type TSchema, Type } from 'typebox'
import { DisplayIdentity } from '../protocol/display.ts'
import type { MediaManifest } from '../protocol/media.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import { MediaReference } from '../protocol/plan-parts.ts'
import { Airing } from '../protocol/rundown.ts'
import { Instant } from '../protocol/time.ts'
import type { OutboxEntry } from './outbox.ts'

const Plan = Type.Object({
  version: Type.Integer(),
  window: Type.Object({ start: Instant, end: Instant }),
  airings: Type.Array(Airing),
  media: Type.Array(MediaReference),
})

/** The single values, each with what it must look like to be believed. */
export const STATE = {
  token: Type.String(),
  identity: DisplayIdentity,
  plan: Plan,
  /** Server's time minus this machine's wall clock. */
  wallOffsetMs: Type.Number(),
  /** The leads that the last rehearsals measured, newest last. */
  leads: Type.Array(Type.Number()),
  /** When the watchdog reloaded the page, newest last. */
  reloads: Type.Array(Type.Number()),
} as const satisfies Record<string, TSchema>

export interface State {
  token: string
  identity: DisplayIdentity
  plan: HeldPlan
  wallOffsetMs: number
  leads: readonly number[]
  reloads: readonly number[]
}

export interface Storage {
  /** False: what is put here is gone with the page. */
  lasting(): boolean
  /** The value, or null when absent or not of the expected shape. */
  get<Key extends keyof State>(key: Key): Promise<State[Key] | null>
  set<Key extends keyof State>(key: Key, value: State[Key]): Promise<void>
  manifests(): Promise<MediaManifest[]>
  putManifest(manifest: MediaManifest): Promise<void>
  /** By their keys (manifest-shelf.ts). */
  dropManifests(keys: readonly string[]): Promise<void>
  /** Hashes of the segments that are held. */
  held(): ReadonlySet<string>
  segment(sha256: string): Promise<ArrayBuffer | null>
  /** @throws DOMException QuotaExceededError when the device is full */
  putSegment(sha256: string, data: ArrayBuffer): Promise<void>
  dropSegments(hashes: readonly string[]): Promise<void>
  outbox(): Promise<OutboxEntry[]>
  putOutbox(entry: OutboxEntry): Promise<void>
  dropOutbox(airingIds: readonly string[]): Promise<void>
  /** Bytes used on this device; null when the browser doesn't say. */
  usedBytes(): Promise<number | null>
  /** Forgets everything: the TV was unpaired. */
  clear(): Promise<void>
  close(): void
}

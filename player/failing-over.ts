/** A storage that goes on in memory when the device is lost, at the start or at noon. */
import { isFull } from './device-database.ts'
import type { Storage } from './storage.ts'

/**
 * Everything goes to `device` until it fails for another reason than being full; from then on to `memory`. What the
 * page knows (plan, token, manifests) it knows; the segments that it needs are fetched again. The way back is a new page
 * at a quiet moment (renewal.ts).
 * @param lost told once, why
 */
export const failingOver = (device: Storage, memory: Storage, lost: (error: unknown) => void): Storage => {
  let place = device
  const doing = async <Result>(work: (storage: Storage) => Promise<Result>): Promise<Result> => {
    if (place === memory) return work(memory)
    try {
      return await work(device)
    } catch (error) {
      if (isFull(error)) throw error
      if (place === device) {
        place = memory
        device.close()
        lost(error)
      }
      return work(memory)
    }
  }
  return {
    lasting: () => place.lasting(),
    held: () => place.held(),
    get: (key) => doing((storage) => storage.get(key)),
    set: (key, value) => doing((storage) => storage.set(key, value)),
    manifests: () => doing((storage) => storage.manifests()),
    putManifest: (manifest) => doing((storage) => storage.putManifest(manifest)),
    dropManifests: (keys) => doing((storage) => storage.dropManifests(keys)),
    segment: (sha256) => doing((storage) => storage.segment(sha256)),
    putSegment: (sha256, data) => doing((storage) => storage.putSegment(sha256, data)),
    dropSegments: (hashes) => doing((storage) => storage.dropSegments(hashes)),
    outbox: () => doing((storage) => storage.outbox()),
    putOutbox: (entry) => doing((storage) => storage.putOutbox(entry)),
    dropOutbox: (airingIds) => doing((storage) => storage.dropOutbox(airingIds)),
    usedBytes: () => doing((storage) => storage.usedBytes()),
    clear: () => doing((storage) => storage.clear()),
    close: () => place.close(),
  }
}

/** The storage of one TV, whatever its device can do. */
import { deviceStorage } from './device-storage.ts'
import { failingOver } from './failing-over.ts'
import { memoryStorage } from './memory-storage.ts'
import type { Storage } from './storage.ts'
import { tokenPlace, withToken } from './token-place.ts'

/** @param name lets several players share one browser (`?name=`) */
export const openStorage = async (name: string): Promise<Storage> => {
  const address = `nooncast-${name}`
  const device = deviceStorage(address)
  const memory = memoryStorage()
  const place = tokenPlace(`${address}-token`)
  const lost = (error: unknown): void => {
    document.documentElement.dataset.storage = String(error)
  }
  try {
    await device.prove()
  } catch (error) {
    lost(error)
    device.close()
    return withToken(memory, place)
  }
  return withToken(failingOver(device, memory, lost), place)
}
